"""How long work takes whoever gives it only some hours of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

# Tasks of the templates that wait for time to pass: a person with few hours a day does
# not make them longer.
WAITING = frozenset(
    {"warm_up", "watch", "dmarc_reports", "ramp", "parallel_watch", "help_desk"}
)


@dataclass(frozen=True, slots=True)
class Pace:
    """Somebody gives the move `hours` of a day of `full` hours."""

    hours: Decimal
    full: Decimal

    def days(self, work: int) -> int:
        """Return the working days that so many full days of work take; 0 stays 0."""
        whole = work * self.full / self.hours
        return int(whole.to_integral_value(ROUND_CEILING))


@dataclass(frozen=True, slots=True)
class Giver:
    """A chair of a plan: who sits on it, and the hours a day.

    None: full days. So are more hours than a full day of the plan has, which a plan
    whose full day was shortened since may hold.
    """

    key: int
    member: int | None
    role: str
    hours: Decimal | None


@dataclass(frozen=True)
class Givers:
    """Everybody of a plan, whose full day has so many hours."""

    people: tuple[Giver, ...]
    full: Decimal
    _known: dict[tuple[int | None, str], Pace | None] = field(default_factory=dict)

    def pace(self, member: int | None, role: str) -> Pace | None:
        """Return the pace of whoever has a task; None for full days.

        A task that is given to somebody counts the hours of this person: those of the
        chair of the task's role where the person sits on it. A task of a role alone
        counts the hours of the people on that chair. Of several, the most.
        """
        if (member, role) not in self._known:
            self._known[member, role] = self._pace(self._hours(member, role))
        return self._known[member, role]

    def _hours(self, member: int | None, role: str) -> Iterable[Decimal | None]:
        if member is None:
            return [each.hours for each in self.people if role and each.role == role]
        own = [each for each in self.people if each.member == member]
        return [each.hours for each in own if each.role == role] or [
            each.hours for each in own
        ]

    def _pace(self, hours: Iterable[Decimal | None]) -> Pace | None:
        given = [self.full if each is None else each for each in hours]
        most = max(given, default=self.full)
        return Pace(most, self.full) if most < self.full else None
