"""Which tasks a page of the schedule draws: a few hundred, however long the plan is.

Finished phases and far ones are one line. A long phase is cut into pages; it opens at
the first task that is not done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from migration.selectors.schedule.schedule import PhaseDates, TaskDates

ROWS = 300  # a plan of so many open tasks is drawn whole
LONG_ROWS = 150  # of a longer one, at most
PAGE = 50  # of a phase of a longer one


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `page` 0 is where the work is."""

    phase: str = ""
    page: int = 0
    shows_finished: bool = False
    only_critical: bool = False


@dataclass(frozen=True, slots=True)
class PhaseWindow:
    """A phase with those of its tasks that are drawn; none where it is folded."""

    phase: PhaseDates
    rows: Sequence[TaskDates] = ()
    page: int = 1
    pages: int = 1

    @property
    def is_open(self) -> bool:
        return bool(self.rows)

    @property
    def earlier(self) -> int | None:
        return self.page - 1 if self.is_open and self.page > 1 else None

    @property
    def later(self) -> int | None:
        return self.page + 1 if self.is_open and self.page < self.pages else None


def windows_of(phases: Sequence[PhaseDates], asked: Asked) -> list[PhaseWindow]:
    """Return every phase, open as far as the page has room."""
    wanted = {phase.key: rows_wanted(phase, asked) for phase in phases}
    is_long = sum(len(rows) for rows in wanted.values()) > ROWS
    opened: dict[str, PhaseWindow] = {}
    room = LONG_ROWS if is_long else ROWS
    for phase in most_wanted_first(phases, asked):
        rows = wanted[phase.key]
        if is_long and asked.phase in wanted and phase.key != asked.phase:
            continue
        page = asked.page if phase.key == asked.phase else 0
        window = window_of(phase, rows, page, is_cut=is_long and len(rows) > PAGE)
        if len(window.rows) <= room:
            opened[phase.key] = window
            room -= len(window.rows)
    return [opened.get(phase.key, PhaseWindow(phase)) for phase in phases]


def rows_wanted(phase: PhaseDates, asked: Asked) -> list[TaskDates]:
    if asked.only_critical:
        return [row for row in phase.rows if row.is_critical]
    is_asked = asked.shows_finished or phase.key == asked.phase
    return list(phase.rows) if is_asked or not phase.is_finished else []


def most_wanted_first(
    phases: Iterable[PhaseDates], asked: Asked
) -> Iterable[PhaseDates]:
    """Put the phase that is asked for first, then those that begin first."""
    return sorted(phases, key=lambda phase: (phase.key != asked.phase, phase.start))


def window_of(
    phase: PhaseDates, rows: Sequence[TaskDates], page: int, *, is_cut: bool
) -> PhaseWindow:
    if not is_cut:
        return PhaseWindow(phase, rows)
    pages = -(-len(rows) // PAGE)
    place = (page or page_of_work(rows)) - 1
    page = min(max(place, 0), pages - 1) + 1
    return PhaseWindow(phase, rows[(page - 1) * PAGE : page * PAGE], page, pages)


def page_of_work(rows: Sequence[TaskDates]) -> int:
    """Return the page on which the first task stands that is not done."""
    places = (place for place, row in enumerate(rows) if not row.task.is_done)
    return next(places, 0) // PAGE + 1
