"""A team: its people, their roles, its settings, and the way out."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.tables.exports import csv_answer, wants_csv
from workspace.access import get_member, get_membership, get_team
from workspace.exports.people import members
from workspace.forms.teams import InvitationForm, RoleForm, TeamForm, TeamSettingsForm
from workspace.middleware import TEAM
from workspace.models import Member, Team
from workspace.permissions import TeamAction
from workspace.registries import Parting
from workspace.requests import PersonRequest
from workspace.selectors import partings_of, people_of
from workspace.services.teams import change_role, create_team, edit_team, remove_member

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def team_create(request: PersonRequest) -> HttpResponse:
    if settings.SIGNUP != "open":
        raise PermissionDenied
    form = TeamForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "may_create": True}
        return render(request, "workspace/no_team.html", context, status=UNPROCESSABLE)
    team = create_team(**form.cleaned_data, actor=request.user, now=timezone.now())
    request.session[TEAM] = team.pk
    return redirect("workspace:home")


@require_POST
def team_switch(request: PersonRequest, pk: int) -> HttpResponse:
    team = get_team(request.user, pk, action=TeamAction.VIEW)
    request.session[TEAM] = team.pk
    return redirect("workspace:home")


@require_GET
def member_list(request: PersonRequest, pk: int) -> HttpResponseBase:
    team = get_team(request.user, pk, action=TeamAction.VIEW)
    if wants_csv(request):
        people = people_of(team, seen_by=request.user, now=timezone.now())
        return csv_answer(members(team, people))
    return render_members(request, team)


def render_members(
    request: PersonRequest,
    team: Team,
    *,
    form: InvitationForm | None = None,
    link: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    people = people_of(team, seen_by=request.user, now=timezone.now())
    context = {
        "shown_team": team,
        "people": people,
        "form": form or InvitationForm(initial={"language": request.LANGUAGE_CODE}),
        "link": link,
        "has_mail_server": settings.HAS_MAIL_SERVER,
    }
    return render(request, "workspace/member_list.html", context, status=status)


@require_POST
def member_role(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            role = form.cleaned_data["role"]
            change_role(
                member=member, role=role, actor=request.user, now=timezone.now()
            )
            return redirect("workspace:member_list", pk=member.team_id)
        except DomainError as error:
            messages.error(request, str(error))
    return render_members(request, member.team, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def member_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_member(request.user, pk, action=TeamAction.MANAGE_MEMBERS)
    partings = partings_of(member, seen_by=request.user, now=timezone.now())
    if is_untold(request, partings):
        return render_parting(request, member, partings, "workspace/member_remove.html")
    try:
        remove_member(member=member, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return render_members(request, member.team, status=UNPROCESSABLE)
    messages.success(request, _("The person is not a member any more."))
    return redirect("workspace:member_list", pk=member.team_id)


@require_http_methods(["GET", "POST"])
def team_leave(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_membership(request.user, pk)
    partings = partings_of(member, seen_by=request.user, now=timezone.now())
    if is_untold(request, partings):
        return render_parting(request, member, partings, "workspace/team_leave.html")
    try:
        remove_member(member=member, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return render_members(request, member.team, status=UNPROCESSABLE)
    return redirect("workspace:home")


def is_untold(request: PersonRequest, partings: list[Parting]) -> bool:
    """Tell whether to say first what follows: asked, or not what was agreed to."""
    if request.method == "GET":
        return True
    return bool(partings) and request.POST.get("told") != mark_of(partings)


def mark_of(partings: list[Parting]) -> str:
    return blake2b(repr(partings).encode(), digest_size=16).hexdigest()


def render_parting(
    request: PersonRequest, member: Member, partings: list[Parting], template: str
) -> HttpResponse:
    context = {
        "member": member,
        "shown_team": member.team,
        "partings": partings,
        "told": mark_of(partings),
        "is_changed": request.method == "POST",
    }
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    return render(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def team_edit(request: PersonRequest, pk: int) -> HttpResponse:
    team = get_team(request.user, pk, action=TeamAction.MANAGE_TEAM)
    form = TeamSettingsForm(request.POST or None, instance=team)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            values = form.cleaned_data
            edit_team(team=team, values=values, actor=request.user, now=timezone.now())
            messages.success(request, _("The settings of the team are saved."))
            return redirect("workspace:team_edit", pk=pk)
        status = UNPROCESSABLE
    context = {"form": form, "shown_team": team}
    return render(request, "workspace/team_edit.html", context, status=status)
