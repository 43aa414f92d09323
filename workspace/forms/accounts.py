"""The forms of the account pages, in this product's words and under its limits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.access import OPENED_INVITATION, find_invited
from workspace.addresses import client_network
from workspace.models import User
from workspace.services.invitations import InvitationNotUsable, accept_invitation
from workspace.services.limits import hit

EMAIL = _("E-mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password, again")
PASSWORD_HELP = _(
    "At least 12 characters. A few words that do not belong together are easy to"
    " remember and hard to guess."
)


def reword(field: forms.Field, label: Any, help_text: Any = "") -> None:
    """Say it in our words, without a placeholder that repeats the label."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["dir"] = "ltr"


def limit_forms() -> None:
    """Take a place for a form that anybody on the web may send (R3)."""
    hit(
        "forms",
        client_network(context.request),
        limit=20,
        window=timedelta(minutes=1),
        now=timezone.now(),
    )


def limit_mails(address: str) -> None:
    """Keep forms from filling somebody's mailbox, known here or not (R2)."""
    hit("mails", address, limit=5, window=timedelta(minutes=10), now=timezone.now())


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["login"], EMAIL)
        reword(self.fields["password"], PASSWORD)


class SignupForm(allauth_forms.SignupForm):
    name = LineField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], EMAIL)
        reword(self.fields["password1"], PASSWORD, PASSWORD_HELP)
        session = context.request.session
        self.invitation = find_invited(session, now=timezone.now())
        if self.invitation:
            # Bound to the address it was sent to, whatever is posted (R15).
            self.initial["email"] = self.invitation.email
            self.fields["email"].disabled = True

    def clean(self) -> dict[str, Any]:
        limit_forms()
        return super().clean()

    def clean_email(self) -> str:
        email = super().clean_email()
        limit_mails(email)
        return email

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            # The work that a new account would be, for the same time (R2).
            make_password(self.cleaned_data["password1"])
        try:
            return super().try_save(request)
        except InvitationNotUsable:
            return None, redirect("workspace:invitation_accept")

    def signup(self, _request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        user = super().save(request)
        if self.invitation:
            accept_invitation(invitation=self.invitation, user=user, now=timezone.now())
            del request.session[OPENED_INVITATION]
        return user


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], EMAIL)

    def clean_email(self) -> str:
        limit_forms()
        limit_mails(self.cleaned_data["email"])
        return super().clean_email()


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["password1"], NEW_PASSWORD, PASSWORD_HELP)
        reword(self.fields["password2"], AGAIN)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["oldpassword"], _("Present password"))
        reword(self.fields["password1"], NEW_PASSWORD, PASSWORD_HELP)
        reword(self.fields["password2"], AGAIN)

    def clean_oldpassword(self) -> str:
        """Look at it the way a login does: a stolen session may not guess on."""
        password = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["password"], PASSWORD)


class EmailChangeForm(allauth_forms.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["email"], _("New e-mail address"))

    def clean_email(self) -> str:
        limit_mails(self.cleaned_data["email"])
        return super().clean_email()
