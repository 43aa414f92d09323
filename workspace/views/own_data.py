"""What is kept about oneself: taken home, or erased (R57)."""

from __future__ import annotations

import tempfile
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from workspace.forms.erasure import ErasureForm
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest
from workspace.selectors import partings_of_account
from workspace.services.erasure import erase_person
from workspace.services.person_data import export_person


@require_GET
@needs_recent_login
def own_data(request: PersonRequest) -> HttpResponse:
    return render(request, "workspace/own_data.html")


@require_POST
@needs_recent_login
def own_data_download(request: PersonRequest) -> HttpResponseBase:
    """Send all that is kept about the person. The copy goes with the answer."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the answer closes it)
    user = request.user
    name = export_person(person=user, file=file, actor=user, now=timezone.now())
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@needs_recent_login
def own_erase(request: PersonRequest) -> HttpResponse:
    """Say first what erasure does; then erase, and log out."""
    form = ErasureForm(request.POST or None, person=request.user)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                erase_person(
                    person=request.user, actor=request.user, now=timezone.now()
                )
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                logout(request)
                messages.success(request, _("Your account is erased."))
                return redirect("account_login")
    context = {
        "form": form,
        "person": request.user,
        "is_own": True,
        "partings": partings_of_account(request.user, now=timezone.now()),
    }
    return render(request, "workspace/erase.html", context, status=status)
