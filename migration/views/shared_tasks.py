"""What the reader of a personal link sees and ticks: the own tasks, nothing else."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError, StaleVersion
from migration.forms.stakeholders import SharedTickForm
from migration.models import Stakeholder
from migration.selectors.links import PERSON
from migration.selectors.stakeholders import linked_stakeholder, tasks_of
from migration.services.stakeholders import tick_by_link, untick_by_link
from migration.services.tasks import ProofMissing
from workspace.models import ShareLink
from workspace.views.shared import gone, shared


@shared(PERSON)
@require_GET
def shared_tasks(request: HttpRequest, link: ShareLink) -> HttpResponse:
    person = linked_stakeholder(link)
    if person is None:
        return gone(request)
    return render_tasks(request, link, person)


@shared(PERSON)
@require_POST
def shared_task_complete(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Tick. Where proof is missing, the row asks for it."""
    person = linked_stakeholder(link)
    form = SharedTickForm(request.POST)
    if person is None or not form.is_valid():
        return gone(request)
    pk = form.cleaned_data["task"]
    try:
        tick_by_link(
            stakeholder=person,
            task_pk=pk,
            proof=form.cleaned_data["proof"],
            now=timezone.now(),
        )
    except ProofMissing as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_tasks(
            request, link, person, asked=pk, error=str(error), status=status
        )
    except DomainError as error:
        status = HTTPStatus.CONFLICT
        return render_tasks(request, link, person, problem=str(error), status=status)
    return redirect("migration:shared_tasks")


@shared(PERSON)
@require_POST
def shared_task_reopen(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Take back a tick that this person made over a link."""
    person = linked_stakeholder(link)
    form = SharedTickForm(request.POST)
    if person is None or not form.is_valid():
        return gone(request)
    try:
        untick_by_link(
            stakeholder=person,
            task_pk=form.cleaned_data["task"],
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )
    except StaleVersion as error:
        status = HTTPStatus.PRECONDITION_FAILED
        return render_tasks(request, link, person, problem=str(error), status=status)
    except DomainError as error:
        status = HTTPStatus.CONFLICT
        return render_tasks(request, link, person, problem=str(error), status=status)
    return redirect("migration:shared_tasks")


def render_tasks(
    request: HttpRequest,
    link: ShareLink,
    person: Stakeholder,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the tasks. `page` may hold asked with error, or problem."""
    tasks = list(tasks_of(person).select_related("link_tick"))
    return render(
        request,
        "migration/shared_tasks.html",
        {
            "link": link,
            "person": person,
            "plan": person.plan,
            "today": person.plan.team.day_of(timezone.now()),
            "open_tasks": [task for task in tasks if not task.is_done],
            "done_tasks": [task for task in tasks if task.is_done],
            **page,
        },
        status=status,
    )
