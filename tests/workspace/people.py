"""Coming in as a person does, and the codes of an authenticator app."""

from __future__ import annotations

import re
import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from workspace.models import User

SECRET = "ZFHTUQO2Q54S3FOCBWL3UZ2YFIZIHZUF"
PERIOD = 30


def log_in(
    client: Client, email: str, password: str = PASSWORD, **extra: str
) -> HttpResponse:
    """Send the login form."""
    form = {"login": email, "password": password}
    return client.post(reverse("account_login"), form, **extra)


def code_of_the_app(steps: int = 0) -> str:
    """Return the code that the app shows now, or some steps later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time() // PERIOD) + steps))


def set_up_second_factor(user: User) -> list[str]:
    """Give the person the app's secret; return the recovery codes."""
    TOTP.activate(user, SECRET)
    return RecoveryCodes.activate(user).get_unused_codes()


def confirm_identity(client: Client, user: User) -> None:
    """Make the session as fresh as just after the password was given."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def without_tokens(answer: HttpResponse) -> str:
    """Return the page without the tokens that differ from one drawing to the next."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", answer.content.decode())
