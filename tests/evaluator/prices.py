"""Tariffs and usage, for tests of prices."""

from __future__ import annotations

from decimal import Decimal

from evaluator.costs.components import Fee, Meter, counting, ladder
from evaluator.costs.json_form import to_json
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.models import Candidate, Evaluation, Platform, TariffVersion, Usage
from evaluator.services.money.prices import save_tariff

STORED = counting(Measure.STORED_CONTACTS)


def amount_a_month(amount: str, currency: str = "USD") -> Tariff:
    fee = Fee("Base", Decimal(amount), currency)
    return Tariff("acme", "Acme", (Plan("only", "Only", (fee,)),))


def stairs(*rungs: tuple[int, str]) -> Tariff:
    """One plan: a flat price by stored contacts."""
    meter = Meter("Contacts", STORED, ladder(*rungs, is_complete=True), "USD")
    return Tariff("acme", "Acme", (Plan("only", "Only", (meter,)),))


def enter(
    candidate: Candidate, tariff: Tariff, *, actor, now, note: str = ""
) -> TariffVersion:
    return save_tariff(
        candidate=candidate, tariff=tariff, note=note, actor=actor, now=now
    )


def use_contacts(evaluation: Evaluation, contacts: int, growth: str = "0") -> None:
    """Enter stored contacts that grow by so much a month."""
    grown = (Growth(Range.exactly(growth), Period.MONTH),) if growth != "0" else ()
    profile = UsageProfile(
        {Measure.STORED_CONTACTS: Range.exactly(str(contacts))}, grown
    )
    Usage.objects.update_or_create(
        evaluation=evaluation, defaults={"content": to_json(profile)}
    )


def from_catalogue(candidate: Candidate, key: str) -> Candidate:
    """Make the candidate one of a platform that a tariff ships for."""
    candidate.platform = Platform.objects.create(key=key, name=key, match_key=key)
    candidate.save()
    return candidate
