"""The schedule again, day by day: slow, plain, and made of the definitions alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from migration.planning.calendars import Calendar
from migration.planning.network import Activity, Link

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """From the morning of `start` to the morning of `end`."""

    start: date
    end: date


def working_days(calendar: Calendar, first: date, last: date) -> int:
    """Count from the morning of first to the morning of last; negative backwards."""
    if last < first:
        return -working_days(calendar, last, first)
    count = 0
    while first < last:
        count += calendar.is_working(first)
        first += DAY
    return count


def spans(
    activities: Sequence[Activity],
    links: Sequence[Link],
    calendars: Sequence[Calendar],
    *,
    start: date,
    delay: Mapping[str, int] | None = None,
) -> dict[str, Span]:
    """Place each task on the first day that breaks no rule, `delay` days later."""
    found: dict[str, Span] = {}
    waiting = list(activities)
    while waiting:
        for activity in list(waiting):
            incoming = [link for link in links if link.after == activity.key]
            if all(link.before in found for link in incoming):
                calendar = calendars[activity.calendar]
                span = _first(activity, incoming, found, calendar, start)
                for _again in range((delay or {}).get(activity.key, 0)):
                    span = _next(span, activity, calendar)
                found[activity.key] = span
                waiting.remove(activity)
    return found


def _first(
    activity: Activity,
    incoming: Sequence[Link],
    found: Mapping[str, Span],
    calendar: Calendar,
    start: date,
) -> Span:
    day = max(start, activity.not_before or start)
    while True:
        span = _from(day, activity, calendar)
        if span and all(
            _kept(link, found[link.before], span, calendar) for link in incoming
        ):
            return span
        day += DAY


def _from(day: date, activity: Activity, calendar: Calendar) -> Span | None:
    if activity.days == 0:
        # Reached in a morning; not before a day means after its work.
        is_late = activity.not_before and day <= activity.not_before
        return None if is_late else Span(day, day)
    if not calendar.is_working(day):
        return None
    end, left = day, activity.days
    while left:
        left -= calendar.is_working(end)
        end += DAY
    return Span(day, end)


def _kept(link: Link, before: Span, after: Span, calendar: Calendar) -> bool:
    begins = before.end if link.kind[0] == "F" else before.start
    ends = after.start if link.kind[1] == "S" else after.end
    if link.lag >= 0 and ends < begins:
        return False
    return working_days(calendar, begins, ends) >= link.lag


def _next(span: Span, activity: Activity, calendar: Calendar) -> Span:
    """Move the task by one working day."""
    day = span.start
    if activity.days == 0:
        while not calendar.is_working(day):
            day += DAY
        return Span(day + DAY, day + DAY)
    day += DAY
    while not calendar.is_working(day):
        day += DAY
    moved = _from(day, activity, calendar)
    assert moved
    return moved
