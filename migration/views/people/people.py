"""Who takes part in a plan."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from common.text import isolated
from migration.access import get_other_member, get_plan_member
from migration.forms.people.people import AddPlanMemberForm, RoleForm
from migration.models import PlanMember
from migration.permissions import Action, allowed_actions
from migration.selectors.schedule.effects import (
    Effect,
    with_role,
    without_member,
)
from migration.services.people.people import (
    add_plan_member,
    change_role,
    check_other_lead,
    remove_plan_member,
)
from migration.views.confirming import (
    Asking,
    effect_now,
    is_unconfirmed,
    page_of,
)
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_people(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    return render_people(request, member)


@require_POST
def plan_member_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = AddPlanMemberForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            add_plan_member(
                plan=member.plan,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_people", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_people(request, member, add_form=form, status=UNPROCESSABLE)


@require_POST
def plan_member_role(request: PersonRequest, pk: int, member_pk: int) -> HttpResponse:
    own, other = get_other_member(request.user, pk, member_pk, action=Action.MANAGE)
    form = RoleForm(request.POST)
    problem = _("Choose a role.")
    if form.is_valid():
        role = form.cleaned_data["role"]
        try:
            if role != other.role:
                check_other_lead(other)
            effect = effect_of_role(other, role)
            if effect and is_unconfirmed(request, effect):
                asks = asks_to_observe(other, request.path)
                return render_people(request, own, effect=effect, asks=asks)
            change_role(
                member=other,
                role=role,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_people", pk=pk)
        except DomainError as error:
            problem = str(error)
    return render_people(request, own, problem=problem, status=UNPROCESSABLE)


@require_POST
def plan_member_remove(request: PersonRequest, pk: int, member_pk: int) -> HttpResponse:
    own, other = get_other_member(request.user, pk, member_pk, action=Action.MANAGE)
    try:
        check_other_lead(other)
        effect = effect_now(own.plan, lambda now: without_member(now, member_pk))
        if effect and is_unconfirmed(request, effect):
            asks = asks_to_leave(other, request.path)
            return render_people(request, own, effect=effect, asks=asks)
        remove_plan_member(member=other, actor=request.user, now=timezone.now())
    except DomainError as error:
        return render_people(request, own, problem=str(error), status=UNPROCESSABLE)
    if other.user_id == request.user.pk:
        return redirect("migration:plan_list")
    return redirect("migration:plan_people", pk=pk)


def effect_of_role(member: PlanMember, role: str) -> Effect | None:
    """Return what the role would do to the dates: only an observer has no tasks."""
    if role != PlanMember.Role.OBSERVER or member.role == role:
        return None
    return effect_now(member.plan, lambda now: with_role(now, member, role))


def asks_to_observe(member: PlanMember, url: str) -> Asking:
    said = _("Make %(name)s an observer? The open tasks become nobody's.")
    return Asking(
        question=said % {"name": isolated(str(member.user))},
        answer=_("Save it all the same"),
        url=url,
        back=page_of(member.plan, "plan_people"),
        sent={"role": PlanMember.Role.OBSERVER},
    )


def asks_to_leave(member: PlanMember, url: str) -> Asking:
    said = _("Remove %(name)s from the plan? The open tasks become nobody's.")
    return Asking(
        question=said % {"name": isolated(str(member.user))},
        answer=_("Remove all the same"),
        url=url,
        back=page_of(member.plan, "plan_people"),
    )


def render_people(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page.

    `page` may hold: add_form, problem (a sentence), effect with asks (Asking).
    """
    plan = member.plan
    people = plan.members.with_open_tasks().select_related("user").by_name()
    context: dict[str, object] = {
        "people": list(people),
        "roles": PlanMember.Role.choices,
    }
    if Action.MANAGE in allowed_actions(member):
        context["add_form"] = AddPlanMemberForm(plan=plan)
    return render_plan(
        request,
        "migration/people.html",
        member=member,
        context=context | page,
        status=status,
    )
