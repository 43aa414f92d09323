"""The stakeholders of a plan: chairs, the map, and what each has to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from common.charts.shapes import Drawing
from common.formatting import number
from migration.models import (
    DayOff,
    Deliverable,
    Plan,
    RaciPart,
    Stakeholder,
    Talk,
    Task,
)
from migration.models.template_text import role_names
from migration.people_map import draw_map
from migration.planning.raci import Part
from migration.querysets import TaskQuerySet
from migration.selectors.people.links import managing_maker
from migration.selectors.schedule.daily_hours import giver_of, hours_words
from migration.selectors.schedule.leave import Person, person_of
from workspace.models import ShareLink


@dataclass(frozen=True, slots=True)
class Seated:
    """One person; `number` is the one on the map, None when not placed."""

    stakeholder: Stakeholder
    role_name: str
    number: int | None
    last_talk: Talk | None
    leave: tuple[DayOff, ...]  # of today and later
    hours: str  # of a day, in words; empty for full days


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """What whoever sits on a chair first has to do with a deliverable."""

    deliverable: Deliverable
    part: Part

    @property
    def part_words(self) -> str:
        return str(RaciPart.Part(self.part).label)


@dataclass(frozen=True, slots=True)
class Chair:
    """A role of the template on which nobody sits."""

    role: str
    name: str
    open_tasks: int
    parts: tuple[WaitingPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Stakeholders:
    seated: tuple[Seated, ...]
    chairs: tuple[Chair, ...]
    removed: tuple[Stakeholder, ...]

    @property
    def placed(self) -> tuple[Seated, ...]:
        return tuple(row for row in self.seated if row.number is not None)


def read_stakeholders(plan: Plan, *, today: date) -> Stakeholders:
    """Read everybody of the plan, in the order of the template's roles."""
    names = role_names()
    order = {role: place for place, role in enumerate(names)}
    found = list(
        plan.stakeholders.select_related("member__user").prefetch_related("talks")
    )
    found.sort(key=lambda each: (order.get(each.role, len(order)), each.name))
    present = [each for each in found if each.removed_at is None]
    return Stakeholders(
        seated=tuple(seated_rows(plan, present, names, today=today)),
        chairs=empty_chairs(plan, {each.role for each in present}, names),
        removed=tuple(each for each in found if each.removed_at is not None),
    )


def seated_rows(
    plan: Plan, present: Sequence[Stakeholder], names: dict[str, str], *, today: date
) -> list[Seated]:
    givers = {each.pk: giver_of(each) for each in present}
    leave: dict[Person, list[DayOff]] = {}
    days = plan.days_free.filter(kind=DayOff.Kind.LEAVE, last_on__gte=today)
    for day in days.select_related("stakeholder").order_by("first_on", "pk"):
        leave.setdefault(person_of(day, givers), []).append(day)
    rows, place = [], 0
    for each in present:
        is_placed = each.influence is not None and each.interest is not None
        place += is_placed
        rows.append(
            Seated(
                stakeholder=each,
                role_name=names.get(each.role, each.role),
                number=place if is_placed else None,
                last_talk=newest_talk(each),
                leave=tuple(leave.get(Person.of(givers[each.pk]), ())),
                hours=hours_words(each, plan),
            )
        )
    return rows


def newest_talk(stakeholder: Stakeholder) -> Talk | None:
    talks = stakeholder.talks.all()
    return max(talks, key=lambda each: (each.spoken_on, each.pk), default=None)


def empty_chairs(
    plan: Plan, taken: set[str], names: dict[str, str]
) -> tuple[Chair, ...]:
    roles = list(plan.tasks.open().values_list("owner_role", flat=True))
    waiting = waiting_parts(plan) if plan.uses_raci else {}
    return tuple(
        Chair(role, name, roles.count(role), tuple(waiting.get(role, ())))
        for role, name in names.items()
        if role not in taken
    )


def waiting_parts(plan: Plan) -> dict[str, list[WaitingPart]]:
    """Return role -> parts that a template of the team gave it. One query."""
    found: dict[str, list[WaitingPart]] = {}
    deliverables = plan.deliverables.present().exclude(waiting_parts={})
    for each in deliverables.select_related("task").in_order():
        for role, part in each.waiting_parts.items():
            found.setdefault(role, []).append(WaitingPart(each, Part(part)))
    return found


def people_map(found: Stakeholders, *, is_rtl: bool) -> Drawing:
    """Draw influence over interest; the table under it says the same."""
    placed = [
        (row.stakeholder.interest, row.stakeholder.influence, row)
        for row in found.placed
    ]
    return draw_map(
        [
            (
                int(interest or 1),
                int(influence or 1),
                number(row.number),
                row.stakeholder.name,
                row.stakeholder.stance,
            )
            for interest, influence, row in placed
        ],
        label=_("Influence and interest of the stakeholders"),
        across=_("Interest"),
        up=_("Influence"),
        is_rtl=is_rtl,
    )


def tasks_of(stakeholder: Stakeholder) -> TaskQuerySet:
    """Return the present tasks that are this person's.

    Those that the person's account has; and those of the person's role that nobody
    else has.
    """
    mine = Q(pk__in=[])
    if stakeholder.member_id:
        mine |= Q(assigned_to=stakeholder.member_id)
    if stakeholder.role:
        mine |= Q(owner_role=stakeholder.role, assigned_to=None)
    tasks: TaskQuerySet = Task.objects.present().filter(mine, plan=stakeholder.plan_id)
    return tasks.most_urgent_first()


def linked_stakeholder(link: ShareLink) -> Stakeholder | None:
    """Return whom a personal link is for, while it may be used.

    The person is on the plan, the plan lives, and who made the link may still manage
    it.
    """
    maker = link.created_by
    if maker is None:
        return None
    reachable = Stakeholder.objects.visible_to(maker).present()
    found = (
        reachable.select_related("plan__team", "member__user")
        .filter(pk=link.target_id, plan__deleted_at=None, plan__team=link.team_id)
        .first()
    )
    if found is None:
        return None
    return found if managing_maker(link, found.plan) else None
