"""The wizard: its questions, what the answers would change, and taking that over."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from common.formatting import number
from migration.access import get_plan_member
from migration.forms.plans.full_plan import AnswersForm, TakeForm, as_answered
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.plans.full_plan import read_preview
from migration.selectors.plans.suggested_answers import suggested_wanted
from migration.services.plans.full_plan import decline_differences, take_full_template
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def plan_template(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask, show what the answers would change, and make the ticked lines true."""
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    is_full = member.plan.is_full
    if request.method == "GET":
        wanted = suggested_wanted(member.plan)
        if "full" in request.GET:
            wanted = replace(wanted, is_full=True)
        known = as_answered(wanted)
        return show(request, member, AnswersForm(known, is_full=is_full))
    if "take" not in request.POST:
        form = AnswersForm(request.POST, is_full=is_full)
        return show(request, member, form, shown=form.is_valid())
    form = TakeForm(request.POST, is_full=is_full)
    if not form.is_valid():
        return show(request, member, form, status=UNPROCESSABLE)
    try:
        said = take(request, member, form)
    except DomainError as error:
        form.add_error(None, str(error))
        member.plan.refresh_from_db()
        return show(request, member, form, status=UNPROCESSABLE)
    messages.success(request, said)
    return redirect("migration:plan_checklist", pk=pk)


def take(request: PersonRequest, member: PlanMember, form: TakeForm) -> str:
    """Take the ticked lines, or none on purpose; return what to say of it."""
    common = {
        "plan": member.plan,
        "wanted": form.wanted(),
        "version": form.cleaned_data["version"],
        "actor": request.user,
        "now": timezone.now(),
    }
    if request.POST["take"] == "none":
        decline_differences(**common)
        return _("The tasks stay as they are. Your answers are kept.")
    count = take_full_template(accepted=request.POST.getlist("line"), **common)
    said = ngettext(
        "%(count)s change is taken over.", "%(count)s changes are taken over.", count
    )
    return said % {"count": number(count)}


def show(
    request: PersonRequest,
    member: PlanMember,
    form: AnswersForm,
    *,
    shown: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw questions and preview; `shown` says that the preview was asked for."""
    preview, plan = None, member.plan
    if form.is_valid() or not set(form.errors) & set(AnswersForm.base_fields):
        today = plan.team.day_of(timezone.now())
        preview = read_preview(plan, form.wanted(), today=today)
    return render_plan(
        request,
        "migration/plan_template.html",
        member=member,
        context={"form": form, "preview": preview, "shown": shown},
        status=status if preview else UNPROCESSABLE,
    )
