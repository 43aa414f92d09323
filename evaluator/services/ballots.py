"""What happens to a person's ballots as a whole: recusal, submission, reopening."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.errors import DomainError, StateConflict
from common.formatting import number
from common.text import clean_text
from common.transactions import locked_change
from evaluator.models import Ballot, Candidate, Evaluation, Participant, Recusal
from evaluator.selectors.submissions import (
    candidates_of,
    may_reopen,
    may_submit,
    scored_candidates,
    scores_lacking_evidence,
)
from evaluator.services.reveal import reveal_when_all_submitted
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.mail import send_later
from workspace.services.records import change_of, record


class AlreadySubmitted(StateConflict):
    message = _("These scores are already submitted.")


class NotSubmitted(StateConflict):
    message = _("These scores are not submitted, so there is nothing to reopen.")


class NothingToSubmit(DomainError):
    message = _("This evaluation is open: scores count as they come.")


class SubmissionClosed(DomainError):
    message = _("Scores can be submitted while scoring is open.")


class SubmissionIncomplete(DomainError):
    def __str__(self) -> str:
        count = self.values["count"]
        sentence = ngettext(
            "%(count)s score still lacks the note or the evidence that is asked for.",
            "%(count)s scores still lack the note or the evidence that is asked for.",
            count,
        )
        return sentence % {"count": number(count)}


class ReasonMissing(DomainError):
    message = _("Give a reason; everybody will see it.")


class RecusalReasonMissing(DomainError):
    message = _("Say what your conflict of interest is.")


class RecusalTooLate(DomainError):
    message = _("Recusals can be changed until you submit your scores.")


@locked_change
def declare_recusal(
    *, participant: Participant, candidate: Candidate, reason: str, now: datetime
) -> Recusal:
    """Declare a conflict of interest. Scores so far are kept, and count no more."""
    reason = clean_text(reason)
    if not reason:
        raise RecusalReasonMissing
    claim_before_submission(participant)
    recusal, _is_new = Recusal.objects.update_or_create(
        participant=participant,
        candidate=candidate,
        defaults={"reason": reason, "at": now},
    )
    tell_if_live("recusal.declared", participant, candidate, now)
    return recusal


@locked_change
def withdraw_recusal(
    *, participant: Participant, candidate: Candidate, now: datetime
) -> None:
    claim_before_submission(participant)
    Recusal.objects.filter(participant=participant, candidate=candidate).delete()
    tell_if_live("recusal.withdrawn", participant, candidate, now)


def claim_before_submission(participant: Participant) -> None:
    claimed = Participant.objects.filter(
        pk=participant.pk, left_at=None, submitted_at=None
    ).update(ballots_version=F("ballots_version") + 1)
    # After the reveal it would take back what others have seen.
    if not claimed or participant.evaluation.is_revealed:
        raise RecusalTooLate


def tell_if_live(
    verb: str, participant: Participant, candidate: Candidate, now: datetime
) -> None:
    """Record it where everybody sees it; in a sealed evaluation nobody may (R18)."""
    evaluation = participant.evaluation
    if not evaluation.is_live:
        return
    bump_results(evaluation)
    record(
        verb,
        team=evaluation.team,
        actor=participant.user,
        change=change_of(evaluation, after={"candidate": candidate.name}),
        now=now,
    )


@locked_change
def submit_ballots(*, participant: Participant, now: datetime) -> Participant:
    """Freeze all ballots of this person at once; the last one may bring the reveal.

    Refuses with AlreadySubmitted, NothingToSubmit, SubmissionClosed,
    SubmissionIncomplete.
    """
    evaluation = lock_evaluation(participant.evaluation)
    participant = lock_participant(participant, evaluation)
    refuse_submission(participant)
    candidates = scored_candidates(participant)
    for candidate in candidates:
        Ballot.objects.get_or_create(participant=participant, candidate=candidate)
    participant.ballots.filter(candidate__in=candidates).update(
        state=Ballot.State.SUBMITTED, submitted_at=now, returned_because=""
    )
    participant.submitted_at = now
    participant.ballots_version += 1
    participant.save(update_fields=["submitted_at", "ballots_version"])
    bump_results(evaluation)
    record(
        "ballots.submitted",
        team=evaluation.team,
        actor=participant.user,
        change=change_of(
            evaluation, after={"after_reveal": True} if evaluation.is_revealed else None
        ),
        now=now,
    )
    reveal_when_all_submitted(evaluation, now=now)
    return participant


def lock_participant(participant: Participant, evaluation: Evaluation) -> Participant:
    """Lock the row, which each save of a score touches too; read it afresh."""
    fresh: Participant = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("user")
        .get(pk=participant.pk)
    )
    fresh.evaluation = evaluation
    return fresh


def refuse_submission(participant: Participant) -> None:
    evaluation = participant.evaluation
    if participant.submitted_at is not None:
        raise AlreadySubmitted
    if evaluation.is_live:
        raise NothingToSubmit
    if not may_submit(participant):
        raise SubmissionClosed
    if lacking := scores_lacking_evidence(participant).count():
        raise SubmissionIncomplete(count=lacking)


@locked_change
def reopen_ballots(
    *, participant: Participant, actor: User, reason: str, now: datetime
) -> Participant:
    """Give all ballots back to their author. What was submitted stays on record (R20).

    After the reveal also to somebody who had not submitted in time.
    """
    reason = clean_text(reason)
    if not reason:
        raise ReasonMissing
    evaluation = lock_evaluation(participant.evaluation)
    participant = lock_participant(participant, evaluation)
    if not may_reopen(participant):
        raise NotSubmitted
    for candidate in candidates_of(participant):
        Ballot.objects.update_or_create(
            participant=participant,
            candidate=candidate,
            defaults={"state": Ballot.State.DRAFT, "returned_because": reason},
        )
    participant.submitted_at = None
    participant.ballots_version += 1
    participant.save(update_fields=["submitted_at", "ballots_version"])
    bump_results(evaluation)
    tell_reopened(participant, actor=actor, reason=reason, now=now)
    return participant


def tell_reopened(
    participant: Participant, *, actor: User, reason: str, now: datetime
) -> None:
    evaluation = participant.evaluation
    record(
        "ballots.reopened",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            after={
                "person": str(participant.user),
                "after_reveal": evaluation.is_revealed,
            },
            reason=reason,
        ),
        now=now,
    )
    send_later(
        "ballots_reopened",
        user=participant.user,
        team=evaluation.team,
        arguments={"evaluation": evaluation.pk, "participant": participant.pk},
        now=now,
    )


def bump_results(evaluation: Evaluation) -> None:
    """Make every page and cache that shows results or their progress a stale one."""
    Evaluation.objects.filter(pk=evaluation.pk).update(
        result_version=F("result_version") + 1
    )
