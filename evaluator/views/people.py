"""Who takes part in an evaluation."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from evaluator.access import get_other_participant, get_participant
from evaluator.forms.people import (
    AddParticipantForm,
    InviteForm,
    PartForm,
    PriceRightForm,
)
from evaluator.models import Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.people import read_people
from evaluator.services.people import (
    add_participant,
    change_part,
    change_price_right,
    invite_participant,
    remove_participant,
)
from evaluator.views.frame import render_evaluation
from workspace.links import site_link
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def participant_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_people(request, participant)


@require_POST
def participant_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    form = AddParticipantForm(request.POST, evaluation=participant.evaluation)
    if form.is_valid():
        try:
            add_participant(
                evaluation=participant.evaluation,
                user=form.cleaned_data["user"],
                part=form.part(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("evaluator:participant_list", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_people(request, participant, add_form=form, status=UNPROCESSABLE)


@require_POST
def participant_invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Invite by mail; without a mail server the link is shown, this once."""
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return render_people(
            request, participant, invite_form=form, status=UNPROCESSABLE
        )
    try:
        sent = invite_participant(
            evaluation=participant.evaluation,
            guest=form.guest(),
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error("email", str(error))
        return render_people(
            request, participant, invite_form=form, status=UNPROCESSABLE
        )
    if sent and sent.token:
        link = site_link("workspace:invitation_open", sent.token)
        return render_people(request, participant, link=link)
    messages.success(
        request, _("The invitation is on its way.") if sent else _("Added.")
    )
    return redirect("evaluator:participant_list", pk=pk)


@require_POST
def participant_role(
    request: PersonRequest, pk: int, participant_pk: int
) -> HttpResponse:
    own, participant = get_other_participant(
        request.user, pk, participant_pk, action=Action.MANAGE
    )
    form = PartForm(request.POST)
    problem = _("Choose a role.")
    if form.is_valid():
        try:
            change_part(
                participant=participant,
                part=form.part(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("evaluator:participant_list", pk=pk)
        except DomainError as error:
            problem = str(error)
    return render_people(request, own, problem=problem, status=UNPROCESSABLE)


@require_POST
def participant_prices(
    request: PersonRequest, pk: int, participant_pk: int
) -> HttpResponse:
    """Let a person see prices or not (R21)."""
    own, participant = get_other_participant(
        request.user, pk, participant_pk, action=Action.MANAGE
    )
    form = PriceRightForm(request.POST)
    problem = _("Choose whether the person sees prices.")
    if form.is_valid():
        try:
            change_price_right(
                participant=participant,
                price_right=form.cleaned_data["price_right"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("evaluator:participant_list", pk=pk)
        except DomainError as error:
            problem = str(error)
    return render_people(request, own, problem=problem, status=UNPROCESSABLE)


@require_POST
def participant_remove(
    request: PersonRequest, pk: int, participant_pk: int
) -> HttpResponse:
    own, participant = get_other_participant(
        request.user, pk, participant_pk, action=Action.MANAGE
    )
    try:
        remove_participant(
            participant=participant, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_people(request, own, problem=str(error), status=UNPROCESSABLE)
    if participant.user_id == request.user.pk:
        return redirect("evaluator:evaluation_list")
    text = _("%(name)s was removed. What was submitted stays.")
    messages.success(request, text % {"name": participant.user})
    return redirect("evaluator:participant_list", pk=pk)


def render_people(
    request: PersonRequest,
    participant: Participant,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold: add_form, invite_form, problem, link (once)."""
    evaluation = participant.evaluation
    context: dict[str, object] = {"people": read_people(evaluation)}
    if Action.MANAGE in allowed_actions(participant):
        context["add_form"] = AddParticipantForm(evaluation=evaluation)
        context["invite_form"] = InviteForm(initial={"language": get_language()})
    return render_evaluation(
        request,
        "evaluator/people.html",
        participant=participant,
        step="",
        context=context | page,
        status=status,
    )
