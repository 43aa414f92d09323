"""Guess how a sheet is laid out: which way it lies, its heads, columns, rows, scale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from common.text import match_key
from evaluator.matrix.grid import Grid, SheetLike, grid_of, key_of
from evaluator.matrix.guess_lines import guess_lines
from evaluator.matrix.layout import LONGEST_NAME, Field, Layout
from evaluator.matrix.values import read_cell, scale_of, weight_words_of
from evaluator.matrix.words import (
    ANSWERS,
    CRITERIA,
    OF_VENDOR,
    FieldRole,
    LineRole,
    bare_key,
    head_role,
    split_head,
)

# A title block is rarely longer.
DEEPEST_HEAD = 25
SUB_HEADS = frozenset({FieldRole.SCORE, FieldRole.COMMENT, FieldRole.IGNORE})


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way of reading the sheet, and how much speaks for it."""

    grid: Grid
    heads: tuple[int, ...]
    fields: tuple[Field, ...]
    evidence: float


def guess_layout(
    sheet: SheetLike,
    known: Collection[str] = frozenset(),
    *,
    is_turned: bool | None = None,
) -> Layout:
    """Return the likeliest layout; `known` are match keys of names of platforms.

    Both ways of lying are tried; each is judged by the words of its heads, the vendors
    that are known among them, and how many cells below them read as scores; unless
    `is_turned` says which it is.
    """
    ways = (False, True) if is_turned is None else (is_turned,)
    attempts = [_attempt(grid_of(sheet, is_turned=way), known) for way in ways]
    best = max(attempts, key=lambda each: each.evidence)
    lines = guess_lines(best.grid, best.heads, best.fields)
    return _with_scales(best.grid, best.heads, best.fields, lines)


def _attempt(grid: Grid, known: Collection[str]) -> _Attempt:
    if not grid.height:
        return _Attempt(grid, (), (), 0)
    heads = _find_heads(grid, known)
    fields = _name_fields(grid, heads, _fields_of(grid, heads, known))
    return _Attempt(grid, heads, fields, _evidence(grid, heads, fields, known))


def _find_heads(grid: Grid, known: Collection[str]) -> tuple[int, ...]:
    """Return the head line, and the line of vendors above it where there are two."""
    depth = min(grid.height, DEEPEST_HEAD)
    marks = [_head_mark(grid, line, known) for line in range(depth)]
    line = max(range(depth), key=lambda place: (marks[place], -place))
    if marks[line] <= 0:
        line = _first_wide_line(grid, depth)
    if _is_sub_head(grid, line) and line > 0 and not grid.is_blank(line - 1):
        return line - 1, line
    if line + 1 < grid.height and _is_sub_head(grid, line + 1):
        return line, line + 1
    return (line,)


def _head_mark(grid: Grid, line: int, known: Collection[str]) -> float:
    texts = [grid.text(line, column) for column in range(grid.width)]
    told = [text for text in texts if text]
    if len(told) < 2:
        return 0
    roles = {head_role(text) for text in told} - {None}
    vendors = {bare_key(text) for text in told if _vendor_key(text) in known}
    # Long sentences and plain numbers stand below heads.
    below = sum(1 for text in told if read_cell(text).number is not None)
    return 2 * len(roles) + 3 * len(vendors) - 1.5 * below


def _vendor_key(text: str) -> str:
    return match_key(split_head(text)[0])


def _is_sub_head(grid: Grid, line: int) -> bool:
    """Tell whether the line only says score, comment, weighted below the vendors."""
    roles = [head_role(grid.text(line, column)) for column in range(grid.width)]
    return sum(1 for role in roles if role in OF_VENDOR) >= 2


def _first_wide_line(grid: Grid, depth: int) -> int:
    widest = max(_told(grid, line) for line in range(depth))
    return next(
        line
        for line in range(depth)
        if _told(grid, line) >= max(2, widest - 1) or _told(grid, line) == widest
    )


def _told(grid: Grid, line: int) -> int:
    return sum(1 for column in range(grid.width) if grid.text(line, column))


def _fields_of(
    grid: Grid, heads: tuple[int, ...], known: Collection[str]
) -> list[Field]:
    upper = ""
    fields = []
    for column in range(grid.width):
        if len(heads) == 1:
            fields.append(_field_of(grid.filled_text(heads[0], column), known))
            continue
        above, below = (grid.filled_text(line, column) for line in heads)
        sub = head_role(below)
        # The vendor often stands above the first of its columns only.
        upper = above or (upper if sub in SUB_HEADS else "")
        if sub in SUB_HEADS and upper and head_role(upper) is None:
            fields.append(Field(sub, _cut(upper)) if sub in OF_VENDOR else Field())
        else:
            fields.append(_field_of(below or above, known))
    return fields


def _field_of(head: str, known: Collection[str]) -> Field:
    if not head:
        return Field()
    if bare_key(head) in known:
        return Field(FieldRole.SCORE, _cut(head))
    role = head_role(head)
    if role is not None:
        return Field(role)
    vendor, part = split_head(head)
    if part is FieldRole.IGNORE:
        return Field()
    return Field(part or FieldRole.SCORE, _cut(vendor or head))


def _cut(text: str) -> str:
    return text[:LONGEST_NAME]


def _name_fields(
    grid: Grid, heads: tuple[int, ...], fields: list[Field]
) -> tuple[Field, ...]:
    """Settle what heads alone leave open: names, categories, idle columns."""
    first = heads[-1] + 1
    for column, each in enumerate(fields):
        if each.role is FieldRole.SCORE and _is_prose(grid, first, column):
            # A wide text column under an unknown head explains, it does not score.
            fields[column] = Field()
    _settle_scores(grid, fields)
    names = [c for c, each in enumerate(fields) if each.role is FieldRole.NAME]
    if not names:
        _choose_name(grid, first, fields)
    for extra in names[1:]:
        fields[extra] = Field(FieldRole.DESCRIPTION)
    _keep_first(fields)
    return tuple(fields)


def _settle_scores(grid: Grid, fields: list[Field]) -> None:
    """Give a lone "notes" column to the vendor before it; a lone "score" has none."""
    vendor = ""
    for column, each in enumerate(fields):
        if each.role is FieldRole.SCORE and each.vendor:
            vendor = each.vendor
        elif each.role is FieldRole.COMMENT and not each.vendor:
            fields[column] = (
                Field(FieldRole.COMMENT, vendor)
                if vendor
                else Field(FieldRole.DESCRIPTION)
            )
        elif each.role is FieldRole.SCORE:
            fields[column] = Field()
    with_score = {each.vendor for each in fields if each.role is FieldRole.SCORE}
    for column, each in enumerate(fields):
        if each.role is FieldRole.COMMENT and each.vendor not in with_score:
            fields[column] = Field()


def _choose_name(grid: Grid, first: int, fields: list[Field]) -> None:
    """Take as names the column of most different texts before the first vendor."""
    scores = [c for c, each in enumerate(fields) if each.role is FieldRole.SCORE]
    variety = {
        column: len(
            {key_of(grid.raw[line][column]) for line in range(first, grid.height)}
        )
        for column, each in enumerate(fields)
        if each.role in {FieldRole.IGNORE, FieldRole.CATEGORY, FieldRole.DESCRIPTION}
        or column == 0
        if not scores or column <= scores[0]
        if _is_wordy(grid, first, column)
    }
    if not variety:
        return
    name = max(variety, key=lambda column: (variety[column], -column))
    fields[name] = Field(FieldRole.NAME)
    has_category = any(each.role is FieldRole.CATEGORY for each in fields)
    if name > 0 and not has_category and _is_wordy(grid, first, name - 1):
        fields[name - 1] = Field(FieldRole.CATEGORY)


def _keep_first(fields: list[Field]) -> None:
    """Leave one column of each kind that is read once."""
    seen: set[FieldRole] = set()
    for column, each in enumerate(fields):
        if each.role in OF_VENDOR | {FieldRole.IGNORE}:
            continue
        if each.role in seen:
            fields[column] = Field()
        seen.add(each.role)


def _is_wordy(grid: Grid, first: int, column: int) -> bool:
    """Tell whether the column below the head holds words rather than numbers."""
    readings = [read_cell(grid.raw[line][column]) for line in range(first, grid.height)]
    told = [each for each in readings if not each.is_empty]
    words = [each for each in told if each.word and each.word not in ANSWERS]
    return bool(told) and len(words) * 2 >= len(told)


def _is_prose(grid: Grid, first: int, column: int) -> bool:
    """Tell whether most of what stands there is neither number nor a known answer."""
    readings = [read_cell(grid.raw[line][column]) for line in range(first, grid.height)]
    told = [each for each in readings if not each.is_empty]
    strange = [each for each in told if each.word and each.word not in ANSWERS]
    different = {each.word for each in strange}
    return len(strange) * 2 > len(told) and len(different) > max(3, len(told) // 3)


def _evidence(
    grid: Grid,
    heads: tuple[int, ...],
    fields: tuple[Field, ...],
    known: Collection[str],
) -> float:
    """Judge an attempt: known vendors and roles in the heads, scores below them."""
    scores = [c for c, each in enumerate(fields) if each.role is FieldRole.SCORE]
    if not scores or all(each.role is not FieldRole.NAME for each in fields):
        return 0
    vendors = {match_key(fields[column].vendor) for column in scores}
    roles = {each.role for each in fields} - {FieldRole.IGNORE}
    cells = [
        read_cell(grid.raw[line][column])
        for line in range(heads[-1] + 1, grid.height)
        for column in scores
    ]
    told = [each for each in cells if not each.is_empty]
    readable = [
        each for each in told if each.number is not None or each.word in ANSWERS
    ]
    share = len(readable) / len(told) if told else 0.5
    return (
        4 * len(vendors & set(known))
        + 2 * len(roles)
        + 6 * share
        - 3 * _misplaced(grid, heads, fields)
        # Requirements down is the usual way.
        + (0 if grid.is_turned else 0.5)
    )


def _misplaced(grid: Grid, heads: tuple[int, ...], fields: tuple[Field, ...]) -> int:
    """Count words of heads among the criteria, and totals among the vendors."""
    name = next(c for c, each in enumerate(fields) if each.role is FieldRole.NAME)
    labels = [grid.text(line, name) for line in range(heads[-1] + 1, grid.height)]
    strange = {FieldRole.NAME, FieldRole.WEIGHT, FieldRole.DESCRIPTION}
    return sum(1 for label in labels if head_role(label) in strange)


def _with_scales(
    grid: Grid,
    heads: tuple[int, ...],
    fields: tuple[Field, ...],
    lines: tuple[LineRole, ...],
) -> Layout:
    scores = [c for c, each in enumerate(fields) if each.role is FieldRole.SCORE]
    read = [
        read_cell(grid.raw[line][column])
        for line, role in enumerate(lines)
        if role in CRITERIA - {LineRole.MEASURED}
        for column in scores
    ]
    titles = [
        grid.text(line, column)
        for line in range(heads[-1] + 1 if heads else 0)
        for column in range(grid.width)
    ]
    weight = next(
        (c for c, each in enumerate(fields) if each.role is FieldRole.WEIGHT), None
    )
    weights = [] if weight is None else [row[weight] for row in grid.raw]
    return Layout(
        is_turned=grid.is_turned,
        fields=fields,
        lines=lines,
        scale=scale_of(read, titles),
        weight_words=weight_words_of(weights),
    )
