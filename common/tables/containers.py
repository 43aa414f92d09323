"""Check the container of an xlsx before anything parses it (R30 to R32).

Every part is unpacked once and thrown away, counting what really comes out: what a zip
says of itself proves nothing.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from copy import copy
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from common.tables.limits import Limits
from common.tables.refusals import unreadable

CHUNK = 1 << 18
LOCAL_HEADER = 30
_ENCRYPTED = 0x1
_ODD_PATH = re.compile(r"(^|/)\.\.(/|$)|^/|\\|^[A-Za-z]:|[\x00-\x1f]")
_SYMBOLIC_LINK = 0o120000
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']", re.I)
# In all of these `<!DOCTYPE` has the bytes that it has in ASCII, zeros left out.
_ENCODINGS = re.compile(rb"utf-?8|utf-?16(le|be)?|us-ascii|iso-8859-\d+|windows-125\d")
_BEFORE_MARKUP = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"\x00<")
# What a workbook may hold besides XML.
_MEDIA = re.compile(r"\.(png|jpe?g|gif|bmp|emf|wmf|tiff?|bin|vml|svg|wdp)$", re.I)
_MACROS = re.compile(r"(vbaproject|vbadata|\.bin$|macrosheets/)", re.I)
_HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$", re.I)
_LINKS = re.compile(r"externallinks?/|(^|/)connections\.xml$|querytables?/", re.I)


def check_container(path: str, limits: Limits) -> None:
    """Raise Unreadable unless this is a workbook that is safe to parse."""
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            check_directory(entries, limits)
            check_overlaps(archive, entries)
            check_parts(archive, entries, limits)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise unreadable("broken_xlsx") from error
    except (ValueError, RuntimeError, UnicodeError) as error:
        raise unreadable("broken_xlsx") from error


def check_directory(entries: list[ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise unreadable("too_many_parts", most=limits.entries)
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) < len(names):
        raise unreadable("double_parts")
    if "[content_types].xml" not in names:
        raise unreadable("not_xlsx")
    if "xl/workbook.bin" in names:
        raise unreadable("binary_excel")
    for entry in entries:
        check_entry(entry)
    if not any(name.startswith("xl/workbook") for name in names):
        raise unreadable("not_xlsx")


def check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise unreadable("encrypted")
    if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise unreadable("odd_compression")
    is_link = (entry.external_attr >> 16) & 0o170000 == _SYMBOLIC_LINK
    if is_link or _ODD_PATH.search(entry.orig_filename):
        raise unreadable("odd_path")
    name = entry.filename
    if _MACROS.search(name) and not _HARMLESS_BIN.search(name):
        raise unreadable("macros")
    if _LINKS.search(name):
        raise unreadable("external_links")


def check_overlaps(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """Each part has its own bytes: overlapped, one byte would unpack many times."""
    limit = archive.start_dir
    for entry in sorted(entries, key=lambda each: each.header_offset, reverse=True):
        if entry.header_offset + LOCAL_HEADER + entry.compress_size > limit:
            raise unreadable("overlap")
        limit = entry.header_offset


def check_parts(archive: ZipFile, entries: list[ZipInfo], limits: Limits) -> None:
    unpacked = packed = 0
    for entry in entries:
        packed += entry.compress_size
        for chunk in checked_chunks(archive, entry):
            unpacked += len(chunk)
            if unpacked > limits.unpacked:
                raise unreadable("unpacks_too_large", most=limits.unpacked >> 20)
            if unpacked > max(limits.small, packed * limits.ratio):
                raise unreadable("unpacks_too_large", most=limits.small >> 20)


def checked_chunks(archive: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """Yield the part in pieces; refuse XML that declares a type or an entity (R32)."""
    size, before, is_xml = 0, b"", False
    with archive.open(without_size(entry)) as part:
        while chunk := part.read(CHUNK):
            if not size:
                is_xml = is_markup(entry, chunk)
            size += len(chunk)
            if is_xml:
                plain = chunk.replace(b"\0", b"") if b"\0" in chunk else chunk
                if _DECLARATION.search(before + plain):
                    raise unreadable("declares_type")
                before = plain[-64:]
            yield chunk
    if size != entry.file_size:
        raise unreadable("broken_xlsx")


def without_size(entry: ZipInfo) -> ZipInfo:
    """Return the entry unpacked to its real end: zipfile stops where it is told to."""
    whole = copy(entry)
    whole.file_size = sys.maxsize
    return whole


def is_markup(entry: ZipInfo, start: bytes) -> bool:
    """Tell it by the content: a sheet may be called image1.png all the same."""
    if _MEDIA.search(entry.filename):
        return start.lstrip(_BEFORE_MARKUP).startswith(b"<")
    check_prolog(start)
    return True


def check_prolog(start: bytes) -> None:
    """Refuse an encoding in which a declaration could hide."""
    if not start.lstrip(b" \t\r\n").startswith(_XML_STARTS):
        raise unreadable("odd_encoding")
    plain = start[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    declared = _ENCODING.match(plain)
    if declared and not _ENCODINGS.fullmatch(declared[1].lower()):
        raise unreadable("odd_encoding")
