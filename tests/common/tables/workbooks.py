"""Workbooks for tests, honest ones and hostile ones, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

TYPES = "[Content_Types].xml"
FIRST_SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx_of(
    rows: Iterable[Iterable[Any]], **more_sheets: Iterable[Iterable[Any]]
) -> bytes:
    """Return a workbook as openpyxl writes it."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for name, lines in more_sheets.items():
        sheet = book.create_sheet(name)
        for row in lines:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(
    parts: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_parts(changed: Mapping[str, bytes]) -> bytes:
    """Return a small honest workbook with some parts added or exchanged."""
    return packed({**parts_of(xlsx_of([["name", "price"], ["Acme", 5]])), **changed})


def sheet_xml(data: str, *, before: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{NAMESPACE}">'
        f"{before}<sheetData>{data}</sheetData></worksheet>"
    ).encode()


def overlapped() -> bytes:
    """Return a zip whose second entry points into the bytes of the first."""
    content = bytearray(with_parts({"xl/extra.xml": b"<a>" + b" " * 500 + b"</a>"}))
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", content, end + 16)[0]
    first = struct.unpack_from("<I", content, start + 42)[0]
    second = content.index(b"PK\x01\x02", start + 4)
    struct.pack_into("<I", content, second + 42, first)
    return bytes(content)


def bomb(megabytes: int) -> bytes:
    """Return some kilobytes that unpack to this many megabytes of spaces."""
    padding = b" " * (megabytes * 1024 * 1024)
    return with_parts({"xl/bomb.xml": b"<a>" + padding + b"</a>"})


def flagged(content: bytes, flag: int) -> bytes:
    """Return the zip with a flag set in each entry of its directory."""
    changed = bytearray(content)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<H", changed, place + 8, flag)
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def twice_named() -> bytes:
    file = io.BytesIO(xlsx_of([["a"]]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(FIRST_SHEET.upper(), sheet_xml(""))
    return file.getvalue()


def understated(part: str, honest: bytes, hidden: bytes) -> bytes:
    """Return a workbook that declares a part's size without its hidden end.

    The sum is right for both, with and without it.
    """
    whole = with_sum(honest + hidden, zlib.crc32(honest))
    content = bytearray(with_parts({part: whole}))
    claim = struct.pack("<I", zlib.crc32(honest))
    for signature, name_at, crc_at, size_at in (
        (b"PK\x03\x04", 30, 14, 22),
        (b"PK\x01\x02", 46, 16, 24),
    ):
        place = content.find(signature)
        while not content.startswith(part.encode(), place + name_at):
            place = content.index(signature, place + 4)
        content[place + crc_at : place + crc_at + 4] = claim
        struct.pack_into("<I", content, place + size_at, len(honest))
    return bytes(content)


def with_sum(content: bytes, wanted: int) -> bytes:
    """Return the content with four bytes more that make its CRC the wanted one."""
    base = zlib.crc32(content + bytes(4))
    basis: dict[int, tuple[int, int]] = {}
    for bit in (1 << place for place in range(32)):
        change = zlib.crc32(content + bit.to_bytes(4, "little")) ^ base
        change, bits = reduced(change, bit, basis)
        basis[change.bit_length()] = change, bits
    rest, bits = reduced(base ^ wanted, 0, basis)
    assert rest == 0
    return content + bits.to_bytes(4, "little")


def reduced(
    change: int, bits: int, basis: Mapping[int, tuple[int, int]]
) -> tuple[int, int]:
    while change and change.bit_length() in basis:
        known, its_bits = basis[change.bit_length()]
        change, bits = change ^ known, bits ^ its_bits
    return change, bits


def repeating(rows: int, text: str) -> bytes:
    """Return some kilobytes in which every row shows the same long text."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, rows + 1)
    )
    book = parts_of(xlsx_of([["a"]]))
    strings = f'<sst xmlns="{NAMESPACE}"><si><t>{text}</t></si></sst>'
    relation = (
        '<Relationship Id="rIdS" Target="sharedStrings.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
    )
    links = "xl/_rels/workbook.xml.rels"
    return packed(
        {
            **book,
            FIRST_SHEET: sheet_xml(cells),
            "xl/sharedStrings.xml": strings.encode(),
            links: book[links].replace(
                b"</Relationships>", relation.encode() + b"</Relationships>"
            ),
        }
    )
