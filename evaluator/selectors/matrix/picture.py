"""The picture of a sheet: its cells as they lie, each row and column with its role."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from common.tables.sheets import column_name
from common.text import match_key
from evaluator.matrix.grid import text_of
from evaluator.matrix.labels import FIELD_LABELS, LINE_LABELS, sentence_of
from evaluator.matrix.layout import LONGEST_NAME, Layout
from evaluator.matrix.matrix import Problem
from evaluator.matrix.values import Reading, read_cell, score_of
from evaluator.matrix.words import (
    CRITERIA,
    OF_VENDOR,
    FieldRole,
    LineRole,
    split_head,
)
from evaluator.selectors.matrix.imports import Draft

# Cells of one page, so that a wide sheet does not become a heavy page.
MOST_CELLS = 1_200
MOST_ROWS, FEWEST_ROWS = 40, 8
LONGEST_TEXT = 90
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the end of a row or column of the sheet: a choice of its role."""

    name: str  # of the form's field
    label: str  # A, B, C or 1, 2, 3
    role: str
    choices: Sequence[tuple[str, object]]
    vendor_name: str = ""
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Square:
    text: str
    role: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    head: Head
    squares: Sequence[Square]


@dataclass(frozen=True, slots=True)
class Picture:
    columns: Sequence[Head]
    rows: Sequence[PictureRow]
    first: int
    last: int
    total: int
    previous: int | None
    following: int | None
    is_rtl: bool


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word found in cells, and what it is worth: 0 to 5, "none", empty if asked."""

    number: int
    key: str
    text: str
    worth: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of the sheet's scale and the score it becomes."""

    text: str
    score: int
    is_rounded: bool


def picture_of(draft: Draft, *, start: int = 0) -> Picture:
    """Draw the rows of the sheet from `start` on, as many as a page holds."""
    rows, layout = draft.sheet.rows, draft.layout
    width = len(rows[0]) if rows else 0
    count = max(FEWEST_ROWS, min(MOST_ROWS, MOST_CELLS // max(width, 1)))
    start = start if 0 <= start < len(rows) else 0
    shown = range(start, min(start + count, len(rows)))
    wrong = {(each.row, each.column): each for each in draft.matrix.problems}
    return Picture(
        columns=[head_of(layout, place, is_row=False) for place in range(width)],
        rows=[
            PictureRow(
                head_of(layout, row, is_row=True),
                [square_of(draft, row, column, wrong) for column in range(width)],
            )
            for row in shown
        ],
        first=start + 1,
        last=shown.stop,
        total=len(rows),
        previous=max(0, start - count) if start else None,
        following=shown.stop if shown.stop < len(rows) else None,
        is_rtl=is_rtl(text_of(cell) for row in rows for cell in row),
    )


def head_of(layout: Layout, place: int, *, is_row: bool) -> Head:
    """Return the choice for a row or column; in a turned sheet they change places."""
    label = str(place + 1) if is_row else column_name(place + 1)
    if is_row != layout.is_turned:
        choices = [(str(role), LINE_LABELS[role]) for role in LineRole]
        return Head(f"line-{place}", label, str(layout.lines[place]), choices)
    field = layout.fields[place]
    return Head(
        name=f"field-{place}",
        label=label,
        role=str(field.role),
        choices=[(str(role), FIELD_LABELS[role]) for role in FieldRole],
        vendor_name=f"vendor-{place}" if field.role in OF_VENDOR else "",
        vendor=field.vendor,
    )


def square_of(
    draft: Draft, row: int, column: int, wrong: dict[tuple[int, int], Problem]
) -> Square:
    layout = draft.layout
    line, field = (column, row) if layout.is_turned else (row, column)
    role: str = str(layout.lines[line])
    if layout.lines[line] in CRITERIA:
        role = str(layout.fields[field].role)
    problem = wrong.get((row + 1, column + 1))
    text = text_of(draft.sheet.rows[row][column])
    return Square(
        text=text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…",
        role=role,
        problem=sentence_of(problem) if problem else "",
    )


def is_rtl(texts: object) -> bool:
    """Tell whether most letters run from the right."""
    rtl = ltr = 0
    for text in texts:  # type: ignore[attr-defined]
        for char in text[:40]:
            kind = unicodedata.bidirectional(char)
            rtl += kind in {"R", "AL"}
            ltr += kind == "L"
    return rtl > ltr


def scored_readings(draft: Draft) -> list[Reading]:
    """Return what stands in the cells of scores and must-haves, empty ones left out."""
    layout, grid = draft.layout, draft.grid
    readings = (
        read_cell(grid.raw[line][column])
        for line in layout.lines_of(CRITERIA - {LineRole.MEASURED})
        for column, each in enumerate(layout.fields)
        if each.role is FieldRole.SCORE
    )
    return [each for each in readings if not each.is_empty]


def words_of(draft: Draft) -> list[WordRow]:
    """List the words of the cells, those that are asked about first."""
    found: dict[str, str] = {}
    for reading in scored_readings(draft):
        if reading.word:
            text = reading.text.removesuffix(reading.rest).strip()
            found.setdefault(reading.word, text or reading.word)
    worth = draft.layout.scale.words
    keys = sorted(found, key=lambda key: (key in worth, key))[:MOST_WORDS]
    return [
        WordRow(number, key, found[key], worth_of(worth, key))
        for number, key in enumerate(keys)
    ]


def worth_of(worth: object, key: str) -> str:
    words: dict[str, int | None] = worth  # type: ignore[assignment]
    if key not in words:
        return ""
    return "none" if words[key] is None else str(words[key])


def numbers_of(draft: Draft) -> list[NumberRow]:
    """Show what the numbers of the sheet become, least first."""
    scale = draft.layout.scale
    found = {}
    for reading in scored_readings(draft):
        exact = scale.exact(reading)
        score = score_of(reading, scale)
        if reading.number is not None and exact is not None and score is not None:
            found[exact] = NumberRow(reading.text, score, exact != score)
    return [found[exact] for exact in sorted(found)][:24]


def heavy_words_of(draft: Draft) -> list[tuple[int, str, Decimal]]:
    """List the words of the weight column with what they weigh."""
    words = draft.layout.weight_words
    return [(n, key, words[key]) for n, key in enumerate(words)]


def vendor_in_head(draft: Draft, column: int) -> str:
    """Return the vendor that the heads name, or the letter of the column."""
    grid, layout = draft.grid, draft.layout
    for line in layout.lines_of({LineRole.HEAD}):
        if column < grid.width and (text := grid.filled_text(line, column)):
            name, _part = split_head(text)
            if match_key(name):
                return name[:LONGEST_NAME]
    return column_name(column + 1)
