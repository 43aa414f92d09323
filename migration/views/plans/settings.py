"""Settings of a plan, and putting it away."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError
from migration.access import get_plan, get_plan_member
from migration.forms.plans.plans import SettingsForm
from migration.forms.plans.switches import SwitchesForm, stored_switches
from migration.forms.plans.team_templates import TemplateNameForm
from migration.models import Plan, PlanMember
from migration.permissions import Action
from migration.selectors.schedule.effects import Effect, Wish
from migration.services.plans.endings import (
    archive_plan,
    delete_plan,
    restore_plan,
    unarchive_plan,
)
from migration.services.plans.plans import (
    SettingsAreStale,
    change_settings,
    settings_of,
)
from migration.services.plans.team_templates import save_template
from migration.views.confirming import effect_now, is_unconfirmed
from migration.views.frame import render_plan
from workspace.requests import PersonRequest
from workspace.telling import activity_of


@require_http_methods(["GET", "POST"])
def plan_settings(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    if request.method == "GET":
        return render_settings(
            request, member, SettingsForm(initial=stored(member.plan))
        )
    form = SettingsForm(request.POST, initial=stored(member.plan))
    effect = effect_of_days_off(member.plan, form)
    if effect and is_unconfirmed(request, effect):
        return render_settings(request, member, form, effect=effect)
    status = save_settings(request, member, form)
    if status == HTTPStatus.FOUND:
        messages.success(request, _("The settings are saved."))
        return redirect("migration:plan_settings", pk=pk)
    return render_settings(request, member, form, status=status)


def effect_of_days_off(plan: Plan, form: SettingsForm) -> Effect | None:
    """Return what other days off would do to the finish; None where they stay."""
    if not form.is_valid() or form.cleaned_data["version"] != plan.version:
        return None
    weekend = form.cleaned_data["weekend"]
    if weekend == plan.weekend:
        return None
    return effect_now(plan, lambda _network: Wish(plan={"weekend": weekend}))


def stored(plan: Plan) -> dict[str, object]:
    return {**asdict(settings_of(plan)), "version": plan.version}


def save_settings(
    request: PersonRequest, member: PlanMember, form: SettingsForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        change_settings(
            plan=member.plan,
            settings=form.settings(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except SettingsAreStale as error:
        show_conflict(form, stored(member.plan), error)
        return HTTPStatus.PRECONDITION_FAILED
    return HTTPStatus.FOUND


def render_settings(
    request: PersonRequest,
    member: PlanMember,
    form: SettingsForm,
    *,
    switches: SwitchesForm | None = None,
    template_form: TemplateNameForm | None = None,
    effect: Effect | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    plan = member.plan
    context = {
        "form": form,
        "effect": effect,
        "switches": switches or SwitchesForm(initial=stored_switches(plan)),
        "template_form": template_form or TemplateNameForm(),
        "activity": activity_of("plan", plan.pk),
    }
    return render_plan(
        request,
        "migration/plan_settings.html",
        member=member,
        context=context,
        status=status,
    )


@require_POST
def template_save(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep the plan as a template of its team."""
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = TemplateNameForm(request.POST)
    if form.is_valid():
        try:
            save_template(
                plan=member.plan,
                name=form.cleaned_data["name"],
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The template is saved for your team."))
            return redirect("migration:template_list")
        except DomainError as error:
            form.add_error("name", str(error))
    return render_settings(
        request,
        member,
        SettingsForm(initial=stored(member.plan)),
        template_form=form,
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@require_POST
def plan_archive(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.DELETE)
    archive_plan(plan=plan, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is archived.") % {"title": plan})
    return redirect("migration:plan_archived")


@require_POST
def plan_unarchive(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.DELETE)
    unarchive_plan(plan=plan, actor=request.user, now=timezone.now())
    return redirect("migration:plan_checklist", pk=pk)


@require_POST
def plan_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Put it into the bin; the bin's page offers the way back."""
    plan = get_plan(request.user, pk, action=Action.DELETE)
    delete_plan(plan=plan, actor=request.user, now=timezone.now())
    return redirect("migration:plan_bin")


@require_POST
def plan_restore(request: PersonRequest, pk: int) -> HttpResponse:
    plan = get_plan(request.user, pk, action=Action.DELETE, in_bin=True)
    restore_plan(plan=plan, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is back.") % {"title": plan})
    return redirect("migration:plan_checklist", pk=pk)
