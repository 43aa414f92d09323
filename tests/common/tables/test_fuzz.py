"""Random and damaged files: a table or a sentence, never anything else (R30 to R34)."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from common.tables.door import TableRefused, read_sheets
from common.tables.limits import LONGEST_CELL
from common.tables.sheets import Sheet
from tests.common.tables.workbooks import packed, parts_of, xlsx_of

# Each example starts a process.
few = settings(max_examples=12)
# What a csv can hold and give back: no NUL, and no lone carriage returns.
cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=12
)


def written_by_xlsxwriter() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Scores")
        for row in range(8):
            sheet.write_row(row, 0, [f"criterion {row}", row, row / 3, row % 2 == 0])
        sheet.merge_range("A10:B11", "merged")
        sheet.write_formula("C10", "=SUM(B1:B8)", None, 28)
    return file.getvalue()


HONEST = [xlsx_of([["name", 1], ["x", 2.5]], More=[[1]]), written_by_xlsxwriter()]


def answer_to(content: bytes) -> str | list[Sheet]:
    try:
        return read_sheets(io.BytesIO(content), name="t")
    except TableRefused as refused:
        return str(refused)


def taken_or_refused(content: bytes) -> None:
    answer = answer_to(content)

    assert answer
    assert not isinstance(answer, str) or "%(" not in answer


def refused(content: bytes) -> None:
    answer = answer_to(content)

    assert isinstance(answer, str)
    assert answer
    assert "%(" not in answer


@few
@given(st.binary(max_size=400))
def test_random_bytes_are_a_table_or_a_sentence(content):
    taken_or_refused(content)


@few
@given(st.sampled_from(HONEST), st.data())
def test_a_workbook_with_flipped_bytes_is_a_table_or_a_sentence(content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))

    taken_or_refused(bytes(damaged))


@few
@given(st.sampled_from(HONEST), st.data())
def test_a_workbook_with_a_damaged_part_is_a_table_or_a_sentence(content, data):
    """The container is sound here, so that what is damaged reaches the parser."""
    parts = parts_of(content)
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    start = data.draw(st.integers(0, len(part) - 1))
    part[start : start + data.draw(st.integers(0, 40))] = data.draw(
        st.binary(max_size=20)
    )

    taken_or_refused(packed({**parts, name: bytes(part)}))


@few
@given(st.sampled_from(HONEST), st.integers(4, 20_000))
def test_a_workbook_cut_short_is_a_sentence(content, length):
    """From four bytes on; what is shorter may be a table of text as well."""
    refused(content[: min(length, len(content) - 1)])


@few
@given(
    st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
)
def test_a_quoted_csv_comes_back_as_it_was_written(rows, delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)

    [sheet] = read_sheets(
        io.BytesIO(file.getvalue().encode("utf-8-sig")),
        name="t",
    )

    assert sheet.rows == rows


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_without_one_of_its_parts_is_a_sentence(part):
    parts = parts_of(HONEST[0])
    del parts[part]

    refused(packed(parts))


def test_a_stored_member_may_be_as_long_as_a_cell():
    file = io.BytesIO(xlsx_of([["x" * LONGEST_CELL]]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/more.xml", b"<a/>")

    [sheet] = read_sheets(file, name="t")

    assert len(str(sheet.at(1, 1))) == LONGEST_CELL
