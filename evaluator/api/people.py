"""Who takes part in an evaluation, who is invited, and what happened in it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, TypedDict

from django.conf import settings
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Id
from common.api_schema import described
from evaluator.access import get_evaluation, get_other_participant, get_participant
from evaluator.api.shapes import PersonShape, person_shape
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.people import invited_to
from evaluator.services.people import (
    NewGuest,
    Part,
    add_participant,
    change_part,
    change_price_right,
    invite_participant,
    remove_participant,
)
from workspace.api_view import APIView
from workspace.links import site_link
from workspace.models import User
from workspace.telling import ActivityShape, activity_rows, activity_shape

ROLES = Participant.Role.values
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class PartBody(Body):
    """A role; a lead may score too."""

    role = serializers.ChoiceField(choices=ROLES)
    also_scores = serializers.BooleanField(required=False, default=False)


class PartPatch(Body):
    """What is left out stays as it is."""

    role = serializers.ChoiceField(choices=ROLES, required=False)
    also_scores = serializers.BooleanField(required=False)
    price_right = serializers.BooleanField(required=False, allow_null=True)


class ParticipantBody(PartBody):
    user = Id()


class InvitationBody(PartBody):
    email = serializers.EmailField(max_length=254)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False)


class InvitedShape(TypedDict):
    email: str
    role: str


class SentShape(TypedDict):
    """`is_added`: the person is in the team and takes part at once, without a mail."""

    email: str
    is_added: bool
    link: str | None


@transaction.atomic
def change_person(
    other: Participant, body: dict[str, Any], *, actor: User
) -> Participant:
    """Change role and price right together, or nothing."""
    now = timezone.now()
    if body.keys() - {"price_right"} or not body:
        scores = body.get("also_scores", other.is_evaluator)
        part = Part(body.get("role", other.role), scores)
        other = change_part(participant=other, part=part, actor=actor, now=now)
    if "price_right" in body:
        other = change_price_right(
            participant=other, price_right=body["price_right"], actor=actor, now=now
        )
    return other


class ParticipantList(APIView):
    """Who takes part, and who did, by name."""

    @described(answer=PersonShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        people = participant.evaluation.participants.select_related("user")
        ordered = people.order_by("user__name", "user__email", "pk")
        return paged(request, ordered, person_shape)

    @described(body=ParticipantBody, answer=PersonShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Let somebody of the team take part."""
        evaluation = get_evaluation(request.user, pk, action=Action.MANAGE)
        body = read_body(ParticipantBody, request)
        members = evaluation.team.members.select_related("user")
        added = add_participant(
            evaluation=evaluation,
            user=get_object_or_404(members, user=body["user"]).user,
            part=Part(body["role"], body["also_scores"]),
            actor=request.user,
            now=timezone.now(),
        )
        return created(person_shape(added), "participant-detail", pk, added.pk)


class ParticipantDetail(APIView):
    @described(answer=PersonShape)
    def get(self, request: Request, pk: int, participant_pk: int) -> Response:
        """Read what somebody is in the evaluation."""
        _own, other = get_other_participant(
            request.user, pk, participant_pk, action=Action.VIEW
        )
        return Response(person_shape(other))

    @described(body=PartPatch, answer=PersonShape)
    def patch(self, request: Request, pk: int, participant_pk: int) -> Response:
        """Give another role, or the right to see prices."""
        _own, other = get_other_participant(
            request.user, pk, participant_pk, action=Action.MANAGE
        )
        changed = change_person(
            other, read_body(PartPatch, request), actor=request.user
        )
        return Response(person_shape(changed))

    @described(status=204)
    def delete(self, request: Request, pk: int, participant_pk: int) -> Response:
        """Take the person out; what was submitted stays."""
        _own, other = get_other_participant(
            request.user, pk, participant_pk, action=Action.MANAGE
        )
        remove_participant(participant=other, actor=request.user, now=timezone.now())
        return gone()


class InvitationList(APIView):
    """Open invitations that lead to this evaluation."""

    @described(answer=InvitedShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        return paged(
            request,
            invited_to(evaluation),
            lambda each: {"email": each.email, "role": each.role_key},
        )

    @described(body=InvitationBody, answer=SentShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Invite by mail; without a mail server the link is shown, this once."""
        evaluation = get_evaluation(request.user, pk, action=Action.MANAGE)
        body = read_body(InvitationBody, request)
        sent = invite_participant(
            evaluation=evaluation,
            guest=NewGuest(
                body["email"],
                Part(body["role"], body["also_scores"]),
                body.get("language") or (get_language() or "en")[:2],
            ),
            actor=request.user,
            now=timezone.now(),
        )
        token = sent.token if sent else None
        link = site_link("workspace:invitation_open", token) if token else None
        # Who is in the team already takes part at once: nothing is sent.
        answer = {"email": body["email"], "is_added": sent is None, "link": link}
        return Response(answer, status=HTTPStatus.CREATED)


class ActivityList(APIView):
    """What happened in the evaluation, newest first, told in sentences."""

    @described(answer=ActivityShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        get_participant(request.user, pk, action=Action.VIEW)
        rows = activity_rows("evaluation", pk)
        return paged(request, rows, activity_shape)
