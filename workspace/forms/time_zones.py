"""The time zones people choose from."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

# Abbreviations and second names of the same places.
OTHER_NAMES = (
    "Etc/",
    "US/",
    "Brazil/",
    "Canada/",
    "Chile/",
    "Mexico/",
    "posix/",
    "right/",
)


@lru_cache
def time_zones() -> list[tuple[str, str]]:
    """Return UTC, then the places of the world by name."""
    places = (name for name in available_timezones() if "/" in name)
    kept = sorted(name for name in places if not name.startswith(OTHER_NAMES))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in kept)]
