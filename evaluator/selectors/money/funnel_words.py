"""What follows from the figures before and after, as rows of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.formatting import NOTHING, money, number, percent
from evaluator.costs.funnel import Customer, Funnel

T = TypeVar("T")
Told = tuple[str | Promise, str | Promise, Callable[[T, str], str]]
"""A label, its formula, and how it is written in a currency."""

OF_FUNNELS: tuple[Told[Funnel], ...] = (
    (
        _("Cost per lead"),
        _("cost / leads"),
        lambda each, currency: money(each.cost_per_lead, currency, 2),
    ),
    (
        _("Leads that become customers"),
        _("customers / leads"),
        lambda each, _currency: percent(each.lead_to_customer, 1),
    ),
    (
        _("Acquisition cost of a customer"),
        _("cost / customers"),
        lambda each, currency: money(each.acquisition_cost, currency, 2),
    ),
    (
        _("Revenue"),
        _("customers × average selling price"),
        lambda each, currency: money(each.revenue, currency, 0),
    ),
    (
        _("Return per lead"),
        _("revenue / leads"),
        lambda each, currency: money(each.return_per_lead, currency, 2),
    ),
)
OF_CUSTOMERS: tuple[Told[Customer], ...] = (
    (
        _("Lifetime of a customer, months"),
        _("100 / customers of 100 that leave in a month"),
        lambda each, _currency: number(each.lifetime, 1),
    ),
    (
        _("Lifetime value of a customer"),
        _("revenue in a month × margin × lifetime"),
        lambda each, currency: money(each.lifetime_value, currency, 0),
    ),
    (
        _("Lifetime value to acquisition cost"),
        _("lifetime value / acquisition cost"),
        lambda each, _currency: number(each.value_to_cost, 1),
    ),
    (
        _("Acquisition cost is back after, months"),
        _("acquisition cost / (revenue in a month × margin)"),
        lambda each, _currency: number(each.payback_months, 1),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    label: str | Promise
    formula: str | Promise
    before: str
    after: str


def rows_of(
    told: Sequence[Told[T]], before: T | None, after: T | None, currency: str
) -> list[Row]:
    """Return the rows; none while neither before nor after is known."""
    if before is None and after is None:
        return []
    return [
        Row(
            label,
            formula,
            *(
                NOTHING if each is None else write(each, currency)
                for each in (before, after)
            ),
        )
        for label, formula, write in told
    ]
