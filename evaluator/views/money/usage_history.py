"""Usage from a file of past months: read, fitted, put into the form to be checked."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from evaluator.access import get_priced
from evaluator.forms.money.usage import ENTERED, MORE_GROWTHS, UsageForm, stored
from evaluator.forms.money.usage_history import HistoryUploadForm
from evaluator.models import Participant
from evaluator.selectors.money.inputs import usage_profile
from evaluator.selectors.money.usage_fits import propose
from evaluator.selectors.money.usage_history import history_columns
from evaluator.selectors.steps import StepName
from evaluator.views.frame import render_evaluation
from evaluator.views.money.usage import render_usage
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def usage_history(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the file and fill the usage form with what it says; nothing is saved."""
    participant = get_priced(request.user, pk, edits=True)
    if request.method == "GET":
        return render_upload(request, participant, HistoryUploadForm())
    form = HistoryUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_upload(request, participant, form, status=UNPROCESSABLE)
    evaluation = participant.evaluation
    history = form.cleaned_data["history"]
    proposal = propose(usage_profile(evaluation), history, most_growths=MORE_GROWTHS)
    row = getattr(evaluation, "usage", None)
    filled = UsageForm(
        initial=stored(proposal.profile) | {"version": row.version if row else 0},
        with_ranges=True,
    )
    return render_usage(
        request,
        participant,
        filled,
        profile=proposal.profile,
        more={"proposal": proposal, "history": history},
    )


def render_upload(
    request: PersonRequest,
    participant: Participant,
    form: HistoryUploadForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/usage_history.html",
        participant=participant,
        step=StepName.MONEY,
        context={"form": form, "columns": history_columns(ENTERED)},
        status=status,
    )
