"""Invitations into a team; only its owners see that there are any."""

from __future__ import annotations

from http import HTTPStatus

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body
from common.api_answers import gone, paged
from common.api_bodies import read_nothing
from common.api_schema import described
from workspace.access import get_invitation, get_team
from workspace.api.bodies import TeamInvitationBody
from workspace.api.shapes import (
    InvitationShape,
    SentInvitationShape,
    invitation_shape,
    sent_invitation_shape,
)
from workspace.api_view import APIView
from workspace.links import site_link
from workspace.permissions import TeamAction
from workspace.selectors import guests_of
from workspace.services.invitations import Guest, Sent, invite, resend, revoke


class TeamInvitationList(APIView):
    @described(answer=InvitationShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """Who is invited and has not come yet, expired invitations too."""
        team = get_team(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
        guests = guests_of(team, now=timezone.now())
        return paged(request, guests, lambda each: invitation_shape(each.invitation))

    @described(
        body=TeamInvitationBody, answer=SentInvitationShape, status=HTTPStatus.CREATED
    )
    def post(self, request: Request, pk: int) -> Response:
        """Invite an address; a second invitation replaces the link of the first."""
        team = get_team(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
        guest = Guest(**read_body(TeamInvitationBody, request))
        sent = invite(team=team, guest=guest, actor=request.user, now=timezone.now())
        return answer_sent(sent, status=HTTPStatus.CREATED)


class InvitationDetail(APIView):
    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke an invitation; its link is dead at once."""
        invitation = get_invitation(request.user, pk)
        revoke(invitation=invitation, actor=request.user, now=timezone.now())
        return gone()


class InvitationSending(APIView):
    @described(answer=SentInvitationShape)
    def post(self, request: Request, pk: int) -> Response:
        """Send a new link for seven more days; the old one is dead from now on."""
        invitation = get_invitation(request.user, pk)
        read_nothing(request)
        sent = resend(invitation=invitation, actor=request.user, now=timezone.now())
        return answer_sent(sent, status=HTTPStatus.OK)


def answer_sent(sent: Sent, *, status: HTTPStatus) -> Response:
    link = site_link("workspace:invitation_open", sent.token) if sent.token else None
    return Response(sent_invitation_shape(sent, link), status=status)
