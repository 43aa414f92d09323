"""What hangs on a task: its steps, its comments, its proof."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from common.conflicts import rewrite, show_conflict
from common.errors import DomainError, StaleVersion
from migration.access import get_comment, get_step, get_task
from migration.forms.checklist.task_parts import (
    CommentForm,
    ProofForm,
    StepsForm,
    StepTextForm,
    StepTickForm,
)
from migration.forms.checklist.tasks import DirectionForm
from migration.models import PlanMember, Task
from migration.permissions import Action
from migration.services.checklist import comments, proofs, steps
from migration.services.checklist.tasks import Direction
from migration.views.checklist.checklist import filter_query
from migration.views.checklist.tasks import render_opened
from workspace.requests import PersonRequest
from workspace.views.files import answer_with

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PRECONDITION = HTTPStatus.PRECONDITION_FAILED


@require_POST
def step_add(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a step, or one a line."""
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    form = StepsForm(request.POST)
    if form.is_valid():
        try:
            steps.add_steps(
                task=task,
                texts=form.texts(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(task_url(request, task))
        except DomainError as error:
            form.add_error("text", str(error))
    return render_opened(request, member, task, steps_form=form, status=UNPROCESSABLE)


@require_POST
def step_tick(request: PersonRequest, pk: int) -> HttpResponse:
    _member, step = get_step(request.user, pk, action=Action.COMPLETE)
    form = StepTickForm(request.POST)
    if form.is_valid():
        steps.tick_step(
            step=step,
            is_done=form.cleaned_data["done"],
            actor=request.user,
            now=timezone.now(),
        )
    return redirect(task_url(request, step.task, step=step.pk))


@require_POST
def step_rename(request: PersonRequest, pk: int) -> HttpResponse:
    member, step = get_step(request.user, pk, action=Action.COMPLETE)
    form = StepTextForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            steps.rename_step(
                step=step, **form.cleaned_data, actor=request.user, now=timezone.now()
            )
            return redirect(task_url(request, step.task, step=step.pk))
        except StaleVersion as error:
            form.add_error("text", str(error))
            rewrite(form, {"seen": error.current.text})
            status = PRECONDITION
        except DomainError as error:
            form.add_error("text", str(error))
    renaming = {"renaming": step, "rename_form": form}
    return render_opened(request, member, step.task, **renaming, status=status)


@require_POST
def step_move(request: PersonRequest, pk: int) -> HttpResponse:
    _member, step = get_step(request.user, pk, action=Action.COMPLETE)
    form = DirectionForm(request.POST)
    if form.is_valid():
        direction = Direction(form.cleaned_data["direction"])
        steps.move_step(
            step=step, direction=direction, actor=request.user, now=timezone.now()
        )
    return redirect(task_url(request, step.task, step=step.pk))


@require_POST
def step_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it off; the answer offers the way back."""
    _member, step = get_step(request.user, pk, action=Action.COMPLETE)
    steps.remove_step(step=step, actor=request.user, now=timezone.now())
    return redirect(task_url(request, step.task, gone_step=step.pk))


@require_POST
def step_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, step = get_step(request.user, pk, action=Action.COMPLETE, also_removed=True)
    try:
        steps.restore_step(step=step, actor=request.user, now=timezone.now())
    except DomainError as error:
        problem = str(error)
        return render_opened(
            request, member, step.task, problem=problem, status=UNPROCESSABLE
        )
    return redirect(task_url(request, step.task, step=step.pk))


@require_POST
def comment_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comments.write_comment(
                task=task,
                text=form.cleaned_data["text"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(task_url(request, task))
        except DomainError as error:
            form.add_error("text", str(error))
    return render_opened(request, member, task, comment_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def comment_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an own comment, in its place."""
    member, comment = get_comment(request.user, pk, action=Action.COMPLETE)
    comments.own_only(comment, request.user)
    initial = {"text": comment.text, "version": comment.version}
    form = CommentForm(request.POST or None, initial=initial)
    status = HTTPStatus.OK
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                comments.edit_comment(
                    comment=comment,
                    text=form.cleaned_data["text"],
                    version=form.cleaned_data["version"] or 0,
                    actor=request.user,
                    now=timezone.now(),
                )
                return redirect(task_url(request, comment.task, comment=comment.pk))
            except StaleVersion as error:
                form.add_error("text", str(error))
                rewrite(form, {"version": str(error.current.version)})
                status = PRECONDITION
            except DomainError as error:
                form.add_error("text", str(error))
    editing = {"editing": comment, "edit_form": form}
    return render_opened(request, member, comment.task, **editing, status=status)


@require_POST
def comment_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an own comment away; the answer offers the way back."""
    _member, comment = get_comment(request.user, pk, action=Action.COMPLETE)
    comments.remove_comment(comment=comment, actor=request.user, now=timezone.now())
    return redirect(task_url(request, comment.task, gone_comment=comment.pk))


@require_POST
def comment_restore(request: PersonRequest, pk: int) -> HttpResponse:
    _member, comment = get_comment(
        request.user, pk, action=Action.COMPLETE, also_removed=True
    )
    comments.restore_comment(comment=comment, actor=request.user, now=timezone.now())
    return redirect(task_url(request, comment.task, comment=comment.pk))


@require_safe
def task_proof(request: PersonRequest, pk: int) -> FileResponse:
    """Give the file that proves a task to who may see the task."""
    _member, task = get_task(request.user, pk, action=Action.VIEW)
    if task.proof_file is None:
        raise Http404
    return answer_with(task.proof_file)


@require_POST
def task_prove(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep what proves a task, without ticking it."""
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            proofs.give_proof(
                task=task,
                text=form.cleaned_data["proof"],
                file=form.new_file(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(task_url(request, task))
        except StaleVersion as error:
            show_conflict(form, {"proof": error.current.proof}, error)
            return refused(request, member, task, form, status=PRECONDITION)
        except DomainError as error:
            form.add_error(None, str(error))
    return refused(request, member, task, form)


@require_POST
def task_proof_drop(request: PersonRequest, pk: int) -> HttpResponse:
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    form = ProofForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            proofs.drop_proof_file(
                task=task,
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(task_url(request, task))
        except StaleVersion as error:
            show_conflict(form, {}, error)
            status = PRECONDITION
        except DomainError as error:
            form.add_error(None, str(error))
    task.refresh_from_db(fields=["proof"])
    rewrite(form, {"proof": task.proof})
    return refused(request, member, task, form, status=status)


def refused(
    request: PersonRequest,
    member: PlanMember,
    task: Task,
    form: ProofForm,
    *,
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    """Open the task again; the form keeps what was typed."""
    task.refresh_from_db()
    task.plan = member.plan
    return render_opened(request, member, task, proof_form=form, status=status)


def task_url(request: PersonRequest, task: Task, **said: int) -> str:
    """Return the address of the opened task, with the filter the reader had set."""
    query = urlencode({**filter_query(request), **said})
    url = reverse("migration:task_detail", args=[task.pk])
    return f"{url}{f'?{query}' if query else ''}#task-{task.pk}"
