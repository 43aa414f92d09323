"""Fetch and check in one step: 404 when hidden, 403 when seen but not allowed."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Platform,
    Trial,
)
from evaluator.permissions import Action, allowed_actions
from workspace.models import User


def get_participant(
    user: User, evaluation_pk: int, *, action: Action, in_bin: bool = False
) -> Participant:
    """Return the user's part in the evaluation, with `.evaluation` loaded.

    404 if the evaluation is hidden from the user or lies in the bin, 403 if seen only.
    """
    participant = get_object_or_404(
        Participant.objects.present().select_related("evaluation__team"),
        user=user,
        evaluation_id=evaluation_pk,
        evaluation__team__members__user=user,
        evaluation__deleted_at__isnull=not in_bin,
    )
    if action not in allowed_actions(participant):
        raise PermissionDenied
    return participant


def get_evaluation(
    user: User, pk: int, *, action: Action, in_bin: bool = False
) -> Evaluation:
    """Return the evaluation: 404 if it is hidden from the user, 403 if only seen."""
    return get_participant(user, pk, action=action, in_bin=in_bin).evaluation


def get_candidate(user: User, pk: int, *, action: Action) -> Candidate:
    candidate = get_visible(Candidate.objects.select_related("platform"), user, pk)
    candidate.evaluation = get_evaluation(user, candidate.evaluation_id, action=action)
    return candidate


def get_trial(user: User, pk: int, *, action: Action) -> Trial:
    visible = Candidate.objects.filter(
        evaluation__in=Evaluation.objects.visible_to(user).present()
    )
    trial = get_object_or_404(Trial, pk=pk, candidate__in=visible)
    trial.candidate = get_candidate(user, trial.candidate_id, action=action)
    return trial


def get_criterion(user: User, pk: int, *, action: Action) -> Criterion:
    criterion = get_visible(Criterion.objects.present(), user, pk)
    criterion.evaluation = get_evaluation(user, criterion.evaluation_id, action=action)
    return criterion


def get_cell(
    user: User, evaluation_pk: int, criterion_pk: int, candidate_pk: int
) -> tuple[Participant, Criterion, Candidate]:
    """Return the own part, and the criterion and candidate of one cell to score."""
    participant = get_participant(user, evaluation_pk, action=Action.SCORE)
    criterion = get_object_or_404(
        participant.evaluation.criteria.present(),
        pk=criterion_pk,
        kind=Criterion.Kind.RATED,
    )
    candidate = get_object_or_404(
        participant.evaluation.candidates.short_listed(), pk=candidate_pk
    )
    return participant, criterion, candidate


def get_visible(rows: QuerySet, user: User, pk: int):
    """Return the row of an evaluation that the user may see, else 404."""
    visible = Evaluation.objects.visible_to(user).present()
    return get_object_or_404(rows.filter(evaluation__in=visible), pk=pk)


def get_platform(user: User, pk: int) -> Platform:
    try:
        return Platform.objects.visible_to(user).get(pk=pk)
    except Platform.DoesNotExist as error:
        raise Http404 from error
