"""The reveal: one atomic, audited step from sealed drafts to results (R17, R20)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from common.transactions import locked_change
from evaluator.models import Ballot, Evaluation
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.mail import send_later
from workspace.services.records import change_of, record


class AlreadyRevealed(StateConflict):
    message = _("The scores are already revealed.")


class NothingToReveal(DomainError):
    message = _("Nobody has submitted scores yet, so there is nothing to reveal.")


class NotSealed(DomainError):
    message = _("This evaluation is open: everybody sees the scores as they come.")


class ScoringNotOpen(DomainError):
    message = _("Open the scoring first.")


@locked_change
def reveal_scores(*, evaluation: Evaluation, actor: User, now: datetime) -> Evaluation:
    """Show everybody what was submitted. Drafts stay with their authors for good.

    Refuses with AlreadyRevealed, NotSealed, ScoringNotOpen, NothingToReveal.
    """
    lock_evaluation(evaluation)
    if refusal := refusal_of(evaluation):
        raise refusal
    return write_reveal(evaluation, actor=actor, now=now)


def refusal_of(evaluation: Evaluation) -> DomainError | None:
    """Return what stands in the way of the reveal."""
    if evaluation.is_revealed:
        return AlreadyRevealed()
    if evaluation.state != Evaluation.State.SCORING:
        return ScoringNotOpen()
    if evaluation.is_open_mode:
        return NotSealed()
    submitted = Ballot.objects.submitted().filter(participant__evaluation=evaluation)
    return None if submitted.exists() else NothingToReveal()


def reveal_when_all_submitted(evaluation: Evaluation, *, now: datetime) -> None:
    """Reveal if so set and nobody is missing; the caller holds the lock."""
    if not evaluation.reveals_itself or refusal_of(evaluation):
        return
    waiting = evaluation.participants.evaluators().filter(submitted_at=None)
    if not waiting.exists():
        write_reveal(evaluation, actor=None, now=now)


def write_reveal(
    evaluation: Evaluation, *, actor: User | None, now: datetime
) -> Evaluation:
    evaluation.state = Evaluation.State.REVEALED
    evaluation.revealed_at, evaluation.revealed_by = now, actor
    evaluation.version += 1
    evaluation.result_version += 1
    evaluation.save(
        update_fields=[
            "state",
            "revealed_at",
            "revealed_by",
            "version",
            "result_version",
        ]
    )
    evaluation.participants.update(ballots_version=F("ballots_version") + 1)
    # From here on only a ballot that is given back anew may be written.
    Ballot.objects.filter(participant__evaluation=evaluation).update(
        returned_because=""
    )
    record(
        "evaluation.revealed",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"by_itself": actor is None}),
        now=now,
    )
    tell_revealed(evaluation, now=now)
    return evaluation


def tell_revealed(evaluation: Evaluation, *, now: datetime) -> None:
    people = evaluation.participants.present().filter(
        user__wants_news=True, user__is_active=True
    )
    for participant in people.select_related("user").order_by("pk"):
        send_later(
            "evaluation_revealed",
            user=participant.user,
            team=evaluation.team,
            arguments={"evaluation": evaluation.pk},
            now=now,
        )
