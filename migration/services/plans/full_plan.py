"""A plan grows to the full template, line by line as its lead accepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from graphlib import CycleError, TopologicalSorter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from migration.models import Plan, Task, TaskLink
from migration.planning.entries import places
from migration.planning.generate import Change, Difference, Identity, Planned
from migration.planning.growth import growth
from migration.planning.stock import Stock
from migration.planning.template import MILESTONE
from migration.planning.template_links import due_days, links_of
from migration.selectors.inventory.stock import read_stock, stock_mark
from migration.selectors.plans.full_plan import (
    DECLINED,
    STOCK,
    Wanted,
    differences,
    template_tasks,
)
from migration.selectors.schedule.schedule import read_schedule
from migration.services.plans.plans import SettingsAreStale, lock_plan
from workspace.models import User
from workspace.services.records import change_of, record

MOST_TASKS = 2000


class NothingAccepted(DomainError):
    message = _("Tick at least one line that is to be taken over.")


class PlanHasChanged(DomainError):
    message = _("The plan has changed since you opened the page. Look at it again.")


class TooManyTasks(DomainError):
    message = _("A plan has at most %(most)s tasks.")


class TasksInACircle(DomainError):
    message = _(
        "With these lines, tasks would wait for each other in a circle. Take off links"
        " that people made against the order of the template, or take over all lines."
    )


@transaction.atomic
def take_full_template(
    *,
    plan: Plan,
    wanted: Wanted,
    accepted: Collection[str],
    version: int,
    actor: User,
    now: datetime,
) -> int:
    """Make the accepted lines of the difference true; return how many (R48).

    Texts, people, dates and ticks of tasks stay. New tasks get due days that lead up
    to the go-live task, if that has one. The answers are kept.
    """
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    today = plan.team.day_of(now)
    tasks, stock = template_tasks(plan), read_stock(plan, today=today)
    lines = {line.key: line for line in differences(tasks, wanted, stock)}
    if not set(accepted) <= set(lines):
        raise PlanHasChanged
    if lines and not accepted:
        raise NothingAccepted
    chosen = [line for key, line in lines.items() if key in set(accepted)]
    if wanted.is_full and not plan.is_full and chosen:
        make_room(plan)
        plan.is_full = True
    apply(plan, chosen, tasks, now=now)
    if plan.tasks.present().count() > MOST_TASKS:
        raise TooManyTasks(most=MOST_TASKS)
    keep_answers(plan, wanted, declined=set(lines) - set(accepted))
    link_again(plan, stock, today=today)
    record(
        "plan.template_taken",
        team=plan.team,
        actor=actor,
        change=change_of(plan, after={"count": len(chosen)}),
        now=now,
    )
    return len(chosen)


@transaction.atomic
def decline_differences(
    *, plan: Plan, wanted: Wanted, version: int, actor: User, now: datetime
) -> None:
    """Keep the answers, and leave the tasks alone until the inventory changes."""
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    stock = read_stock(plan, today=plan.team.day_of(now))
    lines = differences(template_tasks(plan), wanted, stock)
    keep_answers(plan, wanted, declined={line.key for line in lines})
    record(
        "plan.template_declined",
        team=plan.team,
        actor=actor,
        change=change_of(plan),
        now=now,
    )


def keep_answers(plan: Plan, wanted: Wanted, *, declined: Collection[str]) -> None:
    """Store what was answered and not wanted, and how the inventory stands."""
    unasked = {key: x for key, x in plan.answers.items() if key not in growth().yes_no}
    plan.answers = {
        **unasked,
        **wanted.stored,
        DECLINED: sorted(declined),
        STOCK: stock_mark(plan),
    }
    plan.contract_ends_on = wanted.contract_ends_on
    plan.notice_days = wanted.notice_days
    plan.version += 1
    plan.save(
        update_fields=[
            "answers",
            "contract_ends_on",
            "notice_days",
            "is_full",
            "version",
        ]
    )


def apply(
    plan: Plan,
    lines: Sequence[Difference],
    tasks: Mapping[Identity, Task],
    *,
    now: datetime,
) -> None:
    last = last_positions(plan)
    new = []
    for line in lines:
        if line.change is Change.GONE and line.existing:
            take_off(tasks[line.existing.identity], now=now)
        elif line.planned and line.change is Change.ADJUSTED:
            adjust(tasks[line.planned.identity], line.planned)
        elif line.planned and line.existing:
            become(tasks[line.existing.identity], line.planned, is_full=plan.is_full)
        elif line.planned:
            new.append(make(plan, line.planned, last))
    Task.objects.bulk_create(new)


def last_positions(plan: Plan) -> dict[str, int]:
    """Return the last place of each phase."""
    rows = plan.tasks.present().order_by("position", "pk")
    return dict(rows.values_list("phase", "position"))


def make_room(plan: Plan) -> None:
    """Put the tasks of the template where the full one has them, own tasks below."""
    rows = list(plan.tasks.all())
    for row in rows:
        row.position = places().get(row.template_key, row.position + len(places()))
    Task.objects.bulk_update(rows, ["position"])


def take_off(task: Task, *, now: datetime) -> None:
    task.removed_at = now
    task.version += 1
    task.save(update_fields=["removed_at", "version"])


def become(task: Task, planned: Planned, *, is_full: bool) -> None:
    """Let the task stand for the planned one; what people gave it stays."""
    entry = planned.task.entry
    task.template_key, task.about = planned.identity
    task.about_name = planned.about_name[:200]
    task.phase = entry.phase
    follow_days(task, planned)
    if is_full:
        task.position = places()[entry.key]
    if task.assigned_to_id is None:
        task.owner_role = planned.role or entry.role
        task.assigned_to_id = planned.member
    task.version += 1
    task.save()


def adjust(task: Task, planned: Planned) -> None:
    """Follow the inventory, but for what people changed by hand."""
    task.about_name = planned.about_name[:200]
    follow_days(task, planned)
    if "deadline" not in task.changed_by_hand:
        task.deadline = planned.deadline
    task.version += 1
    task.save()


def follow_days(task: Task, planned: Planned) -> None:
    """Take the planned days, unless people said others; the range holds them."""
    if "days" not in task.changed_by_hand:
        task.days, task.hours = planned.days, planned.hours
        task.days_low = task.days_low and min(task.days_low, task.days)
        task.days_high = task.days_high and max(task.days_high, task.days)


def make(plan: Plan, planned: Planned, last: Mapping[str, int]) -> Task:
    entry = planned.task.entry
    at = places()[entry.key] if plan.is_full else last.get(entry.phase, 0)
    return Task(
        plan=plan,
        template_key=entry.key,
        about=planned.about,
        about_name=planned.about_name[:200],
        phase=entry.phase,
        owner_role=planned.role or entry.role,
        assigned_to_id=planned.member,
        position=at,
        days=planned.days,
        keeps_days=entry.keeps_days,
        hours=planned.hours,
        deadline=planned.deadline,
        needs_proof=entry.needs_proof,
    )


def link_again(plan: Plan, stock: Stock, *, today: date) -> None:
    """Replace the template's links by those of now; own links stay.

    Tasks that are done keep what they waited for.
    """
    rows = list(plan.tasks.present().select_for_update())
    tasks = {(row.template_key, row.about): row for row in rows if row.template_key}
    stale = TaskLink.objects.filter(after__plan=plan, is_generated=True)
    stale.filter(after__done_at=None).delete()
    found = links_of(tasks, stock.waits)
    links = [link for link in found if not tasks[link.after].is_done]
    TaskLink.objects.bulk_create(
        [
            TaskLink(
                before=tasks[link.before],
                after=tasks[link.after],
                kind=link.kind,
                lag=link.lag,
                is_generated=True,
            )
            for link in links
        ],
        ignore_conflicts=True,
    )
    refuse_circle(plan)
    goal = tasks.get((MILESTONE, ""))
    undated = [x for x in tasks.values() if x.due_on is None and not x.is_done]
    if goal is None or goal.due_on is None or not undated:
        return
    days = {identity: row.days for identity, row in tasks.items()}
    due = due_days(days, links, go_live_on=goal.due_on, weekend=plan.days_off)
    for row in undated:
        row.due_on = due[row.template_key, row.about]
    if any(row.due_on and row.due_on < today for row in undated):
        # They would be late at once, and out of order if only some were moved.
        schedule = read_schedule(plan, today=today).schedule
        for row in undated:
            row.due_on = schedule.of(str(row.pk)).finish
    Task.objects.bulk_update(undated, ["due_on"])


def refuse_circle(plan: Plan) -> None:
    """Refuse links of people that make the template's tasks wait for each other."""
    graph: dict[int, list[int]] = {}
    links = TaskLink.objects.filter(
        before__removed_at=None, after__removed_at=None, after__plan=plan
    )
    for before, after in links.values_list("before", "after"):
        graph.setdefault(after, []).append(before)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise TasksInACircle from circle
