"""Stakeholders: people on their chairs, and talks with them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Day, Id, Line, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import (
    get_plan,
    get_plan_member,
    get_stakeholder,
    get_talk,
)
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import EffectShape
from migration.models import Plan, Stakeholder, Talk
from migration.models.template_text import role_names
from migration.permissions import Action, sees_feelings
from migration.selectors.people.stakeholders import Chair, read_stakeholders, tasks_of
from migration.selectors.schedule.effects import with_person, without_person
from migration.services.people import stakeholders as service
from workspace.api_view import APIView

DEGREES = Stakeholder.Degree.values


class Short(Line):
    """A line that may be left out or empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, allow_blank=True, **options)


class StakeholderPatch(Body):
    """What is left out stays as it is. Degrees 1 to 3.

    `hours_a_day`: null for full days, as is what a full day of the plan has, or more.
    """

    name = Short(max_length=120)
    role = serializers.ChoiceField(
        choices=list(role_names()), required=False, allow_blank=True
    )
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    member = Id(required=False, allow_null=True)
    deputy = Short(max_length=120)
    influence = serializers.ChoiceField(
        choices=DEGREES, required=False, allow_null=True
    )
    interest = serializers.ChoiceField(choices=DEGREES, required=False, allow_null=True)
    stance = serializers.ChoiceField(choices=Stakeholder.Stance.values, required=False)
    gains = Short(max_length=400)
    fears = Short(max_length=400)
    channel = Short(max_length=120)
    duties = Short(max_length=400)
    hours_a_day = serializers.DecimalField(
        max_digits=4,
        decimal_places=2,
        max_value=24,
        required=False,
        allow_null=True,
    )


class TalkBody(Body):
    spoken_on = Day()
    note = Line(max_length=400, required=False, allow_blank=True, default="")


class TalkShape(TypedDict):
    id: int
    spoken_on: date
    note: str


class StakeholderShape(TypedDict):
    """`member` is of the plan. `gains` and `fears` are null for all but leads."""

    id: int
    plan: int
    name: str
    role: str
    email: str
    member: int | None
    deputy: str
    influence: int | None
    interest: int | None
    stance: str
    gains: str | None
    fears: str | None
    channel: str
    duties: str
    hours_a_day: Decimal | None
    talks: list[TalkShape]
    removed_at: datetime | None
    version: int


class StakeholderWithTasksShape(StakeholderShape):
    tasks: list[int]


class WaitingPartShape(TypedDict):
    deliverable: int
    part: str


class ChairShape(TypedDict):
    """`parts` are given to whoever sits on it first."""

    role: str
    open_tasks: int
    parts: list[WaitingPartShape]


class StakeholdersShape(TypedDict):
    """`chairs` are the roles on which nobody sits."""

    seated: list[StakeholderShape]
    chairs: list[ChairShape]
    removed: list[StakeholderShape]


class StakeholderList(APIView):
    @described(answer=StakeholdersShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read who sits on which chair, and which are empty."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        plan, is_open = member.plan, sees_feelings(member)
        found = read_stakeholders(plan, today=plan.team.day_of(timezone.now()))
        return Response(
            {
                "seated": [
                    stakeholder_shape(row.stakeholder, is_open=is_open)
                    for row in found.seated
                ],
                "chairs": [chair_shape(chair) for chair in found.chairs],
                "removed": [
                    stakeholder_shape(each, is_open=is_open) for each in found.removed
                ],
            }
        )

    @described(
        body=StakeholderPatch,
        answer=StakeholderWithTasksShape,
        status=201,
        gives_version=True,
    )
    def post(self, request: Request, pk: int) -> Response:
        """Put somebody on a chair; a name, or a member of the plan, is needed."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_member(plan, read_body(StakeholderPatch, request))
        person = service.seat(
            plan=plan,
            edit=service.StakeholderEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            with_tasks(person), "stakeholder-detail", person.pk, version=person.version
        )


class StakeholderDetail(APIView):
    def shows_current(self, current: Stakeholder) -> object:
        return with_tasks(current)

    @described(answer=StakeholderWithTasksShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one person with talks and tasks."""
        member, person = get_stakeholder(request.user, pk, action=Action.VIEW)
        told = with_tasks(person, is_open=sees_feelings(member))
        return versioned(told, person.version)

    @described(
        body=StakeholderPatch, answer=StakeholderWithTasksShape, needs_version=True
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Change what is known of the person."""
        member, person = get_stakeholder(request.user, pk, action=Action.EDIT)
        body = with_member(member.plan, read_body(StakeholderPatch, request))
        changed = service.edit_stakeholder(
            stakeholder=person,
            edit=edit_of(service.StakeholderEdit, person, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(with_tasks(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Leave the chair empty; the person's links open nothing any more."""
        _member, person = get_stakeholder(request.user, pk, action=Action.EDIT)
        service.remove_stakeholder(
            stakeholder=person, actor=request.user, now=timezone.now()
        )
        return gone()


class SeatingEffect(APIView):
    @described(body=StakeholderPatch, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what this person would do to the finish; saves nothing."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_member(plan, read_body(StakeholderPatch, request))
        person = service.as_edited(plan, service.StakeholderEdit(**body))
        return effect_on(plan, lambda now: with_person(now, person))


class StakeholderEffect(APIView):
    @described(body=StakeholderPatch, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what a change of the person would do to the finish; saves nothing."""
        member, person = get_stakeholder(request.user, pk, action=Action.EDIT)
        body = with_member(member.plan, read_body(StakeholderPatch, request))
        edit = edit_of(service.StakeholderEdit, person, body)
        changed = service.as_edited(member.plan, edit, person)
        return effect_on(member.plan, lambda now: with_person(now, changed))


class RestoringStakeholder(APIView):
    @described(answer=StakeholderWithTasksShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring the person back; the links stay revoked."""
        read_nothing(request)
        _member, person = get_stakeholder(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_stakeholder(
            stakeholder=person, actor=request.user, now=timezone.now()
        )
        return versioned(with_tasks(person), person.version)


class StakeholderRemovalEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what an empty chair would do to the finish; saves nothing."""
        read_nothing(request)
        member, person = get_stakeholder(request.user, pk, action=Action.EDIT)
        return effect_on(member.plan, lambda now: without_person(now, person))


class RestoringStakeholderEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what bringing the person back would do to the finish; saves nothing."""
        read_nothing(request)
        member, person = get_stakeholder(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        return effect_on(member.plan, lambda now: with_person(now, person))


class TalkList(APIView):
    @described(body=TalkBody, answer=TalkShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Write down that somebody spoke with the person."""
        _member, person = get_stakeholder(request.user, pk, action=Action.COMPLETE)
        talk = service.note_talk(
            stakeholder=person,
            **read_body(TalkBody, request),
            actor=request.user,
            now=timezone.now(),
        )
        return created(talk_shape(talk), "stakeholder-detail", person.pk)


class TalkDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take a talk off the log."""
        _member, talk = get_talk(request.user, pk, action=Action.COMPLETE)
        service.remove_talk(talk=talk, actor=request.user, now=timezone.now())
        return gone()


def with_member(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the person of the plan: 404 for a stranger."""
    pk = body.get("member")
    if pk is None:
        return body
    members = plan.members.select_related("user")
    return body | {"member": get_object_or_404(members, pk=pk)}


def talk_shape(talk: Talk) -> TalkShape:
    return {"id": talk.pk, "spoken_on": talk.spoken_on, "note": talk.note}


def chair_shape(chair: Chair) -> ChairShape:
    return {
        "role": chair.role,
        "open_tasks": chair.open_tasks,
        "parts": [
            {"deliverable": each.deliverable.pk, "part": each.part}
            for each in chair.parts
        ],
    }


def stakeholder_shape(person: Stakeholder, *, is_open: bool = True) -> StakeholderShape:
    talks = sorted(person.talks.all(), key=lambda each: each.spoken_on, reverse=True)
    return {
        "id": person.pk,
        "plan": person.plan_id,
        "name": person.name,
        "role": person.role,
        "email": person.email,
        "member": person.member_id,
        "deputy": person.deputy,
        "influence": person.influence,
        "interest": person.interest,
        "stance": person.stance,
        "gains": person.gains if is_open else None,
        "fears": person.fears if is_open else None,
        "channel": person.channel,
        "duties": person.duties,
        "hours_a_day": person.hours_a_day,
        "talks": [talk_shape(each) for each in talks],
        "removed_at": person.removed_at,
        "version": person.version,
    }


def with_tasks(
    person: Stakeholder, *, is_open: bool = True
) -> StakeholderWithTasksShape:
    tasks = list(tasks_of(person).values_list("pk", flat=True))
    return {**stakeholder_shape(person, is_open=is_open), "tasks": tasks}
