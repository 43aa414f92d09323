"""Read a sheet by its layout: criteria, vendors, weights, scores, and all problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from common.text import match_key
from evaluator.matrix.grid import Grid, SheetLike, grid_of
from evaluator.matrix.guess_lines import unit_in
from evaluator.matrix.layout import LONGEST_NAME, Layout, fits, missing_parts
from evaluator.matrix.matrix import (
    Matrix,
    MatrixCategory,
    MatrixCell,
    MatrixCriterion,
    Problem,
    criterion_key,
)
from evaluator.matrix.values import (
    answer_of,
    ends_of,
    number_of,
    read_cell,
    score_of,
    weight_of,
)
from evaluator.matrix.words import ANSWERS, CRITERIA, FieldRole, LineRole, is_cost

LONGEST_DESCRIPTION = 4_000
HEAVIEST = Decimal(99_999_999)
LARGEST_VALUE = Decimal(10) ** 13


def read_matrix(sheet: SheetLike, layout: Layout) -> Matrix:
    """Read every row, and report what is wrong all at once."""
    grid = grid_of(sheet, is_turned=layout.is_turned)
    if not fits(layout, grid):
        return Matrix(problems=(Problem("other_sheet"),))
    if missing := missing_parts(layout):
        return Matrix(problems=tuple(Problem(code) for code in missing))
    reader = _Reader(grid, layout)
    reader.check_vendors()
    for line in layout.lines_of(CRITERIA | {LineRole.CATEGORY}):
        reader.read_line(line)
    return reader.matrix()


@dataclass
class _Reader:
    grid: Grid
    layout: Layout
    categories: dict[str, MatrixCategory] = field(default_factory=dict)
    criteria: list[MatrixCriterion] = field(default_factory=list)
    cells: list[MatrixCell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bad_lines: set[int] = field(default_factory=set)
    heading: str = ""
    seen: set[tuple[str, str]] = field(default_factory=set)
    last_category: str = ""

    def matrix(self) -> Matrix:
        rows = self.layout.lines_of(CRITERIA | {LineRole.CATEGORY})
        used = {match_key(each.category) for each in self.criteria}
        return Matrix(
            categories=tuple(
                each for key, each in self.categories.items() if key in used
            ),
            criteria=tuple(self.criteria),
            vendors=self.layout.vendors,
            cells=tuple(self.cells),
            problems=tuple(self.problems),
            rows_read=len(rows),
            rows_reported=len(self.bad_lines),
        )

    @property
    def weighs_criteria(self) -> bool:
        """Tell whether any criterion has a weight, not only the categories."""
        column = self.layout.column_of(FieldRole.WEIGHT)
        lines = self.layout.lines_of({LineRole.RATED, LineRole.MEASURED})
        return column is not None and any(
            self.grid.text(line, column) for line in lines
        )

    def report(self, code: str, line: int, column: int, text: str = "") -> None:
        row, sheet_column = self.grid.place(line, column)
        self.problems.append(Problem(code, row, sheet_column, text[:80]))
        self.bad_lines.add(line)

    def check_vendors(self) -> None:
        """One column of scores per vendor."""
        seen: set[str] = set()
        heads = self.layout.lines_of({LineRole.HEAD})
        line = heads[0] if heads else 0
        for column, each in enumerate(self.layout.fields):
            if each.role is not FieldRole.SCORE:
                continue
            if match_key(each.vendor) in seen:
                row, sheet_column = self.grid.place(line, column)
                problem = Problem("vendor_twice", row, sheet_column, each.vendor)
                self.problems.append(problem)
            seen.add(match_key(each.vendor))

    def read_line(self, line: int) -> None:
        if self.layout.lines[line] is LineRole.CATEGORY:
            self.read_heading(line)
            return
        criterion = self.read_criterion(line)
        if criterion is None:
            return
        cells = list(self.read_cells(line, criterion))
        if criterion.kind is LineRole.MEASURED:
            numbers = [each.value for each in cells if each.value is not None]
            less = is_cost([criterion.name, criterion.unit])
            criterion = replace(criterion, ends=ends_of(numbers, less_is_better=less))
        self.criteria.append(criterion)
        self.cells += cells

    def read_heading(self, line: int) -> None:
        name_column = self.layout.name_column or 0
        category = self.layout.column_of(FieldRole.CATEGORY)
        column = name_column
        if category is not None and self.grid.text(line, category):
            column = category
        name = self.grid.text(line, column)
        if not name:
            self.report("name_missing", line, column)
            return
        self.heading = self.category(name, line, column, weight=self.weight(line, None))

    def category(
        self, name: str, line: int, column: int, *, weight: Decimal | None = None
    ) -> str:
        """Note the category, and return its name as it was first written."""
        if len(name) > LONGEST_NAME:
            self.report("name_too_long", line, column, name)
            name = name[:LONGEST_NAME]
        known = self.categories.get(match_key(name))
        if known is None or (weight is not None and known.weight is None):
            known = MatrixCategory(known.name if known else name, weight)
            self.categories[match_key(name)] = known
        return known.name

    def read_criterion(self, line: int) -> MatrixCriterion | None:
        column = self.layout.name_column or 0
        told = self.grid.text(line, column)
        if not told:
            self.report("name_missing", line, column)
            return None
        kind = self.layout.lines[line]
        category = self.category_of(line)
        key = criterion_key(category, _short(told), kind)
        if key in self.seen:
            self.report("name_twice", line, column, told)
            return None
        self.seen.add(key)
        return MatrixCriterion(
            name=_short(told),
            kind=kind,
            place=self.grid.place(line, column),
            category="" if kind is LineRole.MUST_HAVE else category,
            description=self.description(line, told),
            weight=self.weight(line, kind),
            unit=self.unit(line, told) if kind is LineRole.MEASURED else "",
        )

    def category_of(self, line: int) -> str:
        column = self.layout.column_of(FieldRole.CATEGORY)
        if column is None:
            return self.heading
        told = self.grid.filled_text(line, column)
        # Written once, and empty below: it goes on until the next one.
        if told:
            self.last_category = self.category(told, line, column)
        return self.last_category or self.heading

    def description(self, line: int, name: str) -> str:
        column = self.layout.column_of(FieldRole.DESCRIPTION)
        told = "" if column is None else self.grid.text(line, column)
        parts = [name] if _short(name) != name else []
        return "\n".join([*parts, told]).strip()[:LONGEST_DESCRIPTION]

    def unit(self, line: int, name: str) -> str:
        column = self.layout.column_of(FieldRole.UNIT)
        told = "" if column is None else self.grid.text(line, column)
        return (told or unit_in(name) or "1")[:60]

    def weight(self, line: int, kind: LineRole | None) -> Decimal | None:
        column = self.layout.column_of(FieldRole.WEIGHT)
        if column is None or kind is LineRole.MUST_HAVE:
            return None
        told = self.grid.text(line, column)
        if not told:
            if kind is not None and self.weighs_criteria:
                self.report("weight_missing", line, column)
            return None
        weight = weight_of(self.grid.raw[line][column], self.layout.weight_words)
        if weight is None:
            self.report("weight_unclear", line, column, told)
        elif not 0 <= weight <= HEAVIEST:
            self.report("weight_out_of_range", line, column, told)
            return None
        return weight

    def read_cells(self, line: int, criterion: MatrixCriterion) -> Iterator[MatrixCell]:
        vendors = {
            match_key(name): place for place, name in enumerate(self.layout.vendors)
        }
        notes = self.notes(line)
        for column, each in enumerate(self.layout.fields):
            if each.role is not FieldRole.SCORE:
                continue
            key = match_key(each.vendor)
            cell = self.read_value(line, column, criterion, vendors[key])
            if cell is not None:
                note = "\n".join(filter(None, [cell.note, notes.get(key, "")]))
                yield replace(cell, note=note)

    def notes(self, line: int) -> dict[str, str]:
        return {
            match_key(each.vendor): self.grid.text(line, column)
            for column, each in enumerate(self.layout.fields)
            if each.role is FieldRole.COMMENT and self.grid.text(line, column)
        }

    def read_value(
        self, line: int, column: int, criterion: MatrixCriterion, vendor: int
    ) -> MatrixCell | None:
        reading = read_cell(self.grid.raw[line][column])
        if reading.is_empty:
            return None
        cell = MatrixCell(
            criterion=len(self.criteria),
            vendor=vendor,
            place=self.grid.place(line, column),
            text=reading.text,
            note=reading.rest,
        )
        if criterion.kind is LineRole.MEASURED:
            return self.measured(cell, line, column)
        scale = self.layout.scale
        if reading.word and reading.word not in scale.words:
            self.report("word_unknown", line, column, reading.text)
            return None
        if reading.number is not None and scale.exact(reading) is None:
            self.report("number_off_scale", line, column, reading.text)
            return None
        score = score_of(reading, scale)
        if criterion.kind is LineRole.MUST_HAVE:
            return replace(cell, answer=answer_of(score))
        if score is None:
            return None
        exact = scale.exact(reading)
        return replace(cell, score=score, is_rounded=exact not in (None, score))

    def measured(self, cell: MatrixCell, line: int, column: int) -> MatrixCell | None:
        number = number_of(cell.text)
        if number is None:
            word = read_cell(cell.text).word
            if ANSWERS.get(word, 0) is not None:
                self.report("number_unclear", line, column, cell.text)
            return None
        if abs(number) > LARGEST_VALUE:
            self.report("number_too_large", line, column, cell.text)
            return None
        return replace(cell, value=round(number, 6))


def _short(name: str) -> str:
    """Return a name of at most 120 characters: what stands before a colon, or a cut."""
    if len(name) <= LONGEST_NAME:
        return name
    head, colon, _rest = name.partition(":")
    if colon and 2 < len(head) <= LONGEST_NAME:
        return head.strip()
    return name[: LONGEST_NAME - 1].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"
