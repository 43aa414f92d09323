"""The layout of a spreadsheet: guessed, shown on a picture of it, corrected."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from common.htmx import is_htmx
from common.numbers import read_id
from evaluator.access import get_import
from evaluator.forms.matrix.imports import SheetForm
from evaluator.forms.matrix.layout import LayoutForm
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.picture import (
    heavy_words_of,
    numbers_of,
    picture_of,
    words_of,
)
from evaluator.services.matrix.imports import (
    choose_sheet,
    correct_layout,
    turn_sheet,
)
from evaluator.views.matrix.frame import render_import
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def import_layout(request: PersonRequest, pk: int) -> HttpResponse:
    """Show how the sheet is read, and take corrections."""
    row, participant = get_import(request.user, pk)
    draft = Draft(row, participant)
    if request.method == "GET":
        return render_layout(request, draft, LayoutForm(draft=draft))
    form = LayoutForm(request.POST, draft=draft)
    if form.is_valid():
        try:
            correct_layout(
                row=row,
                layout=form.cleaned_data["layout"],
                version=form.cleaned_data["version"],
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return after_correction(request, pk)
    return render_layout(request, draft, form, status=UNPROCESSABLE)


def after_correction(request: PersonRequest, pk: int) -> HttpResponse:
    """Draw the region for htmx; without scripts go on, or show the same rows again."""
    if is_htmx(request) and request.POST.get("then") != "review":
        draft = Draft(*get_import(request.user, pk))
        return render_layout(request, draft, LayoutForm(draft=draft))
    if request.POST.get("then") == "review":
        return redirect("evaluator:import_review", pk=pk)
    return redirect(request.get_full_path())


@require_POST
def import_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Read another sheet, the other way round, or afresh."""
    row, _participant = get_import(request.user, pk)
    form = SheetForm(request.POST)
    if form.is_valid():
        version, way = form.cleaned_data["version"], form.cleaned_data["way"]
        try:
            if way == "turn":
                turn_sheet(row=row, version=version)
            else:
                chosen = form.cleaned_data["sheet"]
                choose_sheet(
                    row=row,
                    sheet=row.sheet if chosen is None else chosen,
                    version=version,
                    forgets=way == "afresh",
                )
        except DomainError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("Choose a sheet from the list."))
    return redirect("evaluator:import_layout", pk=pk)


def render_layout(
    request: PersonRequest,
    draft: Draft,
    form: LayoutForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    start = read_id(request.GET.get("from", ""))
    template = "evaluator/_matrix.html" if is_htmx(request) else "evaluator/matrix.html"
    return render_import(
        request,
        template,
        participant=draft.participant,
        context={
            "draft": draft,
            "form": form,
            "start": start,
            "picture": picture_of(draft, start=start),
            "words": words_of(draft),
            "numbers": numbers_of(draft),
            "heavy_words": heavy_words_of(draft),
        },
        status=status,
    )
