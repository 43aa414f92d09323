"""What follows from events of accounts. Django and allauth send them; we send none."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from workspace.addresses import client_address
from workspace.models import User
from workspace.services.api_tokens import revoke_tokens_of
from workspace.services.records import append_to_chain
from workspace.services.sessions import (
    BEGAN,
    Browser,
    end_other_sessions,
    list_session,
)


def chain(event: str, user: User | None) -> None:
    append_to_chain(event, team=None, actor=user, now=timezone.now())


@receiver(auth_signals.user_logged_in)
def begin_session(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Start the clock of the session and list it, however the login came about."""
    now = timezone.now()
    request.session[BEGAN] = int(now.timestamp())
    if not request.session.session_key:
        request.session.save()
    list_session(
        user=user,
        session_key=request.session.session_key or "",
        browser=Browser(
            address=client_address(request),
            agent=request.META.get("HTTP_USER_AGENT", ""),
        ),
        now=now,
    )


@receiver(account_signals.user_logged_in)
def chain_login(user: User, **_rest: Any) -> None:
    chain("account.logged_in", user)


@receiver(auth_signals.user_logged_out)
def chain_logout(user: User | None, **_rest: Any) -> None:
    if user is not None:
        chain("account.logged_out", user)


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
@receiver(account_signals.password_reset)
def chain_password(user: User, **_rest: Any) -> None:
    """The password is part of every session's hash: all of them have ended.

    So have the tokens: whoever knew the password may have made one.
    """
    now = timezone.now()
    end_other_sessions(user=user, kept=None, now=now)
    revoke_tokens_of(user, now=now)
    chain("account.password_changed", user)


@receiver(account_signals.email_changed)
def chain_email(user: User, **_rest: Any) -> None:
    chain("account.email_changed", user)


@receiver(mfa_signals.authenticator_added)
@receiver(mfa_signals.authenticator_removed)
@receiver(mfa_signals.authenticator_reset)
def change_second_factor(request: HttpRequest, user: User, **_rest: Any) -> None:
    """End the person's other sessions, and give this one a new id (R5)."""
    now, old_key = timezone.now(), request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old_key).update(
        session_key=request.session.session_key
    )
    end_other_sessions(user=user, kept=request.session.session_key, now=now)
    chain("account.mfa_changed", user)
