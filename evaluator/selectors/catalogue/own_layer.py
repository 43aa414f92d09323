"""What a team has entered into the catalogue itself, as its files say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evaluator.catalogue.own_layer import HEAD_TEXTS, TAG_LISTS
from evaluator.catalogue.vocabulary import UNDATED
from evaluator.models import Fact, Platform
from workspace.models import Team

# In the order of the shipped files.
DETAILS = (
    "answer", "plan", "item", "tier", "billing_period", "price_kind", "includes",
    "months", "terms", "tags", "based_on",
)  # fmt: skip


def layer_of(team: Team) -> list[dict[str, Any]]:
    """Return own platforms, and shipped ones with own facts, both by name."""
    facts = own_facts_by_platform(team)
    own = Platform.objects.filter(team=team).order_by("match_key", "pk")
    shipped = Platform.objects.filter(team=None, pk__in=facts).order_by("key")
    return [
        *(own_entry(each, facts.get(each.pk, ())) for each in own),
        *(shipped_entry(each, facts[each.pk]) for each in shipped),
    ]


def shipped_layer() -> list[dict[str, Any]]:
    """Return what comes with the product, in the same form, for reading."""
    facts: dict[int, list[Fact]] = {}
    rows = Fact.objects.filter(team=None, withdrawn_at=None).order_by("position", "pk")
    for fact in rows:
        facts.setdefault(fact.platform_id, []).append(fact)
    shipped = Platform.objects.filter(team=None, withdrawn_at=None).order_by("key")
    return [shipped_entry(each, facts.get(each.pk, ())) for each in shipped]


def own_facts_by_platform(team: Team) -> dict[int, list[Fact]]:
    facts: dict[int, list[Fact]] = {}
    rows = Fact.objects.filter(team=team, withdrawn_at=None)
    for fact in rows.order_by("position", "key", "slot", "pk"):
        facts.setdefault(fact.platform_id, []).append(fact)
    return facts


def own_entry(platform: Platform, facts: Iterable[Fact]) -> dict[str, Any]:
    return {
        "name": platform.name,
        **head_of(platform),
        "facts": [fact_entry(each) for each in facts],
    }


def head_of(platform: Platform) -> dict[str, Any]:
    """Return what is said of an own platform; what is not said is left out."""
    names = (*HEAD_TEXTS, *TAG_LISTS)
    return {name: value for name in names if (value := getattr(platform, name))}


def shipped_entry(platform: Platform, facts: Iterable[Fact]) -> dict[str, Any]:
    return {
        "key": platform.key,
        "name": platform.name,
        "facts": [fact_entry(each) for each in facts],
    }


def fact_entry(fact: Fact) -> dict[str, Any]:
    source = {"text": fact.source, "url": fact.source_url, "via": fact.via}
    # A slot that is the plan's own is said by the plan.
    slot = "" if fact.slot == fact.details.get("plan", "") else fact.slot
    is_known = fact.value is not None
    told = {
        "unit": fact.unit,
        "currency": fact.currency,
        "as_of": fact.as_of or (UNDATED if is_known else ""),
        "source": {name: text for name, text in source.items() if text},
        "confidence": fact.confidence,
        "note": fact.note,
        **{name: fact.details.get(name) for name in DETAILS},
        "language": "" if fact.language == "en" else fact.language,
    }
    return {
        "key": fact.key,
        **({"slot": slot} if slot else {}),
        "value": fact.value,
        **{name: value for name, value in told.items() if value},
    }
