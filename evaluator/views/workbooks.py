"""The comparison as an Excel workbook, for people of the evaluation and by link."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from evaluator.access import get_participant, get_priced
from evaluator.models import Evaluation
from evaluator.permissions import Action
from evaluator.selectors.shared import hides_prices, shared_evaluation
from evaluator.services.workbooks import (
    XLSX,
    enqueue_workbook,
    export_money_workbook,
    export_workbook,
    is_large,
    money_workbook_name,
    workbook_name,
)
from evaluator.views.results import read_now
from evaluator.workbooks.comparison import WorkbookOptions
from workspace.models import ShareLink
from workspace.requests import PersonRequest
from workspace.views.shared import gone, shared


@require_http_methods(["GET", "POST"])
def workbook_download(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the workbook, or the page of the job that builds a large one.

    A GET is somebody coming back from the login: the button is on the results.
    """
    participant = get_participant(request.user, pk, action=Action.VIEW)
    evaluation = participant.evaluation
    if not evaluation.shows_results:
        raise Http404
    if request.method == "GET":
        return redirect("evaluator:results", pk=pk)
    results = read_now(evaluation)
    options = WorkbookOptions(
        language=get_language() or "en",
        now=timezone.now(),
        shows_prices=not hides_prices(participant),
    )
    try:
        if is_large(results):
            job = enqueue_workbook(results=results, options=options, actor=request.user)
            return redirect("workspace:job_detail", job.public_id)
        file = export_workbook(results=results, options=options, actor=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("evaluator:results", pk=pk)
    return answer_with(file, evaluation, options)


@require_http_methods(["GET", "POST"])
def money_workbook(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the workbook of costs to who may see prices (R21).

    A GET is somebody coming back from the login: the button is on the results.
    """
    evaluation = get_priced(request.user, pk).evaluation
    if request.method == "GET":
        return redirect("evaluator:cost_results", pk=pk)
    options = WorkbookOptions(language=get_language() or "en", now=timezone.now())
    try:
        file = export_money_workbook(
            evaluation=evaluation, options=options, actor=request.user
        )
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("evaluator:cost_results", pk=pk)
    with options.speaking():
        name = money_workbook_name(evaluation, day=options.today.isoformat())
    return sent(file, name)


@shared("evaluation")
@require_POST
def shared_workbook(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Send the workbook to a reader of a link: nothing that was not ticked (R22)."""
    evaluation = shared_evaluation(link)
    if evaluation is None:
        return gone(request)
    options = WorkbookOptions(
        language=get_language() or "en",
        now=timezone.now(),
        shows_names=link.shows_names,
        shows_scores=link.shows_scores,
        shows_notes=link.shows_notes,
        shows_prices=link.shows_prices,
    )
    results = read_now(evaluation)
    try:
        file = export_workbook(results=results, options=options, actor=None, link=link)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("evaluator:shared_results")
    return answer_with(file, evaluation, options)


def answer_with(
    file: bytes, evaluation: Evaluation, options: WorkbookOptions
) -> HttpResponse:
    with options.speaking():
        name = workbook_name(evaluation, day=options.today.isoformat())
    return sent(file, name)


def sent(file: bytes, name: str) -> HttpResponse:
    response = HttpResponse(file, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 (Django's)
    response["Cache-Control"] = "private, no-store"
    return response
