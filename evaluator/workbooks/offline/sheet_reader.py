"""Read back a score sheet: whose it is, and what each of its cells says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.fields import LinkField
from common.tables.cell_kinds import Cell, CellError, read_line, read_text
from common.tables.door import work_on
from common.tables.limits import MEGABYTE, Limits
from common.tables.problems import TableProblem
from common.text import clean_text, match_key
from evaluator.selectors.sheet import CellKey
from evaluator.workbooks.offline.identity import Identity, mark_of_name, unsign
from evaluator.workbooks.offline.layout import (
    CANDIDATE,
    KEY,
    LINK,
    LONGEST_NOTE,
    NOTE,
    RUNG,
    SCORE,
    key_of,
)
from evaluator.workbooks.offline.words import (
    clear_word,
    clear_words,
    entry_words,
    offered_rungs,
    rung_words,
)

RAW_READER = "evaluator.workbooks.offline.raw_reader:read_raw"
# Far above the largest sheet that there can be.
LIMITS = Limits(bytes=10 * MEGABYTE, unpacked=100 * MEGABYTE)
RawRow = tuple[int, list[Any]]


class NoScoreSheet(DomainError):
    message = gettext_lazy(
        "This file is no score sheet of this site, or its hidden part was changed."
        " Download your sheet here, fill it in and upload it as .xlsx."
    )


class RowsDoNotMatch(DomainError):
    message = gettext_lazy(
        "From row %(row)s on, rows of this sheet were deleted, moved or renamed, so"
        " that it is not certain which score belongs where. Nothing was taken."
        " Download a new sheet and copy your entries into it."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, by field of `Said`; a field that is missing says nothing."""

    number: int
    key: CellKey
    given: Mapping[str, str]


@dataclass(slots=True)
class FilledSheet:
    identity: Identity
    name: str
    rows: list[Row] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)


def read_score_sheet(file: IO[bytes]) -> FilledSheet:
    """Read the upload in a child process; what is wrong in cells comes all together.

    Raises TableRefused, NoScoreSheet, RowsDoNotMatch.
    """
    [raw] = work_on(RAW_READER, file, {"limits": asdict(LIMITS)}, limits=LIMITS)
    identity = unsign(raw["identity"]) if raw["identity"] else None
    if identity is None:
        raise NoScoreSheet
    refuse_moved(identity, raw["rows"])
    filled = FilledSheet(identity, raw["sheet"])
    for key, (number, values) in zip(identity.keys, raw["rows"], strict=True):
        filled.rows.append(read_row(filled, number, key, values))
    return filled


def refuse_moved(identity: Identity, rows: list[RawRow]) -> None:
    """Each row stands in its place, under the name of its candidate."""
    last = rows[-1][0] if rows else 0
    for key, row in zip_longest(identity.keys, rows):
        if key is None or row is None or not is_of(identity, key, row[1]):
            raise RowsDoNotMatch(row=row[0] if row else last + 1)


def is_of(identity: Identity, key: CellKey, values: list[Any]) -> bool:
    name = mark_of_name(str(values[CANDIDATE - 1] or ""))
    return values[KEY - 1] == key_of(*key) and name == identity.candidates[key[1]]


def read_row(filled: FilledSheet, number: int, key: CellKey, values: list[Any]) -> Row:
    left = filled.identity.left(key)
    given = {}
    for name, (column, read) in READERS.items():
        cell = Cell(values[column - 1])
        try:
            # Before it is read: a note may be the very word that would clear it.
            if not (cell.is_empty or left.is_untouched(name, plain(cell))):
                given[name] = read(cell)
        except CellError as error:
            problem = TableProblem(str(error), filled.name, number, column)
            filled.problems.append(problem)
    return Row(number, key, given)


def plain(cell: Cell) -> str:
    """Return the text as it stands there, even if it looks like an error value."""
    return clean_text(cell.value) if isinstance(cell.value, str) else read_text(cell)


def read_entry(cell: Cell) -> str:
    # true and false are no digits, though Python counts with them.
    found = None if cell.value is True or cell.value is False else word_in(cell)
    entry = entry_words().get(found or "")
    if entry is None:
        raise CellError(_("Enter a digit from 0 to 5, or a word of the list."))
    return entry


def read_rung(cell: Cell) -> str:
    rung = rung_words().get(word_in(cell))
    if rung is None:
        words = ", ".join(offered_rungs())
        raise CellError(_("Write one of: %(words)s.") % {"words": words})
    return rung


def read_note(cell: Cell) -> str:
    note = read_text(cell)
    if match_key(note) in clear_words():
        return ""
    if len(note) > LONGEST_NOTE:
        raise CellError(_("A note holds at most 4,000 characters."))
    return note


def read_link(cell: Cell) -> str:
    if word_in(cell) in clear_words():
        return ""
    try:
        return str(LinkField().clean(read_line(cell)))
    except ValidationError as error:
        message = _("%(error)s To take a link back, write “%(word)s”.")
        values = {"error": " ".join(error.messages), "word": clear_word()}
        raise CellError(message % values) from error


def word_in(cell: Cell) -> str:
    return match_key(read_line(cell))


READERS: Mapping[str, tuple[int, Callable[[Cell], str]]] = {
    "entry": (SCORE, read_entry),
    "rung": (RUNG, read_rung),
    "note": (NOTE, read_note),
    "link": (LINK, read_link),
}
