"""Dates and days off of a plan: shown with what they move before they are saved."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from migration.access import get_day_off, get_plan_member
from migration.forms.schedule.schedule import DayOffForm, PlanDatesForm, stored_dates
from migration.models import DayOff, Plan, PlanMember
from migration.permissions import Action
from migration.selectors.schedule.effects import (
    Wish,
    with_day_off,
    without_day_off,
)
from migration.services.schedule import schedule as service
from migration.views.confirming import (
    Asking,
    effect_now,
    is_unconfirmed,
    page_of,
)
from migration.views.schedule.schedule import render_schedule
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def plan_dates(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = PlanDatesForm(request.POST, initial=stored_dates(member.plan))
    if not form.is_valid():
        return render_schedule(request, member, dates_form=form, status=UNPROCESSABLE)
    wish = Wish(plan=asdict(form.edit()))
    effect = effect_now(member.plan, lambda _network: wish)
    is_current = form.cleaned_data["version"] == member.plan.version
    if effect and is_current and is_unconfirmed(request, effect):
        return render_schedule(
            request, member, dates_form=form, effect=effect, effect_for="dates"
        )
    try:
        save_dates(request, member.plan, form)
    except StaleVersion as error:
        show_conflict(form, stored_dates(error.current), error)
        status = HTTPStatus.PRECONDITION_FAILED
        return render_schedule(request, member, dates_form=form, status=status)
    return redirect("migration:plan_schedule", pk=pk)


def save_dates(request: PersonRequest, plan: Plan, form: PlanDatesForm) -> None:
    service.set_plan_dates(
        plan=plan,
        edit=form.edit(),
        version=form.cleaned_data["version"],
        actor=request.user,
        now=timezone.now(),
    )


@require_POST
def day_off_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = DayOffForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            added = service.day_off_of(member.plan, form.edit())
            effect = effect_now(member.plan, lambda now: with_day_off(now, added))
            if effect and is_unconfirmed(request, effect):
                return render_schedule(
                    request, member, off_form=form, effect=effect, effect_for="off"
                )
            save_day_off(request, member, form)
            return redirect("migration:plan_schedule", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_schedule(request, member, off_form=form, status=UNPROCESSABLE)


def save_day_off(
    request: PersonRequest, member: PlanMember, form: DayOffForm
) -> DayOff:
    return service.add_day_off(
        plan=member.plan, edit=form.edit(), actor=request.user, now=timezone.now()
    )


@require_POST
def day_off_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, day_off = get_day_off(request.user, pk, action=Action.EDIT)
    effect = effect_now(member.plan, lambda now: without_day_off(now, day_off))
    if effect and is_unconfirmed(request, effect):
        asks = asks_to_work(member.plan, request.path)
        return render_schedule(request, member, effect=effect, asks=asks)
    service.remove_day_off(day_off=day_off, actor=request.user, now=timezone.now())
    return redirect("migration:plan_schedule", pk=member.plan_id)


def asks_to_work(plan: Plan, url: str) -> Asking:
    return Asking(
        question=_("Take these days off away, so that they are worked on?"),
        answer=_("Remove all the same"),
        url=url,
        back=page_of(plan, "plan_schedule"),
    )
