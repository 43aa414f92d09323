"""The Gantt chart of a plan: rows, bars, arrows, axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from common.charts.gantt import Arrow, Bar, Span, Tick, gantt_axis, gantt_rows
from common.charts.shapes import Drawing
from common.formatting import day
from common.locale import current_locale
from migration.planning.calendars import DAY
from migration.selectors.schedule.phase_windows import PhaseWindow
from migration.selectors.schedule.schedule import PhaseDates, PlanSchedule, TaskDates

EDGE = timedelta(days=4)


class Zoom(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    PAGE = "page"  # the whole plan on the width of a sheet


SCALES = {Zoom.DAY: 26.0, Zoom.WEEK: 8.0, Zoom.MONTH: 3.0}
EACH = {Zoom.DAY: 1, Zoom.WEEK: 7}  # days between weak ticks
# Units beside the names on A4 across; a plan of few days is not drawn larger than days.
PAGE_WIDTH = 740.0
LEAST_WEEK = 20.0  # units of a week whose day can still be read


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A name beside the chart: a phase, or one of its tasks."""

    window: PhaseWindow
    row: TaskDates | None = None

    @property
    def phase(self) -> PhaseDates:
        return self.window.phase


@dataclass(frozen=True, slots=True)
class Gantt:
    rows: tuple[GanttRow, ...]
    axis: Drawing
    chart: Drawing
    zoom: Zoom
    scale: float  # units of a day
    opens_at: int  # where to scroll to, in units from the start


def read_gantt(
    found: PlanSchedule, windows: Iterable[PhaseWindow], *, zoom: Zoom
) -> Gantt:
    """Draw all phases; of the folded ones only their own bar."""
    rows = list(rows_of(windows))
    span = span_of(found, zoom)
    today = found.network.today
    ticks = list(ticks_of(span, zoom))
    is_rtl = current_locale().is_rtl
    bars = [bar_of(row) for row in rows]
    return Gantt(
        rows=tuple(rows),
        axis=gantt_axis(span, ticks, label=_("Days of the plan"), is_rtl=is_rtl),
        chart=gantt_rows(
            span,
            bars,
            list(arrows_of(rows)),
            ticks,
            today=today,
            label=_("Tasks over time"),
            is_rtl=is_rtl,
        ),
        zoom=zoom,
        scale=span.scale,
        opens_at=max(round(span.at(today) - 120), 0),
    )


def rows_of(windows: Iterable[PhaseWindow]) -> Iterable[GanttRow]:
    for window in windows:
        yield GanttRow(window)
        for row in window.rows:
            yield GanttRow(window, row)


def span_of(found: PlanSchedule, zoom: Zoom) -> Span:
    days = [found.network.today]
    for row in found.rows:
        days += [row.dates.start, row.dates.finish, *(row.was or ())]
    first, last = min(days) - EDGE, max(days) + EDGE
    fitting = min(PAGE_WIDTH / ((last - first).days + 1), SCALES[Zoom.DAY])
    return Span(first, last, SCALES.get(zoom, fitting))


def ticks_of(span: Span, zoom: Zoom) -> Iterable[Tick]:
    """Yield the beginnings of months of the reader's calendar, and weeks or days."""
    each, month = EACH.get(zoom), ""
    if zoom == Zoom.PAGE and span.scale * 7 >= LEAST_WEEK:
        each = 7
    current = span.first
    while current <= span.last:
        named = day(current, "month")
        if named != month:
            yield Tick(current, named, is_strong=True)
            month = named
        if each == 1 or (each == 7 and current.isoweekday() == 1):
            text = day(current, "short").split(" ")[0]
            yield Tick(current, text)
        current += DAY


def bar_of(row: GanttRow) -> Bar:
    phase = row.phase
    if row.row is None:
        share = phase.done / len(phase.rows)
        return Bar(
            phase.start,
            phase.finish,
            "phase",
            f"{phase.name}: {day(phase.start)} – {day(phase.finish)}",
            share_done=share,
            marked=() if row.window.is_open else critical_days(phase),
        )
    task, dates = row.row.task, row.row.dates
    kinds = ["bar-done" if task.is_done else "bar-open"]
    if row.row.is_critical:
        kinds.append("critical")
    return Bar(
        dates.start,
        dates.finish,
        " ".join(kinds),
        f"{task.title}: {day(dates.start)} – {day(dates.finish)}",
        is_milestone=task.days == 0,
        was=row.row.was,
    )


def critical_days(phase: PhaseDates) -> tuple[tuple[date, date], ...]:
    """Return when critical tasks of a folded phase are worked on, joined."""
    found: list[tuple[date, date]] = []
    spans = [
        (row.dates.start, row.dates.finish) for row in phase.rows if row.is_critical
    ]
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + EDGE:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def arrows_of(rows: list[GanttRow]) -> Iterable[Arrow]:
    """Yield the links between tasks that are both drawn."""
    places = {row.row.task.pk: place for place, row in enumerate(rows) if row.row}
    on_path = {row.row.task.pk for row in rows if row.row and row.row.is_critical}
    for place, row in enumerate(rows):
        for link in row.row.before if row.row else ():
            if link.before_id in places:
                critical = {link.before_id, link.after_id} <= on_path
                yield Arrow(
                    places[link.before_id],
                    place,
                    from_end=link.kind[0] == "F",
                    to_start=link.kind[1] == "S",
                    css_class="link critical" if critical else "link",
                )
