"""The dates of a task as formulas: the forward pass of `planning.passes`, in cells.

A moment is the morning of a day, as there. W: when the last of the tasks is over after
whose end this one starts without a lag. V: the same for all other links. Then come the
moments at which the task begins and is over; what people read, follows from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from migration.models import TaskLink
from migration.workbooks.plan.layout import (
    STARTS,
    TODAY,
    WEEKEND,
    Column,
    at,
    days_off,
)

# What Excel takes: characters of a formula, and values of one function.
LONGEST, MOST_VALUES = 8_000, 250
FIRST = f"MAX({STARTS},{TODAY})"


@dataclass(frozen=True, slots=True)
class Wait:
    """A link to the task in another row."""

    row: int
    kind: str = TaskLink.Kind.FINISH_START
    lag: int = 0

    @property
    def is_plain(self) -> bool:
        return self.kind == TaskLink.Kind.FINISH_START and not self.lag

    @property
    def moment(self) -> str:
        """The moment from which the link counts."""
        from_start = self.kind in {
            TaskLink.Kind.START_START,
            TaskLink.Kind.START_FINISH,
        }
        return at(Column.BEGINS if from_start else Column.ENDS, self.row)

    @property
    def holds_finish(self) -> bool:
        return self.kind in {
            TaskLink.Kind.FINISH_FINISH,
            TaskLink.Kind.START_FINISH,
        }


@dataclass(frozen=True, slots=True)
class RowFormulas:
    """The formulas of one row, each without its equals sign."""

    row: int
    calendar: int
    waits: Sequence[Wait]

    @property
    def off(self) -> str:
        return f"{WEEKEND},{days_off(self.calendar)}"

    @property
    def days(self) -> str:
        return at(Column.DAYS, self.row)

    def cell(self, column: int) -> str:
        return at(column, self.row)

    @property
    def fits(self) -> bool:
        return all(len(each) <= LONGEST for each in (self.after, self.linked))

    @property
    def after(self) -> str:
        return largest(wait.moment for wait in self.waits if wait.is_plain)

    @property
    def linked(self) -> str:
        special = [wait for wait in self.waits if not wait.is_plain]
        if not special:
            return "0"
        work = largest(self.work_term(wait) for wait in special)
        milestone = largest(self.milestone_term(wait) for wait in special)
        return f"IF({self.days}=0,{milestone},{work})"

    def work_term(self, wait: Wait) -> str:
        """The working day on which a link lets work begin."""
        moment, lag = wait.moment, wait.lag
        if not wait.holds_finish:
            return self.counted(moment, lag)
        if not lag:
            moment, lag = f"{moment}-1", 1
        ahead = f"WORKDAY.INTL({moment}-1,{lag}-{self.days}+1,{self.off})"
        back = f"WORKDAY.INTL({moment},{lag}-{self.days},{self.off})"
        return f"IF({lag}>={self.days},{ahead},{back})"

    def milestone_term(self, wait: Wait) -> str:
        """The moment at which a link lets a milestone be reached."""
        if not wait.lag:
            return wait.moment
        return f"{self.counted(wait.moment, wait.lag - 1)}+1"

    def counted(self, moment: str, number: int) -> str:
        """Go so many working days on from the first one at or after the moment."""
        if number >= 0:
            return f"WORKDAY.INTL({moment}-1,{number + 1},{self.off})"
        return f"WORKDAY.INTL({moment},{number},{self.off})"

    @property
    def begins(self) -> str:
        days, not_before = self.days, self.cell(Column.NOT_BEFORE)
        exactly = self.cell(Column.FIXED)
        after, linked = self.cell(Column.AFTER), self.cell(Column.LINKED)
        held = f'IF({not_before}="",0,{not_before}+({days}=0))'
        earliest = f"MAX({FIRST},{held},{after})"
        return (
            f'IF({exactly}<>"",'
            f"IF({days}=0,{exactly}+1,{self.counted(exactly, 0)}),"
            f"IF({days}=0,MAX({earliest},{linked}),"
            f"MAX({self.counted(earliest, 0)},{linked})))"
        )

    @property
    def ends(self) -> str:
        begins, days = self.cell(Column.BEGINS), self.days
        return f"IF({days}=0,{begins},WORKDAY.INTL({begins}-1,{days},{self.off})+1)"

    @property
    def start(self) -> str:
        """A milestone that something holds is reached in the evening before."""
        begins, not_before = self.cell(Column.BEGINS), self.cell(Column.NOT_BEFORE)
        kept = (
            f'IF({not_before}="",FALSE,IF({not_before}+1>={begins},TRUE,'
            f"NETWORKDAYS.INTL({not_before}+1,{begins}-1,{self.off})=0))"
        )
        held = (
            f'OR({self.cell(Column.FIXED)}<>"",'
            f"{self.cell(Column.AFTER)}={begins},"
            f"{self.cell(Column.LINKED)}={begins},{kept})"
        )
        return f"IF({self.days}>0,{begins},{begins}-IF({held},1,0))"

    @property
    def finish(self) -> str:
        ends, start = self.cell(Column.ENDS), self.cell(Column.START)
        return f"IF({self.days}>0,{ends}-1,{start})"


def largest(terms: Iterable[str]) -> str:
    """Return the formula of the largest; functions take so many values and no more."""
    found = list(terms)
    while len(found) > 1:
        parts = [
            found[first : first + MOST_VALUES]
            for first in range(0, len(found), MOST_VALUES)
        ]
        found = [f"MAX({','.join(part)})" for part in parts]
    return found[0] if found else "0"
