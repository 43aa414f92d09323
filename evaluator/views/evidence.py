"""The files that scores rest on."""

from __future__ import annotations

from django.http import FileResponse
from django.views.decorators.http import require_safe

from evaluator.access import get_evidence
from workspace.requests import PersonRequest
from workspace.views.files import answer_with


@require_safe
def evidence_open(request: PersonRequest, pk: int, score_pk: int) -> FileResponse:
    """Give the file of a score: of the own one, or of one that everybody may see."""
    return answer_with(get_evidence(request.user, pk, score_pk))
