"""CSV of the tables of an evaluation; the rights are those of their pages."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.tables.exports import csv_answer
from evaluator.access import get_participant
from evaluator.exports.evaluation_tables import TABLES
from workspace.requests import PersonRequest


@require_GET
def table_csv(request: PersonRequest, pk: int, table: str) -> HttpResponseBase:
    offered = TABLES.get(table)
    if offered is None:
        raise Http404
    participant = get_participant(request.user, pk, action=offered.action)
    if offered.is_result and not participant.evaluation.shows_results:
        raise Http404  # sealed (R17)
    return csv_answer(offered.build(participant, timezone.now()))
