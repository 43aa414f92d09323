"""The checklist by person: cells to tick, and to write proof and notes into."""

from __future__ import annotations

from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.plain_sheet import PlainSheet
from migration.models.template_text import phase_names
from migration.selectors.checklist.checklist import Line
from migration.workbooks.plan.layout import PlanBook, Role
from migration.workbooks.plan.plan_sheet import day, whose
from migration.workbooks.plan.ticks import (
    CLOSED,
    MARK,
    MARKS,
    OPEN,
    key_of,
)

# A hidden row of machine names above the head: by it what comes back is read.
MARK_ROW, HEAD, FIRST = 3, 4, 5
DONE, PERSON, TASK, PHASE, DUE, WAITS, WHEN, PROOF, NOTE, DONE_ON, KEY = range(11)
WIDTHS = (8, 22, 46, 20, 12, 30, 40, 40, 40, 12, 10)
MARKED = {DONE: "done", TASK: "task", PROOF: "proof", NOTE: "note", KEY: MARK}


def write(book: PlanBook) -> None:
    sheet, lines = book.sheets[Role.CHECKLIST], book.content.lines
    sheet.heading(_("Checklist by person"), hint_of(book))
    sheet.head(HEAD, [(title, "head") for title in heads()])
    for column, mark in MARKED.items():
        sheet.text(MARK_ROW, column, f"{MARKS}{mark}", "quiet")
    sheet.worksheet.set_row(MARK_ROW - 1, None, None, {"hidden": True})
    phases = phase_names()
    for row, line in enumerate(lines, start=FIRST):
        write_line(book, row, line, phases.get(line.task.phase, ""))
    lay_out(sheet, last=max(FIRST, FIRST + len(lines) - 1))


def hint_of(book: PlanBook) -> str:
    if not book.content.may_tick:
        return _("For reading: you look on in this plan.")
    return _(
        "Tick in the first column, write proof beside it, and upload the file again:"
        " nothing is taken before you have seen the differences."
    )


def heads() -> list[str]:
    return [
        _("Done"),
        _("Person"),
        _("Task"),
        _("Phase"),
        _("Due day"),
        _("Waits for"),
        _("Done when"),
        _("Proof"),
        _("Note"),
        _("Done on"),
        "",
    ]


def write_line(book: PlanBook, row: int, line: Line, phase: str) -> None:
    sheet, content, task = book.sheets[Role.CHECKLIST], book.content, line.task
    tick = "input" if content.may_tick else "place"
    mark = CLOSED if task.is_done else OPEN
    sheet.text(row, DONE, mark, tick, align="center", indent=0)
    sheet.text(row, PERSON, whose(book, task), "label")
    sheet.text(row, TASK, task.title, "label")
    sheet.text(row, PHASE, phase, "quiet")
    day(sheet, row, DUE, task.due_on, "plain")
    sheet.text(row, WAITS, "; ".join(line.waits_for), "quiet")
    asks = task.needs_proof or content.plan.asks_proof_for_all
    asked = _("(with proof)") if asks else ""
    when = " ".join(filter(None, (task.done_when, asked)))
    sheet.text(row, WHEN, when, "label")
    write_typed(book, row, PROOF, task.proof, is_input=content.may_tick)
    write_typed(book, row, NOTE, task.note, is_input=content.may_note)
    done = task.done_at and task.plan.team.day_of(task.done_at)
    day(sheet, row, DONE_ON, done, "plain")
    sheet.text(row, KEY, key_of(task.pk), "quiet")
    texts = (task.title, when, task.proof, task.note, "; ".join(line.waits_for))
    columns = (TASK, WHEN, PROOF, NOTE, WAITS)
    widths = [WIDTHS[column] for column in columns]
    sheet.fit_height(row, zip(texts, widths, strict=True))


def write_typed(
    book: PlanBook, row: int, column: int, text: str, *, is_input: bool
) -> None:
    """What people type runs as its first letter does, at the start of the cell."""
    sheet = book.sheets[Role.CHECKLIST]
    if is_input:
        start = "right" if book.styles.is_rtl else "left"
        look: dict[str, object] = {"align": start, "text_wrap": True}
        sheet.text(row, column, text, "input", num_format="@", **look)
    else:
        sheet.text(row, column, text, "text")


def lay_out(sheet: PlainSheet, *, last: int) -> None:
    for column, width in enumerate(WIDTHS):
        hidden = {"hidden": column == KEY}
        sheet.worksheet.set_column(column, column, width, None, hidden)
    cells = (FIRST - 1, DONE, last - 1, DONE)
    sheet.worksheet.data_validation(
        *cells,
        {
            "validate": "list",
            "source": [CLOSED, OPEN],
            "error_title": _("Not a tick"),
            "error_message": _("Take one of: %(list)s") % {"list": f"{CLOSED}, {OPEN}"},
        },
    )
    green = sheet.look.conditional(font_color="#006E3B", bg_color="#E3F8E9")
    ticked = {"type": "cell", "criteria": "==", "value": f'"{CLOSED}"'}
    sheet.worksheet.conditional_format(*cells, ticked | {"format": green})
    # A line where another person's tasks begin, however the rows are sorted.
    line = sheet.look.conditional(top=1, top_color="#5F6771")
    sheet.worksheet.conditional_format(
        FIRST,
        DONE,
        last - 1,
        DONE_ON,
        {
            "type": "formula",
            "criteria": f"=$B{FIRST + 1}<>$B{FIRST}",
            "format": line,
        },
    )
    sheet.worksheet.autofilter(HEAD - 1, DONE, last - 1, DONE_ON)
    sheet.frame(HEAD, TASK + 1)
