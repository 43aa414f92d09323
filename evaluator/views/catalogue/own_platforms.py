"""A team's own platforms: added, changed and taken away by its members."""

from __future__ import annotations

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError
from evaluator.access import get_own_platform
from evaluator.forms.catalogue.entries import PlatformForm
from evaluator.models import Platform
from evaluator.selectors.catalogue.platforms import likely_twins
from evaluator.services.catalogue.platforms import (
    PlatformIsStale,
    add_platform,
    edit_platform,
    remove_platform,
)
from workspace.access import get_team
from workspace.models import Team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest


def get_team_to_edit(request: PersonRequest, platform: Platform | None = None) -> Team:
    """Return the team for which the person edits: the platform's, else the present."""
    team = (platform and platform.team) or request.team
    if team is None:
        raise PermissionDenied
    return get_team(request.user, team.pk, action=TeamAction.EDIT_CATALOGUE)


@require_http_methods(["GET", "POST"])
def platform_add(request: PersonRequest) -> HttpResponse:
    """Add a platform for the own team; names that are much alike are asked about."""
    team = get_team_to_edit(request)
    if request.method == "GET":
        form = PlatformForm(initial=request.GET.dict() | {"version": 0})
        return render_form(request, form)
    form = PlatformForm(request.POST)
    if not form.is_valid():
        return render_form(request, form)
    twins = likely_twins(team, form.cleaned_data["name"])
    if twins and not form.cleaned_data["is_other"]:
        return render_form(request, form, twins=twins)
    try:
        platform = add_platform(
            team=team, edit=form.edit(), actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error("name", str(error))
        return render_form(request, form)
    return redirect("evaluator:platform_detail", pk=platform.pk)


@require_http_methods(["GET", "POST"])
def platform_edit(request: PersonRequest, pk: int) -> HttpResponse:
    platform = get_own_platform(request.user, pk)
    if request.method == "GET":
        form = PlatformForm(initial=vars(platform))
        return render_form(request, form, platform=platform)
    form = PlatformForm(request.POST)
    status = save_platform(request, platform, form)
    if status == HTTPStatus.FOUND:
        return redirect("evaluator:platform_detail", pk=pk)
    return render_form(request, form, platform=platform, status=status)


def save_platform(
    request: PersonRequest, platform: Platform, form: PlatformForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return status_of(form)
    try:
        edit_platform(
            platform=platform, edit=form.edit(), actor=request.user, now=timezone.now()
        )
    except PlatformIsStale as error:
        show_conflict(form, vars(error.current), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error("name", str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND


@require_POST
def platform_remove(request: PersonRequest, pk: int) -> HttpResponse:
    platform = get_own_platform(request.user, pk)
    name = platform.name
    remove_platform(platform=platform, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(name)s” was removed.") % {"name": name})
    return redirect("evaluator:platform_list")


def render_form(
    request: PersonRequest,
    form: PlatformForm,
    *,
    platform: Platform | None = None,
    twins: list[Platform] | None = None,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    return render(
        request,
        "evaluator/platform_form.html",
        {"form": form, "platform": platform, "twins": twins},
        status=status or status_of(form),
    )


def status_of(form: forms.Form) -> HTTPStatus:
    """A version is never left out by the page: 428 tells whoever wrote the request."""
    if not form.is_bound:
        return HTTPStatus.OK
    if form.has_error("version", code="required"):
        return HTTPStatus.PRECONDITION_REQUIRED
    return HTTPStatus.UNPROCESSABLE_ENTITY
