"""The way in for readers of a share link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace import share_session
from workspace.addresses import client_network
from workspace.models import ShareLink
from workspace.registries import share_pages
from workspace.services.limits import Limit, failures_counted
from workspace.services.share_links import find_link, is_password, note_use
from workspace.speech import zone_of

MINUTE = timedelta(minutes=1)
WRONG_TOKENS = Limit("share-token", 20, MINUTE)
WRONG_PASSWORDS = Limit("share-password", 5, MINUTE)

SharedView = Callable[[HttpRequest, ShareLink], HttpResponse]


class SharePasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password of the link"), widget=forms.PasswordInput, max_length=128
    )


def shared(kind: str) -> Callable[[SharedView], Callable[[HttpRequest], HttpResponse]]:
    """Turn a view of a link's object into one that the share cookie opens."""

    def decorate(view: SharedView) -> Callable[[HttpRequest], HttpResponse]:
        @login_not_required
        @wraps(view)
        def opened(request: HttpRequest) -> HttpResponse:
            link, is_unlocked = share_session.link_of(request, now=timezone.now())
            if link is None or link.target_kind != kind:
                return sealed_off(gone(request))
            if link.password and not is_unlocked:
                return redirect("workspace:share_password")
            # Readers without account have no zone of their own.
            with timezone.override(zone_of(None, link.team)):
                return sealed_off(view(request, link))

        return opened

    return decorate


def sealed_off(response: HttpResponse) -> HttpResponse:
    """Keep the page out of caches, search engines and foreign referrers (R26)."""
    response["Cache-Control"] = "private, no-store"
    # Its address holds no token. Under "no-referrer" a browser sends its forms with
    # "Origin: null", and the CSRF check refuses the password and the download.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """Unknown, expired and revoked look the same (R25)."""
    return render(request, "workspace/share_gone.html", status=HTTPStatus.NOT_FOUND)


@login_not_required
@require_GET
def share_enter(request: HttpRequest, token: str) -> HttpResponse:
    """Put the token into a cookie and go to an address without it. Writes nothing."""
    now = timezone.now()
    with failures_counted([(WRONG_TOKENS, client_network(request))], now=now) as found:
        link = find_link(token, now=now)
        found.append(link is not None)
    # A link that opens no page is for programs, such as those of calendars.
    if link is None or link.target_kind not in share_pages:
        return sealed_off(gone(request))
    response = redirect(share_pages[link.target_kind])
    share_session.start(response, link, is_unlocked=False)
    sealed_off(response)["Referrer-Policy"] = "no-referrer"  # it holds the token
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def share_password(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    link, _is_unlocked = share_session.link_of(request, now=now)
    if link is None:
        return sealed_off(gone(request))
    form = SharePasswordForm(request.POST or None)
    if form.is_valid():
        with failures_counted([(WRONG_PASSWORDS, str(link.pk))], now=now) as found:
            found.append(is_password(link, form.cleaned_data["password"]))
        if found[0]:
            response = redirect(share_pages[link.target_kind])
            share_session.start(response, link, is_unlocked=True)
            return sealed_off(response)
        form.add_error("password", str(_("This is not the password of the link.")))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return sealed_off(
        render(request, "workspace/share_password.html", {"form": form}, status=status)
    )


@login_not_required
@require_POST
def share_seen(request: HttpRequest) -> HttpResponse:
    """Note that the link was used: sent by the page, so that a GET writes nothing."""
    now = timezone.now()
    link, is_unlocked = share_session.link_of(request, now=now)
    if link and (is_unlocked or not link.password):
        note_use(link=link, now=now)
    return sealed_off(HttpResponse(status=HTTPStatus.NO_CONTENT))
