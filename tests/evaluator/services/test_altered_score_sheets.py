"""What is refused when the structure or the sheet itself is no longer what it was."""

from __future__ import annotations

from io import BytesIO

import pytest

from common.tables.door import TableRefused
from evaluator.models import Criterion
from evaluator.services.offline import (
    StructureChanged,
)
from evaluator.services.structure import bump_versions
from evaluator.workbooks.offline.layout import HEAD_ROW, HIDDEN, KEY
from evaluator.workbooks.offline.sheet_reader import NoScoreSheet, RowsDoNotMatch
from tests.evaluator.filled import resaved

pytestmark = pytest.mark.django_db


def renamed(scoring):
    scoring.criteria.filter(own_name="Price").update(own_name="Price a year")


def rescaled(scoring):
    scale = [f"Level {value}" for value in range(6)]
    scoring.criteria.filter(own_name="Price").update(own_scale=scale)


def grown(scoring):
    Criterion.objects.create(evaluation=scoring, kind="rated", own_name="Speed")


def shrunk(scoring):
    scoring.criteria.filter(own_name="Price").update(deleted_at=scoring.created_at)


def lengthened(scoring):
    scoring.candidates.create(name="Delta", match_key="delta", stage="short")


def shortened(scoring):
    scoring.candidates.filter(name="Bolt").update(stage="long")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (renamed, "“Price a year” has changed"),
        (rescaled, "“Price” has changed"),
        (grown, "“Speed” is new"),
        (shrunk, "a criterion is gone"),
        (lengthened, "“Delta” is new"),
        (shortened, "a candidate is gone"),
    ],
)
def test_a_changed_structure_is_refused_and_named(
    sheet, look, scoring, change, sentence
):
    download = sheet()
    change(scoring)
    bump_versions(scoring)

    with pytest.raises(StructureChanged) as refused:
        look(BytesIO(download))

    assert sentence in str(refused.value)


def test_a_change_that_no_score_depends_on_is_none(sheet, look, scoring):
    download = sheet()
    scoring.criteria.filter(own_name="Price").update(weight=10)
    bump_versions(scoring)

    assert look(BytesIO(download)).changes == ()


def delete_a_row(book):
    book.worksheets[0].delete_rows(HEAD_ROW + 4)


def insert_a_row(book):
    book.worksheets[0].insert_rows(HEAD_ROW + 4)


def swap_two_rows(book):
    sheet = book.worksheets[0]
    keys = [row for row in range(1, sheet.max_row) if sheet.cell(row, KEY).value]
    one, other = sheet.cell(keys[0], KEY), sheet.cell(keys[3], KEY)
    one.value, other.value = other.value, one.value


def rename_a_candidate(book):
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "Acme")
    sheet.cell(row, 1).value = "Bolt"


def double_a_key(book):
    sheet = book.worksheets[0]
    sheet.cell(sheet.max_row + 1, KEY).value = sheet.cell(sheet.max_row, KEY).value


@pytest.mark.parametrize(
    "change", [delete_a_row, swap_two_rows, rename_a_candidate, double_a_key]
)
def test_rows_that_are_not_where_they_were_are_refused(sheet, look, change):
    with pytest.raises(RowsDoNotMatch, match="From row"):
        look(resaved(sheet(), change))


def test_an_empty_row_between_moves_nothing(sheet, look):
    assert look(resaved(sheet(), insert_a_row)).changes == ()


def drop_the_hidden_sheet(book):
    del book[HIDDEN]


def change_the_identity(book):
    cell = book[HIDDEN]["A1"]
    cell.value = cell.value[:-1] + ("A" if cell.value[-1] != "A" else "B")


@pytest.mark.parametrize("change", [drop_the_hidden_sheet, change_the_identity])
def test_a_sheet_whose_identity_is_not_ours_is_refused(sheet, look, change):
    with pytest.raises(NoScoreSheet):
        look(resaved(sheet(), change))


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\x00" * 50, "سلام".encode()])
def test_a_file_that_is_no_workbook_is_no_score_sheet(look, content):
    with pytest.raises((NoScoreSheet, TableRefused)):
        look(BytesIO(content))


def test_what_only_looks_like_a_workbook_is_refused_with_a_sentence(look):  # R33
    with pytest.raises(TableRefused, match="workbook"):
        look(BytesIO(b"PK\x03\x04" + b"x" * 200))
