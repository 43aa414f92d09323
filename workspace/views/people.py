"""The own settings, and the language of the pages."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace.forms.people import LanguageForm, OwnSettingsForm
from workspace.reauthentication import own_path
from workspace.requests import PersonRequest
from workspace.selectors import has_second_factor
from workspace.speech import speaking_to


@require_http_methods(["GET", "POST"])
def own_settings(request: PersonRequest) -> HttpResponse:
    form = OwnSettingsForm(request.POST or None, instance=request.user)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            form.save()
            with speaking_to(request.user, request.team):
                messages.success(request, _("Your settings are saved."))
            return redirect("workspace:own_settings")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "has_second_factor": has_second_factor(request.user)}
    return render(request, "workspace/own_settings.html", context, status=status)


@login_not_required
@never_cache
@require_GET
def session_state(request: HttpRequest) -> JsonResponse:
    """Tell a page open for long who is logged in, with a token for its forms.

    And what it says where that is no longer the person it was drawn for.
    """
    dialog = render_to_string("components/_session_ended.html", request=request)
    token = get_token(request)
    return JsonResponse({"person": request.user.pk, "csrf": token, "dialog": dialog})


@login_not_required
@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: in this browser, and to this person."""
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(own_path(request, request.POST.get("next", "")))
    if form.is_valid():
        language = form.cleaned_data["language"]
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response
