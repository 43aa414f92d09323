"""The plan as a workbook: taken out, and its ticks brought back."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError, StateConflict
from common.formatting import number
from common.tables.door import TableRefused
from evaluator.views.workbooks import sent
from evaluator.workbooks.comparison.options import WorkbookOptions
from migration.access import get_plan_member
from migration.exports.plan_tables import TABLES
from migration.forms.calendars import CalendarForm
from migration.forms.workbooks import TakeTicksForm, TicksForm, WorkbookForm
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.calendars import plan_links
from migration.selectors.checklist.returned_checklist import ReturnedChecklist
from migration.services.checklist import returned_ticks as service
from migration.services.workbooks import (
    enqueue_plan,
    export_plan,
    is_large,
    read_for_workbook,
    workbook_name,
)
from migration.views.frame import render_plan
from migration.workbooks.plan.ticks_reader import FilledChecklist
from workspace.access import get_file
from workspace.requests import PersonRequest
from workspace.services.uploads import keep_upload, opened

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_files(request: PersonRequest, pk: int) -> HttpResponse:
    """The page of all that leaves a plan as a file, and comes back."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    return render_files(request, member)


@require_http_methods(["GET", "POST"])
def plan_workbook(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the workbook, or the page of the job that writes a large one.

    A GET is somebody coming back from the login: the button is on the page.
    """
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    form = WorkbookForm(request.POST)
    if request.method == "GET" or not form.is_valid():
        return redirect("migration:plan_files", pk=pk)
    options = WorkbookOptions(language=get_language() or "en", now=timezone.now())
    feelings = form.cleaned_data["feelings"]
    content = read_for_workbook(member, options, shows_feelings=feelings)
    try:
        if is_large(content):
            job = enqueue_plan(content=content, options=options, actor=request.user)
            return redirect("workspace:job_detail", job.public_id)
        file = export_plan(content=content, options=options, actor=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
        return redirect("migration:plan_files", pk=pk)
    return sent(file, workbook_name(member.plan, options))


@require_http_methods(["GET", "POST"])
def ticks_upload(request: PersonRequest, pk: int) -> HttpResponse:
    """Take an upload to look at, which changes nothing."""
    member = get_plan_member(request.user, pk, action=Action.COMPLETE)
    if request.method == "GET":
        return redirect("migration:plan_files", pk=pk)
    form, now = TicksForm(request.POST, request.FILES), timezone.now()
    if not form.is_valid():
        return render_files(request, member, form=form, status=UNPROCESSABLE)
    upload = form.cleaned_data["file"]
    try:
        filled = service.read_returned(member, upload, name=upload.name)
        if not service.differences(member, filled).changes:
            text = _("There is no difference: the site has all that this file says.")
            messages.info(request, text)
            return redirect("migration:plan_files", pk=pk)
        kept = keep_upload(upload, team=member.plan.team, owner=request.user, now=now)
    except TableRefused as refusal:
        problems = refusal.problems
        return render_files(
            request, member, form=form, problems=problems, status=UNPROCESSABLE
        )
    except DomainError as error:
        form.add_error("file", str(error))
        return render_files(request, member, form=form, status=UNPROCESSABLE)
    return redirect("migration:ticks_review", pk, kept.public_id)


@require_http_methods(["GET", "POST"])
def ticks_review(request: PersonRequest, pk: int, public_id: UUID) -> HttpResponse:
    """Show what the upload would change, row by row; take it when it is sent."""
    member = get_plan_member(request.user, pk, action=Action.COMPLETE)
    kept = get_file(request.user, public_id)
    if kept.team_id != member.plan.team_id:
        raise Http404
    try:
        with opened(kept) as file:
            filled = service.read_returned(member, file, name=kept.name)
        found = service.differences(member, filled)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("migration:plan_files", pk=pk)
    if request.method == "POST":
        return take(request, member, filled, found)
    return render_review(request, member, found)


def take(
    request: PersonRequest,
    member: PlanMember,
    filled: FilledChecklist,
    found: ReturnedChecklist,
) -> HttpResponse:
    """Take it. What was taken already is no difference any more: sent twice is once."""
    if not found.changes:
        messages.info(request, _("All of it is on the checklist."))
        return redirect("migration:plan_checklist", pk=member.plan_id)
    form = TakeTicksForm(request.POST, found=found)
    try:
        if not form.is_valid():
            raise service.ChecklistMovedOn
        count = service.take_ticks(
            member=member,
            filled=filled,
            chosen=form.cleaned_data["take"],
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        )
    except DomainError as error:
        messages.warning(request, str(error))
        is_conflict = isinstance(error, StateConflict)
        status = HTTPStatus.CONFLICT if is_conflict else UNPROCESSABLE
        return render_review(request, member, found, status=status)
    if not count:
        messages.info(request, _("Nothing was taken, because no row was ticked."))
        return render_review(request, member, found)
    text = ngettext(
        "%(count)s row of the workbook is on the checklist.",
        "%(count)s rows of the workbook are on the checklist.",
        count,
    )
    messages.success(request, text % {"count": number(count)})
    return redirect("migration:plan_checklist", pk=member.plan_id)


def render_files(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold form with problems, or calendar_form, address."""
    context: dict[str, object] = {
        "form": TicksForm(),
        "workbook_form": WorkbookForm(),
        "calendar_form": CalendarForm(),
        "calendar_links": plan_links(request.user, member.plan),
        "tables": [(name, offered.label) for name, offered in TABLES.items()],
        "now": timezone.now(),
    }
    return render_plan(
        request,
        "migration/files.html",
        member=member,
        context=context | page,
        status=status,
    )


def render_review(
    request: PersonRequest,
    member: PlanMember,
    found: ReturnedChecklist,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_plan(
        request,
        "migration/ticks_review.html",
        member=member,
        context={"found": found},
        status=status,
    )
