"""What a story tells of money: made up, but for list prices of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LineSaid:
    """A line of the library, with the figures of the story; candidate: "" for all."""

    usual: str
    amount: tuple[float, float, float]
    note: str = ""
    candidate: str = ""
    from_month: int = 1
    to_month: int | None = None


@dataclass(frozen=True, slots=True)
class MoneySaid:
    """quick: kind of cost -> candidate -> low, likely, high.

    usage: as evaluator.costs.json_form has a usage profile. settings: columns of
    MoneySettings. rates: currency -> low, likely, high. tariffs: candidate -> a note,
    and the plans of a quote as evaluator.costs.json_form has them. scenarios: their
    kind and changes, as columns of Scenario.
    """

    quick: Mapping[str, Mapping[str, tuple[float, float, float]]] = field(
        default_factory=dict
    )
    usage: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    rates: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    tariffs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lines: tuple[LineSaid, ...] = ()
    gains: tuple[Mapping[str, Any], ...] = ()
    funnel: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scenarios: tuple[Mapping[str, Any], ...] = ()


def read_money(raw: Mapping[str, Any]) -> MoneySaid:
    quick = {
        kind: {name: (low, likely, high) for name, (low, likely, high) in row.items()}
        for kind, row in raw.get("quick", {}).items()
    }
    rates = {
        currency: (low, likely, high)
        for currency, (low, likely, high) in raw.get("rates", {}).items()
    }
    return MoneySaid(
        quick,
        raw.get("usage", {}),
        raw.get("settings", {}),
        rates,
        raw.get("tariffs", {}),
        lines=tuple(LineSaid(**each) for each in raw.get("lines", ())),
        gains=tuple(raw.get("gains", ())),
        funnel=raw.get("funnel", {}),
        scenarios=tuple(raw.get("scenarios", ())),
    )
