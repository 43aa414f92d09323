"""The return: funnels, gains and statements are entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.costs.faults import refuse
from evaluator.costs.json_form import to_json
from evaluator.costs.returns import BenefitLine, faults
from evaluator.models import Evaluation, ReturnCase
from evaluator.selectors.money.returns import benefit_lines
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

MOST_LINES = 30


class ReturnIsStale(StaleVersion):
    message = _("Somebody else changed the return since you opened the page.")


class TooManyGains(DomainError):
    message = _("There are at most %(most)s gains.")


class GainIsGone(DomainError):
    message = _("Somebody removed this gain meanwhile.")


@locked_change
def set_funnels(
    *,
    evaluation: Evaluation,
    before: Mapping[str, str],
    after: Mapping[str, str],
    target: Mapping[str, str],
    ratings: Mapping[str, int],
    version: int,
    actor: User,
    now: datetime,
) -> ReturnCase:
    """Store figures as typed numbers, "" for what nobody knows."""
    case = opened(evaluation, version)
    case.before, case.after = dict(before), dict(after)
    case.target, case.ratings = dict(target), dict(ratings)
    return saved(case, actor=actor, now=now)


@locked_change
def add_benefit(
    *,
    evaluation: Evaluation,
    line: BenefitLine,
    version: int,
    actor: User,
    now: datetime,
) -> ReturnCase:
    """Add a gain. Raises InputInvalid, also where hours would count twice."""
    case = opened(evaluation, version)
    if len(case.benefits) >= MOST_LINES:
        raise TooManyGains(most=MOST_LINES)
    refuse(faults((*benefit_lines(case), line)))
    case.benefits = [*case.benefits, to_json(line)]
    return saved(case, actor=actor, now=now)


@locked_change
def remove_benefit(
    *, evaluation: Evaluation, key: str, actor: User, now: datetime
) -> ReturnCase:
    lock_evaluation(evaluation)
    case = ReturnCase.objects.filter(evaluation=evaluation).first()
    if case is None or key not in {each["key"] for each in case.benefits}:
        raise GainIsGone
    case.benefits = [each for each in case.benefits if each["key"] != key]
    return saved(case, actor=actor, now=now)


def new_key() -> str:
    return uuid4().hex[:12]


def opened(evaluation: Evaluation, version: int) -> ReturnCase:
    """Lock and read the case; version 0 where there was none (R48)."""
    lock_evaluation(evaluation)
    stored = ReturnCase.objects.filter(evaluation=evaluation).first()
    if version != (stored.version if stored else 0):
        raise ReturnIsStale(current=stored)
    return stored or ReturnCase(evaluation=evaluation, version=0)


def saved(case: ReturnCase, *, actor: User, now: datetime) -> ReturnCase:
    case.version += 1
    case.save()
    record(
        "return.changed",
        team=case.evaluation.team,
        actor=actor,
        change=change_of(case.evaluation),
        now=now,
    )
    return case
