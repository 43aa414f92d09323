"""Questions to a stakeholder: asked, taken back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.errors import DomainError
from common.formatting import number
from migration.access import get_question, get_stakeholder
from migration.forms.people.stakeholders import QuestionForm
from migration.models import Stakeholder
from migration.permissions import Action
from migration.services.people import attestations
from migration.services.people import questions as service
from migration.views.people.stakeholders import UNPROCESSABLE, render_person
from workspace.models import User
from workspace.requests import PersonRequest


@require_POST
def question_ask(request: PersonRequest, pk: int) -> HttpResponse:
    member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
    form = QuestionForm(request.POST, person=person)
    if form.is_valid():
        try:
            ask(person, form.cleaned_data, actor=request.user)
            return redirect("migration:stakeholder_edit", pk=pk)
        except DomainError as error:
            form.add_error("text", str(error))
    return render_person(
        request, member, person, question_form=form, status=UNPROCESSABLE
    )


def ask(person: Stakeholder, said: dict[str, Any], *, actor: User) -> None:
    """Ask for the word on a criterion that is chosen, or else the question."""
    now, criterion = timezone.now(), said.get("criterion")
    if criterion and not said["text"]:
        attestations.ask_to_attest(
            stakeholder=person, criterion=criterion, actor=actor, now=now
        )
    elif criterion:
        raise attestations.OneOrTheOther
    else:
        service.ask_question(
            stakeholder=person, text=said["text"], actor=actor, now=now
        )


@require_POST
def signatures_ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the signature of each asset of the person."""
    _member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
    try:
        count = service.ask_to_sign(
            stakeholder=person, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        told = ngettext(
            "%(count)s signature is asked for.",
            "%(count)s signatures are asked for.",
            count,
        )
        messages.success(request, told % {"count": number(count)})
    return redirect("migration:stakeholder_edit", pk=pk)


@require_POST
def question_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    _member, question = get_question(request.user, pk, action=Action.MANAGE)
    service.withdraw_question(question=question, actor=request.user, now=timezone.now())
    return redirect("migration:stakeholder_edit", pk=question.stakeholder_id)
