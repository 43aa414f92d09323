"""Files of a team: an address that lasts, and the signed one that gives the bytes."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from workspace import share_session
from workspace.access import get_file
from workspace.models import StoredFile
from workspace.requests import PersonRequest
from workspace.services.downloads import Reader, read_download, sign_download


@require_safe
def file_open(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """Look whether the person may have the file, and send them to its bytes."""
    file = get_file(request.user, public_id)
    token = sign_download(file, reader=request.user, now=timezone.now())
    return redirect("workspace:file_download", token)


@login_not_required
@require_safe
def file_download(request: HttpRequest, token: str) -> FileResponse:
    now = timezone.now()
    file = read_download(token, reader=reader_of(request), now=now)
    if file is None:
        raise Http404
    return answer_with(file)


def reader_of(request: HttpRequest) -> Reader | None:
    if request.user.is_authenticated:
        return request.user
    link, is_unlocked = share_session.link_of(request, now=timezone.now())
    return link if link and (is_unlocked or not link.password) else None


def answer_with(file: StoredFile) -> FileResponse:
    """Always an attachment: no browser runs or shows what somebody uploaded."""
    response = FileResponse(
        default_storage.open(file.path),
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
