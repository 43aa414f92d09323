"""My tasks, across plans."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.tables.exports import csv_answer, wants_csv
from migration.exports.my_tasks import my_tasks_table
from migration.selectors.checklist.my_tasks import read_my_tasks
from workspace.requests import PersonRequest


@require_GET
def my_tasks(request: PersonRequest) -> HttpResponseBase:
    """Show what the person has to do: late with what it holds up, soon, later."""
    found = read_my_tasks(request.user, now=timezone.now())
    if wants_csv(request):
        return csv_answer(my_tasks_table(found))
    return render(request, "migration/my_tasks.html", {"found": found})
