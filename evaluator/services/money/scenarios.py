"""Scenarios: named sets of changes to the figures of money."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.models import Evaluation, Scenario
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

MOST_SCENARIOS = 6


class ScenarioIsStale(StaleVersion):
    message = _("Somebody else changed this scenario since you opened the page.")


class TooManyScenarios(DomainError):
    message = _("An evaluation compares at most %(most)s scenarios. Remove one first.")


class ScenarioNamedTwice(DomainError):
    message = _("There is a scenario of this name already. Choose another name.")


@dataclass(frozen=True, slots=True)
class ScenarioEdit:
    """As the columns of Scenario: shares and points, 0.1 is 10 %.

    months: another horizon; None keeps that of the evaluation.
    """

    name: str
    kind: str = Scenario.Kind.OWN.value
    people: Decimal = Decimal(0)
    mails: Decimal = Decimal(0)
    growth: Decimal = Decimal(0)
    lines: Decimal = Decimal(0)
    inflation: Decimal = Decimal(0)
    prices: Decimal = Decimal(0)
    negotiated: Decimal = Decimal(0)
    exchange: Decimal = Decimal(0)
    discount_rate: Decimal = Decimal(0)
    months: int | None = None


@locked_change
def add_scenario(
    *, evaluation: Evaluation, edit: ScenarioEdit, actor: User, now: datetime
) -> Scenario:
    """Add it. A form sent twice is refused by its name (R49)."""
    lock_evaluation(evaluation)
    refuse_more(evaluation)
    refuse_name(evaluation, edit.name)
    scenario: Scenario = evaluation.scenarios.create(**asdict(edit))
    tell("scenario.added", evaluation, actor=actor, now=now)
    return scenario


@locked_change
def edit_scenario(
    *,
    scenario: Scenario,
    edit: ScenarioEdit,
    version: int,
    actor: User,
    now: datetime,
) -> Scenario:
    lock_evaluation(scenario.evaluation)
    scenario.refresh_from_db()
    if scenario.version != version or scenario.removed_at is not None:
        raise ScenarioIsStale(current=scenario)
    refuse_name(scenario.evaluation, edit.name, but=scenario.pk)
    for name, value in asdict(edit).items():
        setattr(scenario, name, value)
    scenario.version += 1
    scenario.save()
    tell("scenario.changed", scenario.evaluation, actor=actor, now=now)
    return scenario


@locked_change
def remove_scenario(*, scenario: Scenario, actor: User, now: datetime) -> None:
    """Take it out; it can be brought back."""
    lock_evaluation(scenario.evaluation)
    scenario.refresh_from_db()
    if scenario.removed_at is None:
        set_removed(scenario, now)
        tell("scenario.removed", scenario.evaluation, actor=actor, now=now)


@locked_change
def restore_scenario(*, scenario: Scenario, actor: User, now: datetime) -> None:
    """Bring it back, where there is room and its name is still free."""
    lock_evaluation(scenario.evaluation)
    scenario.refresh_from_db()
    if scenario.removed_at is not None:
        refuse_more(scenario.evaluation)
        refuse_name(scenario.evaluation, scenario.name)
        set_removed(scenario, None)
        tell("scenario.restored", scenario.evaluation, actor=actor, now=now)


def set_removed(scenario: Scenario, removed_at: datetime | None) -> None:
    scenario.removed_at = removed_at
    scenario.version += 1
    scenario.save(update_fields=["removed_at", "version"])


def refuse_more(evaluation: Evaluation) -> None:
    if evaluation.scenarios.present().count() >= MOST_SCENARIOS:
        raise TooManyScenarios(most=MOST_SCENARIOS)


def refuse_name(evaluation: Evaluation, name: str, but: int = 0) -> None:
    present = evaluation.scenarios.present()
    if present.filter(name=name).exclude(pk=but).exists():
        raise ScenarioNamedTwice


def tell(verb: str, evaluation: Evaluation, *, actor: User, now: datetime) -> None:
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation),
        now=now,
    )
