"""How django-allauth does what this product promises."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.text import one_line
from workspace.access import find_invited
from workspace.addresses import client_address, client_network
from workspace.ciphers import field_cipher
from workspace.links import site_link
from workspace.models import Member, User
from workspace.reauthentication import has_recent_login
from workspace.services.accounts import login_limits, note_failed_login
from workspace.services.limits import failures_counted
from workspace.speech import speaking_to

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your e-mail address already."),
        "email_password_mismatch": _(
            "This e-mail address and this password do not belong together."
        ),
        "email_taken": _(
            "There is an account with this e-mail address already. Log in instead."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link does not work any more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGNUP == "open" or is_invited(request)

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """An invitation vouches for the address it is bound to."""
        invitation = find_invited(request.session, now=timezone.now())
        return invitation is not None and invitation.email == email.lower()

    def new_user(self, request: HttpRequest) -> User:
        return User(language=get_language() or "")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Count failures for account and address before the password is looked at."""
        email, now = credentials.get("email", ""), timezone.now()
        limits = login_limits(email=email, address=client_network(request))
        with failures_counted(limits, now=now) as outcome:
            user = super().authenticate(request, **credentials)
            outcome.append(user is not None)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failed_login(email=credentials.get("email", ""), now=timezone.now())

    def reauthenticate(self, user: User, password: str) -> bool:
        request = allauth_context.request
        found = self.authenticate(request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"  # which, all sessions having ended, asks for the new password

    def is_reauthentication_required(self, *, app: str) -> bool:
        """A login of a moment ago is an identity check too (R7)."""
        return not has_recent_login(allauth_context.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """`next` leads to own paths only, never to another host (R42)."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(
            url, allowed_hosts=None
        )

    def get_email_confirmation_url(
        self, request: HttpRequest, emailconfirmation: Any
    ) -> str:
        return site_link("account_confirm_email", emailconfirmation.key)

    def get_reset_password_from_key_url(self, key: str) -> str:
        # The key is "<user>-<token>"; the address has a place for each.
        user, _dash, token = key.partition("-")
        return site_link("account_reset_password_from_key", user, token)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send now, since the links in it belong in no job; a dead server is logged.

        The same is said to the person whether it went out or not (R2).
        """
        values = {**context, "email": email, **own_links()}
        with speaking_to(context.get("user"), language=get_language() or ""):
            message = self.render_mail(template_prefix, email, values)
        try:
            message.send()
        except OSError as error:
            # Its text could name the address.
            logger.error("An account mail was not sent: %s.", type(error).__name__)

    def format_email_subject(self, subject: str) -> str:
        return one_line(subject)


def own_links() -> dict[str, str]:
    """Stand in for what allauth would build from the Host header (R42)."""
    return {
        "site_url": settings.SITE_URL,
        "login_url": site_link("account_login"),
        "signup_url": site_link("account_signup"),
        "reset_url": site_link("account_reset_password"),
    }


def is_invited(request: HttpRequest) -> bool:
    return find_invited(request.session, now=timezone.now()) is not None


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "A team of yours asks for a second factor, so it stays on."
        ),
        "cannot_generate_recovery_codes": _("Set up the second factor first."),
        "incorrect_code": _("This code is wrong, or was used already."),
    }

    def encrypt(self, text: str) -> str:
        return field_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return field_cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """A member keeps the second factor while a team asks for it."""
        memberships = Member.objects.filter(user_id=authenticator.user_id)
        return not memberships.filter(team__requires_mfa=True).exists()
