"""A plan grows to the full template, line by line as its lead accepts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from migration.models import Plan, Task, TaskLink
from migration.planning.full_template import full_template
from migration.planning.generate import (
    Change,
    Difference,
    Identity,
    Planned,
    due_days,
    links_of,
)
from migration.planning.template import MILESTONE
from migration.selectors.full_plan import differences, template_tasks
from migration.services.plans import SettingsAreStale, lock_plan
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
    answers: Mapping[str, Sequence[str]],
    accepted: Collection[str],
    version: int,
    actor: User,
    now: datetime,
) -> int:
    """Make the accepted lines of the difference true; return how many (R48).

    Texts, people, dates and ticks of tasks stay. New tasks get due days that lead up
    to the go-live task, if that has one.
    """
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    if not accepted:
        raise NothingAccepted
    tasks = template_tasks(plan)
    lines = {line.key: line for line in differences(tasks, answers)}
    if not set(accepted) <= set(lines):
        raise PlanHasChanged
    chosen = [line for key, line in lines.items() if key in set(accepted)]
    apply(plan, chosen, tasks, now=now)
    if plan.tasks.present().count() > MOST_TASKS:
        raise TooManyTasks(most=MOST_TASKS)
    link_again(plan)
    plan.answers = {**plan.answers, **{kind: list(answers[kind]) for kind in answers}}
    plan.is_full = True
    plan.version += 1
    plan.save(update_fields=["answers", "is_full", "version"])
    record(
        "plan.template_taken",
        team=plan.team,
        actor=actor,
        change=change_of(plan, after={"count": len(chosen)}),
        now=now,
    )
    return len(chosen)


def apply(
    plan: Plan,
    lines: Sequence[Difference],
    tasks: Mapping[Identity, Task],
    *,
    now: datetime,
) -> None:
    place = {task.key: at for at, task in enumerate(full_template().tasks)}
    if not plan.is_full:
        make_room(plan, place)
    new = []
    for line in lines:
        if line.change is Change.GONE and line.existing:
            take_off(tasks[line.existing.identity], now=now)
        elif line.planned and line.existing:
            become(tasks[line.existing.identity], line.planned, place)
        elif line.planned:
            new.append(make(plan, line.planned, place))
    Task.objects.bulk_create(new)


def make_room(plan: Plan, place: Mapping[str, int]) -> None:
    """Put the tasks of the template where it has them, own tasks below them."""
    rows = list(plan.tasks.all())
    for row in rows:
        row.position = place.get(row.template_key, row.position + len(place))
    Task.objects.bulk_update(rows, ["position"])


def take_off(task: Task, *, now: datetime) -> None:
    task.removed_at = now
    task.version += 1
    task.save(update_fields=["removed_at", "version"])


def become(task: Task, planned: Planned, place: Mapping[str, int]) -> None:
    """Let the task stand for the planned one; what people gave it stays."""
    entry = planned.task.entry
    task.template_key, task.about = planned.identity
    task.about_name = planned.about_name[:200]
    task.phase, task.days, task.position = entry.phase, entry.days, place[entry.key]
    if task.assigned_to_id is None:
        task.owner_role = entry.role
    task.version += 1
    task.save()


def make(plan: Plan, planned: Planned, place: Mapping[str, int]) -> Task:
    entry = planned.task.entry
    return Task(
        plan=plan,
        template_key=entry.key,
        about=planned.about,
        about_name=planned.about_name[:200],
        phase=entry.phase,
        owner_role=entry.role,
        position=place[entry.key],
        days=entry.days,
        needs_proof=entry.needs_proof,
    )


def link_again(plan: Plan) -> None:
    """Replace the template's links by those of the full one; own links stay.

    Tasks that are done keep what they waited for.
    """
    rows = list(plan.tasks.present().select_for_update())
    tasks = {(row.template_key, row.about): row for row in rows if row.template_key}
    stale = TaskLink.objects.filter(after__plan=plan, is_generated=True)
    stale.filter(after__done_at=None).delete()
    links = [link for link in links_of(tasks) if not tasks[link.after].is_done]
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
    days = {identity: row.days for identity, row in tasks.items()}
    if goal is None or goal.due_on is None:
        return
    due = due_days(days, links, go_live_on=goal.due_on, weekend=plan.days_off)
    undated = [row for row in tasks.values() if row.due_on is None and not row.is_done]
    for row in undated:
        row.due_on = due[row.template_key, row.about]
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
