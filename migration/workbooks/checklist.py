"""The checklist as a sheet to print, to filter and to hand round."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from common.formatting import day
from common.locale import current_locale
from migration.models import Plan
from migration.selectors.checklist import Checklist, Line

# Text is text: nothing that people typed becomes a formula, a link or a number (R38).
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
HEAD_ROW = 3
WIDTHS = (8, 24, 52, 22, 22, 18, 18, 44, 44)


def write_checklist(plan: Plan, checklist: Checklist, *, today: date) -> bytes:
    """Return the workbook in the reader's language, direction and calendar."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        # The day alone: the same checklist gives the same file.
        made = datetime.combine(today, time(), tzinfo=UTC)
        book.set_properties({"title": plan.title, "created": made})
        sheet = book.add_worksheet(_("Checklist")[:31])
        formats = formats_of(book)
        write_head(sheet, plan, checklist, formats, today=today)
        row = HEAD_ROW
        for block in checklist.blocks:
            for line in block.lines:
                row += 1
                write_line(sheet, row, block.name, line, formats)
        lay_out(sheet, last_row=row)
    return file.getvalue()


def formats_of(book: Any) -> dict[str, Any]:
    base = {"valign": "top", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {**base, "bold": True, "bottom": 1, "bg_color": "#EEF1F7"}
        ),
        "text": book.add_format(base),
        "late": book.add_format({**base, "font_color": "#A3261F"}),
        "tick": book.add_format({"valign": "top", "align": "center"}),
    }


def write_head(
    sheet: Any,
    plan: Plan,
    checklist: Checklist,
    formats: dict[str, Any],
    *,
    today: date,
) -> None:
    sheet.write_string(0, 0, plan.title, formats["title"])
    said = _("As of %(day)s: %(done)s of %(total)s tasks done.")
    values = {"day": day(today), "done": checklist.done, "total": checklist.total}
    sheet.write_string(1, 0, said % values)
    heads = (
        _("Done"),
        _("Phase"),
        _("Task"),
        _("Role"),
        _("Person"),
        _("Due day"),
        _("Done on"),
        _("Done when"),
        _("Proof"),
    )
    for column, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, column, head, formats["head"])


def write_line(
    sheet: Any, row: int, phase: str, line: Line, formats: dict[str, Any]
) -> None:
    task = line.task
    sheet.write_string(row, 0, "✓" if task.is_done else "", formats["tick"])
    texts = (
        phase,
        task.title,
        line.role,
        str(task.assigned_to or ""),
        day(task.due_on) if task.due_on else "",
        day(task.done_at) if task.done_at else "",
        task.done_when,
        task.proof,
    )
    text_format = formats["late" if line.is_late else "text"]
    for column, text in enumerate(texts, start=1):
        sheet.write_string(row, column, text, text_format)


def lay_out(sheet: Any, *, last_row: int) -> None:
    """Make it fit the screen and the paper, in the direction of the language."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    if current_locale().is_rtl:
        sheet.right_to_left()
    sheet.freeze_panes(HEAD_ROW + 1, 3)
    sheet.autofilter(HEAD_ROW, 0, max(last_row, HEAD_ROW), len(WIDTHS) - 1)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
