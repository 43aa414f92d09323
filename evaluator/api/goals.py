"""Company goals and objectives of an evaluation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body, version_of, versioned
from common.api_schema import described
from evaluator.access import get_evaluation, get_goal_of, get_objective_of
from evaluator.api.diagnosis_bodies import CompanyGoalsBody, ObjectiveBody
from evaluator.api.diagnosis_shapes import (
    CompanyGoalShape,
    ObjectiveShape,
    goal_shape,
    objective_shape,
)
from evaluator.models import Criterion, Evaluation
from evaluator.permissions import Action
from evaluator.services.goals import (
    ObjectiveEdit,
    add_objective,
    choose_goals,
    edit_objective,
    remove_goal,
    remove_objective,
    restore_objective,
)
from workspace.api_view import APIView


class CompanyGoals(APIView):
    @described(answer=CompanyGoalShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the company goals that were chosen."""
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        return goals_answer(evaluation)

    @described(body=CompanyGoalsBody, answer=CompanyGoalShape, many=True)
    def put(self, request: Request, pk: int) -> Response:
        """Choose company goals from the list; one more may be in own words."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        choose_goals(
            evaluation=evaluation,
            actor=request.user,
            now=timezone.now(),
            **read_body(CompanyGoalsBody, request),
        )
        return goals_answer(evaluation)


def goals_answer(evaluation: Evaluation) -> Response:
    goals = evaluation.company_goals.order_by("pk")
    return Response([goal_shape(goal) for goal in goals])


class CompanyGoalDetail(APIView):
    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int, goal_pk: int) -> Response:
        """Take a company goal away; one that an objective serves stays."""
        goal = get_goal_of(request.user, pk, goal_pk)
        remove_goal(goal=goal, actor=request.user, now=timezone.now())
        return Response(status=HTTPStatus.NO_CONTENT)


class ObjectiveList(APIView):
    @described(answer=ObjectiveShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read all objectives, each with the letters of SMART that it lacks."""
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        objectives = evaluation.objectives.present().prefetch_related("criteria")
        return Response([objective_shape(each) for each in objectives.in_order()])

    @described(body=ObjectiveBody, answer=ObjectiveShape, status=HTTPStatus.CREATED)
    def post(self, request: Request, pk: int) -> Response:
        """Add an objective; only its statement is needed."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        objective = add_objective(
            evaluation=evaluation,
            edit=edit_of(evaluation, read_body(ObjectiveBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(
            objective_shape(objective), objective.version, status=HTTPStatus.CREATED
        )


class ObjectiveDetail(APIView):
    @described(answer=ObjectiveShape, gives_version=True)
    def get(self, request: Request, pk: int, objective_pk: int) -> Response:
        """Read one objective."""
        _own, objective = get_objective_of(
            request.user, pk, objective_pk, action=Action.VIEW
        )
        return versioned(objective_shape(objective), objective.version)

    @described(body=ObjectiveBody, answer=ObjectiveShape, needs_version=True)
    def put(self, request: Request, pk: int, objective_pk: int) -> Response:
        """Replace an objective; what the body leaves out is emptied."""
        own, objective = get_objective_of(
            request.user, pk, objective_pk, action=Action.EDIT
        )
        body = read_body(ObjectiveBody, request)
        edited = edit_objective(
            objective=objective,
            edit=edit_of(own.evaluation, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(objective_shape(edited), edited.version)

    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int, objective_pk: int) -> Response:
        """Take an objective off the list; the page can bring it back."""
        _own, objective = get_objective_of(
            request.user, pk, objective_pk, action=Action.EDIT
        )
        remove_objective(objective=objective, actor=request.user, now=timezone.now())
        return Response(status=HTTPStatus.NO_CONTENT)


class ObjectiveRestore(APIView):
    @described(answer=ObjectiveShape, gives_version=True)
    def post(self, request: Request, pk: int, objective_pk: int) -> Response:
        """Bring back an objective that was removed."""
        _own, objective = get_objective_of(
            request.user, pk, objective_pk, action=Action.EDIT, also_removed=True
        )
        restore_objective(objective=objective, actor=request.user, now=timezone.now())
        return versioned(objective_shape(objective), objective.version)


def edit_of(evaluation: Evaluation, body: dict[str, Any]) -> ObjectiveEdit:
    """Return the edit; an id of another evaluation is not found (R12)."""
    leaves = evaluation.criteria.present().exclude(kind=Criterion.Kind.CATEGORY)
    wanted = set(body["criteria"])
    criteria = tuple(leaves.filter(pk__in=wanted).in_order())
    if len(criteria) != len(wanted):
        raise Http404
    named = {
        "owner": row_of(evaluation.participants.present(), body["owner"]),
        "goal": row_of(evaluation.company_goals.all(), body["goal"]),
        "parent": row_of(evaluation.objectives.present(), body["parent"]),
    }
    return ObjectiveEdit(**body | named | {"criteria": criteria})


def row_of(rows: QuerySet[Any], pk: int | None) -> Model | None:
    return None if pk is None else get_object_or_404(rows, pk=pk)
