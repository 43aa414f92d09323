"""What must it do? The picker that turns needs into must-haves."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from common.formatting import number
from evaluator.access import get_participant
from evaluator.forms.criteria import NeedsForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.needs import need_groups
from evaluator.selectors.steps import StepName
from evaluator.services.planting import add_needs
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def need_picker(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    evaluation = participant.evaluation
    if request.method == "GET":
        return render_picker(request, participant, NeedsForm(evaluation=evaluation))
    form = NeedsForm(request.POST, evaluation=evaluation)
    if form.is_valid():
        try:
            added = add_needs(
                evaluation=evaluation,
                keys=form.cleaned_data["needs"],
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            tell_added(request, len(added))
            return redirect("evaluator:requirement_tree", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_picker(request, participant, form)


def tell_added(request: PersonRequest, count: int) -> None:
    text = ngettext(
        "%(count)s must-have was added.", "%(count)s must-haves were added.", count
    )
    messages.success(request, text % {"count": number(count)})


def render_picker(
    request: PersonRequest, participant: Participant, form: NeedsForm
) -> HttpResponse:
    department = request.GET.get("department", "")
    chosen = request.POST.getlist("needs")
    return render_evaluation(
        request,
        "evaluator/needs.html",
        participant=participant,
        step=StepName.REQUIREMENTS,
        context={
            "form": form,
            "picker": need_groups(
                participant.evaluation, department=department, chosen=chosen
            ),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK,
    )
