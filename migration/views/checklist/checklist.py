"""The checklist of a plan: drawn, ticked, unticked."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError, StaleVersion
from common.htmx import wants_region
from common.numbers import read_id
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_plan_member, get_task
from migration.exports.plans import checklist as checklist_table
from migration.forms.checklist.bulk_tasks import BulkTasksForm
from migration.forms.checklist.task_parts import ProofForm
from migration.forms.checklist.tasks import EditTaskForm, FilterForm, VersionForm
from migration.models import Plan, PlanMember, Task
from migration.permissions import Action, allowed_actions
from migration.selectors.checklist.checklist import (
    drawn,
    read_checklist,
    read_outline,
)
from migration.selectors.checklist.checklist_pages import paged
from migration.selectors.checklist.task_parts import read_parts, sums_of_parts
from migration.selectors.checklist.ticked import (
    mark_of,
    notes_of,
    state_before,
    state_of,
    ticked,
)
from migration.selectors.gates.gate_marks import read_marks
from migration.selectors.plans.full_plan import STOCK, count_differing
from migration.selectors.schedule.daily_hours import task_in_words
from migration.services.checklist.proofs import give_proof
from migration.services.checklist.tasks import (
    ProofMissing,
    TickQuestion,
    complete_task,
    reopen_task,
)
from migration.views.frame import render_plan
from workspace.requests import PersonRequest
from workspace.services.files import StorageIsFull

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_checklist(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        found = read_checklist(
            member.plan,
            reader=member,
            today=member.plan.team.day_of(timezone.now()),
            wanted=FilterForm(request.GET).wanted(),
        )
        return csv_answer(checklist_table(member.plan, found))
    return render_checklist(request, member)


@require_POST
def task_complete(request: PersonRequest, pk: int) -> HttpResponse:
    """Tick. Where proof is missing, or something speaks against it, the row asks."""
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    mark = mark_of(task)
    form = ProofForm(request.POST, request.FILES)
    try:
        tick(request, task, form)
    except (ProofMissing, TickQuestion, StorageIsFull) as error:
        return ask(request, member, task, form, error)
    except StaleVersion as error:
        status = HTTPStatus.PRECONDITION_FAILED
        return render_checklist(request, member, problem=str(error), status=status)
    except DomainError as error:
        status = HTTPStatus.CONFLICT
        return render_checklist(request, member, problem=str(error), status=status)
    return answer_tick(request, member, task, mark, done=task.pk)


def tick(request: PersonRequest, task: Task, form: ProofForm) -> None:
    """Keep a file first, so that it is not lost where the tick is asked about."""
    if not form.is_valid():
        raise ProofMissing
    act: Any = {"actor": request.user, "now": timezone.now()}
    said, file = form.cleaned_data, form.new_file()
    if file and not task.is_done:
        give_proof(
            task=task,
            text=said["proof"],
            file=file,
            version=said["version"] or 0,
            **act,
        )
        task.refresh_from_db()
    complete_task(task=task, proof=said["proof"], anyway=said["anyway"], **act)


def ask(
    request: PersonRequest,
    member: PlanMember,
    task: Task,
    form: ProofForm,
    error: DomainError,
) -> HttpResponse:
    """Draw the row with the word that the tick needs, and what was said so far."""
    task.plan = member.plan
    page: dict[str, Any] = {
        "asked": task,
        "is_question": isinstance(error, TickQuestion),
        "said": form.cleaned_data,
        "asked_before": "proof" in request.POST,
        "error": " ".join(map(str, form.errors["file"]))
        if "file" in form.errors
        else str(error),
    }
    if not wants_region(request):
        return render_checklist(request, member, status=UNPROCESSABLE, **page)
    return draw_row(request, member, task, page)


def draw_row(
    request: PersonRequest, member: PlanMember, task: Task, page: dict[str, Any]
) -> HttpResponse:
    """Draw one row of the list for a script, or the list where it is not on it."""
    context = checklist_context(request, member, keep=task.pk) | page
    rows = [line for line in context["checklist"].lines if line.task.pk == task.pk]
    context["notes"] = notes_of(context["checklist"], context["gates"])
    context["rows"] = rows
    template = "migration/_ticked.html" if rows else "migration/_checklist.html"
    return render_plan(
        request, template, member=member, context=context, status=UNPROCESSABLE
    )


@require_POST
def task_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the tick away; also the undo of a tick."""
    member, task = get_task(request.user, pk, action=Action.COMPLETE)
    mark = mark_of(task)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        reopen_task(task=task, version=version, actor=request.user, now=timezone.now())
    except StaleVersion as error:
        return render_checklist(
            request, member, problem=str(error), status=HTTPStatus.PRECONDITION_FAILED
        )
    except DomainError as error:
        return render_checklist(
            request, member, problem=str(error), status=UNPROCESSABLE
        )
    return answer_tick(request, member, task, mark)


def answer_tick(
    request: PersonRequest, member: PlanMember, task: Task, mark: int, **said: int
) -> HttpResponse:
    """Answer a script with what the tick changed, all others with the list anew.

    A script gets the list too where others changed something since it was drawn: before
    the tick, when the task had this `mark`, its state was not that of the page. The
    task that is open there stays so, with what is being written in it.
    """
    if not wants_region(request):
        return redirect(checklist_url(request, task, **said))
    wanted = FilterForm(request.GET).wanted()
    context = checklist_context(request, member, keep=task.pk)
    checklist = context["checklist"]
    found = ticked(checklist, task, wanted=wanted, gates=context["gates"])
    context |= {"touched": task.pk, "just_done": task if task.is_done else None}
    seen = request.POST.get("state", "")
    before = state_before(int(context["state"]), checklist.tasks, task, mark)
    if found is None or seen not in ("", str(before)):
        context |= still_opened(request, member, ticked=task)
        return render_plan(
            request, "migration/_checklist.html", member=member, context=context
        )
    context |= {"ticked": found, "rows": found.rows, "block": found.block}
    context["notes"] = found.notes
    return render_plan(
        request, "migration/_ticked.html", member=member, context=context
    )


def still_opened(
    request: PersonRequest, member: PlanMember, *, ticked: Task
) -> dict[str, Any]:
    """Return what draws the task that is open on the page, if it is another one."""
    pk = read_id(request.POST.get("opened", ""))
    found = member.plan.tasks.present().filter(pk=pk).exclude(pk=ticked.pk)
    task = found.select_related("assigned_to__user", "proof_file").first()
    if task is None:
        return {}
    task.plan = member.plan
    return {"opened": task} | opened_context(request, member, task)


def opened_context(
    request: PersonRequest, member: PlanMember, task: Task
) -> dict[str, Any]:
    """Return what a task that is opened in its row holds; for the lead with a form."""
    form = {}
    if Action.EDIT in allowed_actions(member):
        form["form"] = EditTaskForm(task=task)
    return form | {
        "parts": read_parts(task, reader=member),
        "length_words": task_in_words(task),
        "gone_step": pk_of(request, "gone_step"),
        "gone_comment": pk_of(request, "gone_comment"),
        "step_touched": pk_of(request, "step"),
        "comment_touched": pk_of(request, "comment"),
    }


def checklist_url(request: PersonRequest, task: Task, **said: int) -> str:
    """Return the way back, with the filter the reader had set.

    It leads to the row of the task, or where it was removed to its way back.
    """
    url = reverse("migration:plan_checklist", args=[task.plan_id])
    query = {**filter_query(request), **(said or {"touched": task.pk})}
    place = "removed" if "removed" in said else f"task-{task.pk}"
    return f"{url}?{urlencode(query)}#{place}"


def filter_query(request: PersonRequest) -> dict[str, str]:
    return FilterForm(request.GET).query()


def render_checklist(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: Any,
) -> HttpResponse:
    """Draw the page, or for a script the checklist alone.

    `page` may hold: opened and form (a task in its row), asked with said and error (a
    task whose tick needs a word), add_form, problem (a sentence), effect with
    asks (an Asking: of what is brought back), and restoring (the task that comes back).
    """
    if "select" in request.GET and Action.EDIT in allowed_actions(member):
        page.setdefault("selects", True)
        page.setdefault("bulk_form", BulkTasksForm(plan=member.plan))
    kept = page.get("opened") or page.get("asked")
    context = checklist_context(request, member, keep=kept.pk if kept else 0) | page
    template = "migration/_checklist.html"
    if not wants_region(request):
        template = "migration/checklist.html"
        context |= fit_of(member)
    return render_plan(request, template, member=member, context=context, status=status)


def fit_of(member: PlanMember) -> dict[str, Any]:
    """Tell those who may mend it whether the tasks fit answers and inventory."""
    plan = member.plan
    if Action.MANAGE not in allowed_actions(member):
        return {}
    today = plan.team.day_of(timezone.now())
    return {
        "is_unfitted": STOCK not in plan.answers,
        "differing": count_differing(plan, today=today),
    }


def checklist_context(
    request: PersonRequest, member: PlanMember, *, keep: int = 0
) -> dict[str, Any]:
    plan = member.plan
    today = plan.team.day_of(timezone.now())
    form = FilterForm(request.GET)
    wanted = form.wanted()
    outline = read_outline(plan, reader=member, today=today, wanted=wanted)
    gates = read_marks(plan)
    query = urlencode(form.query())
    keep = keep or pk_of(request, "touched") or pk_of(request, "done")
    return {
        "checklist": drawn(paged(outline, form.place(), keep=keep), counts_parts=True),
        "state": str(state_of(outline.tasks, gates, sums_of_parts(plan))),
        "people": plan.members.who_work().select_related("user").by_name(),
        "gates": gates,
        "wanted": wanted,
        "query": f"?{query}" if query else "",
        "touched": pk_of(request, "touched") or pk_of(request, "done"),
        "just_done": find_done(plan, pk_of(request, "done")),
        "removed": removed_from(member),
        "just_removed": pk_of(request, "removed"),
        "just_changed": pk_of(request, "changed"),
    }


def pk_of(request: PersonRequest, name: str) -> int:
    given = request.GET.get(name, "")
    return read_id(given)


def find_done(plan: Plan, pk: int) -> Task | None:
    """Return the task that was ticked just now, if it is done still."""
    return plan.tasks.done().filter(pk=pk).first() if pk else None


def removed_from(member: PlanMember) -> Iterable[Task]:
    """Return what can come back; it is read where it is drawn."""
    if member.role != PlanMember.Role.LEAD:
        return []
    removed = member.plan.tasks.filter(removed_at__isnull=False)
    return removed.order_by("-removed_at", "pk")
