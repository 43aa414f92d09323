"""Teams may want a second factor of every member (R4)."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from common.htmx import is_htmx
from workspace.requests import PersonRequest
from workspace.selectors import has_second_factor

# Where a member may go before the second factor is set up: the own account, and out.
ACCOUNT_PAGES = ("account_", "mfa_", "sessions_")
API = "/api/"


def lacks_second_factor(request: PersonRequest) -> bool:
    """Tell whether this page waits for a second factor that a team asks for.

    A team's things are reached by their own addresses, whatever team is the present
    one; so any team that asks for it closes all pages but those of the account.
    """
    if not any(member.team.requires_mfa for member in request.memberships):
        return False
    match = request.resolver_match
    if match is not None and (match.url_name or "").startswith(ACCOUNT_PAGES):
        return False
    return not has_second_factor(request.user)


def ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        raise PermissionDenied
    messages.info(request, _("Your team asks for a second factor. Set it up first."))
    url = reverse("mfa_activate_totp")
    return HttpResponseClientRedirect(url) if is_htmx(request) else redirect(url)
