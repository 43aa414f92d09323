"""CSV of the tables of a plan; the rights are those of their pages."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_GET

from common.tables.exports import csv_answer
from migration.access import get_plan
from migration.exports.plan_tables import TABLES
from migration.permissions import Action
from workspace.requests import PersonRequest


@require_GET
def plan_table(request: PersonRequest, pk: int, table: str) -> HttpResponseBase:
    offered = TABLES.get(table)
    if offered is None:
        raise Http404
    plan = get_plan(request.user, pk, action=Action.VIEW)
    return csv_answer(offered.build(plan))
