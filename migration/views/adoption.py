"""Adoption: what the move brought, and the end of the old platform."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.errors import DomainError
from common.formatting import number
from common.numbers import read_id
from common.saving import saved
from common.tables.exports import csv_answer, wants_csv
from migration.access import (
    get_measure,
    get_measure_value,
    get_plan,
    get_plan_member,
    get_training,
)
from migration.exports.adoption import values_table
from migration.forms.adoption import (
    ArchiveProofForm,
    CountForm,
    MeasureForm,
    ReviewForm,
    TrainingForm,
    ValueForm,
    stored_measure,
    stored_review,
    stored_training,
)
from migration.models import Plan, PlanMember, SuccessMeasure
from migration.permissions import Action
from migration.selectors.adoption import read_adoption
from migration.services.adoption import measures, old_platform, reviews, roles
from migration.views.editing import edit_page
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_adoption(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        today = member.plan.team.day_of(timezone.now())
        return csv_answer(
            values_table(member.plan, read_adoption(member.plan, today=today))
        )
    return render_adoption(request, member)


@require_POST
def adoption_take(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.EDIT)
    count = measures.take_objectives(plan=plan, actor=request.user, now=timezone.now())
    text = ngettext(
        "%(count)s objective is measured now.",
        "%(count)s objectives are measured now.",
        count,
    )
    messages.success(request, text % {"count": number(count)})
    return redirect("migration:plan_adoption", pk=pk)


@require_POST
def measure_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = MeasureForm(request.POST, plan=member.plan)
    return saved_or_shown(
        request,
        member,
        form,
        "measure_form",
        lambda: measures.add_measure(
            plan=member.plan,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
def measure_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One measure on a page of its own: its fields, and all its values."""
    wanted = Action.VIEW if request.method == "GET" else Action.EDIT
    member, measure = get_measure(request.user, pk, action=wanted)
    if request.method == "GET":
        form = MeasureForm(plan=member.plan, initial=stored_measure(measure))
        return render_measure(request, member, measure, form=form)
    form = MeasureForm(request.POST, plan=member.plan, initial=stored_measure(measure))
    status = saved(
        form,
        lambda: measures.edit_measure(
            measure=measure,
            edit=form.edit(),
            version=form.cleaned_data["version"] or 0,
            actor=request.user,
            now=timezone.now(),
        ),
        stored_measure,
    )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("migration:plan_adoption", pk=member.plan_id)
    return render_measure(request, member, measure, form=form, status=status)


@require_POST
def measure_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, measure = get_measure(request.user, pk, action=Action.EDIT)
    measures.remove_measure(measure=measure, actor=request.user, now=timezone.now())
    return redirect("migration:plan_adoption", pk=member.plan_id)


@require_POST
def measure_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, measure = get_measure(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    measures.restore_measure(measure=measure, actor=request.user, now=timezone.now())
    return redirect("migration:plan_adoption", pk=member.plan_id)


@require_POST
def measure_value_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, measure = get_measure(request.user, pk, action=Action.COMPLETE)
    form = ValueForm(request.POST)
    if form.is_valid():
        try:
            measures.enter_value(
                measure=measure,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:measure_edit", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_measure(
        request, member, measure, value_form=form, status=UNPROCESSABLE
    )


@require_POST
def measure_value_remove(request: PersonRequest, pk: int) -> HttpResponse:
    _member, value = get_measure_value(request.user, pk, action=Action.COMPLETE)
    measure_pk = value.measure_id
    measures.remove_value(value=value, actor=request.user, now=timezone.now())
    return redirect("migration:measure_edit", pk=measure_pk)


@require_POST
def adoption_count(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.COMPLETE)
    form = CountForm(request.POST)
    return saved_or_shown(
        request,
        member,
        form,
        "count_form",
        lambda: roles.enter_count(
            plan=member.plan,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        ),
    )


@require_POST
def training_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = TrainingForm(request.POST)
    return saved_or_shown(
        request,
        member,
        form,
        "training_form",
        lambda: roles.add_training(
            plan=member.plan,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
def training_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, training = get_training(request.user, pk, action=Action.EDIT)
    stored = stored_training(training)
    form = TrainingForm(request.POST or None, initial=stored)
    return edit_page(
        request,
        "migration/training.html",
        member=member,
        form=form,
        save=lambda version: roles.edit_training(
            training=training,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_training,
        back=redirect("migration:plan_adoption", pk=member.plan_id),
        context={"training": training},
    )


@require_POST
def training_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, training = get_training(request.user, pk, action=Action.EDIT)
    roles.remove_training(training=training, actor=request.user, now=timezone.now())
    return redirect("migration:plan_adoption", pk=member.plan_id)


@require_POST
def training_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, training = get_training(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    roles.restore_training(training=training, actor=request.user, now=timezone.now())
    return redirect("migration:plan_adoption", pk=member.plan_id)


@require_POST
def review_hold(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = ReviewForm(request.POST, plan=member.plan)
    return saved_or_shown(
        request,
        member,
        form,
        "review_form",
        lambda: reviews.hold_review(
            plan=member.plan,
            **form.cleaned_data,
            actor=request.user,
            now=timezone.now(),
        ),
    )


@require_POST
def archive_prove(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = ArchiveProofForm(request.POST)
    return saved_or_shown(
        request,
        member,
        form,
        "archive_form",
        lambda: old_platform.prove_archive(
            plan=member.plan,
            proof=form.cleaned_data["proof"],
            actor=request.user,
            now=timezone.now(),
        ),
    )


@require_POST
def old_switch_off(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    try:
        old_platform.switch_off(
            plan=member.plan, actor=request.user, now=timezone.now()
        )
    except old_platform.StillLocked as error:
        status = HTTPStatus.CONFLICT
        return render_adoption(request, member, problem=str(error), status=status)
    return redirect("migration:plan_adoption", pk=pk)


@require_POST
def old_switch_back(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.MANAGE)
    old_platform.switch_back(plan=plan, actor=request.user, now=timezone.now())
    return redirect("migration:plan_adoption", pk=pk)


def saved_or_shown(
    request: PersonRequest,
    member: PlanMember,
    form: MeasureForm | CountForm | TrainingForm | ReviewForm | ArchiveProofForm,
    name: str,
    save: Callable[[], object],
) -> HttpResponse:
    """Save what a form of the page holds, or show the page with what is wrong."""
    if form.is_valid():
        try:
            save()
            return redirect("migration:plan_adoption", pk=member.plan_id)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_adoption(request, member, status=UNPROCESSABLE, **{name: form})


def render_adoption(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold a bound form under its name, and problem."""
    plan = member.plan
    today = plan.team.day_of(timezone.now())
    context: dict[str, object] = {
        "adoption": read_adoption(plan, today=today),
        "measure_form": MeasureForm(plan=plan),
        "count_form": CountForm(initial={"counted_on": today}),
        "training_form": TrainingForm(),
        "review_form": review_form(request, plan, today),
        "archive_form": ArchiveProofForm(),
    }
    return render_plan(
        request,
        "migration/adoption.html",
        member=member,
        context=context | page,
        status=status,
    )


def review_form(request: PersonRequest, plan: Plan, today: date) -> ReviewForm:
    """Return the form of a new review, or of the one that the address names."""
    named = read_id(request.GET.get("review", ""))
    review = plan.reviews.filter(pk=named).first() if named else None
    initial = stored_review(review) if review else {"held_on": today}
    return ReviewForm(plan=plan, initial=initial)


def render_measure(
    request: PersonRequest,
    member: PlanMember,
    measure: SuccessMeasure,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    plan = member.plan
    today = plan.team.day_of(timezone.now())
    context: dict[str, object] = {
        "measure": measure,
        "form": MeasureForm(plan=plan, initial=stored_measure(measure)),
        "value_form": ValueForm(initial={"measured_on": today}),
        "values": measure.values.select_related("entered_by").order_by("-measured_on"),
    }
    return render_plan(
        request,
        "migration/measure.html",
        member=member,
        context=context | page,
        status=status,
    )
