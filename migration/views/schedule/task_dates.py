"""One task in the schedule: its days, and what it waits for."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TypedDict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from common.htmx import wants_region
from common.text import isolated
from migration.access import get_link, get_task
from migration.forms.schedule.schedule import FindForm, LinkForm, TaskDatesForm, stored
from migration.models import PlanMember, Task, TaskLink
from migration.permissions import Action, allowed_actions
from migration.selectors.schedule.effects import Effect, Wish, effect_of
from migration.selectors.schedule.link_candidates import candidates_for
from migration.selectors.schedule.network import CircleInPlan, Network
from migration.selectors.schedule.schedule import opened
from migration.services.schedule import schedule as service
from migration.views.confirming import (
    Asking,
    effect_now,
    is_unconfirmed,
    network_now,
)
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def task_dates(request: PersonRequest, pk: int) -> HttpResponse:
    """One task: how long, what holds it, what it waits for. Tried before saved."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    member, task = get_task(request.user, pk, action=action)
    if request.method == "GET":
        return render_task(request, member, task, **tried(request, member, task))
    form = TaskDatesForm(request.POST, task=task)
    if not form.is_valid():
        return render_task(request, member, task, form=form, status=UNPROCESSABLE)
    try:
        if form.cleaned_data["version"] == task.version:
            effect = effect_of_days(member, task, form.edit())
            if is_unconfirmed(request, effect):
                return render_task(request, member, task, form=form, effect=effect)
        save_days(request, task, form)
    except StaleVersion as error:
        show_conflict(form, stored(error.current), error)
        status = HTTPStatus.PRECONDITION_FAILED
        return render_task(request, member, task, form=form, status=status)
    except DomainError as error:
        form.add_error(None, str(error))
        return render_task(request, member, task, form=form, status=UNPROCESSABLE)
    messages.success(request, _("Saved."))
    return redirect("migration:task_dates", pk=pk)


class Tried(TypedDict, total=False):
    """What the page shows beside the task: nothing where nothing was tried."""

    form: TaskDatesForm
    effect: Effect


def tried(request: PersonRequest, member: PlanMember, task: Task) -> Tried:
    """Return the form with the first day that the address brings, and its effect.

    A bar that was dragged comes so: what it would do is seen before it is saved.
    """
    day = request.GET.get("not_before")
    may = Action.EDIT in allowed_actions(member)
    if not day or not may or task.is_done or task.fixed_on:
        return {}
    form = TaskDatesForm({**stored(task), "not_before": day}, task=task)
    if not form.is_valid():
        return {"form": form}
    try:
        return {"form": form, "effect": effect_of_days(member, task, form.edit())}
    except DomainError as error:
        form.add_error(None, str(error))
        return {"form": form}


def effect_of_days(
    member: PlanMember, task: Task, edit: service.TaskSchedule
) -> Effect:
    service.check_days_rise(edit)
    fields = asdict(edit)
    del fields["days_low"], fields["days_high"]
    return effect_of(network_now(member.plan), Wish(tasks={task.pk: fields}))


def save_days(request: PersonRequest, task: Task, form: TaskDatesForm) -> None:
    service.schedule_task(
        task=task,
        edit=form.edit(),
        version=form.cleaned_data["version"],
        actor=request.user,
        now=timezone.now(),
    )


@require_POST
def link_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, task = get_task(request.user, pk, action=Action.EDIT)
    form = LinkForm(request.POST, task=task)
    if form.is_valid():
        now = timezone.now()
        try:
            effect = service.try_link(**form.cleaned_data, after=task, now=now)
            if is_unconfirmed(request, effect):
                return render_task(
                    request, member, task, link_form=form, link_effect=effect
                )
            service.add_link(
                **form.cleaned_data, after=task, actor=request.user, now=now
            )
            return redirect("migration:task_dates", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_task(request, member, task, link_form=form, status=UNPROCESSABLE)


@require_POST
def link_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, link = get_link(request.user, pk, action=Action.EDIT)
    effect = effect_now(member.plan, lambda _now: Wish(without={link.pk}))
    if effect and is_unconfirmed(request, effect):
        asks = asks_to_unlink(link, request.path)
        return render_task(request, member, link.after, link_effect=effect, asks=asks)
    service.remove_link(link=link, actor=request.user, now=timezone.now())
    return redirect("migration:task_dates", pk=link.after_id)


def asks_to_unlink(link: TaskLink, url: str) -> Asking:
    said = _("Let “%(after)s” wait no more for “%(before)s”?")
    names = {"after": link.after.title, "before": link.before.title}
    return Asking(
        question=said % {key: isolated(title) for key, title in names.items()},
        answer=_("Remove all the same"),
        url=url,
        back=reverse("migration:task_dates", args=[link.after_id]),
    )


def render_task(
    request: PersonRequest,
    member: PlanMember,
    task: Task,
    *,
    link_form: LinkForm | None = None,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page, or for a script the links alone.

    `page` may hold form; effect of the days; link_effect with asks.
    """
    network = network_now(member.plan)
    find_form = FindForm(request.GET)
    link_form = link_form or LinkForm(task=task)
    chosen = link_form["before"].value()
    offered = candidates_for(task, network.tasks, find_form.wanted(), chosen=chosen)
    link_form.offer(offered.tasks)
    context: dict[str, object] = {
        "task": task,
        **dates_in(network, task),
        "form": TaskDatesForm(task=task),
        "find_form": find_form,
        "link_form": link_form,
        "offered": offered,
        "before": [link for link in network.links if link.after_id == task.pk],
        "after": [link for link in network.links if link.before_id == task.pk],
    }
    region = "migration/_task_links.html"
    return render_plan(
        request,
        region if wants_region(request) else "migration/task_dates.html",
        member=member,
        context=context | page,
        status=status,
    )


def dates_in(network: Network, task: Task) -> dict[str, object]:
    """Return the dates of the task, or which tasks wait in a circle instead."""
    try:
        return {"row": opened(network, network.schedule(), {}).row_of(task.pk)}
    except CircleInPlan as circle:
        return {"circle": circle.titles}
