"""A sheet of any workbook, written by Excel's own row numbers and by looks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import TypeAlias

from xlsxwriter.worksheet import Worksheet

from common.tables.cells import cell_text
from common.version import product_version
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import Styles

Stored: TypeAlias = float | int | str
"""The value that stands beside a formula, for readers who do not calculate."""

A4 = 9
ROW_HEIGHT, LINE_HEIGHT, TALLEST_ROW = 18, 13.5, 409
LONGEST_LINK = 2079
# A column is as wide as so many digits; most letters are narrower.
LETTERS_PER_DIGIT = 1.12
TITLE, HINT, HEAD = 1, 2, 3


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


class PlainSheet:
    """Rows are counted from 1 as in Excel, columns from 0 as by XlsxWriter."""

    def __init__(
        self, worksheet: Worksheet, styles: Styles, options: WorkbookOptions
    ) -> None:
        self.worksheet = worksheet
        self.look = styles
        self.options = options
        worksheet.hide_gridlines(2)
        worksheet.set_default_row(ROW_HEIGHT)
        if options.locale.is_rtl:
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
            "day": self.options.written(self.options.today),
        }
        start = "\N{RIGHT-TO-LEFT MARK}" if self.look.is_rtl else ""
        sheet.set_footer(f"&L&8{start}{made}&C&8&A&R&8{start}{page}")

    # One cell

    def text(
        self, row: int, column: int, value: str, look: str, **more: object
    ) -> None:
        """Write text as text, whatever it begins with (R38)."""
        kept = cell_text(value)
        style = self.look.of_text(look, kept, **more)
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
        style = self.look.of_text(look, str(value))
        self.worksheet.write_formula(row - 1, column, f"={formula}", style, value)

    def link(self, row: int, column: int, address: str) -> None:
        """Write a web address that opens; anything else is text."""
        is_web = address.startswith(("https://", "http://"))
        if is_web and len(address) <= LONGEST_LINK and address.isprintable():
            self.worksheet.write_url(row - 1, column, address, self.look("link"))
        else:
            self.text(row, column, address, "text")

    # Frame

    def heading(self, title: str, hint: str) -> None:
        self.text(TITLE, 0, title, "title")
        self.text(HINT, 0, hint, "hint")
        self.worksheet.set_row(TITLE - 1, 26)

    def head(self, row: int, titles: Sequence[tuple[str, str]]) -> None:
        """Write (title, look) of each column."""
        for column, (title, look) in enumerate(titles):
            self.text(row, column, title, look)

    def list_head(
        self,
        titles: Sequence[str],
        widths: Sequence[int],
        numbers: Container[int] = (),
    ) -> None:
        """The head of a sheet that is a plain list; numbers: columns that hold some."""
        looks = ["head_number" if n in numbers else "head" for n in range(len(titles))]
        self.head(HEAD, list(zip(titles, looks, strict=True)))
        for column, width in enumerate(widths):
            self.worksheet.set_column(column, column, width)
        self.worksheet.set_row(HEAD - 1, height_of(2))

    def frame(self, last_head: int, columns: int) -> None:
        """Freeze the head and the first columns, and print the head on each page."""
        self.worksheet.freeze_panes(last_head, columns)
        self.worksheet.repeat_rows(0, last_head - 1)

    def print_wide(self) -> None:
        """Print a sheet of many columns on pages beside each other, months on each."""
        self.worksheet.fit_to_pages(0, 1)
        self.worksheet.repeat_columns(0, 0)

    def merged(
        self, row: int, last_column: int, value: str, look: str, width: int
    ) -> None:
        """Write a text over several columns, high enough to be read."""
        self.worksheet.merge_range(
            row - 1, 0, row - 1, last_column, "", self.look(look)
        )
        self.text(row, 0, value, look)
        self.worksheet.set_row(row - 1, height_of(lines_of(value, width)) + 2)

    def fit_height(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make the row high enough for (text, width of its column) that wrap."""
        lines = max(lines_of(text, width) for text, width in texts)
        self.worksheet.set_row(row - 1, height_of(lines))


def height_of(lines: int) -> float:
    return min(TALLEST_ROW, ROW_HEIGHT + LINE_HEIGHT * (lines - 1))


def lines_of(text: str, width: int) -> int:
    """Return about how many lines the text takes in a column of this width."""
    letters = int(width * LETTERS_PER_DIGIT)
    return sum(-(-max(len(line), 1) // letters) for line in text.split("\n"))
