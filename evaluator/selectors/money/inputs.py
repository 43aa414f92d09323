"""What a computation of money rests on, as the engine takes it.

Everything works with nothing entered: the defaults of the models hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from evaluator.catalogue.built_in_tariffs import built_in_tariff
from evaluator.costs import tariffs, usage
from evaluator.costs.cashflow import Candidate as PricedCandidate
from evaluator.costs.cashflow import Case
from evaluator.costs.components import Source
from evaluator.costs.currencies import ExchangeRate as Rate
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.discounting import Convention
from evaluator.costs.json_form import from_json
from evaluator.costs.lines import Category, Rhythm, Staff
from evaluator.costs.lines import CostLine as Line
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Tariff
from evaluator.costs.usage import UsageProfile
from evaluator.models import (
    Candidate,
    CostLine,
    Evaluation,
    MoneySettings,
    Pricing,
    TariffVersion,
)

NO_AMOUNT = Decimal(0)


def money_settings(evaluation: Evaluation) -> MoneySettings:
    """Return the settings, or the defaults in a row that is not stored."""
    found = MoneySettings.objects.filter(evaluation=evaluation).first()
    return found or MoneySettings(evaluation=evaluation, version=0)


def usage_profile(evaluation: Evaluation) -> UsageProfile:
    """Return the usage profile; an empty one where nobody entered any."""
    stored = getattr(evaluation, "usage", None)
    if stored is None:
        return UsageProfile()
    return from_json(UsageProfile, stored.content, usage.faults)


def priced(evaluation: Evaluation) -> list[Candidate]:
    """Return the candidates that costs are told of: the short list, and staying."""
    found = evaluation.candidates.select_related("platform", "pricing")
    return [
        each
        for each in found.order_by("-is_incumbent", "position", "pk")
        if each.is_incumbent or each.stage == Candidate.Stage.SHORT
    ]


def tariff_of(
    candidate: Candidate, versions: dict[tuple[int, int], TariffVersion]
) -> Tariff | None:
    """Return by what the candidate is billed; None where there is no bill."""
    pricing = getattr(candidate, "pricing", None)
    if pricing and pricing.origin == Pricing.Origin.NONE:
        return None
    if pricing and pricing.origin == Pricing.Origin.OWN:
        return tariff_in(versions[candidate.pk, pricing.number])
    return built_in_tariff(candidate.platform.key) if candidate.platform else None


def tariff_in(version: TariffVersion) -> Tariff:
    """Return what was entered as this version."""
    return from_json(Tariff, version.content, tariffs.faults)


def priced_candidates(evaluation: Evaluation) -> tuple[PricedCandidate, ...]:
    """Return the candidates as the engine takes them; their key is the row's id."""
    stored = TariffVersion.objects.filter(candidate__evaluation=evaluation)
    versions = {(each.candidate_id, each.number): each for each in stored}
    return tuple(
        _priced_candidate(each, tariff_of(each, versions))
        for each in priced(evaluation)
    )


def _priced_candidate(candidate: Candidate, tariff: Tariff | None) -> PricedCandidate:
    pricing = getattr(candidate, "pricing", None)
    if pricing is None or tariff is None:
        return PricedCandidate(str(candidate.pk), tariff)
    pinned = pricing.pinned_plan
    return PricedCandidate(
        str(candidate.pk),
        tariff,
        # A plan that a newer tariff no longer has is pinned no more.
        pinned if pinned in {plan.key for plan in tariff.plans} else None,
        frozenset(pricing.required_features),
    )


def cost_lines(evaluation: Evaluation) -> tuple[Line, ...]:
    """Return the lines that are present, in their order. Two queries."""
    rows = evaluation.cost_lines.present().in_order().prefetch_related("candidates")
    return tuple(line_of(row, candidates=row.candidates.all()) for row in rows)


def line_of(row: CostLine, *, candidates: Iterable[Candidate]) -> Line:
    """Return the line as the engine takes it; its key is the row's id."""
    staff = None
    if (
        row.share_low is not None
        and row.share is not None
        and row.share_high is not None
    ):
        share = Range(row.share_low, row.share, row.share_high)
        staff = Staff(share, row.amount, row.role)
    return Line(
        key=str(row.pk),
        name=row.name,
        category=Category(row.category),
        currency=row.currency,
        amount=Range.exactly(NO_AMOUNT) if staff else row.amount,
        rhythm=Rhythm(row.rhythm),
        from_month=row.from_month,
        to_month=row.to_month,
        measure=Measure(row.measure) if row.measure else None,
        staff=staff,
        candidates=frozenset(str(each.pk) for each in candidates),
        is_indexed=row.is_indexed,
        note=row.note,
        source=Source(text=row.source) if row.source else None,
    )


def exchange_rates(evaluation: Evaluation, currency: str) -> ExchangeRates:
    rows = evaluation.exchange_rates.exclude(currency=currency).order_by("currency")
    return ExchangeRates(
        currency,
        tuple(
            Rate(
                row.currency,
                row.range,
                row.as_of.isoformat() if row.as_of else "",
                Source(text=row.source) if row.source else None,
            )
            for row in rows
        ),
    )


def money_case(evaluation: Evaluation) -> Case:
    """Return all that the costs of an evaluation rest on.

    `costs.cashflow.faults(case)` tells what keeps it from being computed, such as an
    exchange rate that is missing.
    """
    chosen = money_settings(evaluation)
    return Case(
        usage=usage_profile(evaluation),
        candidates=priced_candidates(evaluation),
        rates=exchange_rates(evaluation, chosen.currency),
        lines=cost_lines(evaluation),
        months=chosen.months,
        discount_rate=chosen.discount_range,
        inflation=chosen.inflation_range,
        convention=Convention(chosen.convention),
    )
