"""Whatever is uploaded, a table comes out of it or a sentence (R30 to R34)."""

from __future__ import annotations

import io
import os
import time
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from common.tables.door import TableRefused, read_sheets, work_on
from common.tables.limits import AT_ONCE, MEGABYTE, Limits
from common.tables.reading import ReadOptions
from common.tables.sheets import Sheet
from tests.common.tables.workbooks import (
    FIRST_SHEET,
    TYPES,
    bomb,
    flagged,
    overlapped,
    packed,
    parts_of,
    saved,
    sheet_xml,
    twice_named,
    with_parts,
    xlsx_of,
)

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
FAR = sheet_xml(
    '<row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="9"><c r="B1048000"><v>1</v></c></row>'
)
WIDE = sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="SG1"><v>1</v></c></row>')


def read(content: bytes, **options: str) -> list[Sheet]:
    return read_sheets(io.BytesIO(content), name="t", options=ReadOptions(**options))


def refusal_of(content: bytes, **options: str) -> str:
    with pytest.raises(TableRefused) as refused:
        read(content, **options)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture"),
        (b"BM\x00\x01\x02" + b"\0" * 50, "picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "Unpack"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (packed({"hello.txt": b"hello"}), "no Excel workbook"),
        (bytes(range(256)) * 8, "no Excel workbook"),
        (("نام؛نوع\n" * 200).encode("utf-16-le"), "NUL"),
        (b"PK\x05\x06" + b"\0" * 18, "no Excel workbook"),
        (xlsx_of([["a"]])[:-40], "damaged"),
        (b"PK\x03\x04" + b"nonsense" * 100, "damaged"),
    ],
)
def test_what_is_no_table_is_named(content, sentence):  # R31
    assert sentence in refusal_of(content)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (overlapped(), "overlap"),
        (
            packed(parts_of(xlsx_of([["a"]])), compression=zipfile.ZIP_BZIP2),
            "packed in",
        ),
        (packed(parts_of(xlsx_of([["a"]])), compression=zipfile.ZIP_LZMA), "packed in"),
        (flagged(xlsx_of([["a"]]), 1), "password"),
        (twice_named(), "twice"),
        (with_parts({"../../etc/passwd": b"<a/>"}), "do not belong"),
        (with_parts({"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}), "macros"),
        (with_parts({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "other files"),
        (with_parts({"xl/connections.xml": b"<a/>"}), "other files"),
        (with_parts({f"xl/part{n}.xml": b"<a/>" for n in range(1000)}), "1000 parts"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_container_made_to_do_harm_is_refused_before_it_is_parsed(
    content, sentence
):  # R30, R31
    assert sentence in refusal_of(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", [FIRST_SHEET, TYPES, "docProps/core.xml"])
def test_a_document_type_is_refused_in_every_part_and_encoding(part, encoding):  # R32
    content = with_parts({part: DOCTYPE.encode(encoding)})

    assert "document type" in refusal_of(content)


@pytest.mark.parametrize(
    "start",
    [b'<?xml version="1.0" encoding="UTF-7"?><a/>', DOCTYPE.encode("cp037")],
    ids=["utf-7", "ebcdic"],
)
def test_an_encoding_that_could_hide_a_declaration_is_refused(start):  # R32
    assert "UTF-8" in refusal_of(with_parts({FIRST_SHEET: start}))


def test_a_bomb_is_refused_while_it_unpacks():  # R30
    content = bomb(60)

    assert len(content) < MEGABYTE
    assert "larger than 50 MB" in refusal_of(content)


def test_a_small_honest_file_may_have_a_high_ratio():  # R30
    rows = [["same words in every cell"] * 5] * 5_000

    assert len(read(xlsx_of(rows))[0].rows) == 5_000


def test_a_lying_dimension_loses_nothing():  # R30
    data = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 301)
    )
    content = with_parts(
        {FIRST_SHEET: sheet_xml(data, before='<dimension ref="A1:A2"/>')}
    )

    assert [row[0] for row in read(content)[0].rows] == list(range(1, 301))


def test_a_dimension_that_promises_too_much_costs_nothing():  # R30
    data = '<row r="1"><c r="A1"><v>7</v></c></row>'
    lie = '<dimension ref="A1:XFD1048576"/>'

    assert read(with_parts({FIRST_SHEET: sheet_xml(data, before=lie)}))[0].rows == [[7]]


def test_a_cell_far_away_is_refused_by_its_name():  # R30
    assert "B1048000" in refusal_of(with_parts({FIRST_SHEET: FAR}))


def test_more_than_five_hundred_columns_are_refused():  # R30
    assert "SG1 lies far away" in refusal_of(with_parts({FIRST_SHEET: WIDE}))
    assert "500 columns" in refusal_of(b",".join([b"x"] * 501))


def test_a_cell_longer_than_excel_allows_is_refused_by_its_place():  # R30
    long = (
        f'<row r="2"><c r="B2" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
    )

    assert "B2: This cell" in refusal_of(with_parts({FIRST_SHEET: sheet_xml(long)}))
    assert "32767" in refusal_of(b"a,b\n1," + b"x" * 40_000)


def test_a_file_over_the_limit_is_refused_before_anything_reads_it():  # R30
    with pytest.raises(TableRefused, match="larger than 1 MB"):
        read_sheets(
            io.BytesIO(b"x" * (MEGABYTE + 1)), name="t", limits=Limits(MEGABYTE)
        )


def test_too_many_rows_are_refused():  # R30
    limits = Limits(rows=3)

    with pytest.raises(TableRefused, match="more than 3 rows"):
        read_sheets(io.BytesIO(b"a\n" * 4), name="t", limits=limits)
    with pytest.raises(TableRefused, match="more than 3 rows"):
        read_sheets(io.BytesIO(xlsx_of([["a"]] * 4)), name="t", limits=limits)


def test_error_values_are_kept_for_the_reader_to_see():
    book = Workbook()
    book.active.append(["a", "#DIV/0!"])
    book.create_sheet("Second").append(["#N/A", 1])

    first, second = read(saved(book))

    assert first.rows == [["a", "#DIV/0!"]]
    assert second.rows == [["#N/A", 1]]


def test_rows_and_columns_are_those_of_the_sheet():
    book = Workbook()
    book.active["C3"] = "Acme"
    book.active["D4"] = date(2026, 1, 2)
    book.active.merge_cells("C6:D7")
    book.create_sheet("Hidden").sheet_state = "hidden"

    sheet, hidden = read(saved(book))

    assert (sheet.at(3, 3), sheet.at(4, 4)) == ("Acme", date(2026, 1, 2))
    assert sheet.at(1, 1) is sheet.at(99, 99) is None
    assert sheet.merged == ((6, 3, 7, 4),)
    assert (sheet.is_hidden, hidden.is_hidden) == (False, True)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_csv_is_cut_where_its_own_lines_say(delimiter):
    note = '"a, b; c"'
    text = f"name{delimiter}note\nAcme{delimiter}{note}\nBolt{delimiter}-\n"

    [sheet] = read(text.encode())

    assert sheet.rows == [["name", "note"], ["Acme", "a, b; c"], ["Bolt", "-"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_with_its_mark_needs_no_word_about_its_encoding(encoding):  # R34
    text = "نام,وزن\nكاف,۱۲\n"

    assert read(text.encode(encoding))[0].rows == [["نام", "وزن"], ["كاف", "۱۲"]]


def test_another_encoding_is_read_when_it_is_declared():  # R34
    content = "اسم,وزن\nسعر,12\n".encode("cp1256")

    assert "row 1: This line is not written in utf-8" in refusal_of(content)
    assert read(content, encoding="cp1256")[0].rows[1] == ["سعر", "12"]


def test_every_undecodable_line_is_named_at_once():  # R34
    with pytest.raises(TableRefused) as refused:
        read(b"a,b\n\xff,1\n2,3\n\xfe,4\n")

    assert [problem.row for problem in refused.value.problems] == [2, 4]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a,b\n1,2\n3,\0\n", "row 3: This line holds a NUL"),
        ("a,b\n1,\0\n".encode("utf-16"), "row 2: This line holds a NUL"),
        (b'a,b\n1,"2\n3,4\n5,6\n', "row 2: A quotation mark opens"),
        (b'a,b\n1,"2" x\n3,4\n', "row 2: In this line a quotation mark"),
        ("a,b\n".encode("utf-16") + b"\x00", "not written in utf-16"),
    ],
)
def test_text_that_is_none_is_refused_by_its_line(content, sentence):  # R34
    assert sentence in refusal_of(content)


def test_lines_are_counted_through_cells_that_go_over_several():  # R34
    [sheet] = read(b'a,b\n"1\n1\n1",2\n3,4\n')

    assert sheet.lines == (1, 2, 5)
    assert sheet.place_of(3) == 5


HERE = "tests.common.tables.misbehaving"


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        ("takes_its_time", "took too long"),
        ("burns_time", "could not be read|took too long"),
        ("eats_memory", "too much memory"),
        ("kills_itself", "could not be read"),
        ("raises", "could not be read"),
        ("writes_files", "could not be read"),
        ("speaks_nonsense", "could not be read"),
    ],
)
def test_a_reader_that_breaks_down_leaves_the_worker_alive(function, sentence):  # R33
    began = time.monotonic()
    limits = Limits(seconds=1.5, memory=64 * MEGABYTE)

    with pytest.raises(TableRefused, match=sentence):
        list(work_on(f"{HERE}:{function}", io.BytesIO(b"x"), {}, limits=limits))

    assert time.monotonic() - began < 5


def test_the_child_knows_no_secret(monkeypatch):  # R59
    monkeypatch.setenv("SECRET_KEY", "marker")
    function = f"{HERE}:tells_what_it_knows"

    [environment] = work_on(function, io.BytesIO(b"x"), {}, limits=AT_ONCE)

    assert os.environ["SECRET_KEY"] not in environment.values()
    assert not environment["django"]
