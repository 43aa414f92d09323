"""The schedule: dates, floats, what carries them, days off, baselines."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from common.formatting import number
from common.numbers import read_id
from common.tables.exports import csv_answer, wants_csv
from migration.access import (
    get_baseline,
    get_plan,
    get_plan_member,
)
from migration.exports.schedule import schedule_table
from migration.forms.schedule.schedule import (
    BaselineForm,
    DayOffForm,
    PlanDatesForm,
    stored_dates,
)
from migration.models import Baseline, Plan, PlanMember
from migration.permissions import Action
from migration.selectors.schedule.backwards import backwards_of
from migration.selectors.schedule.network import CircleInPlan
from migration.selectors.schedule.phase_windows import Asked, windows_of
from migration.selectors.schedule.schedule import (
    PlanSchedule,
    read_chances,
    read_schedule,
)
from migration.services.schedule import schedule as service
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
SHARES = (0.5, 0.8)


@require_GET
def plan_schedule(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(schedule_table(member.plan, read_now(member.plan)))
    return render_schedule(request, member)


@require_POST
def dates_take(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.EDIT)
    is_back = "back" in request.POST
    moved = service.take_dates(
        plan=plan, is_back=is_back, actor=request.user, now=timezone.now()
    )
    text = ngettext(
        "%(count)s due day was changed.", "%(count)s due days were changed.", moved
    )
    messages.success(request, text % {"count": number(moved)})
    url = reverse("migration:plan_schedule", args=[pk])
    return redirect(f"{url}?back" if is_back else url)


@require_POST
def baseline_make(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = BaselineForm(request.POST)
    if form.is_valid():
        try:
            service.make_baseline(
                plan=member.plan,
                name=form.cleaned_data["name"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_schedule", pk=pk)
        except service.BaselinesOff as error:
            form.add_error(None, str(error))
    return render_schedule(request, member, baseline_form=form, status=UNPROCESSABLE)


@require_POST
def baseline_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, baseline = get_baseline(request.user, pk, action=Action.EDIT)
    service.remove_baseline(baseline=baseline, actor=request.user, now=timezone.now())
    return redirect("migration:plan_schedule", pk=member.plan_id)


def read_now(plan: Plan, baseline: Baseline | None = None) -> PlanSchedule:
    today = plan.team.day_of(timezone.now())
    dates = baseline.dates if baseline else None
    return read_schedule(plan, today=today, baseline=dates)


def baselines_of(plan: Plan) -> list[Baseline]:
    return list(plan.baselines.order_by("made_at")) if plan.uses_baselines else []


def compared_with(
    found: PlanSchedule, baselines: list[Baseline]
) -> list[tuple[Baseline, int, int]]:
    """Return each with the days by which the plan ends later now, and earlier."""
    later = [(each, (found.finish - each.finish_on).days) for each in baselines]
    return [(each, max(days, 0), max(-days, 0)) for each, days in later]


def asked_of(request: PersonRequest) -> Asked:
    """Return which phases the address asks for."""
    return Asked(
        phase=request.GET.get("phase", ""),
        page=read_id(request.GET.get("page", "")) or 0,
        shows_finished="all" in request.GET,
        only_critical="critical" in request.GET,
    )


def chosen_baseline(request: PersonRequest, plan: Plan) -> Baseline | None:
    """Return the baseline that the address asks for, while the plan uses them."""
    if not plan.uses_baselines:
        return None
    pk = read_id(request.GET.get("baseline", ""))
    return plan.baselines.filter(pk=pk).first() if pk else None


def render_schedule(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page.

    `page` may hold a bound form under its name; effect, with effect_for (dates, off)
    or asks.
    """
    plan = member.plan
    baseline, baselines = chosen_baseline(request, plan), baselines_of(plan)
    context: dict[str, Any] = {
        "asked": asked_of(request),
        "baseline": baseline,
        "compared": [(each, None, None) for each in baselines],
        "days_off": plan.days_free.in_force().with_people().order_by("first_on", "pk"),
        "dates_form": PlanDatesForm(initial=stored_dates(plan)),
        "off_form": DayOffForm(plan=plan),
        "baseline_form": BaselineForm(),
    }
    try:
        found = read_now(plan, baseline)
        back = backwards_of(found.network) if "back" in request.GET else None
        windows = windows_of((back.found if back else found).phases, asked_of(request))
        context["compared"] = compared_with(found, baselines)
        context |= {"found": found, "back": back, "windows": windows}
        context |= certainty(found)
    except CircleInPlan as circle:
        context["circle"] = circle.titles
    return render_plan(
        request,
        "migration/schedule.html",
        member=member,
        context=context | page,
        status=status,
    )


def certainty(found: PlanSchedule) -> dict[str, Any]:
    """Return when the plan ends with which chance, and what decides that."""
    if not found.network.plan.uses_simulation:
        return {"chances": None}
    chances = read_chances(found)
    if chances is None:
        return {"chances": None}
    titles = {str(task.pk): task for task in found.network.tasks}
    ends_on = found.network.plan.contract_ends_on
    return {
        "chances": chances,
        "finishes": [(share, chances.finish(share)) for share in SHARES],
        "in_time": chances.chance_by(ends_on) if ends_on else None,
        "drives": [
            (titles[key], share) for key, share in list(chances.drives.items())[:5]
        ],
    }
