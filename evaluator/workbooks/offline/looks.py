"""How the cells of a score sheet look: as those of the comparison workbook do."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from copy import copy
from types import MappingProxyType
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from common.tables.cells import cell_text
from evaluator.workbooks.comparison import styles

FROM_CONTEXT, FROM_RIGHT = 0, 2
# Of openpyxl: numbers stay as they are, texts are never read as anything else.
GENERAL, TEXT = "General", "@"

# What people typed runs as its first strong letter says; our own words as the sheet.
LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "size": 14, "typed": True},
        "hint": {"ink": styles.INK_2},
        "line": {"ink": styles.INK_2},
        "link": {"ink": styles.ACCENT, "underline": "single"},
        "warning": {"ink": styles.WARN, "fill": styles.WARN_SOFT, "wrap": True},
        "head": {
            "bold": True,
            "ink": styles.INK_2,
            "fill": styles.SURFACE_2,
            "rule": styles.LINE_2,
            "wrap": True,
        },
        "category": {
            "bold": True,
            "size": 12,
            "fill": styles.SURFACE_2,
            "rule": styles.LINE_2,
            "typed": True,
        },
        "criterion": {"bold": True, "wrap": True, "top": True, "typed": True},
        "scale": {"ink": styles.INK_2, "wrap": True, "top": True, "typed": True},
        "candidate": {"rule": styles.LINE, "wrap": True, "typed": True},
        "entry": {"input": True, "align": "center", "format": GENERAL, "bold": True},
        "rung": {"input": True, "format": TEXT},
        "note": {"input": True, "format": TEXT, "wrap": True, "typed": True},
        "link_input": {"input": True, "format": TEXT, "wrap": True, "typed": True},
        "key": {"ink": styles.SURFACE},
    }
)


class Looks:
    """Writes cells of one sheet; each look is made once and copied from then on."""

    def __init__(self, sheet: Worksheet, *, is_rtl: bool) -> None:
        self.sheet = sheet
        self.is_rtl = is_rtl
        self.made: dict[tuple[str, bool], Any] = {}

    def write(self, row: int, column: int, value: str | int, look: str) -> Cell:
        """Write the value; text is text whatever it begins with (R38)."""
        cell = self.sheet.cell(row, column)
        self.dress(cell, look, str(value))
        if isinstance(value, int):
            cell.value = value
        elif value:
            cell.value = cell_text(value)
            cell.data_type = "s"
            # Whoever goes into the cell and out again leaves it text, too.
            cell.quotePrefix = value[0] in "=+-@"
        return cell

    def write_across(
        self, row: int, first: int, last: int, text: str, look: str
    ) -> None:
        """Write one text over several columns."""
        for column in range(first + 1, last + 1):
            self.dress(self.sheet.cell(row, column), look)
        self.write(row, first, text, look)
        self.sheet.merge_cells(
            start_row=row, end_row=row, start_column=first, end_column=last
        )

    def dress(self, cell: Cell, look: str, text: str = "") -> None:
        from_right = self.is_rtl
        if LOOKS[look].get("typed") and text:
            from_right = from_right and begins_at_the_right(text)
        if (look, from_right) not in self.made:
            order = FROM_RIGHT if from_right else FROM_CONTEXT
            put_on(cell, LOOKS[look], is_rtl=self.is_rtl, order=order)
            self.made[look, from_right] = copy(cell._style)
        cell._style = copy(self.made[look, from_right])


def begins_at_the_right(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), True)


def put_on(cell: Cell, look: Mapping[str, Any], *, is_rtl: bool, order: int) -> None:
    is_input = look.get("input", False)
    start = "right" if is_rtl else "left"
    cell.font = Font(
        name=styles.FONT,
        size=look.get("size", styles.FONT_SIZE),
        bold=look.get("bold", False),
        underline=look.get("underline"),
        color=plain(styles.INPUT if is_input else look.get("ink", styles.INK)),
    )
    cell.alignment = Alignment(
        horizontal=look.get("align", start),
        vertical="top" if look.get("top") else "center",
        wrap_text=look.get("wrap", False),
        indent=1 if is_input and "align" not in look else 0,
        readingOrder=order,
    )
    fill = styles.INPUT_SOFT if is_input else look.get("fill")
    if fill:
        cell.fill = PatternFill("solid", fgColor=plain(fill))
    rule = styles.LINE_2 if is_input else look.get("rule")
    if rule:
        side = Side("thin", color=plain(rule))
        cell.border = Border(*[side] * 4) if is_input else Border(bottom=side)
    cell.protection = Protection(locked=not is_input)
    cell.number_format = look.get("format", GENERAL)


def plain(colour: str) -> str:
    return colour.removeprefix("#")
