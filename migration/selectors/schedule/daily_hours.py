"""Who gives the move how many hours of a day, and what that makes of a task."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from common.formatting import as_given, number
from migration.models import Plan, Stakeholder, Task
from migration.planning.daily_hours import Giver, Givers, Pace
from migration.selectors.schedule.planned_tasks import PlannedTask


def givers_of(plan: Plan) -> Givers:
    """Read who sits on the chairs. One query."""
    rows = plan.stakeholders.present().order_by("pk")
    columns = rows.values_list("pk", "member_id", "role", "hours_a_day")
    return Givers(tuple(Giver(*row) for row in columns), plan.hours_a_day)


def giver_of(stakeholder: Stakeholder) -> Giver:
    return Giver(
        stakeholder.pk or 0,
        stakeholder.member_id,
        stakeholder.role,
        stakeholder.hours_a_day,
    )


def pace_of(task: Task | PlannedTask, givers: Givers) -> Pace | None:
    """Return the pace of the task's person; None where the days stay as they are.

    So they do of a milestone, of what waits for time to pass, and of what is done.
    """
    if not task.days or task.keeps_days or task.done_at is not None:
        return None
    return givers.pace(task.assigned_to_id, task.owner_role)


def pace_words(work: int, pace: Pace) -> str:
    """Say it: “3 days of work at 2 of 8 hours a day: 12 days”."""
    days = pace.days(work)
    if work == 1:
        said = ngettext(
            "A day of work at %(hours)s of %(full)s hours a day: %(days)s day",
            "A day of work at %(hours)s of %(full)s hours a day: %(days)s days",
            days,
        )
    else:
        said = ngettext(
            "%(work)s days of work at %(hours)s of %(full)s hours a day: %(days)s day",
            "%(work)s days of work at %(hours)s of %(full)s hours a day: %(days)s days",
            days,
        )
    return said % {
        "work": number(work),
        "hours": as_given(pace.hours),
        "full": as_given(pace.full),
        "days": number(days),
    }


def task_in_words(task: Task) -> str:
    """Say how long the task takes its person; empty where its days stay. One query."""
    pace = pace_of(task, givers_of(task.plan))
    return pace_words(task.days, pace) if pace else ""


def hours_words(stakeholder: Stakeholder, plan: Plan) -> str:
    """Say what the person gives; empty for full days."""
    if stakeholder.hours_a_day is None or stakeholder.hours_a_day >= plan.hours_a_day:
        return ""
    return gettext("%(hours)s of %(full)s hours a day") % {
        "hours": as_given(stakeholder.hours_a_day),
        "full": as_given(plan.hours_a_day),
    }
