"""The checklist as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from evaluator.services.workbooks import XLSX
from migration.access import get_plan_member
from migration.permissions import Action
from migration.selectors.checklist import Filter, read_checklist
from migration.workbooks.checklist import write_checklist
from workspace.requests import PersonRequest


@require_GET
def checklist_workbook(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    plan = member.plan
    today = plan.team.day_of(timezone.now())
    checklist = read_checklist(plan, reader=member, today=today, wanted=Filter())
    response = HttpResponse(
        write_checklist(plan, checklist, today=today), content_type=XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="checklist-{pk}.xlsx"'
    return response
