"""What the workbook is, what may be changed in it, and what it cannot carry."""

from __future__ import annotations

from common.version import product_version
from evaluator.workbooks.comparison.speech import gettext as _
from migration.workbooks.plan.layout import PlanBook, Role
from workspace.links import site_link

WIDTH = 84  # what an upright A4 holds: LibreOffice shrinks no lone column


def write(book: PlanBook) -> None:
    sheet, row = book.sheets[Role.READ_ME], 3
    sheet.heading(_("Read me"), made(book))
    sheet.worksheet.set_column(0, 0, WIDTH)
    for title, sentences in parts(book):
        sheet.text(row, 0, title, "section")
        for sentence in sentences:
            row += 1
            sheet.text(row, 0, sentence, "sentence")
            sheet.fit_height(row, [(sentence, WIDTH)])
        row += 2
    sheet.link(row, 0, site_link("migration:plan_checklist", book.content.plan.pk))
    sheet.worksheet.set_portrait()


def made(book: PlanBook) -> str:
    values = {
        "name": book.content.member.user,
        "day": book.options.written(book.options.today),
        "version": product_version(),
        "plan": book.content.plan.version,
    }
    return (
        _(
            "Made by %(name)s on %(day)s with Changeover %(version)s; version %(plan)s"
            " of the plan's settings."
        )
        % values
    )


def parts(book: PlanBook) -> list[tuple[str, list[str]]]:
    found = [
        (_("What may be changed"), changeable(book)),
        (_("What the formulas carry"), carried(book)),
        (_("What they do not carry"), left_out()),
    ]
    if book.content.may_tick:
        found.append((_("What comes back"), returning(book)))
    return found


def changeable(book: PlanBook) -> list[str]:
    names = {"plan": book.names[Role.PLAN], "days": book.names[Role.DAYS]}
    return [
        _(
            "Cells with a cream ground. On “%(plan)s” they are the working days of a"
            " task, its earliest day, its exact day, the start of the plan and today;"
            " dates and bars follow."
        )
        % names,
        _("On “%(days)s” they are the weekend, holidays, freezes and leave.") % names,
        _("Trying dates here changes nothing on the site. Enter there what you keep."),
    ]


def carried(book: PlanBook) -> list[str]:
    return [
        _(
            "Links of all four kinds (FS, SS, FF, SF) with days between them, days"
            " before which a task does not begin, exact days, weekends, holidays,"
            " freezes, and the leave of the person who has the task."
        ),
        _(
            "“Today” is the day on which the file was made, for nothing begins in the"
            " past. Write =TODAY() into that cell to let it move on."
        ),
    ]


def left_out() -> list[str]:
    return [
        _(
            "What a task waits for and who does it: the column of numbers is for"
            " reading. The float and the critical tasks are those of the day on which"
            " the file was made."
        ),
        _("Chances of dates, and the days of tasks that are done."),
        _("Public holidays reach five years ahead."),
    ]


def returning(book: PlanBook) -> list[str]:
    names = {"sheet": book.names[Role.CHECKLIST]}
    found = [
        _(
            "Ticks and proof of “%(sheet)s”: upload this file on the page “Excel and"
            " calendar” of the plan. Each difference is shown before it is taken, and"
            " what was changed on the site meanwhile is not overwritten."
        )
        % names,
        _("Rows may be sorted, filtered and deleted. Nothing else is read."),
    ]
    if book.content.may_note:
        found.insert(1, _("Notes come back, too."))
    return found
