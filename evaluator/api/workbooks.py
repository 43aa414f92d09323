"""The comparison as an Excel workbook."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_answers import file_answer
from common.api_bodies import read_nothing
from common.api_schema import described
from evaluator.access import get_participant, get_priced
from evaluator.api.results import shown_results
from evaluator.permissions import Action
from evaluator.selectors.shared import hides_prices
from evaluator.services.workbooks import (
    XLSX,
    enqueue_workbook,
    export_money_workbook,
    export_workbook,
    is_large,
    money_workbook_name,
    workbook_name,
)
from evaluator.workbooks.comparison import WorkbookOptions
from workspace.api_view import APIView

LARGE = {202: "It is large: a job builds it."}


class Workbook(APIView):
    @described(file=XLSX, also=LARGE)
    def post(self, request: Request, pk: int) -> HttpResponse | Response:
        """Send the workbook; 202 with the job that builds a large one.

        Taking it is recorded, so it is no GET (R41, R56).
        """
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.VIEW)
        results = shown_results(request, pk)
        options = WorkbookOptions(
            language=get_language() or "en",
            now=timezone.now(),
            shows_prices=not hides_prices(participant),
        )
        if is_large(results):
            job = enqueue_workbook(results=results, options=options, actor=request.user)
            return Response(
                {"job": str(job.public_id), "state": job.state},
                status=HTTPStatus.ACCEPTED,
            )
        file = export_workbook(results=results, options=options, actor=request.user)
        with options.speaking():
            day = options.today.isoformat()
            name = workbook_name(results.evaluation, day=day)
        return file_answer(file, name=name, content_type=XLSX)


class MoneyWorkbook(APIView):
    @described(file=XLSX)
    def post(self, request: Request, pk: int) -> HttpResponse | Response:
        """Send the workbook of costs; needs the right to see prices.

        Taking it is recorded, so it is no GET (R41, R56).
        """
        read_nothing(request)
        evaluation = get_priced(request.user, pk).evaluation
        options = WorkbookOptions(language=get_language() or "en", now=timezone.now())
        file = export_money_workbook(
            evaluation=evaluation, options=options, actor=request.user
        )
        with options.speaking():
            name = money_workbook_name(evaluation, day=options.today.isoformat())
        return file_answer(file, name=name, content_type=XLSX)
