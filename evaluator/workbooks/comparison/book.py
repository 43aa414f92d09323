"""The workbook as a whole: its sheets in order, and how far the writing is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from io import BytesIO
from types import MappingProxyType

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from common.tables.cells import cell_text, sheet_names
from evaluator.selectors.results import Results
from evaluator.workbooks.comparison import (
    comparison_sheet,
    facts_sheet,
    measured_sheet,
    method_sheet,
    must_haves_sheet,
    notes_sheet,
    scores_sheet,
    summary_sheet,
    weights_sheet,
)
from evaluator.workbooks.comparison.content import Content, read_extras, refuse_empty
from evaluator.workbooks.comparison.layout import Layout, Role
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.sheet import Book
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.comparison.words import words_now

TITLES = MappingProxyType(
    {
        Role.SUMMARY: _("Summary"),
        Role.COMPARISON: _("Comparison"),
        Role.WEIGHTS: _("Weights"),
        Role.MUST_HAVES: _("Must-haves"),
        Role.MEASURED: _("Measured"),
        Role.SCORES: _("Scores"),
        Role.NOTES: _("Notes"),
        Role.FACTS: _("Facts"),
        Role.METHOD: _("Method"),
    }
)

WRITERS: Mapping[Role, Callable[[Book], None]] = MappingProxyType(
    {
        Role.SUMMARY: summary_sheet.write,
        Role.COMPARISON: comparison_sheet.write,
        Role.WEIGHTS: weights_sheet.write,
        Role.MUST_HAVES: must_haves_sheet.write,
        Role.MEASURED: measured_sheet.write,
        Role.SCORES: scores_sheet.write,
        Role.NOTES: notes_sheet.write,
        Role.FACTS: facts_sheet.write,
        Role.METHOD: method_sheet.write,
    }
)

# Text is text: nothing that people typed becomes a formula, a link or a number (R38).
WRITER_OPTIONS = MappingProxyType(
    {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
)
STEPS = len(Role) + 1


def build_workbook(
    results: Results,
    options: WorkbookOptions,
    *,
    after_step: Callable[[], None] = lambda: None,
) -> bytes:
    """Return the file. Two queries beside those of the results.

    `after_step` is called STEPS times. Refuses with NothingToCompare.
    """
    extras = read_extras(results.evaluation)
    return write_workbook(Content(results, options, extras), after_step=after_step)


def write_workbook(
    content: Content, *, after_step: Callable[[], None] = lambda: None
) -> bytes:
    """Return the file of what the content holds, without any query."""
    refuse_empty(content)
    file = BytesIO()
    with content.options.speaking():
        workbook = xlsxwriter.Workbook(file, dict(WRITER_OPTIONS))
        workbook.set_properties(
            {
                "title": cell_text(content.title),
                "created": content.options.now.astimezone(UTC).replace(tzinfo=None),
            }
        )
        book = make_book(workbook, content)
        for role in Role:
            if role in book.sheets:
                WRITERS[role](book)
            after_step()
        workbook.close()
        after_step()
    return file.getvalue()


def make_book(workbook: xlsxwriter.Workbook, content: Content) -> Book:
    roles = [role for role in Role if is_shown(role, content)]
    names = dict(
        zip(roles, sheet_names(str(TITLES[role]) for role in roles), strict=True)
    )
    is_rtl = content.options.locale.is_rtl
    book = Book(
        content=content,
        layout=Layout(content, names),
        words=words_now(),
        styles=Styles(workbook, is_rtl=is_rtl),
        workbook=workbook,
    )
    for role, name in names.items():
        book.add_sheet(role, name)
    return book


def is_shown(role: Role, content: Content) -> bool:
    return {
        Role.MUST_HAVES: content.has_must_haves,
        Role.MEASURED: bool(content.measured_rows),
        Role.SCORES: content.shows_scores,
        Role.NOTES: content.options.shows_notes,
    }.get(role, True)


def cells_of(results: Results) -> int:
    """Return about how many cells the workbook has: what it takes to build it."""
    matrix = len(results.tree.leaves) * len(results.candidates)
    return matrix * (len(results.evaluators) + 2)
