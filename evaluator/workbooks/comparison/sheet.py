"""One sheet, written by Excel's own row numbers and by looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from common.tables.cells import cell_text, literal
from common.version import product_version
from evaluator.scoring.cells import CellState
from evaluator.workbooks.comparison.content import Content
from evaluator.workbooks.comparison.layout import (
    COLUMN,
    FIRST_COLUMN,
    HEAD,
    HINT,
    TITLE,
    Layout,
    Role,
)
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.comparison.tree_rows import TreeRow
from evaluator.workbooks.comparison.words import Words

Stored: TypeAlias = float | int | str
"""The value that stands beside a formula, for readers who do not calculate."""

A4 = 9
NAME_WIDTH, NUMBER_WIDTH, CANDIDATE_WIDTH = 44, 10, 15
# A column is as wide as so many digits; most letters are narrower.
LETTERS_PER_DIGIT = 1.12
ROW_HEIGHT, LINE_HEIGHT, TALLEST_ROW = 18, 13.5, 409
MOST_HEAD_LINES = 6
# More columns than this on a page nobody can read.
COLUMNS_A_PAGE = 24
DEEPEST_OUTLINE = 7  # Excel's own limit
LONGEST_LINK = 2079


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
        """Return the values of a measured criterion, 0..100, or `unknown`."""
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


class PlainWorksheet(Worksheet):  # type: ignore[misc] # XlsxWriter is not typed
    """A worksheet whose formulas know no function newer than Excel 2010."""

    def _prepare_formula(
        self,
        formula: str,
        expand_future_functions: bool = False,  # noqa: FBT001, FBT002 (XlsxWriter's)
    ) -> str:
        # XlsxWriter looks for each of forty newer functions in each formula: half of
        # the time that writing takes.
        return formula.removeprefix("=")


class Sheet:
    """Rows are counted from 1 as in Excel, columns from 0 as by XlsxWriter."""

    def __init__(self, worksheet: Worksheet, book: Book) -> None:
        self.worksheet = worksheet
        self.book = book
        self.look = book.styles
        worksheet.hide_gridlines(2)
        worksheet.set_default_row(ROW_HEIGHT)
        if book.content.options.locale.is_rtl:
            worksheet.right_to_left()
        self._print_on_a4()

    def _print_on_a4(self) -> None:
        sheet = self.worksheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        page = _("Page %(number)s of %(count)s") % {"number": "&P", "count": "&N"}
        made = _("Made by Changeover %(version)s on %(day)s") % {
            "version": product_version(),
            "day": self.book.content.options.written(self.book.content.options.today),
        }
        start = "\N{RIGHT-TO-LEFT MARK}" if self.book.styles.is_rtl else ""
        sheet.set_footer(f"&L&8{start}{made}&C&8&A&R&8{start}{page}")

    # One cell

    def text(
        self, row: int, column: int, value: str, look: str, **more: object
    ) -> None:
        """Write text as text, whatever it begins with (R38)."""
        style, kept = self.look(look, **more), cell_text(value)
        if not kept:
            self.worksheet.write_blank(row - 1, column, None, style)
        elif kept.startswith("<r>") and kept.endswith("</r>"):
            # XlsxWriter takes such a string for XML of its own and copies it as it is.
            pieces = [style, kept[:1], style, kept[1:]]
            self.worksheet.write_rich_string(row - 1, column, *pieces, style)
        else:
            self.worksheet.write_string(row - 1, column, kept, style)

    def number(
        self, row: int, column: int, value: float, look: str, **more: object
    ) -> None:
        self.worksheet.write_number(row - 1, column, value, self.look(look, **more))

    def entry(self, row: int, column: int, value: Stored, look: str) -> None:
        """Write a number as a number and a word as text."""
        if isinstance(value, str):
            self.text(row, column, value, look)
        else:
            self.number(row, column, value, look)

    def formula(
        self, row: int, column: int, formula: str, stored: Stored, look: str
    ) -> None:
        """Write the formula with its value; see `Stored`."""
        value = cell_text(stored) if isinstance(stored, str) else stored
        self.worksheet.write_formula(
            row - 1, column, f"={formula}", self.look(look), value
        )

    def link(self, row: int, column: int, address: str) -> None:
        """Write a web address that opens; anything else is text."""
        is_web = address.startswith(("https://", "http://"))
        if is_web and len(address) <= LONGEST_LINK and address.isprintable():
            self.worksheet.write_url(row - 1, column, address, self.look("link"))
        else:
            self.text(row, column, address, "text")

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

    # Frame

    def heading(self, title: str, hint: str) -> None:
        self.text(TITLE, 0, title, "title")
        self.text(HINT, 0, hint, "hint")
        self.worksheet.set_row(TITLE - 1, 26)

    def head(self, row: int, titles: Sequence[tuple[str, str]]) -> None:
        """Write (title, look) of each column."""
        for column, (title, look) in enumerate(titles):
            self.text(row, column, title, look)

    def list_head(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        """The head of a sheet that is a plain list, and its widths."""
        self.head(HEAD, [(title, "head") for title in titles])
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.set_row(HEAD - 1, height_of(2))

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

    def frame(self, last_head: int, columns: int) -> None:
        """Freeze the head and the first columns, and print the head on each page."""
        self.worksheet.freeze_panes(last_head, columns)
        self.worksheet.repeat_rows(0, last_head - 1)

    def merged(
        self, row: int, last_column: int, value: str, look: str, width: int
    ) -> None:
        """Write a text over several columns, high enough to be read."""
        self.worksheet.merge_range(
            row - 1, 0, row - 1, last_column, "", self.look(look)
        )
        self.text(row, 0, value, look)
        self.worksheet.set_row(row - 1, height_of(lines_of(value, width)) + 2)

    def outline(self, row: int, text: str, level: int) -> None:
        """Fold the row under the one above it, high enough for its text."""
        height = height_of(lines_of(text, NAME_WIDTH - 2 * level))
        options = {"level": min(level, DEEPEST_OUTLINE)}
        self.worksheet.set_row(row - 1, height, None, options)

    def fit_height(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make the row high enough for (text, width of its column) that wrap."""
        lines = max(lines_of(text, width) for text, width in texts)
        self.worksheet.set_row(row - 1, height_of(lines))

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


def height_of(lines: int) -> float:
    return min(TALLEST_ROW, ROW_HEIGHT + LINE_HEIGHT * (lines - 1))


def lines_of(text: str, width: int) -> int:
    """Return about how many lines the text takes in a column of this width."""
    letters = int(width * LETTERS_PER_DIGIT)
    return sum(-(-max(len(line), 1) // letters) for line in text.split("\n"))
