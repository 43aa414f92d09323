"""What follows from the figures before and after, as rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.formatting import NOTHING, money, number, percent
from evaluator.costs.funnel import Customer, Funnel

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    label: str | Promise
    before: str
    after: str
    formula: str | Promise = ""


def funnel_rows(
    before: Funnel | None, after: Funnel | None, currency: str
) -> Iterator[Row]:
    """Yield what leads and customers cost and bring; nothing while neither is known."""
    if before is None and after is None:
        return

    def row(
        label: str | Promise, formula: str | Promise, told: Callable[[Funnel], str]
    ) -> Row:
        return Row(label, _told(told, before), _told(told, after), formula)

    yield row(
        _("Cost per lead"),
        _("cost / leads"),
        lambda each: money(each.cost_per_lead, currency, 2),
    )
    yield row(
        _("Leads that become customers"),
        _("customers / leads"),
        lambda each: percent(each.lead_to_customer, 1),
    )
    yield row(
        _("Acquisition cost of a customer"),
        _("cost / customers"),
        lambda each: money(each.acquisition_cost, currency, 2),
    )
    yield row(
        _("Revenue"),
        _("customers × average selling price"),
        lambda each: money(each.revenue, currency, 0),
    )
    yield row(
        _("Return per lead"),
        _("revenue / leads"),
        lambda each: money(each.return_per_lead, currency, 2),
    )


def customer_rows(
    before: Customer | None, after: Customer | None, currency: str
) -> Iterator[Row]:
    """Yield what one customer brings; nothing while neither is known."""
    if before is None and after is None:
        return

    def row(
        label: str | Promise, formula: str | Promise, told: Callable[[Customer], str]
    ) -> Row:
        return Row(label, _told(told, before), _told(told, after), formula)

    yield row(
        _("Lifetime of a customer, months"),
        _("100 / customers of 100 that leave in a month"),
        lambda each: number(each.lifetime, 1),
    )
    yield row(
        _("Lifetime value of a customer"),
        _("revenue in a month × margin × lifetime"),
        lambda each: money(each.lifetime_value, currency, 0),
    )
    yield row(
        _("Lifetime value to acquisition cost"),
        _("lifetime value / acquisition cost"),
        lambda each: number(each.value_to_cost, 1),
    )
    yield row(
        _("Acquisition cost is back after, months"),
        _("acquisition cost / (revenue in a month × margin)"),
        lambda each: number(each.payback_months, 1),
    )


def _told(told: Callable[[T], str], each: T | None) -> str:
    return NOTHING if each is None else told(each)
