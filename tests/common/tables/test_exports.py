from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tables.door import read_sheets
from common.tables.exports import (
    LONGEST_NAME,
    Table,
    csv_answer,
    csv_lines,
    guarded,
    unguarded,
)

TRIGGERS = ["=1+1", "+1", "-1", "@a", "\tx", "  =1", "＝1", "＋1", "－1", "＠a", "\n=1"]


@pytest.mark.parametrize("text", TRIGGERS)
def test_text_that_starts_a_formula_gets_a_quote_mark(text):  # R38
    assert guarded(text).startswith("'")


def test_numbers_stay_numbers_and_days_are_iso():  # R38
    row = [-5, Decimal("12.500"), 0.25, True, date(2026, 1, 2), None, "plain, text"]

    lines = list(csv_lines(Table("t", ["a"], [row])))

    assert lines[2] == '-5,12.5,0.25,yes,2026-01-02,,"plain, text"\r\n'


@given(
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029"
        )
    )
)
def test_what_is_guarded_comes_back_as_it_was(text):  # R38
    assert unguarded(guarded(text)) == text


def test_export_import_export_gives_the_same_file():  # R38
    rows = [[text, "'=quoted", "x"] for text in ("=1+1", "'plain", "a\nb", "")]
    first = "".join(csv_lines(Table("t", ["=head", "b", "c"], rows)))

    [sheet] = read_sheets(io.BytesIO(first.encode()), name="t")
    read = [[unguarded(str(cell or "")) for cell in row] for row in sheet.rows]

    assert "".join(csv_lines(Table("t", read[0], read[1:]))) == first


def test_the_answer_is_an_attachment_that_no_cache_keeps():  # R16, R29
    answer = csv_answer(Table('a/b: "نام"', ["x"], []))

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "/" not in answer["Content-Disposition"].removeprefix("attachment; ")


def test_a_long_title_leaves_the_name_of_the_table_whole():
    table = Table("Contact lists", ["x"], [], "A move with a long title " * 9)

    assert table.file_name.startswith("Contact lists - A move")
    assert len(table.file_name) == LONGEST_NAME + len(".csv")


def test_every_line_is_read_by_the_plain_reader():
    text = "".join(csv_lines(Table("t", ["a", "b"], [["x;y", 'say "hi"']])))

    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        ["a", "b"],
        ["x;y", 'say "hi"'],
    ]
