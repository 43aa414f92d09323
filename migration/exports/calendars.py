"""A feed as a calendar file (RFC 5545): whole days, so that no zone moves them."""

from __future__ import annotations

from datetime import UTC, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from common.text import clean_text, one_line
from common.version import product_version
from migration.selectors.calendars import Event, Feed

CONTENT_TYPE = "text/calendar; charset=utf-8"
ASKED_EVERY = timedelta(hours=4)


def calendar_file(feed: Feed) -> bytes:
    """Return the file; the same feed gives the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//Changeover//{product_version()}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(feed.name))
    calendar.add("x-wr-calname", one_line(feed.name))
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for event in feed.events:
        calendar.add_component(component(event, feed))
    return bytes(calendar.to_ical())


def component(event: Event, feed: Feed) -> icalendar.Event:
    """Free, not busy: a due day keeps nobody from a meeting."""
    made = icalendar.Event()
    made.add("uid", f"{event.key}@{urlsplit(settings.SITE_URL).hostname}")
    # When it was last revised, as far as is known: not the moment of asking, or the
    # file would be another each time.
    made.add("dtstamp", feed.changed_at.astimezone(UTC).replace(microsecond=0))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    language = {"language": feed.language}
    made.add("summary", one_line(event.title), parameters=language)
    made.add("description", clean_text(event.text), parameters=language)
    made.add("url", event.url)
    made.add("sequence", event.version)
    made.add("transp", "TRANSPARENT")
    return made
