"""The terms of a tariff in words, its steps as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from common.formatting import money, number
from evaluator.catalogue.mechanism_labels import MECHANISM_LABELS
from evaluator.catalogue.tariff_terms import TARIFF_TERMS, TermForm
from evaluator.catalogue.term_labels import TERM_LABELS
from evaluator.models import Fact
from evaluator.selectors.catalogue.fact_words import date_text, places_of, price_places

BOUNDS = "rung_upper_bounds"
STEP_PRICES = ("rung_prices_monthly", "rung_prices_yearly")


@dataclass(frozen=True, slots=True)
class Steps:
    """A table: up to which quantity, and what it costs."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    label: str
    text: str
    is_source: bool = False  # in the source's words


@dataclass(frozen=True, slots=True)
class TariffTerms:
    lines: tuple[TermLine, ...]
    steps: tuple[Steps, ...]


def tariff_terms(fact: Fact) -> TariffTerms:
    terms: dict[str, Any] = fact.details.get("terms", {})
    steps = [
        ladder(name, value, fact.currency)
        for name, value in terms.items()
        if TARIFF_TERMS[name] is TermForm.RUNGS and value
    ]
    as_table = {name for name in terms if TARIFF_TERMS[name] is TermForm.RUNGS}
    if BOUNDS in terms:
        steps.append(bounds_and_prices(terms, fact.currency))
        as_table |= {BOUNDS, *STEP_PRICES}
    lines = tuple(
        line(name, value, fact.currency)
        for name, value in terms.items()
        if name not in as_table or value is None
    )
    return TariffTerms(lines=lines, steps=tuple(steps))


def ladder(name: str, rungs: Iterable[dict[str, Any]], currency: str) -> Steps:
    return Steps(
        title=str(TERM_LABELS[name]),
        head=(_("Up to"), _("Price")),
        rows=tuple(
            (quantity(rung["up_to"]), dated_amount(rung, currency)) for rung in rungs
        ),
    )


def bounds_and_prices(terms: dict[str, Any], currency: str) -> Steps:
    """Put the three lists of one ladder side by side."""
    names = [name for name in STEP_PRICES if name in terms]
    columns = zip_longest(terms[BOUNDS], *(terms[name] for name in names))
    return Steps(
        title=str(TERM_LABELS["ladder"]),
        head=(_("Up to"), *(str(TERM_LABELS[name]) for name in names)),
        rows=tuple(
            (quantity(bound), *(amount(price, currency) for price in prices))
            for bound, *prices in columns
        ),
    )


def line(name: str, value: Any, currency: str) -> TermLine:
    label = str(TERM_LABELS[name])
    if value is None:
        return TermLine(label, _("unknown"))
    form = TARIFF_TERMS[name]
    if form in {TermForm.TEXT, TermForm.PARTS}:
        return TermLine(label, said(value), is_source=True)
    return TermLine(label, WRITERS[form](value, currency))


def quantity(value: float | None, _currency: str = "") -> str:
    return _("unknown") if value is None else number(value, places_of(value))


def amount(value: float | None, currency: str) -> str:
    return (
        _("unknown") if value is None else money(value, currency, price_places(value))
    )


def dated_amount(rung: dict[str, Any], currency: str) -> str:
    text = amount(rung["price"], currency)
    return f"{text} ({date_text(rung['as_of'])})" if "as_of" in rung else text


def said(value: Any) -> str:
    """Write a text, or named parts, as the source has them."""
    if isinstance(value, dict):
        return "; ".join(
            f"{name.replace('_', ' ')}: {said(part)}" for name, part in value.items()
        )
    if isinstance(value, list):
        return " – ".join(said(part) for part in value)
    if isinstance(value, int | float):
        return quantity(value)
    return "?" if value is None else str(value)


WRITERS: dict[TermForm, Callable[[Any, str], str]] = {
    TermForm.AMOUNT: amount,
    TermForm.QUANTITY: quantity,
    TermForm.FLAG: lambda value, _currency: _("yes") if value else _("no"),
    TermForm.DATE: lambda value, _currency: date_text(value),
    TermForm.AMOUNTS: lambda values, currency: ", ".join(
        amount(value, currency) for value in values
    ),
    TermForm.QUANTITIES: lambda values, _currency: ", ".join(map(quantity, values)),
    TermForm.MECHANISMS: lambda values, _currency: ", ".join(
        str(MECHANISM_LABELS[value]) for value in values
    ),
}
