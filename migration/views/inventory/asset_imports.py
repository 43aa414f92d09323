"""A table of assets: uploaded, mapped, looked at, and taken in as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, StateConflict
from common.formatting import number
from common.tables.door import TableRefused, read_sheets
from common.tables.problems import TableProblem, gathered
from common.tables.sheets import Sheet
from common.tables.typed import read_rows
from migration.access import get_plan_member
from migration.forms.inventory.asset_imports import MappingForm, TakeAssetsForm
from migration.models import Plan, PlanMember
from migration.permissions import Action
from migration.selectors.inventory.asset_imports import (
    BY_KEY,
    COLUMNS,
    ImportRow,
    find_difference,
    with_owners,
)
from migration.services.inventory.asset_imports import NamedTwice, take_assets
from migration.views.frame import render_plan
from workspace.access import get_file
from workspace.forms.uploads import ReadingForm, TableUploadForm
from workspace.models import StoredFile
from workspace.requests import PersonRequest
from workspace.services.uploads import keep_upload, opened

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
SHOWN = 50


@require_http_methods(["GET", "POST"])
def asset_import(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose a table; it is kept until it was looked at."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form, status = TableUploadForm(), HTTPStatus.OK
    if request.method == "POST":
        form, status = TableUploadForm(request.POST, request.FILES), UNPROCESSABLE
        if form.is_valid():
            said = form.cleaned_data
            try:
                kept = keep_upload(
                    said["file"],
                    team=member.plan.team,
                    owner=request.user,
                    now=timezone.now(),
                )
            except DomainError as error:
                form.add_error("file", str(error))
            else:
                options = ReadingForm.base_fields
                query = {name: said[name] for name in options if said[name]}
                url = reverse(
                    "migration:asset_import_review", args=[pk, kept.public_id]
                )
                return redirect(f"{url}?{urlencode(query)}" if query else url)
    return render_plan(
        request,
        "migration/asset_import.html",
        member=member,
        context={"form": form, "columns": COLUMNS},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def asset_import_review(
    request: PersonRequest, pk: int, public_id: UUID
) -> HttpResponse:
    """Say which column is what, look at the differences, and take them."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    file = get_file(request.user, public_id)
    if file.team_id != member.plan.team_id:
        raise Http404
    try:
        with opened(file) as content:
            options = ReadingForm(request.GET).options
            sheets = read_sheets(content, name=file.name, options=options)
    except TableRefused as refusal:
        return render_review(request, member, file, problems=refusal.problems)
    sheet = next((each for each in sheets if any(map(is_filled, each.rows))), None)
    if sheet is None:
        problem = TableProblem(_("This table is empty."))
        return render_review(request, member, file, problems=(problem,))
    return mapped(request, member, file, sheet)


def is_filled(row: Sequence[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


def mapped(
    request: PersonRequest, member: PlanMember, file: StoredFile, sheet: Sheet
) -> HttpResponse:
    is_sent = any(key in request.GET for key in BY_KEY)
    data = request.GET if is_sent else None
    form = MappingForm(data, rows=sheet.rows, guessed=not is_sent)
    if not any(map(is_filled, sheet.rows[form.heading :])):
        said = _("This table has a row of headings, and no row with an asset below it.")
        return render_review(request, member, file, problems=(TableProblem(said),))
    if is_sent and not form.is_valid():
        return render_review(request, member, file, mapping=form)
    places, same = form.mapping(), form.same_for_all()
    columns = [each for each in COLUMNS if each.key not in same]
    missing = [each for each in columns if each.is_required and each.key not in places]
    if missing:
        return render_review(request, member, file, mapping=form, missing=missing)
    options = ReadingForm(request.GET).options
    typed = read_rows(
        sheet, columns, header_row=form.heading, mapping=places, options=options
    )
    if typed.problems:
        problems = tuple(typed.problems)
        return render_review(request, member, file, mapping=form, problems=problems)
    values = with_owners(member.plan, [{**row.cells, **same} for row in typed.rows])
    rows = [
        ImportRow(row.number, each)
        for row, each in zip(typed.rows, values, strict=True)
    ]
    if request.method == "POST":
        return take(request, member, file, form, rows)
    return show(request, member, file, form, rows)


def take(
    request: PersonRequest,
    member: PlanMember,
    file: StoredFile,
    mapping: MappingForm,
    rows: list[ImportRow],
) -> HttpResponse:
    form = TakeAssetsForm(request.POST)
    if not form.is_valid():
        return show(request, member, file, mapping, rows, status=UNPROCESSABLE)
    try:
        taken = take_assets(
            plan=member.plan,
            rows=rows,
            seen=form.cleaned_data["seen"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        is_conflict = isinstance(error, StateConflict)
        status = HTTPStatus.CONFLICT if is_conflict else UNPROCESSABLE
        messages.warning(request, str(error))
        return show(request, member, file, mapping, rows, status=status)
    told = _("%(new)s new and %(changed)s changed assets are in the inventory.")
    figures = {"new": number(len(taken.new)), "changed": number(len(taken.changed))}
    messages.success(request, told % figures)
    return redirect("migration:plan_assets", pk=member.plan_id)


def show(
    request: PersonRequest,
    member: PlanMember,
    file: StoredFile,
    mapping: MappingForm,
    rows: list[ImportRow],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    plan: Plan = member.plan
    found = find_difference(plan, rows)
    if found.twice:
        twice = [
            TableProblem(str(NamedTwice(row=number(row)))) for row in found.twice[:1000]
        ]
        return render_review(
            request, member, file, mapping=mapping, problems=tuple(twice), status=status
        )
    return render_review(
        request,
        member,
        file,
        mapping=mapping,
        status=status,
        difference=found,
        take_form=TakeAssetsForm(initial={"seen": found.seen}),
        new=found.new[:SHOWN],
        changed=found.changed[:SHOWN],
        more_new=max(len(found.new) - SHOWN, 0),
        more_changed=max(len(found.changed) - SHOWN, 0),
    )


def render_review(
    request: PersonRequest,
    member: PlanMember,
    file: StoredFile,
    *,
    problems: tuple[TableProblem, ...] = (),
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw what is known. Looking at mistakes is no mistake; taking them is."""
    if problems and request.method == "POST":
        status = UNPROCESSABLE
    reading = ReadingForm(request.GET, auto_id="reading-%s")
    context = {
        "file": file,
        "problems": gathered(problems),
        "reading": reading,
        "reads_otherwise": any(each.row for each in problems),
    }
    return render_plan(
        request,
        "migration/asset_import_review.html",
        member=member,
        context=context | page,
        status=status,
    )
