"""Secrets in links: shown once, stored as a keyed hash only (R24)."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings

BYTES = 32  # 256 bits


def new_token() -> tuple[str, str]:
    """Return a new token for the link, and the hash for the database."""
    token = secrets.token_urlsafe(BYTES)
    return token, hash_token(token)


def hash_token(token: str) -> str:
    """HMAC-SHA256 with the signing key: the database alone opens no link."""
    return _hash(token, settings.SIGNING_KEY)


def hashes_of(token: str) -> list[str]:
    """Return the hashes a row may hold: of the present key and of retired ones.

    The row is looked up by hash, so what a guesser could time says nothing of tokens.
    """
    keys = [settings.SIGNING_KEY, *settings.SIGNING_KEY_FALLBACKS]
    return [_hash(token, key) for key in keys]


def _hash(token: str, key: str) -> str:
    return hmac.new(key.encode(), token.encode(), hashlib.sha256).hexdigest()
