"""Codes of the authenticator app, and the recovery codes that stand in for them."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspace.addresses import client_network
from workspace.forms.accounts import reword
from workspace.models import User
from workspace.services.accounts import (
    login_limits,
    note_failed_login,
    take_code,
    take_totp_code,
)
from workspace.services.limits import failures_counted

CODE = _("Code")


def spell_out(field: forms.Field) -> None:
    """Ask for digits; they may be typed as the language writes them."""
    reword(field, CODE)
    field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}


def checked_code(form: forms.Form, user: User) -> Authenticator:
    """Return what the typed code belongs to; a wrong one counts as a failed login."""
    now, network = timezone.now(), client_network(context.request)
    with failures_counted(
        login_limits(email=user.email, address=network), now=now
    ) as outcome:
        code = form.cleaned_data["code"]
        authenticator = take_code(user=user, code=code, now=now)
        outcome.append(authenticator is not None)
    if authenticator is None:
        note_failed_login(email=user.email, now=now)
        raise get_adapter().validation_error("incorrect_code")
    return authenticator


class AuthenticateForm(allauth_forms.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self.fields["code"])

    def clean_code(self) -> str:
        self.authenticator = checked_code(self, self.user)
        return self.cleaned_data["code"]


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self.fields["code"])

    def clean_code(self) -> str:
        self.authenticator = checked_code(self, self.user)
        return self.cleaned_data["code"]


class ActivateTOTPForm(totp_forms.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spell_out(self.fields["code"])

    def secret_in_groups(self) -> list[str]:
        """Return the secret as people type it: four letters at a time."""
        return [self.secret[at : at + 4] for at in range(0, len(self.secret), 4)]

    def clean_code(self) -> str:
        """The code that switches it on is used up, like any other (R4)."""
        code, now = self.cleaned_data["code"], timezone.now()
        limits = login_limits(
            email=self.user.email, address=client_network(context.request)
        )
        with failures_counted(limits, now=now) as outcome:
            is_right = take_totp_code(
                user=self.user, secret=self.secret, code=code, now=now
            )
            outcome.append(is_right)
        if not is_right:
            raise get_adapter().validation_error("incorrect_code")
        return code
