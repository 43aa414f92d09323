"""Accounts: made, guarded and watched. Entering passwords is django-allauth's work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import to_latin_digits
from workspace.models import UsedCode, User
from workspace.services.limits import Limit
from workspace.services.records import append_to_chain

# R3. Every way to try a secret counts against both.
BY_ACCOUNT = Limit("login.account", 5, timedelta(minutes=5))
BY_ADDRESS = Limit("login.address", 10, timedelta(minutes=1))
# A code is good for a minute and a half; what is older needs no memory.
CODES_KEPT = timedelta(minutes=10)


class AccountExists(DomainError):
    message = _("There is an account with this e-mail address already.")


@transaction.atomic
def create_account(
    *, email: str, password: str | None, name: str = "", language: str = ""
) -> User:
    """Make an account whose address somebody vouches for; without password, no login.

    The first password is then set through a link for resetting it.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AccountExists
    user = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def change_own_settings(*, user: User, values: Mapping[str, Any]) -> None:
    """Save the given settings of one's own; those left out stay."""
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=list(values))


def login_limits(*, email: str, address: str) -> list[tuple[Limit, str]]:
    """Return what a try to log in counts against (R3)."""
    return [(BY_ACCOUNT, email.strip().lower()), (BY_ADDRESS, address)]


def note_failed_login(*, email: str, now: datetime) -> None:
    """Chain a refused login; an unknown address takes the same steps (R2)."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    append_to_chain("account.login_failed", team=None, actor=user, now=now)


def take_code(*, user: User, code: str, now: datetime) -> Authenticator | None:
    """Accept a code of the app or a recovery code; each works once (R4)."""
    factors = Authenticator.objects.filter(
        user=user,
        type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES],
    )
    for factor in factors.order_by("-type"):
        if is_taken_by(factor, user=user, code=code, now=now):
            return factor
    return None


def is_taken_by(factor: Authenticator, *, user: User, code: str, now: datetime) -> bool:
    if factor.type == Authenticator.Type.TOTP:
        secret = decrypt(factor.data["secret"])
        return take_totp_code(user=user, secret=secret, code=code, now=now)
    # Locks its row while it looks, so a code sent twice at once is taken once.
    return bool(factor.wrap().validate_code(plain(code)))


def take_totp_code(*, user: User, secret: str, code: str, now: datetime) -> bool:
    typed = plain(code)
    for counter in yield_hotp_counters_from_time():
        expected = format_hotp_value(hotp_value(secret, counter))
        if constant_time_compare(typed, expected):
            return use_once(user=user, what=f"totp:{counter}", now=now)
    return False


def use_once(*, user: User, what: str, now: datetime) -> bool:
    """Tell whether this was not used before. The constraint decides, not a look."""
    digest = hashlib.sha256(what.encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedCode.objects.create(user=user, digest=digest, used_at=now)
    except IntegrityError:
        return False
    return True


def purge_codes(now: datetime) -> None:
    """Forget used codes that are too old to work a second time anyway."""
    UsedCode.objects.filter(used_at__lt=now - CODES_KEPT).delete()


def plain(code: str) -> str:
    """Read a code in any digits, with the blanks people put between groups."""
    return "".join(to_latin_digits(code).split()).replace("-", "")


def vouch_for_address(*, user: User) -> None:
    """Keep the present address until a new one is confirmed.

    allauth gives up an unconfirmed address as soon as another is asked for.
    """
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
