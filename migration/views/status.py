"""The status of the week."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.tables.exports import csv_answer, wants_csv
from migration.access import get_plan_member
from migration.exports.status import status_table
from migration.permissions import Action
from migration.selectors.status import read_status
from migration.views.frame import render_plan
from workspace.requests import PersonRequest


@require_GET
def plan_status(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    today = member.plan.team.day_of(timezone.now())
    status = read_status(member.plan, reader=member, today=today)
    if wants_csv(request):
        return csv_answer(status_table(member.plan, status))
    return render_plan(
        request,
        "migration/status.html",
        member=member,
        context={"status": status},
    )
