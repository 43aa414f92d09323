"""A plan whose days depend on all that a formula carries, and its workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from evaluator.workbooks.comparison.options import WorkbookOptions
from migration.models import DayOff, Plan, PlanMember, Task, TaskLink
from migration.workbooks.plan.book import write_workbook
from migration.workbooks.plan.content import read_content

DAY = timedelta(days=1)
KINDS = ("FS", "SS", "FF", "SF")


@pytest.fixture
def knotted(plan, now) -> Plan:
    """Tasks by name; links of all kinds, lags, holds, a holiday, leave, few hours."""
    today = now.date()
    plan.tasks.all().delete()
    plan.weekend, plan.starts_on = "56", today + 3 * DAY
    plan.save()
    plan.days_free.create(
        kind=DayOff.Kind.FREEZE, first_on=today + 9 * DAY, last_on=today + 12 * DAY
    )
    away = plan.members.get(user__email__startswith="evaluator")
    plan.days_free.create(
        kind=DayOff.Kind.LEAVE,
        member=away,
        first_on=today + 15 * DAY,
        last_on=today + 18 * DAY,
    )
    plan.stakeholders.create(name="Eva", member=away, hours_a_day=Decimal("3.5"))
    agency = plan.stakeholders.create(name="Agency", role="it")
    agency.days_free.create(
        plan=plan,
        kind=DayOff.Kind.LEAVE,
        first_on=today + 20 * DAY,
        last_on=today + 24 * DAY,
    )
    tasks = [
        plan.tasks.create(
            own_title=f"T{number}",
            phase=("mobilise", "data", "test")[number % 3],
            position=number,
            days=(3, 5, 0, 2, 8, 1, 0, 4)[number % 8],
            assigned_to=away if number % 3 == 0 else None,
            owner_role="it" if number % 3 == 1 else "",
        )
        for number in range(40)
    ]
    for number, (before, after) in enumerate(pairwise(tasks)):
        TaskLink.objects.create(before=before, after=after)
        other = tasks[(number * 7) % (number + 1)]
        TaskLink.objects.get_or_create(
            before=other,
            after=after,
            kind=KINDS[number % 4],
            defaults={"lag": number % 7 - 3},
        )
    hold(tasks[5], not_before=today + 30 * DAY)
    hold(tasks[6], not_before=today + 60 * DAY)
    hold(tasks[11], fixed_on=today + 70 * DAY)
    hold(tasks[22], fixed_on=today + 71 * DAY)
    done = now - 2 * DAY
    Task.objects.filter(pk=tasks[0].pk).update(done_at=done)
    return plan


def hold(task: Task, **days: date) -> None:
    Task.objects.filter(pk=task.pk).update(**days)


@pytest.fixture
def workbook_of(now) -> Callable[..., bytes]:
    def write(member: PlanMember, *, language: str = "en", feelings: bool = False):
        options = WorkbookOptions(language=language, now=now)
        with options.speaking():
            content = read_content(member, today=options.today, shows_feelings=feelings)
            return write_workbook(content, options)

    return write
