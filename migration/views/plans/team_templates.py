"""Templates of the present team: the list, and what can be done with each."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError, StaleVersion
from migration.access import get_team_template
from migration.forms.plans.team_templates import RenameForm
from migration.services.plans import team_templates as service
from workspace.access import get_present_team
from workspace.models import Team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest

MOST_REMOVED = 50


@require_GET
def template_list(request: PersonRequest) -> HttpResponse:
    team = get_present_team(request, action=TeamAction.VIEW)
    if team is None:
        return redirect("workspace:home")
    return render_templates(request, team)


@require_POST
def template_rename(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_team_template(request.user, pk)
    form = RenameForm(request.POST)
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            service.rename_template(
                template=template,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:template_list")
        except StaleVersion as error:
            form.add_error("name", str(error))
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error("name", str(error))
    return render_templates(
        request, template.team, renaming=template.pk, form=form, status=status
    )


@require_POST
def template_remove(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_team_template(request.user, pk)
    service.remove_template(template=template, actor=request.user, now=timezone.now())
    return redirect("migration:template_list")


@require_POST
def template_restore(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_team_template(request.user, pk, also_removed=True)
    try:
        service.restore_template(
            template=template, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_templates(
            request, template.team, problem=str(error), status=HTTPStatus.CONFLICT
        )
    return redirect("migration:template_list")


def render_templates(
    request: PersonRequest,
    team: Team,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the list. `page` may hold problem, or renaming (a key) with its form."""
    every = team.plan_templates.defer("content").select_related("saved_by")
    context = {
        "templates": every.present().order_by("name", "pk"),
        "removed": every.exclude(removed_at=None).order_by("-removed_at")[
            :MOST_REMOVED
        ],
    }
    return render(
        request, "migration/plan_templates.html", context | page, status=status
    )
