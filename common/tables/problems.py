"""What is wrong with a file or a cell, in a sentence that says how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import digits, listed, number
from common.tables.refusals import Fault
from common.tables.sheets import cell_name

# The report of one file names this many problems at the most (R37).
MOST_PROBLEMS = 1_000
SPOTS_NAMED = 6

SENTENCES: dict[str, str | Promise] = {
    "empty": gettext_lazy("This file is empty. Choose the file with your table."),
    "too_large": gettext_lazy(
        "This file is larger than %(most)s MB. Remove what is not needed, or split it."
    ),
    "old_excel": gettext_lazy(
        "This is an old Excel file (.xls), or one with a password. Save it as .xlsx"
        " without a password and upload it again."
    ),
    "binary_excel": gettext_lazy(
        "This is a binary Excel file (.xlsb). Save it as .xlsx and upload it again."
    ),
    "pdf": gettext_lazy(
        "This is a PDF. Upload the table itself as .xlsx or .csv, not its printout."
    ),
    "picture": gettext_lazy("This is a picture. Upload the table as .xlsx or .csv."),
    "document": gettext_lazy(
        "This is a text document. Upload the table as .xlsx or .csv."
    ),
    "archive": gettext_lazy(
        "This is a packed file. Unpack it, and upload the table inside."
    ),
    "program": gettext_lazy("This is a program. Upload the table as .xlsx or .csv."),
    "markup": gettext_lazy(
        "This is a web page or an XML file. Open it in a spreadsheet program, save it"
        " as .xlsx and upload that."
    ),
    "not_xlsx": gettext_lazy(
        "This is no Excel workbook. Save the table as .xlsx or .csv and upload that."
    ),
    "broken_xlsx": gettext_lazy(
        "This workbook is damaged. Open it in a spreadsheet program, save it anew and"
        " upload it again."
    ),
    "broken_sheet": gettext_lazy(
        "The sheet “%(name)s” is damaged. Open the workbook in a spreadsheet program,"
        " save it anew and upload it again."
    ),
    "broke_down": gettext_lazy(
        "This file could not be read. Open it in a spreadsheet program, save it anew"
        " and upload it again."
    ),
    "too_slow": gettext_lazy(
        "Reading this file took too long. Remove the sheets and columns that are not"
        " needed, and upload it again."
    ),
    "too_much": gettext_lazy(
        "Reading this file takes too much memory. Remove the sheets and columns that"
        " are not needed, and upload it again."
    ),
    "encrypted": gettext_lazy(
        "This workbook has a password. Save it without one and upload it again."
    ),
    "odd_compression": gettext_lazy(
        "This workbook is packed in a way that no spreadsheet program uses. Open it,"
        " save it anew and upload it again."
    ),
    "odd_path": gettext_lazy(
        "This workbook holds parts that do not belong in one. Open it in a spreadsheet"
        " program, save it anew and upload it again."
    ),
    "double_parts": gettext_lazy(
        "This workbook holds a part twice. Open it in a spreadsheet program, save it"
        " anew and upload it again."
    ),
    "overlap": gettext_lazy(
        "The parts of this workbook overlap, as in a file made to do harm. Open it in a"
        " spreadsheet program, save it anew and upload it again."
    ),
    "too_many_parts": gettext_lazy(
        "This workbook has more than %(most)s parts. Remove pictures and sheets that"
        " are not needed."
    ),
    "macros": gettext_lazy(
        "This workbook holds macros. Save it as .xlsx, which has none, and upload that."
    ),
    "external_links": gettext_lazy(
        "This workbook takes values from other files. Replace the links by their values"
        " (Data, Edit links, Break link) and upload it again."
    ),
    "unpacks_too_large": gettext_lazy(
        "Unpacked, this workbook is larger than %(most)s MB. Remove what is not needed."
    ),
    "declares_type": gettext_lazy(
        "This workbook holds a document type declaration, which no spreadsheet program"
        " writes. Open it, save it anew and upload it again."
    ),
    "odd_encoding": gettext_lazy(
        "A part of this workbook is not written in UTF-8. Open it in a spreadsheet"
        " program, save it anew and upload it again."
    ),
    "too_many_columns": gettext_lazy(
        "This table is wider than %(most)s columns (up to %(cell)s). Remove the columns"
        " that are not needed."
    ),
    "too_wide": gettext_lazy("This line is wider than %(most)s columns."),
    "too_many_rows": gettext_lazy(
        "This table has more than %(most)s rows. Split it, or remove what is not"
        " needed."
    ),
    "too_many_cells": gettext_lazy(
        "This workbook has more than %(most)s cells. Remove what is not needed."
    ),
    "far_cell": gettext_lazy(
        "The cell %(cell)s lies far away from the table. Delete the rows and columns"
        " between, and upload the file again."
    ),
    "long_cell": gettext_lazy("This cell holds more than %(most)s characters."),
    "nul": gettext_lazy(
        "This line holds a NUL character, so the file is no text. Save the table as"
        " .xlsx and upload that."
    ),
    "nul_in_cell": gettext_lazy(
        "This cell holds a NUL character, which is no text. Type its text anew."
    ),
    "undecodable": gettext_lazy(
        "This line is not written in %(encoding)s. Choose the encoding of the file, or"
        " save it as “CSV UTF-8”."
    ),
    "utf16_without_mark": gettext_lazy(
        "This file does not begin with the mark of UTF-16. Choose another encoding."
    ),
    "open_quote": gettext_lazy(
        "A quotation mark opens in this line and is never closed, so that all after it"
        " would become one cell. Close it, or double it inside the cell."
    ),
    "stray_quote": gettext_lazy(
        "In this line a quotation mark stands in the middle of a cell. Double it."
    ),
    "odd_line": gettext_lazy("This line cannot be read. Save the file anew as CSV."),
}


@dataclass(frozen=True, slots=True)
class TableProblem:
    """A sentence, and where it belongs; 0 and "" mean the file as a whole."""

    message: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def spot(self) -> str:
        """Say where in its sheet: “C7”, “row 7”, or nothing."""
        if self.row and self.column:
            return cell_name(self.row, self.column)
        return _("row %(row)s") % {"row": digits(str(self.row))} if self.row else ""

    @property
    def place(self) -> str:
        """Say where: “Scores, C7”, “row 7”, or nothing for the file as a whole."""
        return place_in(self.sheet, self.spot)

    @property
    def sentence(self) -> str:
        """The whole of it in one line."""
        return sentence_at(self.place, self.message)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is wrong in the same way at one or more spots of a sheet."""

    message: str
    sheet: str
    spots: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Name the first spots, and how many more there are."""
        spots, left = listed(self.spots[:SPOTS_NAMED]), len(self.spots) - SPOTS_NAMED
        if left > 0:
            facts = {"spots": spots, "count": number(left)}
            spots = _("%(spots)s and %(count)s more") % facts
        return sentence_at(place_in(self.sheet, spots), self.message)


def place_in(sheet: str, spot: str) -> str:
    if not sheet or not spot:
        return spot or sheet
    return _("%(sheet)s, %(place)s") % {"sheet": sheet, "place": spot}


def sentence_at(place: str, message: str) -> str:
    if not place:
        return message
    return _("%(place)s: %(message)s") % {"place": place, "message": message}


def gathered(problems: Iterable[TableProblem]) -> list[Gathered]:
    """Say once what is wrong in the same way, in the order of the first spots."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in problems:
        alike.setdefault((each.message, each.sheet), []).append(each.spot)
    return [Gathered(*key, tuple(spots)) for key, spots in alike.items()]


def problem_of(fault: Fault) -> TableProblem:
    """Say a fault of the child process in the language that is active."""
    facts = {
        name: digits(str(fact)) if isinstance(fact, int) else fact
        for name, fact in fault.facts.items()
    }
    message = str(SENTENCES[fault.code]) % facts
    return TableProblem(message, fault.sheet, fault.row, fault.column)
