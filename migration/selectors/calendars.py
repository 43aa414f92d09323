"""Calendars behind private addresses: a person's due days, a plan's milestones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from migration.models import Plan, Task
from migration.models.template_text import language, phase_names
from migration.planning.gates import PASSES
from migration.planning.template import MILESTONE
from migration.selectors.checklist.my_tasks import read_my_tasks
from migration.selectors.gates.gate_figures import PlanData
from migration.selectors.gates.gate_marks import read_marks
from migration.selectors.people.links import MY_CALENDAR, PLAN_CALENDAR, links_of
from workspace.links import site_link
from workspace.models import Activity, ShareLink, Team, User
from workspace.querysets import ShareLinkQuerySet, in_teams_of
from workspace.speech import speaking_to


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day. key: the same for the same thing as long as it is there."""

    key: str
    day: date
    title: str
    text: str
    url: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    name: str
    events: tuple[Event, ...]
    changed_at: datetime
    language: str


def my_links(user: User, team: Team) -> ShareLinkQuerySet:
    """Return the addresses of the person's own tasks in a team, newest first."""
    return links_of(MY_CALENDAR, user.pk).filter(created_by=user, team=team)


def plan_links(user: User, plan: Plan) -> ShareLinkQuerySet:
    """Return the person's own addresses of a plan, newest first: they are private."""
    return links_of(PLAN_CALENDAR, plan.pk).filter(created_by=user)


def own_links(user: User) -> ShareLinkQuerySet:
    kinds = (MY_CALENDAR, PLAN_CALENDAR)
    links: ShareLinkQuerySet = ShareLink.objects.filter(
        in_teams_of(user), created_by=user, target_kind__in=kinds
    )
    return links


def read_feed(link: ShareLink, *, now: datetime) -> Feed | None:
    """Return what the address tells now, in the language of the person.

    Only what the person may still see: who has left plan or team, or is gone, has no
    feed any more (R14).
    """
    user = link.created_by
    if user is None or not user.is_active:
        return None
    # As by a token of the API, nothing of another team is visible.
    user.bound_team_id = link.team_id
    with speaking_to(user, link.team):
        if link.target_kind == MY_CALENDAR:
            return my_feed(link, user, now=now)
        if link.target_kind == PLAN_CALENDAR:
            return plan_feed(link, user, now=now)
    return None


def my_feed(link: ShareLink, user: User, *, now: datetime) -> Feed | None:
    if (
        link.target_id != user.pk
        or not user.memberships.filter(team=link.team_id).exists()
    ):
        return None
    rows = read_my_tasks(user, now=now).all
    name = _("My tasks: %(team)s") % {"team": link.team}
    events = [event_of(row.task, row.plan) for row in rows if row.task.due_on]
    plans = Plan.objects.visible_to(user).values_list("pk", flat=True)
    return feed(link, name, events, plans=list(plans))


def plan_feed(link: ShareLink, user: User, *, now: datetime) -> Feed | None:
    found = Plan.objects.visible_to(user).active().select_related("team")
    plan = found.filter(pk=link.target_id).first()
    if plan is None:
        return None
    milestone = Q(days=0) | Q(template_key=MILESTONE, about="")
    tasks = plan.tasks.present().filter(milestone, due_on__isnull=False)
    events = [event_of(task, plan) for task in tasks.in_order()]
    events += [*gates_of(plan, today=plan.team.day_of(now)), *days_of(plan)]
    return feed(link, plan.title, events, plans=[plan.pk])


def feed(
    link: ShareLink, name: str, events: Iterable[Event], *, plans: Sequence[int]
) -> Feed:
    told = Activity.objects.filter(target_kind="plan", target_id__in=plans)
    newest = told.aggregate(newest=Max("at"))["newest"]
    return Feed(
        name=name,
        events=tuple(sorted(events, key=lambda each: (each.day, each.key))),
        changed_at=max(newest or link.created_at, link.created_at),
        language=language(),
    )


def event_of(task: Task, plan: Plan) -> Event:
    title = f"✓ {task.title}" if task.is_done else task.title
    return Event(
        key=f"task-{task.pk}",
        day=task.due_on or date.max,
        title=title,
        text="\n".join(filter(None, (plan.title, task.done_when))),
        url=site_link("migration:task_detail", task.pk),
        version=task.version,
    )


def gates_of(plan: Plan, *, today: date) -> Iterator[Event]:
    """Yield the gates on their days. Their figures are not measured for that."""
    data = PlanData(plan, today=today)
    for mark in read_marks(plan).marks:
        gate, day = mark.gate, data.due_of(mark.gate)
        if day is None:
            continue
        title = _("Gate: %(name)s") % {"name": gate.name}
        is_passed = mark.decision in PASSES
        yield Event(
            key=f"gate-{gate.pk}",
            day=day,
            title=f"✓ {title}" if is_passed else title,
            text="\n".join((plan.title, phase_names().get(gate.phase, gate.phase))),
            url=site_link("migration:gate_detail", gate.pk),
            version=gate.version,
        )


def days_of(plan: Plan) -> Iterator[Event]:
    """The days of the plan as a whole."""
    days = {"wished": (plan.go_live_on, _("Go-live as wished"))}
    ends = plan.contract_ends_on
    named = {"name": plan.source_name}
    days["contract"] = (ends, _("The contract with %(name)s ends") % named)
    if ends and plan.notice_days is not None:
        last = ends - timedelta(days=plan.notice_days)
        days["notice"] = (last, _("Last day to give notice to %(name)s") % named)
    for name, (day, title) in days.items():
        if day:
            yield Event(
                key=f"plan-{plan.pk}-{name}",
                day=day,
                title=title,
                text=plan.title,
                url=site_link("migration:plan_schedule", plan.pk),
                version=plan.version,
            )
