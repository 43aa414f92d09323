"""What a submission is about, what it lacks, and who may submit or be given back."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from evaluator.models import Ballot, Candidate, Evaluation, Participant, Score


def may_submit(participant: Participant) -> bool:
    """While a sealed scoring is open; after the reveal what was given back."""
    evaluation = participant.evaluation
    if participant.left_at or participant.submitted_at or not participant.is_evaluator:
        return False
    if evaluation.state == Evaluation.State.SCORING:
        return not evaluation.is_live and evaluation.archived_at is None
    return evaluation.is_revealed and given_back(participant).exists()


def scored_candidates(participant: Participant) -> list[Candidate]:
    """Return whom a submission is about; after the reveal only what was given back."""
    candidates = candidates_of(participant)
    if participant.evaluation.is_revealed:
        candidates = candidates.filter(
            pk__in=given_back(participant).values("candidate_id")
        )
    return list(candidates)


def candidates_of(participant: Participant) -> QuerySet[Candidate]:
    """Return the short list without those from whom the person is recused."""
    return participant.evaluation.candidates.short_listed().exclude(
        recusals__participant=participant
    )


def given_back(participant: Participant) -> QuerySet[Ballot]:
    return participant.ballots.exclude(returned_because="")


def scores_lacking_evidence(participant: Participant) -> QuerySet[Score]:
    """Return the own scores without the note or rung that the lead asks for."""
    evaluation = participant.evaluation
    lacks = Q(pk__in=[])
    if evaluation.needs_evidence:
        lacks |= Q(rung="")
    if evaluation.needs_note:
        lacks |= Q(note="")
    return Score.objects.filter(
        lacks,
        ballot__participant=participant,
        ballot__candidate__in=scored_candidates(participant),
        criterion__deleted_at=None,
        state=Score.State.SCORED,
    )


def may_reopen(participant: Participant) -> bool:
    evaluation = participant.evaluation
    if participant.left_at or not participant.is_evaluator or evaluation.is_open_mode:
        return False
    if evaluation.is_revealed and participant.submitted_at is None:
        return not given_back(participant).exists()
    return participant.submitted_at is not None
