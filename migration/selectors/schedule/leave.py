"""Who is away on which days, with or without an account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from migration.models import DayOff
from migration.planning.calendars import DAY
from migration.planning.daily_hours import Giver


class Person(NamedTuple):
    """An account on the plan, or else an entry of the stakeholders."""

    member: int | None
    stakeholder: int | None

    @classmethod
    def of(cls, giver: Giver) -> Person:
        return cls(giver.member, None if giver.member else giver.key)


def person_of(row: DayOff, people: Mapping[int, Giver]) -> Person:
    """Return whose leave it is; `people` holds by id who sits on the chairs.

    Leave of a stakeholder is that of the account which the entry has: tied later, or
    taken off the chairs with it, it is neither lost nor counted twice.
    """
    if row.stakeholder is None:
        return Person(row.member_id, None)
    giver = people.get(row.stakeholder.pk)
    member = giver.member if giver else row.stakeholder.member_id
    return Person(member, None if member else row.stakeholder.pk)


def leave_of(
    rows: Iterable[DayOff], people: Iterable[Giver]
) -> dict[Person, frozenset[date]]:
    known = {each.key: each for each in people}
    found: dict[Person, set[date]] = defaultdict(set)
    for row in rows:
        if row.kind == DayOff.Kind.LEAVE:
            found[person_of(row, known)].update(days_of(row))
    return {person: frozenset(days) for person, days in found.items()}


def leave_of_roles(
    leave: Mapping[Person, frozenset[date]], people: Iterable[Giver]
) -> dict[str, frozenset[date]]:
    """Return role -> days on which everybody who sits on its chair is away."""
    chairs: dict[str, set[Person]] = defaultdict(set)
    for each in people:
        if each.role:
            chairs[each.role].add(Person.of(each))
    away = {
        role: frozenset.intersection(*(leave.get(each, frozenset()) for each in seated))
        for role, seated in chairs.items()
    }
    return {role: days for role, days in away.items() if days}


def days_of(row: DayOff) -> Iterable[date]:
    day = row.first_on
    while day <= row.last_on:
        yield day
        day += DAY
