"""What a plan uses beside its checklist: switched on and off."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.conflicts import show_conflict
from migration.access import get_plan_member
from migration.forms.plans.plans import SettingsForm
from migration.forms.plans.switches import SwitchesForm, stored_switches
from migration.permissions import Action
from migration.services.plans.plans import SettingsAreStale
from migration.services.plans.switches import set_switches
from migration.views.plans.settings import render_settings, stored
from workspace.requests import PersonRequest


@require_POST
def plan_switches(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = SwitchesForm(request.POST)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            set_switches(
                plan=member.plan,
                switches=form.switches(),
                version=form.cleaned_data["version"],
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The settings are saved."))
            return redirect("migration:plan_settings", pk=pk)
        except SettingsAreStale as error:
            show_conflict(form, stored_switches(member.plan), error)
            status = HTTPStatus.PRECONDITION_FAILED
    settings = SettingsForm(initial=stored(member.plan))
    return render_settings(request, member, settings, switches=form, status=status)
