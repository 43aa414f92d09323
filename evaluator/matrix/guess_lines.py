"""Guess what each row is: head, category, criterion of which kind, or none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from common.text import match_key
from evaluator.matrix.grid import Grid
from evaluator.matrix.layout import Field
from evaluator.matrix.values import Reading, read_cell
from evaluator.matrix.words import (
    ANSWERS,
    FieldRole,
    LineRole,
    is_total,
    says_must,
)

# "Price (EUR/month)", "Set-up [days]": a unit in brackets at the end of a name.
_UNIT = re.compile(r"[(\[（](?P<unit>[^)\]）]{1,60})[)\]）]\s*$")
_UNITS = re.compile(
    r"(?i)[$€£¥﷼%]|/|\b(usd|eur|gbp|chf|irr|aed|sar|days?|hours?|weeks?|months?|years?"
    r"|minutes?|seconds?|contacts?|users?|seats?|emails?|gb|mb|tb|ms|percent|per)\b"
    r"|تومان|ریال|ريال|درهم|دلار|يورو|یورو|روز|ساعت|ماه|هفته|أيام|ساعات|شهر|مخاطب"
)
_NO_UNIT = re.compile(r"\d\s*(-|–|/|to|تا|إلى)\s*\d")


def guess_lines(
    grid: Grid, heads: Sequence[int], fields: Sequence[Field]
) -> tuple[LineRole, ...]:
    """Return a role for each line; what stands above the heads or adds up is none."""
    if not heads:
        return tuple(LineRole.IGNORE for _line in range(grid.height))
    lines = _Lines(grid, fields, first=heads[-1] + 1)
    roles = [
        LineRole.HEAD if line in heads else LineRole.IGNORE
        for line in range(heads[-1] + 1)
    ]
    under_musts, is_over = False, False
    for line in range(heads[-1] + 1, grid.height):
        role = lines.role_of(line)
        # What follows the totals are legends and signatures.
        if is_over and not (role is not LineRole.IGNORE and lines.has_values(line)):
            role = LineRole.IGNORE
        if lines.is_total(line):
            is_over = True
        elif role is LineRole.CATEGORY:
            under_musts = says_must(lines.label(line))
        elif role is LineRole.RATED and lines.is_must(line, under=under_musts):
            role = LineRole.MUST_HAVE
        roles.append(role)
    return tuple(roles)


class _Lines:
    """What is known of the columns, asked line by line."""

    def __init__(self, grid: Grid, fields: Sequence[Field], *, first: int) -> None:
        self.grid = grid
        self.scores = [
            c for c, each in enumerate(fields) if each.role is FieldRole.SCORE
        ]
        self.by_role: dict[FieldRole, int] = {
            each.role: column
            for column, each in reversed(list(enumerate(fields)))
            if each.role is not FieldRole.IGNORE
        }
        body = range(first, grid.height)
        self.sheet_has_values = any(self.has_values(line) for line in body)
        self.sheet_has_weights = any(
            read_cell(self.text(line, FieldRole.WEIGHT)).number is not None
            for line in body
        )
        self.scored_have_weights = any(
            self.has_values(line)
            and not self._is_totalled(line)
            and self.text(line, FieldRole.WEIGHT)
            for line in body
        )
        self.largest = max(
            (
                reading.number
                for line in body
                if not self.unit(line) and not self._is_totalled(line)
                for reading in self.values(line)
                if reading.number is not None
            ),
            default=None,
        )

    def text(self, line: int, role: FieldRole) -> str:
        column = self.by_role.get(role)
        return "" if column is None else self.grid.text(line, column)

    def label(self, line: int) -> str:
        return self.text(line, FieldRole.NAME) or self.text(line, FieldRole.CATEGORY)

    def values(self, line: int) -> list[Reading]:
        cells = (read_cell(self.grid.raw[line][column]) for column in self.scores)
        return [each for each in cells if not each.is_empty]

    def has_values(self, line: int) -> bool:
        return bool(self.values(line))

    def is_total(self, line: int) -> bool:
        return self._is_totalled(line)

    def _is_totalled(self, line: int) -> bool:
        told = [
            text for c in range(self.grid.width) if (text := self.grid.text(line, c))
        ]
        return bool(told) and is_total(told[0])

    def unit(self, line: int) -> str:
        return self.text(line, FieldRole.UNIT) or unit_in(
            self.text(line, FieldRole.NAME)
        )

    def role_of(self, line: int) -> LineRole:
        name = self.text(line, FieldRole.NAME)
        if self.grid.is_blank(line) or self._is_totalled(line):
            return LineRole.IGNORE
        if not name:
            return self._without_name(line)
        if self._is_heading(line):
            return LineRole.CATEGORY
        if self.unit(line) and self._is_measured(line):
            return LineRole.MEASURED
        return LineRole.RATED

    def _without_name(self, line: int) -> LineRole:
        is_category = bool(self.text(line, FieldRole.CATEGORY))
        if is_category and not self.has_values(line):
            return LineRole.CATEGORY
        return LineRole.IGNORE

    def _is_heading(self, line: int) -> bool:
        """A name without scores where others have some stands above its criteria."""
        if self.has_values(line):
            return False
        if self.text(line, FieldRole.CATEGORY):
            return False
        lone = sum(1 for c in range(self.grid.width) if self.grid.text(line, c)) == 1
        if self.text(line, FieldRole.WEIGHT):
            # Weighed as a whole, above criteria that carry no weight.
            return self.sheet_has_values and not self.scored_have_weights
        if self.sheet_has_weights:
            return lone or self.sheet_has_values
        return (lone and self.sheet_has_values) or self._is_merged(line)

    def _is_merged(self, line: int) -> bool:
        """Tell whether one text lies across the columns of scores."""
        return bool(self.scores) and all(
            self.grid.filled_text(line, column) and not self.grid.text(line, column)
            for column in self.scores
        )

    def _is_measured(self, line: int) -> bool:
        told = self.values(line)
        return bool(told) and all(
            each.number is not None or ANSWERS.get(each.word, 0) is None
            for each in told
        )

    def is_must(self, line: int, *, under: bool) -> bool:
        """A must, answered by words or by a scale of two or three steps."""
        importance = self.text(line, FieldRole.IMPORTANCE)
        category = self.text(line, FieldRole.CATEGORY)
        weight = self.text(line, FieldRole.WEIGHT)
        is_marked = says_must(importance) or (
            weight != ""
            and match_key(weight).isalpha()
            and match_key(weight).startswith("must")
        )
        if not (is_marked or under or says_must(category)):
            return False
        return all(
            each.number is None or (self.largest is not None and self.largest <= 2)
            for each in self.values(line)
        )


def unit_in(name: str) -> str:
    """Return the unit in brackets at the end of a name, empty for other brackets."""
    match = _UNIT.search(name)
    if match is None or _NO_UNIT.search(match["unit"]):
        return ""
    unit = match["unit"].strip()
    return unit if _UNITS.search(unit) else ""
