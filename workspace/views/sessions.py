"""Where one is logged in, and the way to end it (R5)."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workspace.browsers import browser_name
from workspace.requests import PersonRequest
from workspace.services.sessions import (
    end_other_sessions,
    end_session,
    living_sessions,
)


@dataclass(frozen=True, slots=True)
class ListedSession:
    session: UserSession
    browser: str
    is_present: bool


@require_GET
def session_list(request: PersonRequest) -> HttpResponse:
    present = request.session.session_key
    context = {
        "sessions": [
            ListedSession(
                each, browser_name(each.user_agent), each.session_key == present
            )
            for each in living_sessions(request.user)
        ]
    }
    return render(request, "account/sessions.html", context)


@require_POST
def session_end(request: PersonRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.session_key == request.session.session_key:
        logout(request)
        return redirect("account_login")
    end_session(session=session, actor=request.user, now=timezone.now())
    messages.success(request, _("The session has ended."))
    return redirect("sessions_list")


@require_POST
def session_end_others(request: PersonRequest) -> HttpResponse:
    end_other_sessions(
        user=request.user, kept=request.session.session_key, now=timezone.now()
    )
    messages.success(request, _("All other sessions have ended."))
    return redirect("sessions_list")
