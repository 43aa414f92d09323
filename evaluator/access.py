"""Fetch and check in one step: 404 when hidden, 403 when seen but not allowed."""

from __future__ import annotations

from typing import TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from evaluator.content.diagnosis import Sign, sign_by_key
from evaluator.models import (
    Candidate,
    CompanyGoal,
    CostLine,
    Criterion,
    Evaluation,
    Fact,
    MatrixImport,
    Objective,
    Participant,
    Platform,
    Scenario,
    Score,
    Trial,
)
from evaluator.permissions import Action, allowed_actions
from workspace.access import get_team
from workspace.models import StoredFile, User
from workspace.permissions import TeamAction
from workspace.querysets import in_teams_of

Row = TypeVar("Row", bound=Model)


def get_participant(
    user: User, evaluation_pk: int, *, action: Action, in_bin: bool = False
) -> Participant:
    """Return the user's part in the evaluation, with `.evaluation` loaded.

    404 if the evaluation is hidden from the user or lies in the bin, 403 if seen only.
    """
    participant = get_object_or_404(
        Participant.objects.present().select_related("evaluation__team"),
        in_teams_of(user, "evaluation__team"),
        user=user,
        evaluation_id=evaluation_pk,
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


def get_priced(user: User, evaluation_pk: int, *, edits: bool = False) -> Participant:
    """Return the user's part: 404 if hidden, 403 without the right to see prices.

    With `edits` also 403 for those who may not change the evaluation.
    """
    participant = get_participant(user, evaluation_pk, action=Action.SEE_PRICES)
    if edits and Action.EDIT not in allowed_actions(participant):
        raise PermissionDenied
    return participant


def get_cost_line(
    user: User, pk: int, *, edits: bool = False, also_removed: bool = False
) -> tuple[Participant, CostLine]:
    """Return the own part and a cost line; 404 for one that was removed."""
    lines = CostLine.objects.visible_to(user)
    line = get_object_or_404(lines if also_removed else lines.present(), pk=pk)
    participant = get_priced(user, line.evaluation_id, edits=edits)
    line.evaluation = participant.evaluation
    return participant, line


def get_scenario(
    user: User, pk: int, *, edits: bool = False, also_removed: bool = False
) -> tuple[Participant, Scenario]:
    """Return the own part and a scenario; 404 for one that was removed."""
    scenarios = Scenario.objects.visible_to(user)
    scenario = get_object_or_404(
        scenarios if also_removed else scenarios.present(), pk=pk
    )
    participant = get_priced(user, scenario.evaluation_id, edits=edits)
    scenario.evaluation = participant.evaluation
    return participant, scenario


def get_candidate(user: User, pk: int, *, action: Action) -> Candidate:
    candidate = get_visible(Candidate.objects.select_related("platform"), user, pk)
    candidate.evaluation = get_evaluation(user, candidate.evaluation_id, action=action)
    return candidate


def get_must_have(
    user: User, candidate_pk: int, criterion_pk: int, *, action: Action
) -> tuple[Candidate, Criterion]:
    """Return a candidate and a must-have: 404 unless both belong together (R12)."""
    candidate = get_candidate(user, candidate_pk, action=action)
    criterion = get_criterion(user, criterion_pk, action=action)
    is_must_have = criterion.kind == Criterion.Kind.MUST_HAVE
    if criterion.evaluation_id != candidate.evaluation_id or not is_must_have:
        raise Http404
    return candidate, criterion


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


def get_criterion_of(
    user: User,
    evaluation_pk: int,
    pk: int,
    *,
    action: Action,
    also_deleted: bool = False,
) -> tuple[Participant, Criterion]:
    """Return the own part and one criterion of the evaluation."""
    participant = get_participant(user, evaluation_pk, action=action)
    criteria = participant.evaluation.criteria.all()
    criterion = get_object_or_404(
        criteria if also_deleted else criteria.present(), pk=pk
    )
    criterion.evaluation = participant.evaluation
    return participant, criterion


def get_objective_of(
    user: User,
    evaluation_pk: int,
    pk: int,
    *,
    action: Action,
    also_removed: bool = False,
) -> tuple[Participant, Objective]:
    """Return the own part and one objective of the evaluation."""
    participant = get_participant(user, evaluation_pk, action=action)
    objectives = participant.evaluation.objectives.all()
    objective = get_object_or_404(
        objectives if also_removed else objectives.present(), pk=pk
    )
    objective.evaluation = participant.evaluation
    return participant, objective


def get_goal_of(user: User, evaluation_pk: int, pk: int) -> CompanyGoal:
    """Return a company goal of the evaluation, to be taken away."""
    evaluation = get_evaluation(user, evaluation_pk, action=Action.EDIT)
    goal = get_object_or_404(evaluation.company_goals, pk=pk)
    goal.evaluation = evaluation
    return goal


def get_other_participant(
    user: User, evaluation_pk: int, pk: int, *, action: Action
) -> tuple[Participant, Participant]:
    """Return the own part, and that of somebody who takes part now."""
    own = get_participant(user, evaluation_pk, action=action)
    others = own.evaluation.participants.present().select_related("user")
    other = get_object_or_404(others, pk=pk)
    other.evaluation = own.evaluation
    return own, other


def get_cell(
    user: User, evaluation_pk: int, criterion_pk: int, candidate_pk: int
) -> tuple[Participant, Criterion, Candidate]:
    """Return the own part, and the criterion and candidate of one cell to score."""
    participant, candidate = get_own_column(user, evaluation_pk, candidate_pk)
    rated = participant.evaluation.criteria.present().filter(kind=Criterion.Kind.RATED)
    return participant, get_object_or_404(rated, pk=criterion_pk), candidate


def get_evidence(user: User, evaluation_pk: int, score_pk: int) -> StoredFile:
    """Return the file of a score: the own one, or any that counts and may be seen."""
    participant = get_participant(user, evaluation_pk, action=Action.VIEW)
    scores = Score.objects.shown_to(participant).exclude(file=None)
    score = get_object_or_404(scores.select_related("file"), pk=score_pk)
    return cast("StoredFile", score.file)


def get_own_column(
    user: User, evaluation_pk: int, candidate_pk: int
) -> tuple[Participant, Candidate]:
    """Return the own part and a candidate on the short list."""
    participant = get_participant(user, evaluation_pk, action=Action.SCORE)
    candidates = participant.evaluation.candidates.short_listed()
    return participant, get_object_or_404(candidates, pk=candidate_pk)


def get_voter(
    user: User, evaluation_pk: int, participant_pk: int
) -> tuple[Participant, Participant]:
    """Return the lead's own part and that of somebody who scores."""
    lead = get_participant(user, evaluation_pk, action=Action.MANAGE)
    voters = lead.evaluation.participants.evaluators().select_related("user")
    voter = get_object_or_404(voters, pk=participant_pk)
    voter.evaluation = lead.evaluation
    return lead, voter


def get_visible(rows: QuerySet[Row], user: User, pk: int) -> Row:
    """Return the row of an evaluation that the user may see, else 404."""
    visible = Evaluation.objects.visible_to(user).present()
    return get_object_or_404(rows.filter(evaluation__in=visible), pk=pk)


def get_platform(user: User, pk: int) -> Platform:
    try:
        return Platform.objects.visible_to(user).get(pk=pk)
    except Platform.DoesNotExist as error:
        raise Http404 from error


def get_own_platform(user: User, pk: int) -> Platform:
    """Return a team's own platform, to be changed: 403 for one of the shipped."""
    platform = get_platform(user, pk)
    if platform.team is None:
        raise PermissionDenied
    get_team(user, platform.team.pk, action=TeamAction.EDIT_CATALOGUE)
    return platform


def get_own_fact(user: User, pk: int) -> Fact:
    """Return a fact that a team of the user's entered, to be changed."""
    facts = Fact.objects.entered_by_teams_of(user)
    fact = get_object_or_404(facts.select_related("platform__team", "team"), pk=pk)
    get_team(user, fact.team_id or 0, action=TeamAction.EDIT_CATALOGUE)
    return fact


def get_sign(key: str) -> Sign:
    sign = sign_by_key(key)
    if sign is None:
        raise Http404
    return sign


def get_import(user: User, pk: int) -> tuple[MatrixImport, Participant | None]:
    """Return a spreadsheet that this person brought, and the own part where it goes.

    404 for anybody else's; 403 for who may neither edit there nor score any more.
    """
    rows = MatrixImport.objects.visible_to(user).waiting()
    row = get_object_or_404(rows.select_related("team"), pk=pk)
    if row.evaluation_id is None:
        get_team(user, row.team_id, action=TeamAction.CREATE_EVALUATION)
        return row, None
    participant = get_bringer(user, row.evaluation_id)
    row.evaluation = participant.evaluation
    return row, participant


def get_bringer(user: User, evaluation_pk: int) -> Participant:
    """Return the part of a person who may edit or score: 403 for who only reads."""
    participant = get_participant(user, evaluation_pk, action=Action.VIEW)
    if not {Action.EDIT, Action.SCORE} & allowed_actions(participant):
        raise PermissionDenied
    return participant


def get_billed(
    user: User, evaluation_pk: int, candidate_pk: int, *, edits: bool = False
) -> tuple[Participant, Candidate]:
    """Return the own part and a candidate whose price the user may see (R21).

    403 for who may not see prices, and with `edits` for who may not change them.
    """
    participant = get_priced(user, evaluation_pk, edits=edits)
    candidates = participant.evaluation.candidates.select_related("platform", "pricing")
    candidate = get_object_or_404(candidates, pk=candidate_pk)
    candidate.evaluation = participant.evaluation
    return participant, candidate
