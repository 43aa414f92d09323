"""The stakeholders of a plan: chairs, map, and the page of each person."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from common.locale import current_locale
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_plan_member, get_stakeholder, get_talk
from migration.exports.stakeholders import stakeholders_table
from migration.forms.people.stakeholders import (
    PersonalLinkForm,
    QuestionForm,
    StakeholderForm,
    TalkForm,
    stored_stakeholder,
)
from migration.models import PlanMember, Stakeholder
from migration.models.template_text import role_names
from migration.permissions import Action, allowed_actions, sees_feelings
from migration.selectors.people.links import PERSON, links_of
from migration.selectors.people.raci import parts_of, read_raci
from migration.selectors.people.stakeholders import (
    people_map,
    read_stakeholders,
    tasks_of,
)
from migration.selectors.schedule.effects import Effect, with_person, without_person
from migration.services.people import stakeholders as service
from migration.views.confirming import (
    Asking,
    asks_to_bring_back,
    asks_to_remove,
    effect_now,
    is_unconfirmed,
    page_of,
)
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_stakeholders(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        today = member.plan.team.day_of(timezone.now())
        found = read_stakeholders(member.plan, today=today)
        return csv_answer(
            stakeholders_table(member.plan, found, shows_feelings=sees_feelings(member))
        )
    return render_stakeholders(request, member)


@require_POST
def stakeholder_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = StakeholderForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            added = service.as_edited(member.plan, form.edit())
            effect = effect_now(member.plan, lambda now: with_person(now, added))
            if effect and is_unconfirmed(request, effect):
                return render_stakeholders(request, member, form=form, effect=effect)
            service.seat(
                plan=member.plan,
                edit=form.edit(),
                form_key=form.cleaned_data["form_key"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_stakeholders", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_stakeholders(request, member, form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def stakeholder_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One person: what is known, talks, tasks, and links."""
    wanted = Action.VIEW if request.method == "GET" else Action.EDIT
    member, person = get_stakeholder(request.user, pk, action=wanted)
    if request.method == "GET":
        return render_person(request, member, person)
    stored = stored_stakeholder(person)
    form = StakeholderForm(request.POST, plan=member.plan, initial=stored)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            effect = effect_of_edit(member, person, form)
            if effect and is_unconfirmed(request, effect):
                return render_person(request, member, person, form=form, effect=effect)
            service.edit_stakeholder(
                stakeholder=person,
                edit=form.edit(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return redirect("migration:plan_stakeholders", pk=member.plan_id)
        except StaleVersion as error:
            show_conflict(form, stored_stakeholder(error.current), error)
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    return render_person(request, member, person, form=form, status=status)


def effect_of_edit(
    member: PlanMember, person: Stakeholder, form: StakeholderForm
) -> Effect | None:
    """Return what the change would do; None where somebody else has saved since."""
    if form.cleaned_data["version"] != person.version:
        return None
    changed = service.as_edited(member.plan, form.edit(), person)
    return effect_now(member.plan, lambda now: with_person(now, changed))


@require_POST
def stakeholder_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, person = get_stakeholder(request.user, pk, action=Action.EDIT)
    effect = effect_now(member.plan, lambda now: without_person(now, person))
    if effect and is_unconfirmed(request, effect):
        asks = asks_to_remove(
            person.name,
            url=request.path,
            back=reverse("migration:stakeholder_edit", args=[pk]),
        )
        return render_person(request, member, person, effect=effect, asks=asks)
    service.remove_stakeholder(
        stakeholder=person, actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_stakeholders", pk=member.plan_id)


@require_POST
def stakeholder_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, person = get_stakeholder(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    effect = effect_now(member.plan, lambda now: with_person(now, person))
    if effect and is_unconfirmed(request, effect):
        back = page_of(member.plan, "plan_stakeholders")
        asks = asks_to_bring_back(person.name, url=request.path, back=back)
        return render_stakeholders(request, member, effect=effect, asks=asks)
    service.restore_stakeholder(
        stakeholder=person, actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_stakeholders", pk=member.plan_id)


@require_POST
def talk_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, person = get_stakeholder(request.user, pk, action=Action.COMPLETE)
    form = TalkForm(request.POST)
    if form.is_valid():
        try:
            service.note_talk(
                stakeholder=person,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:stakeholder_edit", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_person(request, member, person, talk_form=form, status=UNPROCESSABLE)


@require_POST
def talk_remove(request: PersonRequest, pk: int) -> HttpResponse:
    _member, talk = get_talk(request.user, pk, action=Action.COMPLETE)
    person_pk = talk.stakeholder_id
    service.remove_talk(talk=talk, actor=request.user, now=timezone.now())
    return redirect("migration:stakeholder_edit", pk=person_pk)


def render_stakeholders(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: StakeholderForm | None = None,
    effect: Effect | None = None,
    asks: Asking | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the page. `effect`: of the form, or with asks of who comes back."""
    plan = member.plan
    found = read_stakeholders(plan, today=plan.team.day_of(timezone.now()))
    chosen = {"role": request.GET.get("role", "")}
    return render_plan(
        request,
        "migration/stakeholders.html",
        member=member,
        context={
            "found": found,
            "raci": read_raci(plan) if plan.uses_raci else None,
            "drawing": people_map(found, is_rtl=current_locale().is_rtl),
            "form": form or StakeholderForm(plan=plan, initial=chosen),
            "effect": effect,
            "asks": asks,
            "is_open": form is not None or bool(chosen["role"]),
        },
        status=status,
    )


def render_person(
    request: PersonRequest,
    member: PlanMember,
    person: Stakeholder,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw one person.

    `page` may hold form, effect with asks, talk_form, question_form,
    link_form and address.
    """
    plan, now = member.plan, timezone.now()
    may_share = Action.MANAGE in allowed_actions(member)
    context: dict[str, object] = {
        "person": person,
        "role_name": role_names().get(person.role, person.role),
        "form": StakeholderForm(plan=plan, initial=stored_stakeholder(person)),
        "talk_form": TalkForm(initial={"spoken_on": plan.team.day_of(now)}),
        "link_form": PersonalLinkForm(initial={"label": person.name}),
        "talks": person.talks.select_related("entered_by").order_by(
            "-spoken_on", "-pk"
        ),
        "tasks": tasks_of(person),
        "parts": parts_of(person) if plan.uses_raci else [],
        "question_form": QuestionForm(person=person),
        "questions": person.questions.present()
        .select_related("asset", "gate", "criterion__gate")
        .newest_first(),
        "links": links_of(PERSON, person.pk) if may_share else [],
        "now": now,
    }
    return render_plan(
        request,
        "migration/stakeholder.html",
        member=member,
        context=context | page,
        status=status,
    )
