"""What a review of the door found: each was taken, lost or slow before (R30 to R35)."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from itertools import islice

import pytest

from common.tables.door import TableRefused, read_sheets, work_on
from common.tables.limits import MEGABYTE, Limits
from tests.common.tables.workbooks import (
    FIRST_SHEET,
    packed,
    parts_of,
    repeating,
    sheet_xml,
    understated,
    with_parts,
)

DOCTYPE = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
HERE = "tests.common.tables.misbehaving"


def refusal_of(content: bytes) -> str:
    with pytest.raises(TableRefused) as refused:
        read_sheets(io.BytesIO(content), name="t")
    return str(refused.value)


def first_row(cells: str) -> bytes:
    return with_parts({FIRST_SHEET: sheet_xml(f'<row r="1">{cells}</row>')})


def test_what_a_part_hides_behind_its_declared_size_is_checked():
    content = understated(FIRST_SHEET, sheet_xml(""), DOCTYPE)

    assert "document type" in refusal_of(content)  # R30, R32


def test_a_part_longer_than_it_says_is_damaged():  # R30
    content = understated(FIRST_SHEET, sheet_xml(""), b"<!-- more -->")

    assert "damaged" in refusal_of(content)


@pytest.mark.parametrize("name", ["xl/media/image1.png", "xl/drawings/a.vml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_whatever_the_part_is_called(name, encoding):  # R32
    content = with_parts({name: DOCTYPE.decode().encode(encoding)})

    assert "document type" in refusal_of(content)


def test_one_text_shown_in_every_cell_costs_no_memory():  # R30, R33
    content = io.BytesIO(repeating(200, "x" * 32_000))

    with pytest.raises(TableRefused, match="too much memory"):
        read_sheets(content, name="t", limits=Limits(answer=MEGABYTE))


def test_a_child_that_never_stops_to_talk_is_stopped():  # R33
    limits = Limits(seconds=1)
    parts = work_on(f"{HERE}:never_stops", io.BytesIO(b"x"), {}, limits=limits)

    with pytest.raises(TableRefused, match="too long"):
        listen_slowly(parts, most=40)


def listen_slowly(parts: Iterator[str], *, most: int) -> None:
    for _part in islice(parts, most):
        time.sleep(0.05)


def test_a_child_that_says_too_much_is_stopped():  # R33
    limits = Limits(seconds=4, answer=MEGABYTE)

    with pytest.raises(TableRefused, match="too much memory"):
        list(work_on(f"{HERE}:never_stops", io.BytesIO(b"x"), {}, limits=limits))


@pytest.mark.parametrize("text", ["a_x0000_b", "a\0b"])
def test_a_nul_in_a_cell_is_refused_by_its_place(text):  # R34
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'

    assert "A1: This cell holds a NUL" in refusal_of(first_row(cell))


def test_a_number_without_end_is_an_error_value():  # R35
    cells = '<c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c>'

    [sheet] = read_sheets(io.BytesIO(first_row(cells)), name="t")

    assert sheet.rows == [["#NUM!", "#NUM!"]]


@pytest.mark.parametrize("attributes", ['t="e" r="A1"', "r='A1' t='e'"])
def test_an_error_value_is_kept_however_its_cell_is_written(attributes):  # R34
    cells = f'<c {attributes}><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>1</v></c>'

    [sheet] = read_sheets(io.BytesIO(first_row(cells)), name="t")

    assert sheet.rows == [["#DIV/0!", 1]]


def test_an_error_value_without_a_place_is_never_lost():  # R34
    cells = '<c t="e"><v>#N/A</v></c><c><v>1</v></c>'

    assert "damaged" in refusal_of(first_row(cells))


def test_merged_ranges_that_overlap_are_refused():  # R30
    merged = '<mergeCell ref="A1:B2"/>' * 500
    data = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
    ends = f"</sheetData><mergeCells>{merged}</mergeCells>".encode()

    content = with_parts({FIRST_SHEET: data.replace(b"</sheetData>", ends)})

    assert "damaged" in refusal_of(content)


def test_a_quote_left_open_far_above_the_end_is_named_by_its_line():  # R34
    content = b'a,b\n1,"2\n' + b"33333,44444\n" * 20_000

    assert "row 2: A quotation mark opens" in refusal_of(content)


def test_a_binary_workbook_is_named_as_one():  # R31
    content = packed({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b"abc"})

    assert ".xlsb" in refusal_of(content)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_mark_inside_a_quoted_cell_is_not_taken_for_the_delimiter(mark):  # R34
    """Found by fuzzing: cut at the bar, both lines became one, alike to itself."""
    rows = [["0", "0", "|"], ["0", "0"]]
    content = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)

    [sheet] = read_sheets(io.BytesIO(content.encode()), name="t")

    assert sheet.rows == rows


def test_a_quote_left_open_in_the_first_line_does_not_hide_the_delimiter():  # R34
    assert "row 1: A quotation mark opens" in refusal_of(b'a;"b\n1;2\n3;4\n')


def test_a_lying_count_of_texts_is_a_sentence():  # R33
    """Found by fuzzing: the reader asks for 2.4 TB, and its process is aborted."""
    parts = parts_of(repeating(1, "x"))
    part = "xl/sharedStrings.xml"
    lie = parts[part].replace(b"<sst ", b'<sst uniqueCount="99999999999" ')

    assert "could not be read" in refusal_of(packed({**parts, part: lie}))
