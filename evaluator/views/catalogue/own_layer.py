"""A team's own facts in a file: taken out, and taken in after a look at the changes."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError
from common.tables.door import TableRefused
from evaluator.catalogue.own_layer import Fault, LayerError, OwnPlatform
from evaluator.catalogue.own_yaml import write_own_yaml
from evaluator.forms.catalogue.own_layer import LayerAcceptForm, LayerUploadForm
from evaluator.selectors.catalogue.own_layer import layer_of, shipped_layer
from evaluator.services.catalogue.own_layer import (
    LayerIsStale,
    find_difference,
    take_layer,
)
from evaluator.services.workbooks import XLSX
from evaluator.views.catalogue.own_platforms import get_team_to_edit
from evaluator.workbooks.own_catalogue import write_own_catalogue
from evaluator.workbooks.own_catalogue_reader import read_own_catalogue
from workspace.access import get_file, get_team
from workspace.models import StoredFile, Team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest
from workspace.services.uploads import keep_upload, opened

YAML = "application/yaml; charset=utf-8"
OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def layer_file(request: PersonRequest) -> HttpResponse:
    """Offer the files, and keep the one that is sent until it was looked at."""
    team = get_team_to_edit(request)
    form, status = LayerUploadForm(), OK
    if request.method == "POST":
        form, status = LayerUploadForm(request.POST, request.FILES), UNPROCESSABLE
        if form.is_valid():
            upload, user = form.cleaned_data["file"], request.user
            try:
                kept = keep_upload(upload, team=team, owner=user, now=timezone.now())
                return redirect("evaluator:layer_review", kept.public_id)
            except DomainError as error:
                form.add_error("file", str(error))
    return render(request, "evaluator/layer_file.html", {"form": form}, status=status)


@require_GET
def layer_yaml(request: PersonRequest) -> HttpResponse:
    team = get_team_to_edit(request)
    name = _("%(team)s - own facts") % {"team": team.name}
    return file_answer(write_own_yaml(layer_of(team)).encode(), f"{name}.yaml", YAML)


@require_GET
def layer_xlsx(request: PersonRequest) -> HttpResponse:
    team = get_team_to_edit(request)
    name = _("%(team)s - own facts") % {"team": team.name}
    return file_answer(write_own_catalogue(layer_of(team)), f"{name}.xlsx", XLSX)


@require_GET
def layer_shipped(request: PersonRequest) -> HttpResponse:
    """Send what comes with the product, for reading: it is not taken back in."""
    get_team_to_edit(request)
    text = write_own_yaml(shipped_layer(), top="shipped")
    return file_answer(text.encode(), "catalogue.yaml", YAML)


def file_answer(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 (Django's)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_http_methods(["GET", "POST"])
def layer_review(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Show what the file changes; take it when that is confirmed."""
    file = get_file(request.user, public_id)
    team = get_team(request.user, file.team_id, action=TeamAction.EDIT_CATALOGUE)
    try:
        with opened(file) as content:
            layer = read_own_catalogue(content, name=file.name)
        if request.method == "POST":
            return accept(request, team, file, layer)
        return render_review(request, team, file, layer)
    except LayerError as error:
        return render_faults(request, file, error.faults)
    except TableRefused as refusal:
        return render_faults(request, file, refused=refusal)


def accept(
    request: PersonRequest, team: Team, file: StoredFile, layer: list[OwnPlatform]
) -> HttpResponse:
    form = LayerAcceptForm(request.POST)
    if not form.is_valid():
        return render_review(request, team, file, layer, status=UNPROCESSABLE)
    try:
        taken = take_layer(
            team=team,
            layer=layer,
            seen=form.cleaned_data["seen"],
            actor=request.user,
            now=timezone.now(),
        )
    except LayerIsStale as error:
        messages.warning(request, str(error))
        return render_review(request, team, file, layer, status=HTTPStatus.CONFLICT)
    told = _("%(new)s new and %(changed)s changed facts are in your catalogue.")
    messages.success(request, told % {"new": taken.new, "changed": taken.changed})
    return redirect("evaluator:layer_file")


def render_review(
    request: PersonRequest,
    team: Team,
    file: StoredFile,
    layer: list[OwnPlatform],
    *,
    status: HTTPStatus = OK,
) -> HttpResponse:
    context = {"file": file, "difference": find_difference(team, layer)}
    return render(request, "evaluator/layer_review.html", context, status=status)


def render_faults(
    request: PersonRequest,
    file: StoredFile,
    faults: tuple[Fault, ...] = (),
    *,
    refused: TableRefused | None = None,
) -> HttpResponse:
    context = {
        "file": file,
        "faults": faults[:1000],
        "problems": refused.problems if refused else (),
    }
    # Looking at mistakes is no mistake; confirming such a file is.
    status = OK if request.method == "GET" else UNPROCESSABLE
    return render(request, "evaluator/layer_faults.html", context, status=status)
