"""The workbook of a plan as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC
from io import BytesIO
from types import MappingProxyType

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from common.tables.cells import cell_text, sheet_names
from evaluator.workbooks.comparison.book import WRITER_OPTIONS
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.styles import Styles
from evaluator.workbooks.plain_sheet import PlainSheet, PlainWorksheet
from migration.workbooks.plan import (
    checklist_sheet,
    days_sheet,
    list_sheets,
    plan_sheet,
    read_me_sheet,
)
from migration.workbooks.plan.content import Content
from migration.workbooks.plan.identity import Identity, left_of, sign
from migration.workbooks.plan.layout import HIDDEN, PIECE, PlanBook, Role

TITLES = MappingProxyType(
    {
        Role.PLAN: _("Plan"),
        Role.CHECKLIST: _("Checklist by person"),
        Role.ASSETS: _("Assets"),
        Role.LISTS: _("Contact lists"),
        Role.STAKEHOLDERS: _("Stakeholders"),
        Role.RACI: _("RACI"),
        Role.RISKS: _("Risks"),
        Role.GATES: _("Gates"),
        Role.DAYS: _("Days off"),
        Role.READ_ME: _("Read me"),
    }
)
WRITERS: Mapping[Role, Callable[[PlanBook], None]] = MappingProxyType(
    {
        Role.PLAN: plan_sheet.write,
        Role.CHECKLIST: checklist_sheet.write,
        Role.ASSETS: list_sheets.write_assets,
        Role.LISTS: list_sheets.write_lists,
        Role.STAKEHOLDERS: list_sheets.write_stakeholders,
        Role.RACI: list_sheets.write_raci,
        Role.RISKS: list_sheets.write_risks,
        Role.GATES: list_sheets.write_gates,
        Role.DAYS: days_sheet.write,
        Role.READ_ME: read_me_sheet.write,
    }
)
STEPS = len(WRITERS)


def write_workbook(
    content: Content,
    options: WorkbookOptions,
    *,
    after_step: Callable[[], None] = lambda: None,
) -> bytes:
    """Return the file of what the content holds, without any query."""
    file = BytesIO()
    with options.speaking():
        workbook = xlsxwriter.Workbook(file, dict(WRITER_OPTIONS))
        workbook.set_properties(
            {
                "title": cell_text(content.plan.title),
                "created": options.now.astimezone(UTC).replace(tzinfo=None),
            }
        )
        roles = roles_of(content)
        wanted = [str(TITLES[role]) for role in roles]
        names = dict(zip(roles, sheet_names([HIDDEN, *wanted])[1:], strict=True))
        styles = Styles(workbook, is_rtl=options.locale.is_rtl)
        book = PlanBook(content, options, styles, workbook, names)
        for role, name in names.items():
            worksheet = workbook.add_worksheet(name, PlainWorksheet)
            book.sheets[role] = PlainSheet(worksheet, styles, options)
        for role, writer in WRITERS.items():
            if role in names:
                writer(book)
            after_step()
        if content.may_tick:
            hide_identity(book)
        workbook.close()
    return file.getvalue()


def roles_of(content: Content) -> list[Role]:
    """Gates and parts in deliverables are there for plans that use them."""
    used = {Role.GATES: content.gates, Role.RACI: content.raci}
    return [role for role in Role if used.get(role, True)]


def hide_identity(book: PlanBook) -> None:
    """Write down what the file is, where nobody has to see it."""
    content = book.content
    identity = Identity(
        plan=content.plan.pk,
        by=content.member.user_id,
        made_at=int(book.options.now.timestamp()),
        tasks={
            row.task.pk: left_of(content.whole[row.task.pk]) for row in content.tasks
        },
    )
    text = sign(identity)
    sheet = book.workbook.add_worksheet(HIDDEN)
    for row, start in enumerate(range(0, len(text), PIECE)):
        sheet.write_string(row, 0, text[start : start + PIECE])
    sheet.very_hidden()
