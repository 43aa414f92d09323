"""The full template: what it would change, and taking it over line by line."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from migration.access import get_plan_member
from migration.forms.full_plan import AnswersForm, TakeForm, as_lines
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.full_plan import answers_of, read_preview
from migration.services.full_plan import take_full_template
from migration.views.frame import render_plan
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def plan_template(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the difference for the answers in the address, or those stored; take it."""
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    if request.method == "GET":
        return show(request, member, asked(request, member))
    form = TakeForm(request.POST)
    if not form.is_valid():
        return show(request, member, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        count = take_full_template(
            plan=member.plan,
            answers=form.answers(),
            accepted=request.POST.getlist("line"),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        member.plan.refresh_from_db()
        return show(request, member, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said = ngettext(
        "%(count)d change is taken over.", "%(count)d changes are taken over.", count
    )
    messages.success(request, said % {"count": count})
    return redirect("migration:plan_checklist", pk=pk)


def asked(request: PersonRequest, member: PlanMember) -> AnswersForm:
    if request.GET:
        return AnswersForm(request.GET)
    return AnswersForm(as_lines(answers_of(member.plan)))


def show(
    request: PersonRequest,
    member: PlanMember,
    form: AnswersForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    preview = None
    if form.is_valid() or not set(form.errors) & set(AnswersForm.base_fields):
        preview = read_preview(member.plan, form.answers())
    return render_plan(
        request,
        "migration/plan_template.html",
        member=member,
        context={"form": form, "preview": preview},
        status=status if preview else HTTPStatus.UNPROCESSABLE_ENTITY,
    )
