"""Commercial terms: what they do to a recurring price, and when it is paid (A.14)."""

from collections.abc import Iterable

import numpy as np

from evaluator.costs.components import (
    Balance,
    Commitment,
    Component,
    Discount,
    Indexation,
    Introduction,
    Paid,
)
from evaluator.costs.metering import spans
from evaluator.costs.samplers import FloatArray, Sampler


def price_factor(
    components: Iterable[Component], months: int, sampler: Sampler, name: str
) -> FloatArray:
    """Return what the list price is multiplied by, draws x months.

    product of (1 - commitment), (1 - negotiated), (1 - introduction) while it lasts,
    (1 + indexation)^full spans, and pays / gets of a prepaid balance.
    """
    factor = np.ones((1, months))
    month = np.arange(months)
    for each in components:
        if isinstance(each, Commitment | Discount):
            factor = factor * (1 - float(each.discount))
        elif isinstance(each, Introduction):
            lasts = month < each.months
            factor = factor * np.where(lasts, 1 - float(each.discount), 1.0)
        elif isinstance(each, Indexation):
            rate = sampler(f"indexation.{name}", each.rate)[:, None]
            factor = factor * np.power(1 + rate, month // each.months)
        elif isinstance(each, Balance):
            factor = factor * (each.pays / each.gets)
    return factor


def moves_cash(components: Iterable[Component]) -> bool:
    """Tell whether `cash_of` differs from the recurring cost itself."""
    return any(
        isinstance(each, Balance)
        or (isinstance(each, Commitment) and each.paid is Paid.AHEAD)
        for each in components
    )


def cash_of(components: Iterable[Component], recurring: FloatArray) -> FloatArray:
    """Return when the recurring cost is paid, draws x months.

    Monthly unless a term is paid ahead or a balance is prepaid.
    """
    for each in components:
        if isinstance(each, Commitment) and each.paid is Paid.AHEAD:
            return paid_ahead(recurring, each.months)
        if isinstance(each, Balance):
            return prepaid(recurring * (each.gets / each.pays), each)
    return recurring


def paid_ahead(recurring: FloatArray, term: int) -> FloatArray:
    """Pay each term in its first month, and every change for the months left.

    cash(k) = (a(k) - a(k-1)) x (L - k) within a term of L months, a(-1) = 0: the sum
    over the term is the sum of a. A fall is credited. The last term ends with the
    horizon.
    """
    found = np.empty_like(recurring)
    for span in spans(recurring.shape[-1], term):
        part = recurring[:, span]
        left = np.arange(part.shape[-1], 0, -1)
        found[:, span] = np.diff(part, axis=1, prepend=0.0) * left
    return found


def prepaid(prices: FloatArray, balance: Balance) -> FloatArray:
    """Return the purchases of a prepaid balance, draws x months.

    prices: the list price of each month. Where the credit left is less than the price
    of the month, `pays` months at that price are paid and `gets` months credited.
    """
    found = np.zeros_like(prices)
    credit = np.zeros(len(prices))
    for month in range(prices.shape[-1]):
        price = prices[:, month]
        short = credit < price - 1e-9
        found[:, month] = np.where(short, price * balance.pays, 0.0)
        credit = credit + np.where(short, price * balance.gets, 0.0) - price
    return found
