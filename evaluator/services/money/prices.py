"""By which tariff a candidate is billed, and the tariffs that people type."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.catalogue.built_in_tariffs import built_in_tariff
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.costs.components import Meter
from evaluator.costs.json_form import to_json
from evaluator.costs.tariffs import Tariff
from evaluator.models import Candidate, Pricing, TariffVersion
from evaluator.selectors.money.prices import pricing_of, tariff_used
from evaluator.services.ballots import bump_results
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

Origin = Pricing.Origin


class PricingIsStale(StaleVersion):
    message = _("Somebody else changed this price since you opened the page.")


class UnknownPlan(DomainError):
    message = _("Choose a plan of the tariff that is used.")


class UnknownFeature(DomainError):
    message = _("Choose functions from the list.")


class UnknownVersion(DomainError):
    message = _("Choose a version that is on the list.")


class NoBuiltInTariff(DomainError):
    message = _("No tariff ships for this candidate: enter a quote instead.")


class TariffTooLarge(DomainError):
    message = _("A tariff has at most 20 plans, and a plan at most 30 parts.")


class PlanIsEmpty(DomainError):
    message = _("A plan without a part would cost nothing: add a part, or remove it.")


MOST_PLANS, MOST_PARTS, MOST_TIERS = 20, 30, 200


@dataclass(frozen=True, slots=True)
class PlanWish:
    """The plan to keep to (none: the cheapest each month), and what it must have."""

    pinned_plan: str = ""
    required_features: Collection[str] = field(default_factory=tuple)


@locked_change
def wish_plan(
    *, candidate: Candidate, wish: PlanWish, version: int, actor: User, now: datetime
) -> Pricing:
    """Pin a plan and say which functions it must have (R48)."""
    pricing = locked_pricing(candidate, version)
    tariff = tariff_used(candidate, pricing)
    if wish.pinned_plan and wish.pinned_plan not in plans_of(tariff):
        raise UnknownPlan
    if not set(wish.required_features) <= FACT_KEYS.keys():
        raise UnknownFeature
    pricing.pinned_plan = wish.pinned_plan
    pricing.required_features = sorted(set(wish.required_features))
    return keep(pricing, what="plan", actor=actor, now=now)


@locked_change
def use_tariff(
    *,
    candidate: Candidate,
    origin: str,
    number: int | None,
    actor: User,
    now: datetime,
    version: int | None = None,
) -> Pricing:
    """Bill by the built-in tariff, by one of the versions, or by none.

    A pinned plan that the other tariff lacks is pinned no more.
    """
    pricing = locked_pricing(candidate, version)
    if origin == Origin.OWN:
        if not candidate.tariff_versions.filter(number=number or 0).exists():
            raise UnknownVersion
    elif origin == Origin.BUILT_IN and not has_built_in(candidate):
        raise NoBuiltInTariff
    pricing.origin = origin
    pricing.number = number if origin == Origin.OWN else None
    tariff = tariff_used(candidate, pricing)
    if pricing.pinned_plan not in plans_of(tariff):
        pricing.pinned_plan = ""
    return keep(pricing, what="tariff", actor=actor, now=now)


def plans_of(tariff: Tariff | None) -> set[str]:
    return {plan.key for plan in tariff.plans} if tariff else set()


def has_built_in(candidate: Candidate) -> bool:
    platform = candidate.platform
    return platform is not None and built_in_tariff(platform.key) is not None


@locked_change
def save_tariff(
    *, candidate: Candidate, tariff: Tariff, note: str, actor: User, now: datetime
) -> TariffVersion:
    """Keep a tariff as a new version and bill by it; older versions stay.

    Sent twice, it is one version: what equals the newest is that one (R49).
    """
    lock_evaluation(candidate.evaluation)
    refuse_large(tariff)
    refuse_empty(tariff)
    content = to_json(tariff)
    newest = candidate.tariff_versions.order_by("-number").first()
    if newest is None or newest.content != content or newest.note != note:
        newest = TariffVersion.objects.create(
            candidate=candidate,
            number=newest.number + 1 if newest else 1,
            content=content,
            note=note,
            made_by=actor,
            made_at=now,
        )
    use_tariff(
        candidate=candidate,
        origin=Origin.OWN,
        number=newest.number,
        actor=actor,
        now=now,
    )
    return newest


def refuse_large(tariff: Tariff) -> None:
    """Every page of money computes it: a small body must not cost a long time."""
    parts = [len(plan.components) for plan in tariff.plans]
    tiers = [
        len(component.rate.tiers)
        for plan in tariff.plans
        for component in plan.components
        if isinstance(component, Meter)
    ]
    is_large = len(parts) > MOST_PLANS or max([0, *parts]) > MOST_PARTS
    if is_large or max([0, *tiers]) > MOST_TIERS:
        raise TariffTooLarge


def refuse_empty(tariff: Tariff) -> None:
    """A plan that nobody filled in would be the cheapest of all."""
    if not all(plan.components for plan in tariff.plans):
        raise PlanIsEmpty


def locked_pricing(candidate: Candidate, version: int | None) -> Pricing:
    """Return the row, stored or not; without a version nobody can be too late."""
    lock_evaluation(candidate.evaluation)
    stored = Pricing.objects.filter(candidate=candidate).first()
    pricing = stored or pricing_of(candidate)
    if version is not None and version != pricing.version:
        raise PricingIsStale(current=pricing)
    return pricing


def keep(pricing: Pricing, *, what: str, actor: User, now: datetime) -> Pricing:
    """Save, and tell that a price changed: never which, nor to what (R21)."""
    pricing.version += 1
    pricing.save()
    evaluation = pricing.candidate.evaluation
    bump_results(evaluation)
    record(
        f"pricing.{what}_changed",
        team=evaluation.team,
        actor=actor,
        change=change_of(pricing.candidate),
        now=now,
    )
    return pricing
