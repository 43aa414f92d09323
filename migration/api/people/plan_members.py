"""Who works on a plan."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Id, read_nothing
from common.api_schema import described
from migration.access import get_other_member, get_plan_member
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import EffectShape
from migration.api.shapes import PlanMemberShape, member_shape
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.schedule.effects import with_role, without_member
from migration.services.people.people import (
    add_plan_member,
    change_role,
    check_other_lead,
    remove_plan_member,
)
from workspace.api_view import APIView


class RoleBody(Body):
    role = serializers.ChoiceField(choices=PlanMember.Role.values)


class MemberBody(RoleBody):
    user = Id()


class PlanMemberList(APIView):
    """Who works on the plan, by name."""

    @described(answer=PlanMemberShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        people = member.plan.members.select_related("user").by_name()
        return paged(request, people, member_shape)

    @described(body=MemberBody, answer=PlanMemberShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Add somebody of the team."""
        member = get_plan_member(request.user, pk, action=Action.MANAGE)
        body = read_body(MemberBody, request)
        team = member.plan.team.members.select_related("user")
        added = add_plan_member(
            plan=member.plan,
            user=get_object_or_404(team, user=body["user"]).user,
            role=body["role"],
            actor=request.user,
            now=timezone.now(),
        )
        return created(member_shape(added), "plan-member-detail", pk, added.pk)


class PlanMemberEffect(APIView):
    @described(body=RoleBody, answer=EffectShape)
    def post(self, request: Request, pk: int, member_pk: int) -> Response:
        """Say what another role would do to the finish; saves nothing.

        An observer loses the open tasks.
        """
        own, other = get_other_member(request.user, pk, member_pk, action=Action.MANAGE)
        role = read_body(RoleBody, request)["role"]
        if role != other.role:
            check_other_lead(other)
        return effect_on(own.plan, lambda now: with_role(now, other, role))


class PlanMemberRemovalEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int, member_pk: int) -> Response:
        """Say what the plan without this person would do to the finish."""
        read_nothing(request)
        own, other = get_other_member(request.user, pk, member_pk, action=Action.MANAGE)
        check_other_lead(other)
        return effect_on(own.plan, lambda now: without_member(now, member_pk))


class PlanMemberDetail(APIView):
    @described(answer=PlanMemberShape)
    def get(self, request: Request, pk: int, member_pk: int) -> Response:
        """Read what somebody is on the plan."""
        _own, other = get_other_member(request.user, pk, member_pk, action=Action.VIEW)
        return Response(member_shape(other))

    @described(body=RoleBody, answer=PlanMemberShape)
    def patch(self, request: Request, pk: int, member_pk: int) -> Response:
        """Give another role; an observer loses the open tasks."""
        _own, other = get_other_member(
            request.user, pk, member_pk, action=Action.MANAGE
        )
        changed = change_role(
            member=other,
            actor=request.user,
            now=timezone.now(),
            **read_body(RoleBody, request),
        )
        return Response(member_shape(changed))

    @described(status=204)
    def delete(self, request: Request, pk: int, member_pk: int) -> Response:
        """Take the person off the plan; what they ticked stays ticked."""
        _own, other = get_other_member(
            request.user, pk, member_pk, action=Action.MANAGE
        )
        remove_plan_member(member=other, actor=request.user, now=timezone.now())
        return gone()
