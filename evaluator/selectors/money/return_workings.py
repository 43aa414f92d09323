"""How the figures of a return come about: formulas with their numbers, and inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.formatting import money, number, percent
from evaluator.costs.samplers import FloatArray
from evaluator.costs.ventures import Figure
from evaluator.models import Candidate, Evaluation
from evaluator.selectors.money.cost_words import CONVENTION_WORDS
from evaluator.selectors.money.return_figures import (
    Pays,
    Told,
    figure_text,
    range_text,
    reason_of,
)
from evaluator.selectors.money.returns import Gain, Returns, read_returns


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure of the likely case, and the sentence that says how it comes about."""

    told: Told
    likely: str
    range: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A month or a year, counted from 1: cost as it is paid, in the likely case.

    stays: what staying would cost. present: what its net is worth today. owed: all
    that is not yet brought back at its end, below 0, or what is over.
    """

    number: int
    gains: float
    cost: float
    stays: float
    net: float
    present: float
    owed: float
    owed_present: float

    @property
    def extra(self) -> float:
        return self.cost - self.stays


@dataclass(frozen=True, slots=True)
class ReturnWorking:
    """A candidate's return, opened."""

    found: Returns
    pays: Pays
    gains: tuple[Gain, ...]
    formulas: list[Formula]
    years: list[FlowRow]
    months: list[FlowRow]

    @property
    def convention(self) -> str | Promise:
        return CONVENTION_WORDS[self.found.computed.case.convention]


def read_return_working(
    evaluation: Evaluation, candidate: Candidate
) -> ReturnWorking | None:
    """Open the return of a candidate; None where nothing is held against its cost."""
    found = read_returns(evaluation)
    pays = next((each for each in found.pays if each.candidate == candidate), None)
    if pays is None:
        return None
    key = str(candidate.pk)
    months = flow_rows(found, pays, 1)
    return ReturnWorking(
        found=found,
        pays=pays,
        gains=tuple(gain for gain in found.gains if gain.line.is_for(key)),
        formulas=[
            Formula(
                told,
                figure_text(told.figure, told.likely, found.currency),
                range_text(told, found.currency),
                sentence_of(told, pays, months, found),
            )
            for told in pays.told
        ],
        years=flow_rows(found, pays, 12),
        months=months,
    )


def flow_rows(found: Returns, pays: Pays, length: int) -> list[FlowRow]:
    """Add the months up to rows of a length."""
    base, total = pays.base, found.computed.case.months

    def summed(values: FloatArray) -> FloatArray:
        starts = np.arange(0, total, length)
        row: FloatArray = np.broadcast_to(values[0], (total,))
        sums: FloatArray = np.add.reduceat(row, starts)
        return sums

    costs = found.computed.costs
    stays = costs[str(found.instead.pk)].cash if found.instead else np.zeros((1, total))
    columns = [
        summed(base.gains),
        summed(costs[str(pays.candidate.pk)].cash),
        summed(stays),
        summed(base.net),
        summed(base.net * base.discount),
    ]
    columns += [np.cumsum(columns[3]), np.cumsum(columns[4])]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [FlowRow(place, *row) for place, row in enumerate(rows, start=1)]


def sentence_of(told: Told, pays: Pays, months: list[FlowRow], found: Returns) -> str:
    """Say with its numbers how a figure of the likely case comes about."""
    if told.figure is Figure.PAYBACK:
        return payback_sentence(months, found.currency, lambda row: row.owed)
    if told.figure is Figure.DISCOUNTED_PAYBACK:
        return payback_sentence(months, found.currency, lambda row: row.owed_present)
    if told.likely is None:
        return reason_of(pays, told.figure)
    return SENTENCES[told.figure](told, pays, found)


def net_sentence(told: Told, pays: Pays, found: Returns) -> str:
    text = _(
        "Gains of %(gains)s less extra cost of %(costs)s, each month at present "
        "value: %(net)s."
    )
    return text % amounts_of(told, pays, found)


def roi_sentence(told: Told, pays: Pays, found: Returns) -> str:
    text = _("Net present value / extra cost: %(net)s / %(costs)s = %(figure)s.")
    return text % amounts_of(told, pays, found)


def benefit_sentence(told: Told, pays: Pays, found: Returns) -> str:
    text = _("Gains / extra cost: %(gains)s / %(costs)s = %(figure)s.")
    return text % amounts_of(told, pays, found)


def rate_sentence(told: Told, pays: Pays, found: Returns) -> str:
    values = amounts_of(told, pays, found)
    values["exactly"] = percent(told.likely, 1)
    text = _(
        "Discounted at %(exactly)s a year all months add up to 0; at your %(rate)s "
        "they add up to %(net)s."
    )
    return text % values


def modified_sentence(told: Told, pays: Pays, found: Returns) -> str:
    worth = (pays.base.net * pays.base.discount)[0]
    months = found.computed.case.months
    values = amounts_of(told, pays, found)
    values["brought"] = money(float(worth[worth > 0].sum()), found.currency, 0)
    values["spent"] = money(float(-worth[worth < 0].sum()), found.currency, 0)
    values["power"] = f"{number(12)} / {number(months - 1)}"
    text = _(
        "Months that bring something, %(brought)s, over months that cost something, "
        "%(spent)s, at present value: (%(brought)s / %(spent)s) to the power of "
        "%(power)s, × (1 + %(rate)s) − 1 = %(figure)s."
    )
    return text % values


def amounts_of(told: Told, pays: Pays, found: Returns) -> dict[str, str]:
    base, currency = pays.base, found.currency
    return {
        "gains": money(float(base.present_gains()[0]), currency, 0),
        "costs": money(float(base.present_costs()[0]), currency, 0),
        "net": money(float(base.present_net()[0]), currency, 0),
        "figure": figure_text(told.figure, told.likely, currency),
        "rate": percent(found.computed.case.discount_rate.likely, 1),
    }


def payback_sentence(
    months: list[FlowRow], currency: str, owed: Callable[[FlowRow], float]
) -> str:
    """Say which month brings back the rest."""
    behind = [row for row in months if owed(row) < -1e-9]
    if not behind:
        return _("At no month's end is more spent than was brought back.")
    last = behind[-1]
    values = {
        "month": number(last.number),
        "owed": money(-owed(last), currency, 0),
        "next": number(last.number + 1),
    }
    if last is months[-1]:
        text = _("At the end of the last month, %(month)s, %(owed)s are still owed.")
        return text % values
    gained = owed(months[last.number]) - owed(last)
    values["gained"] = money(gained, currency, 0)
    values["figure"] = number(last.number - owed(last) / gained, 1)
    text = _(
        "At the end of month %(month)s, %(owed)s are still owed; month %(next)s "
        "brings %(gained)s: %(month)s + %(owed)s / %(gained)s = %(figure)s months."
    )
    return text % values


SENTENCES: dict[Figure, Callable[[Told, Pays, Returns], str]] = {
    Figure.NET: net_sentence,
    Figure.ROI: roi_sentence,
    Figure.BENEFIT_TO_COST: benefit_sentence,
    Figure.INTERNAL_RATE: rate_sentence,
    Figure.MODIFIED_RATE: modified_sentence,
}
