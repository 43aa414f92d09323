"""Tell what a file is by its first bytes; its name proves nothing (R31)."""

from __future__ import annotations

from common.tables.refusals import Unreadable, unreadable

HEAD = 4096
# Of so many bytes, more control characters than this share are no text.
ENOUGH, MOST_ODD = 1024, 0.04
XLSX, TEXT = "xlsx", "text"

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What people upload by mistake, each with the word for it.
_OTHERS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"RIFF", "picture"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<workbook")


def kind_of(head: bytes, size: int) -> str:
    """Return XLSX or TEXT. Raises Unreadable with the name of what it is instead."""
    if not size:
        raise unreadable("empty")
    if head.startswith(_ZIP):
        return XLSX
    _refuse_others(head)
    return TEXT


def _refuse_others(head: bytes) -> None:
    if head.startswith(_OLD_OFFICE):
        raise unreadable("old_excel")
    for start, word in _OTHERS:
        if head.startswith(start) and (len(start) > 2 or _is_binary(head)):
            raise unreadable(word)
    if head.startswith(_EMPTY_ZIP) or _is_noise(head):
        raise unreadable("not_xlsx")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise unreadable("markup")


def _is_noise(head: bytes) -> bool:
    """Tell whether so many bytes are control characters as in no text.

    A NUL is told with its line. UTF-16 without its mark is full of them, and in Arabic
    script of the 6 that stands before each letter.
    """
    if len(head) < ENOUGH or head.startswith(_UTF16):
        return False
    odd = sum(0 < byte < 32 and byte not in b"\t\n\r\f\x1b\x06" for byte in head)
    return odd > len(head) * MOST_ODD


def is_text(head: bytes) -> bool:
    """Tell whether it may be a csv, or other text, and no known kind of file."""
    try:
        return kind_of(head, len(head)) == TEXT
    except Unreadable:
        return False


def _is_binary(head: bytes) -> bool:
    """Tell whether bytes occur that no text has; UTF-16 with its mark is text."""
    if head.startswith(_UTF16):
        return False
    return any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
