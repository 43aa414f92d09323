"""What the reader of a personal link sees, ticks and answers: nothing of others."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError, StaleVersion
from migration.forms.people.stakeholders import SharedTickForm
from migration.models import Stakeholder
from migration.selectors.checklist.waiting import open_before
from migration.selectors.people.links import PERSON
from migration.selectors.people.questions import asked_of
from migration.selectors.people.stakeholders import linked_stakeholder, tasks_of
from migration.services.checklist.tasks import ProofMissing, TickQuestion
from migration.services.people.stakeholders import tick_by_link, untick_by_link
from workspace.models import ShareLink
from workspace.services.files import StorageIsFull
from workspace.views.shared import gone, shared

SHARED_TASKS = "migration:shared_tasks"


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
    form = SharedTickForm(request.POST, request.FILES)
    if person is None or not (form.is_valid() or form.file_problem):
        return gone(request)
    pk = form.cleaned_data["task"]
    if form.file_problem:
        return ask(request, link, person, form, form.file_problem)
    try:
        tick_by_link(
            stakeholder=person,
            link=link,
            task_pk=pk,
            proof=form.cleaned_data["proof"],
            anyway=form.cleaned_data["anyway"],
            file=form.new_file(),
            now=timezone.now(),
        )
    except TickQuestion as error:
        return ask(request, link, person, form, str(error), is_question=True)
    except (ProofMissing, StorageIsFull) as error:
        return ask(request, link, person, form, str(error))
    except DomainError as error:
        status = HTTPStatus.CONFLICT
        return render_tasks(request, link, person, problem=str(error), status=status)
    return onward(link)


def ask(
    request: HttpRequest,
    link: ShareLink,
    person: Stakeholder,
    form: SharedTickForm,
    error: str,
    *,
    is_question: bool = False,
) -> HttpResponse:
    """Draw the row with the word, or the file, that the tick needs."""
    said = form.cleaned_data
    asked = {"asked": said["task"], "said": said, "is_question": is_question}
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_tasks(request, link, person, **asked, error=error, status=status)


def onward(link: ShareLink) -> HttpResponse:
    """Go back to the tasks, or to the thanks where the link is used up."""
    return redirect("migration:shared_done" if link.is_one_use else SHARED_TASKS)


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
    return redirect(SHARED_TASKS)


def render_tasks(
    request: HttpRequest,
    link: ShareLink,
    person: Stakeholder,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the tasks.

    `page` may hold asked with said and error, answering with error, or problem.
    """
    today = person.plan.team.day_of(timezone.now())
    tasks = list(tasks_of(person).select_related("link_tick"))
    open_tasks = [task for task in tasks if not task.is_done]
    waits = open_before(open_tasks)
    return render(
        request,
        "migration/shared_tasks.html",
        {
            "link": link,
            "person": person,
            "plan": person.plan,
            "today": today,
            "open_tasks": [(task, waits.get(task.pk, ())) for task in open_tasks],
            "done_tasks": [task for task in tasks if task.is_done],
            "questions": asked_of(person, today=today),
            **page,
        },
        status=status,
    )
