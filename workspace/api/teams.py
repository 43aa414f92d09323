"""Teams, their members, and what happened to them."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body
from common.api_answers import created, gone, paged
from common.api_bodies import read_nothing
from common.api_schema import described
from workspace.access import get_member, get_membership, get_team
from workspace.api.bodies import MemberRoleBody, NewTeamBody, TeamBody
from workspace.api.shapes import (
    MemberShape,
    PartingsShape,
    TeamShape,
    member_shape,
    team_shape,
)
from workspace.api_view import APIView
from workspace.models import Member
from workspace.permissions import TeamAction
from workspace.selectors import memberships_of, partings_of, people_of
from workspace.services.teams import change_role, create_team, edit_team, remove_member
from workspace.telling import (
    ActivityShape,
    activity_rows_of_team,
    activity_shape,
)


class TeamList(APIView):
    """The own teams by name; a token shows the one it is for."""

    @described(answer=TeamShape, paged=True)
    def get(self, request: Request) -> Response:
        own = memberships_of(request.user, now=timezone.now())
        return paged(request, own, team_shape)

    @described(body=NewTeamBody, answer=TeamShape, status=HTTPStatus.CREATED)
    def post(self, request: Request) -> Response:
        """Make a team, where everybody may sign up; not with a token."""
        if settings.SIGNUP != "open" or request.auth is not None:
            raise PermissionDenied
        body = read_body(NewTeamBody, request)
        team = create_team(**body, actor=request.user, now=timezone.now())
        own = get_membership(request.user, team.pk)
        return created(team_shape(own), "team-detail", team.pk)


class TeamDetail(APIView):
    @described(answer=TeamShape)
    def get(self, request: Request, pk: int) -> Response:
        """One team, with the own role."""
        return Response(team_shape(get_membership(request.user, pk)))

    @described(body=TeamBody, answer=TeamShape)
    def patch(self, request: Request, pk: int) -> Response:
        """Change name, time zone, or whether every member needs a second factor."""
        team = get_team(request.user, pk, action=TeamAction.MANAGE_TEAM)
        values = read_body(TeamBody, request)
        if values:
            edit_team(team=team, values=values, actor=request.user, now=timezone.now())
        return Response(team_shape(get_membership(request.user, pk)))


class MemberList(APIView):
    """The members of a team by name."""

    @described(answer=MemberShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        team = get_team(request.user, pk, action=TeamAction.VIEW)
        people = people_of(team, seen_by=request.user, now=timezone.now())
        return paged(
            request,
            people.persons,
            lambda each: member_shape(each, may_manage=people.may_manage),
        )


class MemberDetail(APIView):
    @described(body=MemberRoleBody, answer=MemberShape)
    def patch(self, request: Request, pk: int) -> Response:
        """Make a member an owner, or an owner a member. The last owner stays."""
        member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
        body = read_body(MemberRoleBody, request)
        change_role(member=member, **body, actor=request.user, now=timezone.now())
        return Response(self.shown(request, member))

    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int) -> Response:
        """End a membership, the own one or as an owner another's. Scores stay."""
        member = get_member(request.user, pk, action=TeamAction.VIEW)
        if member.user_id != request.user.pk:
            member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
        remove_member(member=member, actor=request.user, now=timezone.now())
        return gone()

    def shown(self, request: Request, member: Member) -> MemberShape:
        people = people_of(member.team, seen_by=request.user, now=timezone.now())
        [person] = [each for each in people.persons if each.member.pk == member.pk]
        return member_shape(person, may_manage=people.may_manage)


class MemberRemovalEffect(APIView):
    @described(answer=PartingsShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what the end of a membership would do to what you see; saves nothing."""
        read_nothing(request)
        member = get_member(request.user, pk, action=TeamAction.VIEW)
        if member.user_id != request.user.pk:
            member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
        found = partings_of(member, seen_by=request.user, now=timezone.now())
        return Response({"partings": [asdict(each) for each in found]})


class TeamActivity(APIView):
    """What happened to the team and its people, newest first; for owners."""

    @described(answer=ActivityShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        team = get_team(request.user, pk, action=TeamAction.VIEW_AUDIT)
        return paged(request, activity_rows_of_team(team), activity_shape)
