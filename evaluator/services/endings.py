"""The end of an evaluation: put away, or into a bin with thirty days to undo."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from common.transactions import locked_change
from evaluator.models import Ballot, Choice, Evaluation, Score
from evaluator.services.structure import lock_evaluation
from workspace.models import StoredFile, User
from workspace.services.files import delete_file
from workspace.services.records import change_of, record


@locked_change
def archive_evaluation(
    *, evaluation: Evaluation, actor: User, now: datetime
) -> Evaluation:
    """Put it away, to be read only. Asking twice is one archiving."""
    lock_evaluation(evaluation)
    if evaluation.archived_at is None:
        evaluation.archived_at = now
        evaluation.save(update_fields=["archived_at"])
        tell("evaluation.archived", evaluation, actor=actor, now=now)
    return evaluation


@locked_change
def unarchive_evaluation(
    *, evaluation: Evaluation, actor: User, now: datetime
) -> Evaluation:
    lock_evaluation(evaluation)
    if evaluation.archived_at is not None:
        evaluation.archived_at = None
        evaluation.save(update_fields=["archived_at"])
        tell("evaluation.unarchived", evaluation, actor=actor, now=now)
    return evaluation


@locked_change
def delete_evaluation(
    *, evaluation: Evaluation, actor: User, now: datetime
) -> Evaluation:
    """Put it into the bin. Nothing is lost for thirty days."""
    lock_evaluation(evaluation)
    if evaluation.deleted_at is None:
        evaluation.deleted_at, evaluation.deleted_by = now, actor
        evaluation.save(update_fields=["deleted_at", "deleted_by"])
        tell("evaluation.deleted", evaluation, actor=actor, now=now)
    return evaluation


@locked_change
def restore_evaluation(
    *, evaluation: Evaluation, actor: User, now: datetime
) -> Evaluation:
    lock_evaluation(evaluation)
    if evaluation.deleted_at is not None:
        evaluation.deleted_at = evaluation.deleted_by = None
        evaluation.save(update_fields=["deleted_at", "deleted_by"])
        tell("evaluation.restored", evaluation, actor=actor, now=now)
    return evaluation


def empty_bin(now: datetime) -> None:
    """Delete for good what has lain in the bin for thirty days. Safe to repeat."""
    for evaluation in Evaluation.objects.past_bin(now=now):
        purge_evaluation(evaluation)


@locked_change
def purge_evaluation(evaluation: Evaluation) -> None:
    # A recorded choice protects its candidates from being deleted alone.
    Choice.objects.filter(evaluation=evaluation).delete()
    scores = Score.objects.filter(ballot__participant__evaluation=evaluation)
    for file in StoredFile.objects.filter(pk__in=scores.values("file")):
        delete_file(file)
    evaluation.delete()


def forget_drafts(*, person: User) -> None:
    """Delete what an erased person never submitted; nobody but them has seen it."""
    drafts = Ballot.objects.of_user(person).filter(
        state=Ballot.State.DRAFT, participant__evaluation__mode=Evaluation.Mode.SEALED
    )
    was_seen = Q(participant__evaluation__state=Evaluation.State.REVEALED) & ~Q(
        submitted_at=None
    )
    drafts.exclude(was_seen).delete()


def tell(verb: str, evaluation: Evaluation, *, actor: User, now: datetime) -> None:
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation),
        now=now,
    )
