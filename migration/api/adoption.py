"""Adoption: measures and values, counts, trainings, reviews, the old platform."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Day, Id, Line, Text, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import (
    get_measure,
    get_measure_value,
    get_plan,
    get_plan_member,
    get_training,
)
from migration.api.adoption_shapes import (
    AdoptionShape,
    MeasureShape,
    OldPlatformShape,
    TrainingShape,
    adoption_shape,
    measure_shape,
    old_shape,
    training_shape,
)
from migration.models import OldPlatform, Plan, Review, SuccessMeasure, Training
from migration.models.template_text import role_names
from migration.permissions import Action
from migration.selectors.adoption import read_adoption, switch_off_gaps
from migration.services.adoption import measures, old_platform, reviews, roles
from workspace.api_view import APIView

MOST = 10**9
ROLES = list(role_names())


class Figure(serializers.DecimalField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, **options)


class Count(serializers.IntegerField):
    def __init__(self, *, highest: int = MOST, **options: Any) -> None:
        super().__init__(min_value=0, max_value=highest, **options)


class MeasurePatch(Body):
    """What is left out stays as it is."""

    name = Line(max_length=300, required=False)
    unit = Line(max_length=30, required=False, allow_blank=True)
    baseline = Figure(required=False, allow_null=True)
    target = Figure(required=False, allow_null=True)
    deadline = Day(required=False, allow_null=True)
    owner = Id(required=False, allow_null=True)


class MeasureBody(MeasurePatch):
    name = Line(max_length=300)


class ValueBody(Body):
    value = Figure()
    measured_on = Day()
    note = Line(max_length=300, required=False, allow_blank=True, default="")


class CountBody(Body):
    role = serializers.ChoiceField(choices=ROLES)
    counted_on = Day()
    people = Count()
    active = Count()
    share_in_target = Count(highest=100, required=False, allow_null=True)
    old_logins = Count(required=False, allow_null=True)


class TrainingPatch(Body):
    """What is left out stays as it is."""

    role = serializers.ChoiceField(choices=ROLES, required=False)
    aim = Line(max_length=300, required=False)
    experience = serializers.ChoiceField(
        choices=Training.Experience.values, required=False
    )
    focus = Line(max_length=300, required=False, allow_blank=True)
    held_on = Day(required=False, allow_null=True)
    people = Count(required=False, allow_null=True)
    passed = Count(required=False, allow_null=True)
    check_by = Line(max_length=300, required=False, allow_blank=True)


class TrainingBody(TrainingPatch):
    role = serializers.ChoiceField(choices=ROLES)
    aim = Line(max_length=300)


class ReviewBody(Body):
    kind = serializers.ChoiceField(choices=Review.Kind.values)
    held_on = Day()
    works = Text(max_length=4000, required=False, allow_blank=True, default="")
    improve = Text(max_length=4000, required=False, allow_blank=True, default="")


class ArchiveProofBody(Body):
    proof = Line(max_length=600)


class AdoptionDetail(APIView):
    @described(answer=AdoptionShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read what the move brought."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        return Response(shape_of(member.plan))


class ObjectivesTaken(APIView):
    @described(answer=AdoptionShape)
    def post(self, request: Request, pk: int) -> Response:
        """Make a measure of every objective that has none yet."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.EDIT)
        measures.take_objectives(plan=plan, actor=request.user, now=timezone.now())
        return Response(shape_of(plan))


class MeasureList(APIView):
    @described(body=MeasureBody, answer=MeasureShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add something that the move is to bring."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_owner(plan, read_body(MeasureBody, request))
        measure = measures.add_measure(
            plan=plan,
            edit=measures.MeasureEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            measure_shape(measure),
            "measure-detail",
            measure.pk,
            version=measure.version,
        )


class MeasureDetail(APIView):
    def shows_current(self, current: SuccessMeasure) -> object:
        return measure_shape(current)

    @described(answer=MeasureShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one measure with its values."""
        _member, measure = get_measure(request.user, pk, action=Action.VIEW)
        return versioned(measure_shape(measure), measure.version)

    @described(body=MeasurePatch, answer=MeasureShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one measure."""
        _member, measure = get_measure(request.user, pk, action=Action.EDIT)
        body = with_owner(measure.plan, read_body(MeasurePatch, request))
        changed = measures.edit_measure(
            measure=measure,
            edit=edit_of(measures.MeasureEdit, measure, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(measure_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list; it can be restored."""
        _member, measure = get_measure(request.user, pk, action=Action.EDIT)
        measures.remove_measure(measure=measure, actor=request.user, now=timezone.now())
        return gone()


class RestoringMeasure(APIView):
    @described(answer=MeasureShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the list."""
        read_nothing(request)
        _member, measure = get_measure(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        measures.restore_measure(
            measure=measure, actor=request.user, now=timezone.now()
        )
        return versioned(measure_shape(measure), measure.version)


class MeasureValueList(APIView):
    @described(body=ValueBody, answer=MeasureShape)
    def post(self, request: Request, pk: int) -> Response:
        """Enter a value; a second one of the same day replaces the first."""
        _member, measure = get_measure(request.user, pk, action=Action.COMPLETE)
        measures.enter_value(
            measure=measure,
            **read_body(ValueBody, request),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(measure_shape(measure))


class MeasureValueDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take a value away."""
        _member, value = get_measure_value(request.user, pk, action=Action.COMPLETE)
        measures.remove_value(value=value, actor=request.user, now=timezone.now())
        return gone()


class CountList(APIView):
    @described(body=CountBody, answer=AdoptionShape)
    def post(self, request: Request, pk: int) -> Response:
        """Count a role; a second count of the same day replaces the first."""
        plan = get_plan(request.user, pk, action=Action.COMPLETE)
        roles.enter_count(
            plan=plan,
            edit=roles.CountEdit(**read_body(CountBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(shape_of(plan))


class TrainingList(APIView):
    @described(body=TrainingBody, answer=TrainingShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add a training of a role."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        training = roles.add_training(
            plan=plan,
            edit=roles.TrainingEdit(**read_body(TrainingBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            training_shape(training),
            "training-detail",
            training.pk,
            version=training.version,
        )


class TrainingDetail(APIView):
    def shows_current(self, current: Training) -> object:
        return training_shape(current)

    @described(answer=TrainingShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one training."""
        _member, training = get_training(request.user, pk, action=Action.VIEW)
        return versioned(training_shape(training), training.version)

    @described(body=TrainingPatch, answer=TrainingShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one training."""
        _member, training = get_training(request.user, pk, action=Action.EDIT)
        body = read_body(TrainingPatch, request)
        changed = roles.edit_training(
            training=training,
            edit=edit_of(roles.TrainingEdit, training, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(training_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list."""
        _member, training = get_training(request.user, pk, action=Action.EDIT)
        roles.remove_training(training=training, actor=request.user, now=timezone.now())
        return gone()


class RestoringTraining(APIView):
    @described(answer=TrainingShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring it back."""
        read_nothing(request)
        _member, training = get_training(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        roles.restore_training(
            training=training, actor=request.user, now=timezone.now()
        )
        return versioned(training_shape(training), training.version)


class ReviewList(APIView):
    @described(body=ReviewBody, answer=AdoptionShape)
    def post(self, request: Request, pk: int) -> Response:
        """Write down a review; the same one of the same day is written anew."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        said = read_body(ReviewBody, request)
        same = plan.reviews.filter(kind=said["kind"], held_on=said["held_on"])
        reviews.hold_review(
            plan=plan,
            review=same.first(),
            **said,
            actor=request.user,
            now=timezone.now(),
        )
        return Response(shape_of(plan))


class ArchiveProof(APIView):
    @described(body=ArchiveProofBody, answer=OldPlatformShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what proves the archive of the old platform."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        proof = read_body(ArchiveProofBody, request)["proof"]
        old = old_platform.prove_archive(
            plan=plan, proof=proof, actor=request.user, now=timezone.now()
        )
        return Response(shape_of_old(plan, old))


class SwitchingOff(APIView):
    @described(answer=OldPlatformShape)
    def post(self, request: Request, pk: int) -> Response:
        """Note that the old platform is off; 409 while it is locked."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        old = old_platform.switch_off(plan=plan, actor=request.user, now=timezone.now())
        return Response(shape_of_old(plan, old))

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Note that it is on again."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        old_platform.switch_back(plan=plan, actor=request.user, now=timezone.now())
        return gone()


def shape_of(plan: Plan) -> AdoptionShape:
    today = plan.team.day_of(timezone.now())
    return adoption_shape(read_adoption(plan, today=today))


def shape_of_old(plan: Plan, old: OldPlatform) -> OldPlatformShape:
    gaps = switch_off_gaps(old, plan.adoption_counts.all())
    return old_shape(old, [str(gap) for gap in gaps])


def with_owner(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the person who answers for it: 404 for a stranger."""
    pk = body.get("owner")
    if pk is None:
        return body
    return body | {"owner": get_object_or_404(plan.members.all(), pk=pk)}
