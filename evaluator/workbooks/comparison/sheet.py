"""One sheet of the comparison, with the candidates across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.tables.cells import literal
from evaluator.scoring.cells import CellState
from evaluator.workbooks.comparison.content import Content
from evaluator.workbooks.comparison.layout import (
    COLUMN,
    FIRST_COLUMN,
    HEAD,
    Layout,
    Role,
)
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.comparison.tree_rows import TreeRow
from evaluator.workbooks.comparison.words import Words
from evaluator.workbooks.plain_sheet import (
    PlainSheet,
    PlainWorksheet,
    Stored,
    height_of,
    lines_of,
)

__all__ = ["Book", "Sheet", "Stored", "height_of", "lines_of"]

NAME_WIDTH, NUMBER_WIDTH, CANDIDATE_WIDTH = 44, 10, 15
MOST_HEAD_LINES = 6
# More columns than this on a page nobody can read.
COLUMNS_A_PAGE = 24
DEEPEST_OUTLINE = 7  # Excel's own limit


@dataclass
class Book:
    """All that a sheet's writer needs."""

    content: Content
    layout: Layout
    words: Words
    styles: Styles
    workbook: xlsxwriter.Workbook
    sheets: dict[Role, Sheet] = field(default_factory=dict)

    def said(self, evaluator: int, candidate: int, criterion: int) -> Stored:
        """Return what one person says in a cell: a score of 0..5, or a word."""
        entry = self.content.entry(evaluator, candidate, criterion)
        return self.words.states[entry] if isinstance(entry, CellState) else entry

    def measured_values(self, row: TreeRow) -> list[float | str]:
        """Return the values of a measured criterion, 0..100, or a word."""
        if row.pk in self.content.hidden_prices:
            return [self.words.hidden] * len(self.content.pks)
        values = self.content.values
        return [
            self.words.unknown if value is None else value
            for pk in self.content.pks
            for value in [values[pk][row.pk]]
        ]

    def add_sheet(self, role: Role, name: str) -> None:
        self.sheets[role] = Sheet(
            self.workbook.add_worksheet(name, PlainWorksheet), self
        )


class Sheet(PlainSheet):
    """A sheet with the candidates across."""

    def __init__(self, worksheet: Worksheet, book: Book) -> None:
        super().__init__(worksheet, book.styles, book.content.options)
        self.book = book

    # One row over all candidates

    def formulas(
        self, row: int, template: str, stored: Iterable[Stored], look: str
    ) -> None:
        """Write one formula for each candidate; COLUMN becomes its letter."""
        self.own_formulas(row, repeat(template), stored, look)

    def own_formulas(
        self, row: int, templates: Iterable[str], stored: Iterable[Stored], look: str
    ) -> None:
        """Write each candidate's own formula."""
        write, style = self.worksheet.write_formula, self.look(look)
        column = FIRST_COLUMN
        letters = self.book.layout.letters
        for letter, template, value in zip(letters, templates, stored, strict=False):
            formula = template.replace(COLUMN, letter)
            write(row - 1, column, f"={formula}", style, value)
            column += 1

    def entries(self, row: int, values: Iterable[Stored], look: str) -> None:
        style = self.look(look)
        number, string = self.worksheet.write_number, self.worksheet.write_string
        for column, value in enumerate(values, start=FIRST_COLUMN):
            write = string if isinstance(value, str) else number
            write(row - 1, column, value, style)

    def blanks(self, row: int, look: str) -> None:
        style = self.look(look)
        last = FIRST_COLUMN + len(self.book.content.pks)
        for column in range(FIRST_COLUMN, last):
            self.worksheet.write_blank(row - 1, column, None, style)

    def candidate_head(self, name: str, beside: tuple[str, str]) -> None:
        """The head that all sheets with candidates across share, and their widths."""
        names = [each.name for each in self.book.content.candidates]
        titles = [(name, "head"), beside]
        self.head(HEAD, titles + [(each, "head_number") for each in names])
        lines = max(lines_of(each, CANDIDATE_WIDTH - 3) for each in names)
        self.worksheet.set_row(HEAD - 1, height_of(min(lines, MOST_HEAD_LINES)) + 6)
        self.worksheet.set_column(0, 0, NAME_WIDTH)
        self.worksheet.set_column(1, 1, NUMBER_WIDTH)
        last = FIRST_COLUMN + len(names) - 1
        self.worksheet.set_column(FIRST_COLUMN, last, CANDIDATE_WIDTH)
        self.worksheet.repeat_columns(0, 1)
        self.worksheet.fit_to_pages(-(-len(names) // COLUMNS_A_PAGE), 0)

    def outline(self, row: int, text: str, level: int) -> None:
        """Fold the row under the one above it, high enough for its text."""
        height = height_of(lines_of(text, NAME_WIDTH - 2 * level))
        options = {"level": min(level, DEEPEST_OUTLINE)}
        self.worksheet.set_row(row - 1, height, None, options)

    def tile(
        self, row: int, column: int, label: str, number: tuple[str, Stored, str]
    ) -> None:
        """Write a figure over two columns, with its label above."""
        formula, stored, look = number
        merge = self.worksheet.merge_range
        merge(row - 1, column, row - 1, column + 1, "", self.look("tile_label"))
        merge(row, column, row, column + 1, "", self.look(look))
        self.text(row, column, label, "tile_label")
        self.formula(row + 1, column, formula, stored, look)

    # What may be typed

    def one_of(self, rows: tuple[int, int], choices: Sequence[str]) -> None:
        """Let the cells of all candidates take one of these, by a list."""
        last = FIRST_COLUMN + len(self.book.content.candidates) - 1
        self.worksheet.data_validation(
            rows[0] - 1,
            FIRST_COLUMN,
            rows[1] - 1,
            last,
            {
                "validate": "list",
                "source": list(choices),
                "error_title": _("Not one of the list"),
                "error_message": _("Take one of: %(list)s")
                % {"list": ", ".join(choices)},
            },
        )

    def at_least_zero(self, row: int, column: int) -> None:
        self.worksheet.data_validation(
            row - 1,
            column,
            row - 1,
            column,
            {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": _("Not a weight"),
                "error_message": _("A weight is a number, 0 or more."),
            },
        )

    # Colours

    def word_rule(self, word: str, style: Format) -> dict[str, object]:
        return {
            "type": "cell",
            "criteria": "==",
            "value": literal(word),
            "format": style,
        }

    def rule(self, rows: tuple[int, int], criteria: dict[str, object]) -> None:
        """Add a conditional format over all candidates."""
        last = FIRST_COLUMN + len(self.book.content.candidates) - 1
        first_row, last_row = rows
        self.worksheet.conditional_format(
            first_row - 1, FIRST_COLUMN, last_row - 1, last, criteria
        )
