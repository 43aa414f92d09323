"""The choice: who is taken, who is the runner-up, why and on which conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_text
from common.transactions import locked_change
from evaluator.models import Candidate, Choice, Evaluation
from evaluator.services.ballots import bump_results
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record


class ChoiceTooEarly(DomainError):
    message = _("The choice is recorded after the scores are revealed.")


class ForeignCandidate(DomainError):
    message = _("This candidate is not one of this evaluation.")


class RunnerUpIsChosen(DomainError):
    message = _("The runner-up must be another candidate than the chosen one.")


class ChoiceReasonsMissing(DomainError):
    message = _("Say why this candidate is chosen.")


class ChoiceIsStale(StaleVersion):
    message = _("Somebody else changed the choice since you opened this page.")


@dataclass(frozen=True, slots=True)
class ChoiceEdit:
    """What the lead records, and the version they saw (0: none yet)."""

    chosen: Candidate
    runner_up: Candidate | None
    reasons: str
    conditions: str
    version: int


@locked_change
def record_choice(
    *, evaluation: Evaluation, edit: ChoiceEdit, actor: User, now: datetime
) -> Choice:
    """Record or replace the choice; every version stays in the activity."""
    lock_evaluation(evaluation)
    refuse_wrong(evaluation, edit)
    fields: dict[str, object] = {
        "chosen": edit.chosen,
        "runner_up": edit.runner_up,
        "reasons": clean_text(edit.reasons),
        "conditions": clean_text(edit.conditions),
        "by": actor,
        "at": now,
    }
    before = Choice.objects.filter(evaluation=evaluation).first()
    write(evaluation, edit.version, fields)
    bump_results(evaluation)
    choice = Choice.objects.select_related("chosen", "runner_up").get(
        evaluation=evaluation
    )
    record(
        "choice.recorded",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=told(before) if before else None,
            after=told(choice),
            reason=choice.reasons,
        ),
        now=now,
    )
    return choice


def refuse_wrong(evaluation: Evaluation, edit: ChoiceEdit) -> None:
    if not evaluation.shows_results:
        raise ChoiceTooEarly
    named = [edit.chosen, edit.runner_up] if edit.runner_up else [edit.chosen]
    if any(candidate.evaluation_id != evaluation.pk for candidate in named):
        raise ForeignCandidate
    if edit.chosen == edit.runner_up:
        raise RunnerUpIsChosen
    if not clean_text(edit.reasons):
        raise ChoiceReasonsMissing


def write(evaluation: Evaluation, version: int, fields: dict[str, object]) -> None:
    """Create the first choice, or replace the one that was seen, in one statement."""
    rows = Choice.objects.filter(evaluation=evaluation)
    if version:
        written = bool(
            rows.filter(version=version).update(version=version + 1, **fields)
        )
    else:
        written = first_choice(evaluation, fields)
    if not written:
        raise ChoiceIsStale(current=rows.first())


def first_choice(evaluation: Evaluation, fields: dict[str, object]) -> bool:
    try:
        with transaction.atomic():
            Choice.objects.create(evaluation=evaluation, **fields)
    except IntegrityError:
        return False
    return True


def told(choice: Choice) -> dict[str, str]:
    return {
        "chosen": choice.chosen.name,
        "runner_up": choice.runner_up.name if choice.runner_up else "",
        "conditions": choice.conditions,
    }
