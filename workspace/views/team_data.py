"""What owners do with data: take all of the team's, erase a person's (R57)."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from workspace.access import get_member, get_team
from workspace.forms.erasure import ErasureForm
from workspace.permissions import TeamAction
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest
from workspace.selectors import partings_of
from workspace.services.erasure import erase_of_team
from workspace.services.team_archives import enqueue_archive


@require_http_methods(["GET", "POST"])
def team_data(request: PersonRequest, pk: int) -> HttpResponseBase:
    get_team(request.user, pk, action=TeamAction.EXPORT_TEAM)
    return team_data_checked(request, pk)


@needs_recent_login
def team_data_checked(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what the archive holds, and have it made in the background."""
    team = get_team(request.user, pk, action=TeamAction.EXPORT_TEAM)
    if request.method == "GET":
        return render(request, "workspace/team_data.html", {"shown_team": team})
    try:
        job = enqueue_archive(team=team, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("workspace:team_data", pk=pk)
    return redirect("workspace:job_detail", job.public_id)


@require_http_methods(["GET", "POST"])
def member_erase(request: PersonRequest, pk: int) -> HttpResponseBase:
    get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
    return member_erase_checked(request, pk)


@needs_recent_login
def member_erase_checked(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
    if member.user_id == request.user.pk:
        return redirect("workspace:own_erase")
    form = ErasureForm(request.POST or None, person=member.user)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                erase_of_team(member=member, actor=request.user, now=timezone.now())
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The person is erased."))
                return redirect("workspace:member_list", pk=member.team_id)
    context = {
        "form": form,
        "person": member.user,
        "member": member,
        "partings": partings_of(member, seen_by=request.user, now=timezone.now()),
    }
    return render(request, "workspace/erase.html", context, status=status)
