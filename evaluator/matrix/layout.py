"""What each column and row of a sheet holds: guessed, corrected, remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from common.text import clean_line, match_key
from evaluator.matrix.grid import Grid
from evaluator.matrix.values import HIGHEST, Scale
from evaluator.matrix.words import CRITERIA, OF_VENDOR, FieldRole, LineRole

LONGEST_NAME = 120


class LayoutMalformed(ValueError):
    """Stored or sent settings that are those of no layout of this sheet."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its role, and the vendor where it is a score or a comment."""

    role: FieldRole = FieldRole.IGNORE
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read one sheet. A field for each column, a role for each line."""

    is_turned: bool
    fields: tuple[Field, ...]
    lines: tuple[LineRole, ...]
    scale: Scale = field(default_factory=Scale)
    weight_words: Mapping[str, Decimal] = field(default_factory=dict, hash=False)

    @property
    def name_column(self) -> int | None:
        return self.column_of(FieldRole.NAME)

    @property
    def vendors(self) -> tuple[str, ...]:
        """The vendors in the sheet's order, each once."""
        names = (each.vendor for each in self.fields if each.role is FieldRole.SCORE)
        return tuple(dict.fromkeys(names))

    def column_of(self, role: FieldRole) -> int | None:
        """Return the first column with this role."""
        for column, each in enumerate(self.fields):
            if each.role is role:
                return column
        return None

    def lines_of(self, roles: Iterable[LineRole]) -> tuple[int, ...]:
        wanted = frozenset(roles)
        return tuple(line for line, role in enumerate(self.lines) if role in wanted)

    def to_json(self) -> dict[str, Any]:
        return {
            "turned": self.is_turned,
            "fields": [
                {"role": str(each.role), "vendor": each.vendor} for each in self.fields
            ],
            "lines": [str(role) for role in self.lines],
            "scale": {
                "worst": str(self.scale.worst),
                "best": str(self.scale.best),
                "words": dict(self.scale.words),
            },
            "weight_words": {
                word: str(weight) for word, weight in self.weight_words.items()
            },
        }


def layout_from(stored: object) -> Layout:
    """Build the layout from what `to_json` gave, or raise LayoutMalformed."""
    try:
        return _layout_from(stored)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise LayoutMalformed(str(error)) from error


def fits(layout: Layout, grid: Grid) -> bool:
    """Tell whether the layout is one of this sheet."""
    return (
        layout.is_turned == grid.is_turned
        and len(layout.fields) == grid.width
        and len(layout.lines) == grid.height
    )


def fingerprint_of(grid: Grid, layout: Layout) -> str:
    """Return what tells sheets of one make: their heads, and which way they lie.

    Rows may come and go; another head, or another order of heads, is another make.
    """
    heads = layout.lines_of({LineRole.HEAD})
    words = [
        match_key(grid.text(line, column))
        for line in heads
        for column in range(grid.width)
    ]
    told = "\x1f".join([str(layout.is_turned), str(grid.width), *words])
    return sha256(told.encode()).hexdigest()


def label_of(grid: Grid, layout: Layout, line: int) -> str:
    """Return the key by which a line is known again in the next file."""
    columns = [layout.column_of(FieldRole.CATEGORY), layout.name_column]
    return " / ".join(
        match_key(grid.text(line, column)) for column in columns if column is not None
    )


def remembered(
    grid: Grid, guess: Layout, kept: Layout, lines: Mapping[str, str]
) -> Layout:
    """Return the guess, corrected as a person corrected a sheet of this make."""
    corrected = replace(
        guess,
        fields=kept.fields,
        scale=replace(kept.scale, words={**guess.scale.words, **kept.scale.words}),
        weight_words={**guess.weight_words, **kept.weight_words},
    )
    roles = [
        LineRole(lines.get(label_of(grid, corrected, line), role))
        for line, role in enumerate(guess.lines)
    ]
    return replace(corrected, lines=tuple(roles))


def corrections(grid: Grid, guess: Layout, layout: Layout) -> dict[str, str]:
    """Return the rows that a person gave another role, by label."""
    return {
        label_of(grid, layout, line): str(role)
        for line, role in enumerate(layout.lines)
        if role is not guess.lines[line]
    }


def missing_parts(layout: Layout) -> Sequence[str]:
    """Return what a matrix cannot be read without: names, criteria."""
    missing = []
    if layout.name_column is None:
        missing.append("no_name_column")
    if not layout.lines_of(CRITERIA):
        missing.append("no_criteria")
    return missing


def _layout_from(stored: Any) -> Layout:
    scale = stored["scale"]
    return Layout(
        is_turned=bool(stored["turned"]),
        fields=tuple(map(_field_from, stored["fields"])),
        lines=tuple(LineRole(role) for role in stored["lines"]),
        scale=Scale(
            worst=_decimal(scale["worst"]),
            best=_decimal(scale["best"]),
            words={
                match_key(str(word)): _score(score)
                for word, score in scale["words"].items()
            },
        ),
        weight_words={
            match_key(str(word)): _decimal(weight)
            for word, weight in stored["weight_words"].items()
        },
    )


def _field_from(stored: Any) -> Field:
    role = FieldRole(stored["role"])
    vendor = clean_line(str(stored.get("vendor", "")))
    if role in OF_VENDOR and not 0 < len(vendor) <= LONGEST_NAME:
        message = "A column of scores or comments names its vendor."
        raise LayoutMalformed(message)
    return Field(role, vendor if role in OF_VENDOR else "")


def _score(score: object) -> int | None:
    if score is None:
        return None
    if not isinstance(score, int) or isinstance(score, bool):
        raise TypeError
    if not 0 <= score <= HIGHEST:
        raise ValueError
    return score


def _decimal(text: object) -> Decimal:
    number = Decimal(str(text))
    if not number.is_finite() or abs(number) > 10**9:
        raise ValueError
    return number
