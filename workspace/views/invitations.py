"""Inviting people into a team, and coming in."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from workspace.access import (
    OPENED_INVITATION,
    find_invited,
    get_invitation,
    get_team,
)
from workspace.forms.teams import InvitationForm
from workspace.links import site_link
from workspace.middleware import TEAM
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest
from workspace.services.invitations import (
    Guest,
    Sent,
    accept_invitation,
    find_by_token,
    invite,
    resend,
    revoke,
)
from workspace.views.teams import UNPROCESSABLE, render_members


@require_POST
def invitation_create(request: PersonRequest, pk: int) -> HttpResponse:
    team = get_team(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            guest = Guest(**form.cleaned_data)
            sent = invite(
                team=team, guest=guest, actor=request.user, now=timezone.now()
            )
            return answer_sent(request, sent)
        except DomainError as error:
            form.add_error("email", str(error))
    return render_members(request, team, form=form, status=UNPROCESSABLE)


@require_POST
def invitation_resend(request: PersonRequest, pk: int) -> HttpResponse:
    invitation = get_invitation(request.user, pk)
    sent = resend(invitation=invitation, actor=request.user, now=timezone.now())
    return answer_sent(request, sent)


@require_POST
def invitation_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    invitation = get_invitation(request.user, pk)
    revoke(invitation=invitation, actor=request.user, now=timezone.now())
    messages.success(request, _("The invitation is revoked. Its link is dead."))
    return redirect("workspace:member_list", pk=invitation.team_id)


def answer_sent(request: PersonRequest, sent: Sent) -> HttpResponse:
    """Go back to the list. Without a mail server show the link, this once."""
    if sent.token is None:
        messages.success(request, _("The invitation is on its way."))
        return redirect("workspace:member_list", pk=sent.invitation.team_id)
    link = site_link("workspace:invitation_open", sent.token)
    return render_members(request, sent.invitation.team, link=link)


@login_not_required
@require_GET
@never_cache
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """Remember the invitation in this browser and take the token off the address."""
    invitation = find_by_token(token, now=timezone.now())
    request.session[OPENED_INVITATION] = invitation.token_hash if invitation else ""
    return redirect("workspace:invitation_accept")


@login_not_required
@require_http_methods(["GET", "POST"])
@never_cache
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Ask before joining; expired, revoked, used and unknown links look the same."""
    invitation = find_invited(request.session, now=timezone.now())
    if invitation is None:
        page = "workspace/invitation_dead.html"
        return render(request, page, status=HTTPStatus.NOT_FOUND)
    status, problem = HTTPStatus.OK, ""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            accept_invitation(
                invitation=invitation, user=request.user, now=timezone.now()
            )
        except DomainError as error:
            status, problem = UNPROCESSABLE, str(error)
        else:
            del request.session[OPENED_INVITATION]
            request.session[TEAM] = invitation.team_id
            return redirect("workspace:home")
    context = {"invitation": invitation, "problem": problem}
    return render(request, "workspace/invitation.html", context, status=status)
