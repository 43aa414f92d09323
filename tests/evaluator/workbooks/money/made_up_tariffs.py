"""Made-up tariffs, each with parts that a workbook has to reckon in its own way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator.costs.components import (
    Allowance,
    Balance,
    Basis,
    Commitment,
    Component,
    Counted,
    Discount,
    Every,
    FairUse,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Limit,
    Meter,
    Overage,
    Paid,
    Quote,
    Rate,
    Tier,
    TierMode,
    TimeRule,
    Timing,
    blocks,
    by_share,
    counting,
    ladder,
)
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff

CONTACTS = counting(Measure.STORED_CONTACTS)


def tariff(key: str, *plans: tuple[Component, ...]) -> Tariff:
    return Tariff(
        key,
        key.title(),
        tuple(
            Plan(f"plan{place}", f"Plan {place}", parts)
            for place, parts in enumerate(plans, start=1)
        ),
    )


def blocks_and_seats() -> Tariff:
    """Euros; base plus blocks that only rise; a fair use; a discount; paid ahead."""
    emails = Basis(
        (Counted(Measure.STORED_CONTACTS),), (FairUse(Measure.EMAILS, Decimal(3)),)
    )
    return tariff(
        "acme",
        (
            Fee("Base", Decimal("800.5"), "EUR"),
            Meter(
                "Contacts",
                emails,
                blocks(5000, "224.72"),
                "EUR",
                included=2000,
                timing=Timing(TimeRule.RATCHET, 12),
            ),
            Meter(
                "Seats",
                counting(Measure.FULL_SEATS),
                blocks(1, 45),
                "EUR",
                included=3,
                is_discounted=False,
            ),
            Fee("Onboarding", Decimal(3000), "EUR", Every.ONCE, month=2),
            Commitment(12, Decimal("0.1"), Paid.AHEAD),
            Discount(Decimal("0.05")),
            Indexation(Range.of("0.02", "0.03", "0.05")),
        ),
    )


def two_plans() -> Tariff:
    """Dollars; a ladder that ends, then a dearer plan with graduated steps."""
    steps = Rate(
        (
            Tier(20_000, unit=Decimal("0.02"), flat=Decimal(100)),
            Tier(50_000, unit=Decimal("0.011"), flat=Decimal(7)),
            Tier(None, unit=Decimal("0.005")),
        )
    )
    return tariff(
        "bolt",
        (
            Meter(
                "Contacts",
                CONTACTS,
                ladder((10_000, 90), (20_000, 170), (25_000, 260), is_complete=True),
                "USD",
            ),
            Fee("Yearly support", Decimal(600), "USD", Every.YEAR, month=3),
            Introduction(3, Decimal("0.5")),
        ),
        (
            Meter("Contacts", CONTACTS, steps, "USD", credit=Decimal(20)),
            Fee("Set-up", Decimal(750), "USD", Every.ONCE),
        ),
    )


def free_then_ladder() -> Tariff:
    """A free plan that stops, a ladder that may lack rungs, and one by quote."""
    rungs = replace(
        ladder((15_000, 120), (20_000, 190), (25_000, 240), (60_000, 400)),
        tiers=(
            Tier(15_000, flat=Decimal(120)),
            Tier(20_000, flat=Decimal(190), above=15_000),
            Tier(25_000, flat=Decimal(240), above=22_500),
            Tier(60_000, flat=Decimal(400)),
        ),
    )
    return tariff(
        "fir",
        (
            Fee("Free", Decimal(0), "USD"),
            Limit("Contacts", CONTACTS, 17_000),
            Limit("Mails", counting(Measure.EMAILS), 70_000),
        ),
        (
            Meter("Ladder", CONTACTS, rungs, "EUR"),
            Fee("Support", Decimal(360), "EUR", Every.YEAR, month=2),
            Introduction(3, Decimal("0.5")),
            Commitment(6, Decimal("0.1"), Paid.AHEAD),
        ),
        (Quote("Enterprise"),),
    )


def units_that_carry() -> Tariff:
    """Packs whose rest stays for later months, or all of it for one price."""
    packs = Meter(
        "Packs",
        counting(Measure.EMAILS),
        blocks(100_000, 70),
        "USD",
        timing=Timing(TimeRule.CARRY),
    )
    return tariff("gum", (packs,), (Fee("All", Decimal(55), "USD"),))


def by_spend_or_cheapest() -> Tariff:
    """A rate by what is spent, or the least of all steps and a fee to ask for."""
    spent = Rate(
        (
            Tier(70, unit=Decimal("0.001")),
            Tier(90, unit=Decimal("0.0009"), flat=Decimal(3)),
            Tier(None, unit=Decimal("0.0008")),
        ),
        TierMode.SPEND,
    )
    least = Rate(
        (
            Tier(10_000, unit=Decimal("0.01"), flat=Decimal(0)),
            Tier(20_000, unit=Decimal("0.004"), flat=Decimal(40)),
            Tier(50_000, unit=Decimal("0.005"), flat=Decimal(99)),
        ),
        TierMode.CHEAPEST,
    )
    mails = counting(Measure.EMAILS)
    return tariff(
        "hip",
        (Meter("Mails", mails, spent, "USD", credit=Decimal(9)),),
        (
            Meter("Contacts", CONTACTS, least, "EUR"),
            Fee("Help", None, "EUR", Every.ONCE, month=2, times=Measure.FULL_SEATS),
        ),
    )


def paid_ahead() -> Tariff:
    """Two plans of which no formula can tell when the first is paid."""
    return tariff(
        "ivy",
        (Meter("Contacts", CONTACTS, by_share(1000, 3), "USD"), Balance(10, 12)),
        (Fee("All", Decimal(55), "USD"),),
    )


def own_servers() -> Tariff:
    volume = Rate(
        (
            Tier(50_000, unit=Decimal("0.001")),
            Tier(None, unit=Decimal("0.0008")),
        ),
        TierMode.VOLUME,
        size=10,
        is_whole=False,
    )
    mails = counting(Measure.EMAILS)
    return tariff(
        "cedar",
        (
            Labour("Administration", Decimal(65), Decimal(100), "USD", Measure.BRANDS),
            Meter("Relay", mails, by_share(1000, "0.10"), "EUR"),
            Meter("Peak", mails, volume, "USD", timing=Timing(TimeRule.PEAK, 6)),
            Meter("Lag", mails, volume, "USD", timing=Timing(TimeRule.FOLLOW_UP, 2)),
            Overage(
                "Extra", (Allowance(CONTACTS, 15_000, 1000),), Decimal("12.5"), "USD"
            ),
        ),
    )
