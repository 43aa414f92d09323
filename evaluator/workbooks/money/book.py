"""The workbook of costs as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from io import BytesIO
from types import MappingProxyType

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from common.tables.cells import cell_text, sheet_names
from evaluator.models import Evaluation
from evaluator.workbooks.comparison.book import WRITER_OPTIONS
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.money import (
    assumptions_sheet,
    bills_sheet,
    gains_sheet,
    lines_sheet,
    return_sheets,
    scenarios_sheet,
    steps_sheet,
    totals_sheets,
    usage_sheet,
)
from evaluator.workbooks.money.content import Content, read_content
from evaluator.workbooks.money.layout import MoneyBook, Role
from evaluator.workbooks.plain_sheet import PlainSheet, PlainWorksheet

TITLES = MappingProxyType(
    {
        Role.YEARS: _("Cost by year"),
        Role.MONTHS: _("Cost by month"),
        Role.RETURN: _("Return"),
        Role.RETURN_MONTHS: _("Return by month"),
        Role.GAINS: _("Gains and funnel"),
        Role.SCENARIOS: _("Scenarios"),
        Role.BILLS: _("Bills"),
        Role.LINES: _("Cost lines"),
        Role.LINE_MONTHS: _("Lines by month"),
        Role.USAGE: _("Usage"),
        Role.STEPS: _("Tariff steps"),
        Role.ASSUMPTIONS: _("Assumptions"),
    }
)
# What others refer to is written first.
WRITERS: Mapping[Role, Callable[[MoneyBook], None]] = MappingProxyType(
    {
        Role.ASSUMPTIONS: assumptions_sheet.write,
        Role.USAGE: usage_sheet.write,
        Role.STEPS: steps_sheet.write,
        Role.LINES: lines_sheet.write,
        Role.LINE_MONTHS: lines_sheet.write_months,
        Role.BILLS: bills_sheet.write,
        Role.MONTHS: totals_sheets.write_months,
        Role.YEARS: totals_sheets.write_years,
        Role.GAINS: gains_sheet.write,
        Role.RETURN_MONTHS: return_sheets.write_months,
        Role.RETURN: return_sheets.write,
        Role.SCENARIOS: scenarios_sheet.write,
    }
)


def build_money_workbook(evaluation: Evaluation, options: WorkbookOptions) -> bytes:
    """Return the file. Refuses with NothingToCost."""
    with options.speaking():
        return write_workbook(read_content(evaluation), options)


def write_workbook(content: Content, options: WorkbookOptions) -> bytes:
    """Return the file of what the content holds, without any query."""
    file = BytesIO()
    with options.speaking():
        workbook = xlsxwriter.Workbook(file, dict(WRITER_OPTIONS))
        workbook.set_properties(
            {
                "title": cell_text(content.title),
                "created": options.now.astimezone(UTC).replace(tzinfo=None),
            }
        )
        names = dict(
            zip(Role, sheet_names(str(TITLES[role]) for role in Role), strict=True)
        )
        styles = Styles(workbook, is_rtl=options.locale.is_rtl)
        book = MoneyBook(content, options, styles, workbook, names)
        for role, name in names.items():
            worksheet = workbook.add_worksheet(name, PlainWorksheet)
            book.sheets[role] = PlainSheet(worksheet, styles, options)
        for writer in WRITERS.values():
            writer(book)
        workbook.close()
    return file.getvalue()
