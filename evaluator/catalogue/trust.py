"""What a source is worth, and when a fact is old."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from evaluator.catalogue.dates import earliest_day
from evaluator.catalogue.entries import FactEntry, PlatformEntry, Source
from evaluator.catalogue.vocabulary import NOT_RECORDED, Trust

GENERAL_KNOWLEDGE = "general knowledge"


def trust_of(source: Source, domains: Iterable[str]) -> Trust:
    """Return the mark: vendor for an address of the vendor's own, copied or not."""
    if source.url:
        owned = any(is_within(source.url, domain) for domain in domains)
        return Trust.VENDOR if owned else Trust.THIRD_PARTY
    text = source.text.casefold()
    if text.startswith(GENERAL_KNOWLEDGE) or text == NOT_RECORDED:
        return Trust.UNVERIFIED
    return Trust.THIRD_PARTY


def fact_trust(platform: PlatformEntry, fact: FactEntry) -> Trust | None:
    """Return the mark of a fact; None when it rests on nothing, being unknown."""
    return trust_of(fact.source, platform.domains) if fact.source else None


def is_within(url: str, domain: str) -> bool:
    """Tell whether the address is of this domain, a part of it, or below its path.

    A path counts by whole segments: github.com/acme does not hold github.com/acme2.
    """
    host, _, path = domain.casefold().partition("/")
    parts = urlsplit(url)
    # One shipped address writes its host with the root's closing dot.
    name = (parts.hostname or "").rstrip(".")
    if name != host and not name.endswith(f".{host}"):
        return False
    return not path or f"{parts.path.casefold()}/".startswith(f"/{path.strip('/')}/")


def is_old(as_of: str, today: date) -> bool:
    """Tell whether the fact may be older than 12 months; undated counts as old.

    A year or month counts from its first day: better warned than reassured.
    """
    day = earliest_day(as_of)
    return day is None or day < _a_year_before(today)


def _a_year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
