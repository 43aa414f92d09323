"""Bring the shipped catalogue into the database; what teams entered stays."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction

from common.text import match_key
from evaluator.catalogue.entries import FactEntry, PlatformEntry, Source
from evaluator.catalogue.reader import read_catalogue
from evaluator.catalogue.trust import fact_trust
from evaluator.catalogue.vocabulary import UNDATED, Facet
from evaluator.models import Fact, Platform

BATCH = 500

Row = TypeVar("Row", Platform, Fact)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load found in the files, and what it had to write."""

    platforms: int
    facts: int
    written: int
    withdrawn: int


@transaction.atomic
def load_catalogue(
    *, now: datetime, entries: Iterable[PlatformEntry] | None = None
) -> LoadReport:
    """Make the shipped rows equal to the files. A second run writes nothing.

    Rows keep their primary keys as long as key and slot stay. What the files no longer
    hold is withdrawn, not deleted: values taken from it still open down to it.
    """
    entries = read_catalogue() if entries is None else list(entries)
    shipped = Platform.objects.filter(team=None)
    platforms = sync(
        Platform,
        stored={row.key: row for row in shipped},
        wanted={entry.key: platform_values(entry) for entry in entries},
        now=now,
    )
    of_key = {row.key: row for row in shipped.filter(withdrawn_at=None)}
    facts = sync(
        Fact,
        stored={
            (row.platform_id, row.key, row.slot): row
            for row in Fact.objects.filter(team=None, platform__in=of_key.values())
        },
        wanted={
            (of_key[entry.key].pk, fact.key, fact.slot): {
                "platform_id": of_key[entry.key].pk,
                "position": position,
                **fact_values(entry, fact),
            }
            for entry in entries
            for position, fact in enumerate(entry.facts)
        },
        now=now,
    )
    return LoadReport(
        platforms=len(entries),
        facts=sum(len(entry.facts) for entry in entries),
        written=platforms.written + facts.written,
        withdrawn=platforms.withdrawn + facts.withdrawn,
    )


@dataclass(frozen=True, slots=True)
class Synced:
    written: int
    withdrawn: int


def sync(
    model: type[Row],
    *,
    stored: Mapping[Hashable, Row],
    wanted: Mapping[Hashable, Values],
    now: datetime,
) -> Synced:
    """Create, update and withdraw, so that the rows say what is wanted."""
    new = [model(**values) for place, values in wanted.items() if place not in stored]
    changed = [
        row
        for place, values in wanted.items()
        if (row := stored.get(place)) and differs(row, values)
    ]
    gone = [
        row.pk
        for place, row in stored.items()
        if place not in wanted and row.withdrawn_at is None
    ]
    manager: models.Manager[Row] = model._default_manager
    manager.bulk_create(new, batch_size=BATCH)
    if changed:
        for row in changed:
            row.version += 1
        names: set[str] = set().union(*wanted.values())
        manager.bulk_update(changed, [*names, "version"], batch_size=BATCH)
    if gone:
        manager.filter(pk__in=gone).update(withdrawn_at=now)
    return Synced(written=len(new) + len(changed), withdrawn=len(gone))


def differs(row: Row, values: Values) -> bool:
    """Put the values on the row, and tell whether any of them was another."""
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    return before != values


def platform_values(entry: PlatformEntry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "name": entry.name,
        "match_key": match_key(entry.name),
        "vendor": entry.vendor,
        "aliases": list(entry.aliases),
        "homepage": entry.homepage,
        "domains": list(entry.domains),
        "kinds": list(entry.tags(Facet.KIND)),
        "deployments": list(entry.tags(Facet.DEPLOYMENT)),
        "audiences": list(entry.tags(Facet.AUDIENCE)),
        "markets": list(entry.tags(Facet.MARKET)),
        "channels": list(entry.tags(Facet.CHANNEL)),
        "integrations": list(entry.tags(Facet.INTEGRATION)),
        "mechanisms": list(entry.mechanisms),
        "compiled_on": entry.compiled_on,
        "grade": word(entry.grade),
        "caveats": list(entry.caveats),
        "withdrawn_at": None,
    }


def fact_values(entry: PlatformEntry, fact: FactEntry) -> dict[str, Any]:
    source = fact.source or Source()
    return {
        "key": fact.key,
        "slot": fact.slot,
        "value": plain(fact.value),
        "unit": fact.unit,
        "currency": fact.currency,
        "as_of": "" if fact.as_of == UNDATED else fact.as_of,
        "source": source.text,
        "source_url": source.url,
        "via": source.via,
        "trust": word(fact_trust(entry, fact)),
        "confidence": word(fact.confidence),
        "note": fact.note,
        "details": details_of(fact),
        "withdrawn_at": None,
    }


def details_of(fact: FactEntry) -> dict[str, Any]:
    """Return what a fact says beyond the columns; what it does not say is left out."""
    tier = fact.tier and {
        "quantity": plain(fact.tier.quantity),
        "unit": fact.tier.unit,
    }
    details = {
        "form": word(fact.form),
        "answer": word(fact.answer),
        "plan": fact.plan,
        "tier": tier,
        "billing_period": fact.billing_period,
        "price_kind": word(fact.price_kind),
        "item": fact.item,
        "includes": plain(fact.includes),
        "terms": plain(fact.terms),
        "months": fact.months,
        "tags": plain(fact.tags),
        "based_on": fact.based_on,
    }
    return {name: value for name, value in details.items() if value}


def plain(value: Any) -> Any:
    """Return the value as JSON holds it: figures are numbers, not texts."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def word(member: str | None) -> str:
    """Return the plain text of a member of a closed vocabulary."""
    return str(member) if member else ""
