"""What the pages of prices show: cards of candidates, plans, parts and versions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import listed
from common.numbers import NumberError, parse_number
from evaluator.catalogue.part_labels import part_name
from evaluator.costs.components import Component
from evaluator.costs.faults import SENTENCES, Problem
from evaluator.costs.tariffs import Plan, Tariff, name_of
from evaluator.costs.usage import UsageProfile
from evaluator.costs.workings import Working
from evaluator.models import TariffVersion
from evaluator.selectors.money.component_words import sentences
from evaluator.selectors.money.inputs import tariff_in
from evaluator.selectors.money.price_words import (
    SourceLine,
    change_lines,
    dates_of,
    feature_names,
    mismatches,
    reason_of,
    source_lines,
    sources_of,
    steps_of,
    unreached_line,
)
from evaluator.selectors.money.prices import (
    STATE_WORDS,
    PlanRow,
    Price,
    Told,
    built_in_of,
    own_versions,
)

KIND_WORDS: dict[str, str | Promise] = {
    "commitment": gettext_lazy("Fixed term"),
    "introduction": gettext_lazy("Introductory price"),
    "discount": gettext_lazy("Negotiated discount"),
    "indexation": gettext_lazy("Price rise"),
    "balance": gettext_lazy("Prepaid balance"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """One candidate on the list of prices."""

    price: Price
    dates: str
    changes: list[str]
    unreached: str
    mismatches: list[str]
    missing: str

    @property
    def has_built_in(self) -> bool:
        return built_in_of(self.price.candidate) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    row: PlanRow
    reason: str

    @property
    def is_taken(self) -> bool:
        return self.row.verdict.reason == "taken"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the bill of a month, opened to its numbers and sources."""

    working: Working
    name: str
    told: Told
    steps: list[str]
    sources: list[SourceLine]
    note: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A tariff that was entered; gist: its one amount, or its plans."""

    version: TariffVersion
    gist: str


@dataclass(frozen=True, slots=True)
class Page:
    """One price in full, for one month of the horizon."""

    card: Card
    month: int
    verdicts: list[Verdict]
    lines: list[Line]
    sources: list[SourceLine]
    versions: list[VersionLine]

    @property
    def price(self) -> Price:
        return self.card.price


@dataclass(frozen=True, slots=True)
class PartCard:
    name: str
    sentences: list[str]
    note: str
    sources: list[SourceLine]


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in words: what it has, and each of its parts."""

    plan: Plan
    features: str
    parts: list[PartCard]
    number: str  # its place in the tariff, from 0


def card_of(price: Price, profile: UsageProfile | None = None) -> Card:
    first = price.first_month
    return Card(
        price,
        dates_of(price.tariff) if price.tariff else "",
        change_lines(price),
        unreached_line(first.unreached) if first and first.unreached else "",
        mismatches(price.tariff, profile) if price.tariff and profile else [],
        feature_names(price.missing_features),
    )


def page_of(price: Price, month: str) -> Page:
    """Open a price in a month that is typed in any digits; month 1 otherwise."""
    chosen = month_within(month, price.months)
    is_pinned = bool(price.pricing.pinned_plan)
    return Page(
        card_of(price),
        chosen,
        [
            Verdict(row, reason_of(row, is_pinned=is_pinned))
            for row in price.plan_rows(chosen - 1)
        ],
        [line_of(each) for each in price.lines(chosen - 1)],
        source_lines(price.tariff) if price.tariff else [],
        [VersionLine(each, gist_of(each)) for each in own_versions(price.candidate)],
    )


def gist_of(version: TariffVersion) -> str:
    """Tell versions without a note apart, in a few words."""
    plans = tariff_in(version).plans
    if len(plans) > 1:
        return listed(plan.name for plan in plans)
    parts = (part for plan in plans for part in plan.components)
    return next((said for part in parts for said in sentences(part)), "")


def month_within(month: str, months: int) -> int:
    try:
        return min(max(int(parse_number(month)), 1), months)
    except NumberError:
        return 1


def line_of(working: Working) -> Line:
    states = tuple(STATE_WORDS[state] for state in working.states)
    people = int(working.unreached)
    return Line(
        working,
        part_label(working.component),
        Told(working.amount, working.ceiling, states, people),
        steps_of(working),
        told_sources(working.component),
        getattr(working.component, "note", ""),
    )


def told_sources(component: Component) -> list[SourceLine]:
    found = {
        SourceLine(each.text, each.url, each.as_of, each.trust)
        for each in sources_of(component)
    }
    return sorted(found, key=lambda line: (line.as_of, line.url, line.text))


def part_label(component: Component) -> str:
    name = name_of(component)
    return str(KIND_WORDS.get(name) or part_name(name))


def plan_cards(tariff: Tariff) -> list[PlanCard]:
    return [
        PlanCard(
            plan,
            feature_names(plan.features) or _("nothing is told"),
            [
                PartCard(
                    part_label(each),
                    sentences(each),
                    getattr(each, "note", ""),
                    told_sources(each),
                )
                for each in plan.components
            ],
            str(number),
        )
        for number, plan in enumerate(tariff.plans)
    ]


def problem_lines(problems: list[Problem]) -> list[str]:
    return [_(SENTENCES[each.fault]) % each.words for each in problems]
