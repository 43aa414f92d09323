"""Tasks of the checklist: opened, added, changed, moved, removed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from migration.access import get_plan_member, get_task
from migration.forms.checklist.tasks import (
    DirectionForm,
    EditTaskForm,
    TaskForm,
    stored,
)
from migration.models import PlanMember, Task
from migration.permissions import Action
from migration.selectors.schedule.effects import Effect, Wish
from migration.services.checklist.tasks import (
    Direction,
    add_task,
    edit_task,
    move_task,
    remove_task,
    restore_task,
)
from migration.views.checklist.checklist import (
    checklist_url,
    opened_context,
    render_checklist,
)
from migration.views.confirming import (
    asks_to_bring_back,
    asks_to_remove,
    effect_now,
    is_unconfirmed,
)
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
ASKED = {"assigned_to", "owner_role"}  # who has a task decides how long it takes


@require_POST
def task_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = TaskForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            task = add_task(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            # Who adds one adds another: the cursor stays where it is.
            return redirect(checklist_url(request, task, added=task.pk))
        except DomainError as error:
            form.add_error(None, str(error))
    return render_checklist(request, member, add_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def task_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Open one task in its row: to read, and for the lead to change."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    member, task = get_task(request.user, pk, action=action)
    if request.method == "GET":
        return render_opened(request, member, task)
    form = EditTaskForm(request.POST, task=task)
    effect = effect_of_edit(task, form) if form.is_valid() else None
    if effect and is_unconfirmed(request, effect):
        return render_opened(request, member, task, form=form, effect=effect)
    status = save_task(request, task, form)
    if status == HTTPStatus.FOUND:
        return redirect(checklist_url(request, task))
    return render_opened(request, member, task, form=form, status=status)


def render_opened(
    request: PersonRequest,
    member: PlanMember,
    task: Task,
    *,
    status: int = HTTPStatus.OK,
    **page: Any,
) -> HttpResponse:
    """Draw the checklist with one task opened in its row.

    `page` may hold form, effect (of the form, or with asks of the removal),
    steps_form, comment_form, proof_form (each with errors), editing with edit_form (an
    own comment), renaming with rename_form (a step), problem (a sentence).
    """
    context = opened_context(request, member, task) | page
    return render_checklist(request, member, opened=task, status=status, **context)


def effect_of_edit(task: Task, form: EditTaskForm) -> Effect | None:
    """Return what another person would do to the dates; None where nobody else has it.

    Nor is there one where somebody else has saved since: that is a conflict first.
    """
    said = form.cleaned_data
    if said["version"] != task.version or not ASKED & set(form.changed_data):
        return None
    person = said["assigned_to"]
    fields = {
        "assigned_to_id": person.pk if person else None,
        "owner_role": said["owner_role"],
    }
    return effect_now(task.plan, lambda _now: Wish(tasks={task.pk: fields}))


def save_task(request: PersonRequest, task: Task, form: EditTaskForm) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        edit_task(task=task, edit=form.edit(), actor=request.user, now=timezone.now())
    except StaleVersion as error:
        show_conflict(form, stored(error.current), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return UNPROCESSABLE
    return HTTPStatus.FOUND


@require_POST
def task_move(request: PersonRequest, pk: int) -> HttpResponse:
    member, task = get_task(request.user, pk, action=Action.EDIT)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return render_checklist(request, member, status=UNPROCESSABLE)
    move_task(
        task=task,
        direction=Direction(form.cleaned_data["direction"]),
        actor=request.user,
        now=timezone.now(),
    )
    return redirect(checklist_url(request, task))


@require_POST
def task_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it off the list; the answer offers the way back."""
    member, task = get_task(request.user, pk, action=Action.EDIT)
    effect = effect_now(member.plan, lambda _now: Wish(gone={pk}))
    if effect and is_unconfirmed(request, effect):
        asks = asks_to_remove(
            task.title,
            url=request.get_full_path(),
            back=checklist_url(request, task),
        )
        return render_opened(request, member, task, effect=effect, asks=asks)
    remove_task(task=task, actor=request.user, now=timezone.now())
    return redirect(checklist_url(request, task, removed=task.pk))


@require_POST
def task_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, task = get_task(request.user, pk, action=Action.EDIT, also_removed=True)
    back = (task,) if task.removed_at else ()
    effect = effect_now(member.plan, lambda _now: Wish(back=back))
    if effect and is_unconfirmed(request, effect):
        asks = asks_to_bring_back(
            task.title,
            url=request.get_full_path(),
            back=checklist_url(request, task),
        )
        return render_checklist(
            request, member, effect=effect, asks=asks, restoring=task.pk
        )
    try:
        restore_task(task=task, actor=request.user, now=timezone.now())
    except DomainError as error:
        return render_checklist(
            request, member, problem=str(error), status=HTTPStatus.CONFLICT
        )
    return redirect(checklist_url(request, task))
