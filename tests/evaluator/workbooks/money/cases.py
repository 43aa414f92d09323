"""Made-up costs, and the same change in the case and in the cells of its workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluator.catalogue.built_in_tariffs import built_in_tariff
from evaluator.content.sections import SHIPPED
from evaluator.costs.cashflow import Candidate as Priced
from evaluator.costs.cashflow import Case
from evaluator.costs.components import (
    Discount,
    Quote,
)
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.lines import Category, CostLine, Rhythm, Staff
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.returns import Benefit, BenefitLine, Factor
from evaluator.costs.usage import Growth, Jump, UsageProfile
from evaluator.models import Candidate
from evaluator.selectors.money.costs import computed
from evaluator.selectors.money.return_figures import pays_of
from evaluator.workbooks.money.content import Change as Moving
from evaluator.workbooks.money.content import Content
from tests.evaluator.workbooks.money.made_up_tariffs import (
    blocks_and_seats,
    by_spend_or_cheapest,
    free_then_ladder,
    own_servers,
    paid_ahead,
    tariff,
    two_plans,
    units_that_carry,
)

TARIFFS = SHIPPED / "tariffs"
NAMES = {
    "1": "Acme",
    "2": "Bolt",
    "3": "Cedar",
    "4": "Delta",
    "5": "Elm",
    "6": "Fir",
    "7": "Gum",
    "8": "Hip",
    "9": "Ivy",
}


def case() -> Case:
    usage = UsageProfile(
        figures={
            Measure.STORED_CONTACTS: Range.of(15_000, 18_000, 22_000),
            Measure.SENDS_PER_CONTACT: Range.exactly("3.4"),
            Measure.FULL_SEATS: Range.exactly(5),
        },
        growth=(Growth(Range.of("0.05", "0.17", "0.3")),),
        jumps=(Jump(9, Measure.STORED_CONTACTS, Range.exactly(2500)),),
        season=tuple(
            Decimal(each) / 10 for each in (8, 9, 10, 10, 10, 9, 8, 8, 11, 12, 14, 11)
        ),
        first_month=4,
    )
    lines = (
        CostLine(
            "10",
            "Moving",
            Category.MIGRATION,
            "USD",
            Range.of(3000, 4000, 9000),
            Rhythm.ONCE,
            from_month=2,
        ),
        CostLine(
            "11",
            "Agency",
            Category.CONSULTANTS,
            "EUR",
            Range.exactly(350),
            from_month=3,
            to_month=20,
            candidates=frozenset({"1", "3"}),
        ),
        CostLine(
            "12",
            "Audit",
            Category.DATA_SERVICES,
            "USD",
            Range.exactly("1200.55"),
            Rhythm.YEARLY,
            from_month=5,
            is_indexed=False,
        ),
        CostLine(
            "13",
            "Checks",
            Category.DATA_SERVICES,
            "USD",
            Range.exactly("0.002"),
            Rhythm.PER_UNIT,
            measure=Measure.STORED_CONTACTS,
        ),
        CostLine(
            "14",
            "Team",
            Category.PEOPLE,
            "EUR",
            staff=Staff(Range.of("0.3", "0.5", "0.8"), Range.exactly(72_000), "admin"),
        ),
    )
    return Case(
        usage,
        (
            Priced("1", blocks_and_seats()),
            Priced("2", two_plans()),
            Priced("3", own_servers()),
            Priced("4", tariff("delta", (Quote("Everything"),))),
            Priced("5"),
            Priced("6", free_then_ladder()),
            Priced("7", units_that_carry()),
            Priced("8", by_spend_or_cheapest()),
            Priced("9", paid_ahead()),
        ),
        ExchangeRates(
            "USD", (ExchangeRate("EUR", Range.of("1.02", "1.08", "1.2"), "2026-11-01"),)
        ),
        lines,
        months=30,
        discount_rate=Range.of("0.05", "0.08", "0.1"),
        inflation=Range.of("0.01", "0.025", "0.04"),
    )


def content(given: Case) -> Content:
    candidates = tuple(Candidate(pk=int(key), name=name) for key, name in NAMES.items())
    return Content("Made up", computed(given), candidates, {})


def gains() -> tuple[BenefitLine, ...]:
    """One against a figure before, one for a single candidate that begins later."""
    return (
        BenefitLine(
            "carts",
            "Carts",
            Benefit.CARTS_RECOVERED,
            (
                Factor("Carts a month", Range.of(300, 380, 420)),
                Factor("Share that comes back", Range.exactly("0.035")),
                Factor("Value of a cart", Range.exactly(64)),
            ),
            (
                Factor("Carts a month", Range.exactly(380)),
                Factor("Share that came back", Range.exactly("0.01")),
                Factor("Value of a cart", Range.exactly(60)),
            ),
            delay=2,
            ramp=3,
        ),
        BenefitLine(
            "hours",
            "Hours",
            Benefit.TIME_SAVED,
            (Factor("Hours", Range.exactly(20)), Factor("Cost", Range.exactly(42))),
            delay=4,
            candidates=frozenset({"2", "5"}),
        ),
    )


def with_change(found: Content, lines: tuple[BenefitLine, ...]) -> Content:
    """Add what moving brings; Cedar is what is used today."""
    stays = found.candidates[2]
    pays = tuple(pays_of(found.computed, found.candidates, lines, stays))
    before = {"cost": "4200", "leads": "620", "customers": "93", "selling_price": "64"}
    after = {"cost": "4500", "leads": "700", "customers": "126", "selling_price": ""}
    customer = {"monthly_revenue": "30", "margin": "40", "churn": "5"}
    target = {
        "revenue": "24150",
        "selling_price": "66",
        "opportunities_rate": "45",
        "leads_rate": "40",
    }
    change = Moving(
        lines, pays, before | customer, after | customer, target, {"time": 2}
    )
    return replace(found, change=change)


@dataclass(frozen=True)
class Change:
    """label: the row of the sheet that a person types the value in."""

    name: str
    sheet: str
    label: str
    value: Any
    case: Callable[[Case], Case]
    gains: Callable[[tuple[BenefitLine, ...]], tuple[BenefitLine, ...]] = lambda all: (
        all
    )


def more_carts(lines: tuple[BenefitLine, ...]) -> tuple[BenefitLine, ...]:
    carts, *others = lines
    first, *factors = carts.after
    more = replace(first, value=Range.exactly(900))
    return (replace(carts, after=(more, *factors)), *others)


def grow(given: Case) -> Case:
    growth = (replace(given.usage.growth[0], rate=Range.exactly("0.02")),)
    return replace(given, usage=replace(given.usage, growth=growth))


def shrink(given: Case) -> Case:
    growth = (replace(given.usage.growth[0], rate=Range.exactly("-0.35")),)
    return replace(given, usage=replace(given.usage, growth=growth))


def soar(given: Case) -> Case:
    growth = (replace(given.usage.growth[0], rate=Range.exactly("0.8")),)
    return replace(given, usage=replace(given.usage, growth=growth))


def discount(given: Case) -> Case:
    return replace(given, discount_rate=Range.exactly("0.12"))


def exchange(given: Case) -> Case:
    rate = replace(given.rates.rates[0], rate=Range.exactly("1.31"))
    return replace(given, rates=replace(given.rates, rates=(rate,)))


def line(given: Case) -> Case:
    moved = replace(given.lines[0], amount=Range.exactly("5555.25"))
    return replace(given, lines=(moved, *given.lines[1:]))


def negotiate_first_plan(given: Case) -> Case:
    """Bolt gives a discount on the smaller of its two plans."""
    second = given.candidates[1]
    assert second.tariff
    plan, dearer = second.tariff.plans
    plan = replace(plan, components=(*plan.components, Discount(Decimal("0.4"))))
    better = replace(second, tariff=replace(second.tariff, plans=(plan, dearer)))
    return replace(
        given, candidates=(given.candidates[0], better, *given.candidates[2:])
    )


def negotiate(given: Case) -> Case:
    first = given.candidates[0]
    assert first.tariff
    plan = first.tariff.plans[0]
    parts = tuple(
        Discount(Decimal("0.2")) if isinstance(each, Discount) else each
        for each in plan.components
    )
    better = replace(first.tariff, plans=(replace(plan, components=parts),))
    return replace(
        given, candidates=(replace(first, tariff=better), *given.candidates[1:])
    )


CHANGES = (
    Change("growth", "Assumptions", "Growth a year of", 0.02, grow),
    Change("discount", "Assumptions", "Discount rate a year", 0.12, discount),
    Change("exchange", "Assumptions", "One EUR in USD", 1.31, exchange),
    Change("line", "Cost lines", "Moving", 5555.25, line),
    Change("negotiated", "Assumptions", "Negotiated discount: Acme", 0.2, negotiate),
    Change("gain", "Gains and funnel", "Carts", 900, lambda given: given, more_carts),
)
# Each by itself moves the plans that are taken.
PLAN_CHANGES = (
    Change("shrink", "Assumptions", "Growth a year of", -0.35, shrink),
    Change("soar", "Assumptions", "Growth a year of", 0.8, soar),
    Change(
        "first plan",
        "Assumptions",
        "Negotiated discount: Bolt, Plan 1",
        0.4,
        negotiate_first_plan,
    ),
)


def shipped() -> Content:
    """Every built-in tariff at once, for figures in the middle of their ladders."""
    keys = sorted(each.stem for each in TARIFFS.glob("*.yaml"))
    currencies = ("EUR", "GBP", "INR", "PLN")
    rates = tuple(ExchangeRate(each, Range.exactly("1.17")) for each in currencies)
    figures = {
        **case().usage.figures,
        Measure.SMS: Range.exactly(4000),
        Measure.WEB_USERS: Range.exactly(18_000),
        Measure.EVENTS: Range.exactly(2_500_000),
        Measure.DEDICATED_IPS: Range.exactly(1),
    }
    numbered = dict(enumerate(keys, start=1))
    given = replace(
        case(),
        usage=replace(case().usage, figures=figures),
        candidates=tuple(
            Priced(str(number), built_in_tariff(key))
            for number, key in numbered.items()
        ),
        rates=ExchangeRates("USD", rates),
    )
    candidates = tuple(Candidate(pk=pk, name=name) for pk, name in numbered.items())
    return Content("Shipped", computed(given), candidates, {})
