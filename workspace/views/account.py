"""The account pages that allauth has not, or whose GET would write there (R41)."""

from __future__ import annotations

from http import HTTPStatus

from allauth.account.internal.flows.manage_email import add_email
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from workspace.forms.accounts import EmailChangeForm
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest
from workspace.selectors import recovery_codes_of
from workspace.services.accounts import vouch_for_address


@require_http_methods(["GET", "POST"])
@needs_recent_login
def email_change(request: PersonRequest) -> HttpResponse:
    """Change the address one logs in with; it counts once the new one has answered."""
    form = EmailChangeForm(user=request.user, data=request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            vouch_for_address(user=request.user)
            add_email(request, form)
            return redirect("account_email")
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    waiting = EmailAddress.objects.get_new(request.user)
    context = {"form": form, "waiting": waiting}
    return render(request, "account/email_change.html", context, status=status)


@require_GET
@needs_recent_login
def totp_picture(request: PersonRequest) -> HttpResponse:
    """Draw the secret that is being set up. A file, since the policy bars `data:`."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


@require_GET
@needs_recent_login
def recovery_code_list(request: PersonRequest) -> HttpResponse:
    codes = unused_codes(request)
    return render(request, "mfa/recovery_codes/index.html", {"codes": codes})


@require_GET
@needs_recent_login
def recovery_code_download(request: PersonRequest) -> HttpResponse:
    text = "".join(f"{code}\r\n" for code in unused_codes(request))
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="recovery-codes.txt"'},
    )


def unused_codes(request: PersonRequest) -> list[str]:
    factor = recovery_codes_of(request.user)
    if factor is None:
        raise Http404
    return list(RecoveryCodes(factor).get_unused_codes())
