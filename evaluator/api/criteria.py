"""The requirement tree: criteria, their places, needs and the template."""

from __future__ import annotations

from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, ReasonBody, Text, read_query
from common.api_schema import described
from evaluator.access import (
    get_criterion,
    get_criterion_of,
    get_evaluation,
    get_participant,
)
from evaluator.api.shapes import CriterionShape, criterion_shape, global_weights_of
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.vocabulary import FIGURES
from evaluator.models import Criterion, Evaluation, Participant
from evaluator.permissions import Action
from evaluator.scoring.errors import ScoringError
from evaluator.scoring.value_functions import value_function_from, value_function_to
from evaluator.selectors.counted_tree import requirement_tree
from evaluator.selectors.needs import need_groups
from evaluator.selectors.shared import hides_prices
from evaluator.selectors.tree import deleted_criteria, read_tree
from evaluator.services.criteria import (
    CriterionEdit,
    Place,
    delete_criterion,
    move_criterion,
    restore_criterion,
)
from evaluator.services.money.values import plant_criterion, save_criterion
from evaluator.services.planting import add_needs, can_grow, grow_template
from workspace.api_view import APIView

KINDS = Criterion.Kind
MOST_NEEDS = 200
# Rated criteria have their own function, which nobody sets.
SETTABLE = ("linear", "piecewise", "target")
FIGURE_KEYS = [key for key, known in FACT_KEYS.items() if FIGURES & set(known.forms)]


class ValueFunction(serializers.DictField):
    """What a measurement is worth: a kind, and the fixed numbers of this kind."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        given = super().to_internal_value(data)
        try:
            if given.get("kind") not in SETTABLE:
                raise ScoringError
            return value_function_to(value_function_from(given))
        except ScoringError as error:
            raise serializers.ValidationError(
                _(
                    "Give kind linear with worst and best, piecewise with points, or"
                    " target with range and ideal; all in numbers."
                )
            ) from error


class ScaleField(serializers.ListField):
    """Six sentences for 0 to 5, or none."""

    child = Line(max_length=400, allow_blank=True)

    def to_internal_value(self, data: Any) -> list[str]:
        scale: list[str] = super().to_internal_value(data)
        if len(scale) not in {0, 6}:
            raise serializers.ValidationError(_("Give six sentences, for 0 to 5."))
        return scale


class CriterionPatch(ReasonBody):
    """What is left out stays as it is."""

    kind = serializers.ChoiceField(choices=KINDS.values, required=False)
    name = Line(max_length=120, required=False)
    parent = Id(required=False, allow_null=True)
    description = Text(max_length=2000, required=False, allow_blank=True)
    scale = ScaleField(required=False)
    wanted_by = Line(max_length=120, required=False, allow_blank=True)
    why = Text(max_length=2000, required=False, allow_blank=True)
    unit = Line(max_length=60, required=False, allow_blank=True)
    value_function = ValueFunction(required=False)
    fact_key = serializers.ChoiceField(
        choices=FIGURE_KEYS, required=False, allow_blank=True
    )
    money_figure = serializers.ChoiceField(
        choices=Criterion.MoneyFigure.values, required=False, allow_blank=True
    )


class CriterionBody(CriterionPatch):
    kind = serializers.ChoiceField(choices=KINDS.values)
    name = Line(max_length=120)


class PlaceBody(ReasonBody):
    parent = Id(allow_null=True)
    position = serializers.IntegerField(min_value=0, max_value=100_000)


class NeedsBody(ReasonBody):
    needs = serializers.ListField(
        child=Line(max_length=80), min_length=1, max_length=MOST_NEEDS
    )


class NeedsQuery(Body):
    department = Line(max_length=80, required=False, allow_blank=True)


class TemplateShape(TypedDict):
    can_grow: bool


class AddedShape(TypedDict):
    """The ids of the new criteria."""

    added: list[int]


class DepartmentShape(TypedDict):
    key: str
    name: str


class NeedShape(TypedDict):
    """`is_here`: a must-have stands for it already."""

    key: str
    process: str
    name: str
    must_have: str
    help: str
    departments: list[str]
    is_here: bool


class NeedsShape(TypedDict):
    departments: list[DepartmentShape]
    needs: list[NeedShape]


class CriterionList(APIView):
    """The requirement tree in reading order, must-haves last; weights are local."""

    @described(answer=CriterionShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        evaluation = participant.evaluation
        weights, closed = global_weights_of(evaluation), closed_to(participant)
        return paged(
            request,
            read_tree(evaluation).criteria,
            lambda each: criterion_shape(each, weights, withheld=closed),
        )

    @described(
        body=CriterionBody, answer=CriterionShape, status=201, gives_version=True
    )
    def post(self, request: Request, pk: int) -> Response:
        """Add one as the last of its category, as heavy as the others on average."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(CriterionBody, request)
        reason = body.pop("reason")
        parent = category_of(evaluation, body.pop("parent", None))
        edit = CriterionEdit(parent=parent, **body)
        check_measure(edit)
        criterion = plant_criterion(
            evaluation=evaluation,
            edit=edit,
            actor=request.user,
            now=timezone.now(),
            reason=reason,
        )
        shape = shape_now(criterion)
        return created(
            shape, "criterion-detail", criterion.pk, version=criterion.version
        )


class DeletedCriterionList(APIView):
    """What was deleted and can be restored, newest first."""

    @described(answer=CriterionShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        rows = deleted_criteria(evaluation)
        return paged(request, rows, lambda each: criterion_shape(each, {}))


class CriterionDetail(APIView):
    @described(answer=CriterionShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one criterion; the ends of a price need the right to see prices."""
        criterion = get_criterion(request.user, pk, action=Action.VIEW)
        own = get_participant(request.user, criterion.evaluation_id, action=Action.VIEW)
        weights = global_weights_of(criterion.evaluation)
        shape = criterion_shape(criterion, weights, withheld=closed_to(own))
        return versioned(shape, criterion.version)

    @described(body=CriterionPatch, answer=CriterionShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change its texts, its kind, its category."""
        criterion = get_criterion(request.user, pk, action=Action.EDIT)
        body = read_body(CriterionPatch, request)
        reason = body.pop("reason")
        if "parent" in body:
            body["parent"] = category_of(criterion.evaluation, body["parent"])
        stored = stored_in(criterion)
        edit = CriterionEdit(**stored | body, version=version_of(request))
        check_measure(edit)
        changed = save_criterion(
            criterion=criterion,
            edit=edit,
            actor=request.user,
            now=timezone.now(),
            reason=reason,
        )
        return versioned(shape_now(changed), changed.version)

    @described(query=ReasonBody, status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it and all below it out; `?reason=` where the structure is frozen."""
        criterion = get_criterion(request.user, pk, action=Action.EDIT)
        delete_criterion(
            criterion=criterion,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
            **read_query(ReasonBody, request),
        )
        return gone()

    def shows_current(self, current: Criterion) -> object:
        return shape_now(current)


class Moving(APIView):
    @described(body=PlaceBody, answer=CriterionShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it elsewhere in the tree; `position` counts what stands before it."""
        criterion = get_criterion(request.user, pk, action=Action.EDIT)
        body = read_body(PlaceBody, request)
        parent = category_of(criterion.evaluation, body["parent"])
        moved = move_criterion(
            criterion=criterion,
            place=Place(parent, body["position"], version_of(request)),
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return versioned(shape_now(moved), moved.version)

    def shows_current(self, current: Criterion) -> object:
        return shape_now(current)


class RestoringCriterion(APIView):
    @described(body=ReasonBody, answer=CriterionShape, gives_version=True)
    def post(self, request: Request, pk: int, criterion_pk: int) -> Response:
        """Undo a deletion: what was deleted with it comes back too."""
        _own, criterion = get_criterion_of(
            request.user, pk, criterion_pk, action=Action.EDIT, also_deleted=True
        )
        body = read_body(ReasonBody, request)
        restored = restore_criterion(
            criterion=criterion, actor=request.user, now=timezone.now(), **body
        )
        return versioned(shape_now(restored), restored.version)


class Template(APIView):
    @described(answer=TemplateShape)
    def get(self, request: Request, pk: int) -> Response:
        """Tell whether the template has criteria that are not here."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        return Response({"can_grow": can_grow(evaluation)})

    @described(body=ReasonBody, answer=AddedShape)
    def post(self, request: Request, pk: int) -> Response:
        """Add the criteria of the template that are not here yet."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(ReasonBody, request)
        added = grow_template(
            evaluation=evaluation, actor=request.user, now=timezone.now(), **body
        )
        return Response({"added": [each.pk for each in added]})


class Needs(APIView):
    """What it must do: needs to pick from, which become must-haves."""

    @described(answer=NeedsShape, query=NeedsQuery)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        query = read_query(NeedsQuery, request)
        picker = need_groups(evaluation, department=query.get("department", ""))
        return Response(
            {
                "departments": [
                    {"key": key, "name": name} for key, name in picker.departments
                ],
                "needs": [
                    {
                        "key": need.key,
                        "process": group.name,
                        "name": need.name,
                        "must_have": need.must_have,
                        "help": need.help,
                        "departments": need.departments,
                        "is_here": need.is_here,
                    }
                    for group in picker.groups
                    for need in group.needs
                ],
            }
        )

    @described(body=NeedsBody, answer=AddedShape)
    def post(self, request: Request, pk: int) -> Response:
        """Make must-haves of some needs."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(NeedsBody, request)
        added = add_needs(
            evaluation=evaluation,
            keys=body["needs"],
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return Response({"added": [each.pk for each in added]})


def category_of(evaluation: Evaluation, pk: int | None) -> Criterion | None:
    """Return a category of this very evaluation, else 404."""
    if pk is None:
        return None
    categories = evaluation.criteria.present().filter(kind=KINDS.CATEGORY)
    return get_object_or_404(categories, pk=pk)


def stored_in(criterion: Criterion) -> dict[str, Any]:
    """Return what an edit holds that changes nothing."""
    names = ("kind", "name", "parent", "description", "scale", "wanted_by", "why")
    measure = ("unit", "value_function", "fact_key", "money_figure")
    return {name: getattr(criterion, name) for name in names + measure}


def check_measure(edit: CriterionEdit) -> None:
    """A measured criterion says what is counted, and what a value is worth."""
    if edit.kind != KINDS.MEASURED:
        return
    needed = {
        "unit": (edit.unit, _("Say what is counted.")),
        "value_function": (edit.value_function, _("Say what a value is worth.")),
    }
    if edit.money_figure:
        del needed["unit"]  # it follows from the figure and the currency
    missing = {name: [text] for name, (value, text) in needed.items() if not value}
    if missing:
        raise serializers.ValidationError(missing)


def shape_now(criterion: Criterion) -> CriterionShape:
    return criterion_shape(criterion, global_weights_of(criterion.evaluation))


def closed_to(participant: Participant) -> frozenset[int]:
    """Return the criteria whose ends the person may not see: prices lie there (R21)."""
    if not hides_prices(participant):
        return frozenset()
    return requirement_tree(participant.evaluation).priced
