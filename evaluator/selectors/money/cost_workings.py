"""How the cost of a year comes about: category, line, tariff step, source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import as_given, money, number
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.breakdown import BilledLine, Breakdown, OwnLine, Span, opened
from evaluator.costs.cashflow import Cost, setting
from evaluator.costs.components import TERMS, Meter, TimeRule
from evaluator.costs.currencies import ExchangeRate
from evaluator.costs.lines import Category, Rhythm
from evaluator.costs.outcomes import State
from evaluator.models import Candidate, Evaluation
from evaluator.selectors.money.component_words import sentences
from evaluator.selectors.money.cost_words import CATEGORY_LABELS
from evaluator.selectors.money.costs import Amount, compute, has_price, year_amounts
from evaluator.selectors.money.price_pages import part_label, told_sources
from evaluator.selectors.money.price_words import SourceLine, steps_of

HAIR = 0.005  # less than half a cent is no difference


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Months in which a part of the bill comes to the same."""

    span: Span
    steps: list[str]
    besides: str
    amount: Amount

    @property
    def has_range(self) -> bool:
        return self.span.lowest != self.span.highest


@dataclass(frozen=True, slots=True)
class BilledRow:
    """A part of the vendor's bill."""

    line: BilledLine
    name: str
    spans: list[SpanRow]
    sources: list[SourceLine]
    note: str

    @property
    def amount(self) -> Amount:
        known = sum(each.amount.known for each in self.spans)
        uppers = [each.amount.upper or each.amount.known for each in self.spans]
        met = {state for each in self.spans for state in each.amount.states}
        return Amount(
            known,
            sum(uppers) if sum(uppers) > known else None,
            tuple(state for state in State if state in met),
            max((each.amount.unreached for each in self.spans), default=0.0),
        )


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A cost line: price x units, then inflation and exchange rate."""

    own: OwnLine
    units: str


@dataclass(frozen=True, slots=True)
class Group:
    category: Category
    amount: Amount
    billed: list[BilledRow]
    own: list[OwnRow]

    @property
    def label(self) -> str | Promise:
        return CATEGORY_LABELS[self.category]


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """What multiplies the list prices of a plan, in words, with its sources."""

    plan: str
    name: str
    sentences: list[str]
    sources: list[SourceLine]


@dataclass(frozen=True, slots=True)
class CostYear:
    """A year of a candidate, opened; months are counted from 1.

    is_priced: whether anything says what the subscription costs.
    """

    candidate: Candidate
    currency: str
    year: int
    years: int
    first: int
    last: int
    total: Amount
    is_priced: bool
    groups: list[Group]
    terms: list[PlanTerms]
    rates: list[ExchangeRate]

    @property
    def billed(self) -> list[Group]:
        return [group for group in self.groups if group.billed]

    @property
    def own(self) -> list[Group]:
        return [group for group in self.groups if group.own]


def read_cost_year(
    evaluation: Evaluation, candidate: Candidate, year: int
) -> CostYear | None:
    """Open a year (1 = the first); None where there is no such year, or no cost."""
    found = compute(evaluation)
    cost = found.costs.get(str(candidate.pk))
    case = found.case
    years = -(-case.months // 12)
    if cost is None or not 1 <= year <= years:
        return None
    months = range(12 * year - 12, min(12 * year, case.months))
    groups = list(groups_of(cost, opened(cost, setting(case), months), year))
    used = currencies_of(groups)
    return CostYear(
        candidate=candidate,
        currency=case.rates.currency,
        year=year,
        years=years,
        first=months.start + 1,
        last=months.stop,
        total=year_amounts(cost.monthly)[year - 1],
        is_priced=has_price(cost),
        groups=groups,
        terms=list(terms_of(groups)),
        rates=[each for each in case.rates.rates if each.currency in used],
    )


def groups_of(cost: Cost, breakdown: Breakdown, year: int) -> Iterator[Group]:
    """Yield the categories that cost something in the year, or say a state."""
    for category in Category:
        outcome = cost.by_category.get(category)
        amount = year_amounts(outcome)[year - 1] if outcome else None
        if amount is None or is_nothing(amount):
            continue
        billed = [each for each in breakdown.billed if each.category is category]
        own = [each for each in breakdown.own if each.line.category is category]
        yield Group(
            category,
            amount,
            [billed_row(each) for each in billed],
            [own_row(each) for each in own],
        )


def is_nothing(amount: Amount) -> bool:
    return not (amount.known or amount.upper or amount.states)


def billed_row(line: BilledLine) -> BilledRow:
    component = line.spans[0].working.component
    return BilledRow(
        line,
        part_label(component),
        [span_row(span) for span in line.spans],
        told_sources(component),
        getattr(component, "note", ""),
    )


def span_row(span: Span) -> SpanRow:
    working = span.working
    upper = span.ceiling if span.ceiling > span.amount else None
    amount = Amount(span.amount, upper, working.states, working.unreached)
    return SpanRow(span, steps_of(working), besides_of(span), amount)


def besides_of(span: Span) -> str:
    """Say what the steps do not tell of a list price, and why."""
    working, component = span.working, span.working.component
    has_steps = isinstance(component, Meter) and not working.states
    if not has_steps or not isinstance(component, Meter):
        return ""
    if abs(working.besides) < HAIR:
        return ""
    values = {"amount": money(abs(working.besides), component.currency, 2)}
    if component.timing.rule is TimeRule.CARRY:
        return _("less %(amount)s that earlier packs cover") % values
    if working.besides < 0:
        return _("less %(amount)s that the plan's price pays") % values
    return _("plus %(amount)s above what was renewed") % values


def own_row(own: OwnLine) -> OwnRow:
    line, units = own.line, own.units
    if line.rhythm is Rhythm.PER_UNIT and line.measure:
        words = _("%(count)s × %(measure)s, all months together")
        label = MEASURE_LABELS[line.measure]
        return OwnRow(own, words % {"count": as_given(round(units)), "measure": label})
    count = round(units)
    if line.rhythm is Rhythm.MONTHLY or line.staff:
        text = ngettext("%(count)s month", "%(count)s months", count)
    else:
        text = ngettext("%(count)s time", "%(count)s times", count)
    return OwnRow(own, text % {"count": number(count)})


def currencies_of(groups: list[Group]) -> set[str]:
    found = {row.own.line.currency for group in groups for row in group.own}
    for group in groups:
        for row in group.billed:
            component = row.line.spans[0].working.component
            found.add(getattr(component, "currency", ""))
    return found


def terms_of(groups: list[Group]) -> Iterator[PlanTerms]:
    """Yield the commercial terms of the plans that are billed in the year."""
    lines = [row.line for group in groups for row in group.billed]
    plans = {line.plan.key: line.plan for line in lines}
    for plan in plans.values():
        for component in plan.components:
            if isinstance(component, TERMS):
                yield PlanTerms(
                    plan.name,
                    part_label(component),
                    sentences(component),
                    told_sources(component),
                )
