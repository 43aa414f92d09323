"""The one gate of every change to tree, scales, weights and candidates.

While an evaluation is being set up (or is open) a change only bumps its versions.
From the opening of a sealed scoring on it is a recorded change with a reason (R17).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_text, one_line
from common.transactions import locked_change
from evaluator.models import Ballot, Evaluation, Participant, Score, StructureChange
from workspace.models import User
from workspace.services.mail import send_later
from workspace.services.records import change_of, record


class StructureFrozen(DomainError):
    message = _(
        "Scoring is open, so this is frozen. Give a reason to change it all the same;"
        " everybody will see it."
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """Which cells mean something new, by primary key: their scores are asked again.

    A criterion, new or with another scale, touches its cell in every ballot. A
    candidate touches the ballots on it, and asks everybody to submit once more.
    """

    criteria: Collection[int] = ()
    candidates: Collection[int] = ()

    def __bool__(self) -> bool:
        return bool(self.criteria or self.candidates)


NOTHING = Touched()


def lock_evaluation(evaluation: Evaluation) -> Evaluation:
    """Lock the row and read it afresh; call it first in a transaction."""
    rows = Evaluation.objects.select_for_update()
    evaluation.refresh_from_db(from_queryset=rows)
    return evaluation


@locked_change
def change_structure(
    evaluation: Evaluation,
    *,
    actor: User,
    now: datetime,
    what: str | Promise,
    reason: str = "",
    touches: Touched = NOTHING,
) -> StructureChange | None:
    """Allow and note one change of the structure; call it in the change's transaction.

    Returns the recorded change, or None where nothing is frozen. Refuses with
    StructureFrozen a change of a frozen evaluation without a reason.
    """
    lock_evaluation(evaluation)
    bump_versions(evaluation)
    if not evaluation.is_frozen:
        return None
    reason = clean_text(reason)
    if not reason:
        raise StructureFrozen
    change = StructureChange.objects.create(
        evaluation=evaluation,
        what=one_line(str(what))[:300],
        reason=reason,
        after_reveal=evaluation.is_revealed,
        by=actor,
        at=now,
    )
    if touches:
        evaluation.participants.update(ballots_version=F("ballots_version") + 1)
        clear_cells(evaluation, touches)
        change.ballots_returned = return_ballots(evaluation, touches, change)
        change.save(update_fields=["ballots_returned"])
    record_change(change)
    return change


def bump_versions(evaluation: Evaluation) -> None:
    """Make every page and cache that shows structure or results a stale one."""
    evaluation.structure_version += 1
    evaluation.result_version += 1
    evaluation.save(update_fields=["structure_version", "result_version"])


def clear_cells(evaluation: Evaluation, touches: Touched) -> None:
    """Empty the scores of criteria that mean something new; keep what was said.

    Those of people who left are emptied too: they answered another question.
    """
    scores = Score.objects.filter(
        ballot__participant__evaluation=evaluation, criterion__in=touches.criteria
    ).exclude(state=Score.State.EMPTY)
    for score in scores:
        score.submitted_before = {
            "state": score.state,
            "value": score.value,
            "rung": score.rung,
            "note": score.note,
        }
        score.state, score.value = Score.State.EMPTY, None
        score.changed_after_reveal = evaluation.is_revealed
        score.version += 1
    fields = ["submitted_before", "state", "value", "changed_after_reveal", "version"]
    Score.objects.bulk_update(scores, fields, batch_size=500)


def return_ballots(
    evaluation: Evaluation, touches: Touched, change: StructureChange
) -> int:
    """Give submitted ballots back to those still here, and tell them by mail."""
    touched = Q() if touches.criteria else Q(candidate__in=touches.candidates)
    returned = (
        Ballot.objects.submitted()
        .filter(touched, participant__evaluation=evaluation)
        .filter(participant__left_at=None)
        .update(
            state=Ballot.State.DRAFT,
            returned_because=f"{change.what}\n{change.reason}",
        )
    )
    authors = Participant.objects.evaluators().filter(
        evaluation=evaluation, submitted_at__isnull=False
    )
    tell_authors(authors=list(authors.select_related("user")), change=change)
    authors.update(submitted_at=None)
    return returned


def tell_authors(*, authors: list[Participant], change: StructureChange) -> None:
    for participant in authors:
        send_later(
            "ballots_returned",
            user=participant.user,
            team=change.evaluation.team,
            arguments={"evaluation": change.evaluation_id, "change": change.pk},
            now=change.at,
        )


def record_change(change: StructureChange) -> None:
    record(
        "structure.changed",
        team=change.evaluation.team,
        actor=change.by,
        change=change_of(
            change.evaluation,
            # How many ballots went back depends on recusals, which are sealed (R18).
            after={"what": change.what, "after_reveal": change.after_reveal},
            reason=change.reason,
        ),
        now=change.at,
    )
