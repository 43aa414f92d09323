"""Links, days off, dates of a plan; taking the computed dates over; baselines."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import names_of
from common.errors import DomainError
from common.text import clean_line
from migration.models import (
    Baseline,
    DayOff,
    Plan,
    PlanMember,
    Stakeholder,
    Task,
    TaskLink,
)
from migration.planning.network import Kind, Link
from migration.selectors.schedule.backwards import read_backwards
from migration.selectors.schedule.effects import Effect, Wish, effect_of
from migration.selectors.schedule.network import CircleInPlan, read_network
from migration.selectors.schedule.schedule import read_schedule
from migration.services.checklist.tasks import TaskIsStale, TaskRemoved, lock_task
from migration.services.plans.plans import SettingsAreStale, lock_plan
from migration.services.schedule.circles import WouldBeACircle, refuse_circle
from migration.services.trail import tell
from workspace.models import User

# Fields of a task that follow the inventory until people change them.
FOLLOWING = frozenset({"days", "deadline"})
LONGEST_TASK = 1000  # working days
MOST_DAYS_OFF = 400


class LinkToItself(DomainError):
    message = _("A task cannot wait for itself.")


class ForeignTask(DomainError):
    message = _("Both tasks must be on this plan.")


class LinkIsThere(DomainError):
    message = _("This link is there already.")


class DaysFall(DomainError):
    message = _("The days rise from at best over likely to at worst.")


class EndsBeforeStart(DomainError):
    message = _("The last day lies before the first.")


class LeaveOfNobody(DomainError):
    message = _("Say whose leave it is.")


class TooManyDaysOff(DomainError):
    message = _("A plan has at most %(most)s entries of days off.")


class BaselinesOff(DomainError):
    message = _("This plan uses no baselines. Switch them on in its settings first.")


class NameMissing(DomainError):
    message = _("Give the baseline a name.")


@dataclass(frozen=True, slots=True)
class TaskSchedule:
    """How long a task takes, and what holds its dates."""

    days: int = 1
    days_low: int | None = None
    days_high: int | None = None
    keeps_days: bool = False
    not_before: date | None = None
    fixed_on: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class PlanDates:
    """Dates of a plan as a whole, and what a week of delay costs."""

    starts_on: date | None
    contract_ends_on: date | None
    notice_days: int | None
    weekly_cost: Decimal | None
    currency: str
    country: str
    hours_a_day: Decimal = Decimal(8)


@dataclass(frozen=True, slots=True)
class DayOffEdit:
    kind: str
    first_on: date
    last_on: date
    name: str = ""
    person: PlanMember | Stakeholder | None = None  # of the same plan


@transaction.atomic
def schedule_task(
    *, task: Task, edit: TaskSchedule, version: int, actor: User, now: datetime
) -> Task:
    """Save how long the task takes and what holds it (R48)."""
    check_days_rise(edit)
    task = lock_task(task)
    if task.removed_at is not None:
        raise TaskRemoved
    if version != task.version:
        raise TaskIsStale(current=task)
    for name, value in asdict(edit).items():
        if name in FOLLOWING and getattr(task, name) != value:
            # What the inventory says from now on does not change it back.
            task.changed_by_hand = sorted({*task.changed_by_hand, name})
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*names_of(TaskSchedule), "changed_by_hand", "version"])
    tell("task.scheduled", task.plan, actor=actor, now=now, task=task.title)
    return task


def check_days_rise(edit: TaskSchedule) -> None:
    low = edit.days if edit.days_low is None else edit.days_low
    high = edit.days if edit.days_high is None else edit.days_high
    if not low <= edit.days <= high:
        raise DaysFall


@transaction.atomic
def add_link(
    *,
    before: Task,
    after: Task,
    kind: str = Kind.FINISH_START,
    lag: int = 0,
    actor: User,
    now: datetime,
) -> TaskLink:
    """Let a task wait for another. A circle is refused with the names (R51)."""
    plan = lock_plan(after.plan)
    check_link(before, after, kind)
    link = TaskLink.objects.create(before=before, after=after, kind=kind, lag=lag)
    refuse_circle(plan, now=now)
    tell("task.linked", plan, actor=actor, now=now, task=after.title)
    return link


def check_link(before: Task, after: Task, kind: str) -> None:
    if before.pk == after.pk:
        raise LinkToItself
    if before.plan_id != after.plan_id:
        raise ForeignTask
    if TaskLink.objects.filter(before=before, after=after, kind=kind).exists():
        raise LinkIsThere


def try_link(
    *, before: Task, after: Task, kind: str, lag: int, now: datetime
) -> Effect:
    """Say what a link would do to the finish; nothing is saved (R51)."""
    check_link(before, after, kind)
    network = read_network(after.plan, today=after.plan.team.day_of(now))
    link = Link(str(before.pk), str(after.pk), Kind(kind), lag)
    try:
        return effect_of(network, Wish(links=(link,)))
    except CircleInPlan as circle:
        raise WouldBeACircle(tasks=circle.titles) from circle


@transaction.atomic
def remove_link(*, link: TaskLink, actor: User, now: datetime) -> None:
    plan = lock_plan(link.after.plan)
    title = link.after.title
    link.delete()
    tell("task.unlinked", plan, actor=actor, now=now, task=title)


@transaction.atomic
def add_day_off(*, plan: Plan, edit: DayOffEdit, actor: User, now: datetime) -> DayOff:
    """Add days on which nobody works, or one person does not."""
    lock_plan(plan)
    day_off = day_off_of(plan, edit)
    if plan.days_free.count() >= MOST_DAYS_OFF:
        raise TooManyDaysOff(most=MOST_DAYS_OFF)
    day_off.save()
    tell("plan.day_off_added", plan, actor=actor, now=now)
    return day_off


def day_off_of(plan: Plan, edit: DayOffEdit) -> DayOff:
    """Return the days off as they would be saved."""
    if edit.last_on < edit.first_on:
        raise EndsBeforeStart
    is_leave = edit.kind == DayOff.Kind.LEAVE
    if is_leave and edit.person is None:
        raise LeaveOfNobody
    person = edit.person if is_leave else None
    return DayOff(
        plan=plan,
        member=person if isinstance(person, PlanMember) else None,
        stakeholder=person if isinstance(person, Stakeholder) else None,
        kind=edit.kind,
        name=clean_line(edit.name),
        first_on=edit.first_on,
        last_on=edit.last_on,
    )


@transaction.atomic
def remove_day_off(*, day_off: DayOff, actor: User, now: datetime) -> None:
    plan = lock_plan(day_off.plan)
    day_off.delete()
    tell("plan.day_off_removed", plan, actor=actor, now=now)


@transaction.atomic
def set_plan_dates(
    *, plan: Plan, edit: PlanDates, version: int, actor: User, now: datetime
) -> Plan:
    """Save the dates of the plan, unless somebody else has saved it since (R48)."""
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    for name, value in asdict(edit).items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save(update_fields=[*names_of(PlanDates), "version"])
    tell("plan.dates_changed", plan, actor=actor, now=now)
    return plan


@transaction.atomic
def take_dates(*, plan: Plan, is_back: bool = False, actor: User, now: datetime) -> int:
    """Make the computed days the due days of all open tasks; return how many moved.

    The days forward from the start, or the last ones that keep the deadlines.
    """
    lock_plan(plan)
    today = plan.team.day_of(now)
    if is_back:
        rows = read_backwards(plan, today=today).found.rows
    else:
        rows = read_schedule(plan, today=today).rows
    moved: dict[int, tuple[date, date]] = {}
    for row in rows:
        task, dates = row.task, row.dates
        days = dates.start, dates.finish
        if is_back:
            days = dates.late_start, dates.late_finish
        if not task.is_done and (task.starts_on, task.due_on) != days:
            moved[task.pk] = days
    tasks = plan.tasks.in_bulk(moved)
    for pk, found in tasks.items():
        found.starts_on, found.due_on = moved[pk]
        found.version += 1
    Task.objects.bulk_update(tasks.values(), ["starts_on", "due_on", "version"])
    if moved:
        tell("plan.dates_taken", plan, actor=actor, now=now)
    return len(moved)


@transaction.atomic
def make_baseline(*, plan: Plan, name: str, actor: User, now: datetime) -> Baseline:
    """Keep the dates as they are planned now."""
    lock_plan(plan)
    if not plan.uses_baselines:
        raise BaselinesOff
    name = clean_line(name)
    if not name:
        raise NameMissing
    found = read_schedule(plan, today=plan.team.day_of(now))
    baseline = Baseline.objects.create(
        plan=plan,
        name=name,
        finish_on=found.finish,
        dates={
            str(row.task.pk): [
                row.dates.start.isoformat(),
                row.dates.finish.isoformat(),
            ]
            for row in found.rows
        },
        made_by=actor,
        made_at=now,
    )
    tell("plan.baseline_made", plan, actor=actor, now=now)
    return baseline


@transaction.atomic
def remove_baseline(*, baseline: Baseline, actor: User, now: datetime) -> None:
    plan = lock_plan(baseline.plan)
    baseline.delete()
    tell("plan.baseline_removed", plan, actor=actor, now=now)
