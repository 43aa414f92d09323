"""Encrypts what the database holds and may not show by itself (R4, R49, R59)."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def field_cipher() -> MultiFernet:
    """Encrypt with the present key, decrypt with retired ones too."""
    keys = [settings.FIELD_KEY, *settings.FIELD_KEY_FALLBACKS]
    return MultiFernet([Fernet(fernet_key(key)) for key in keys])


def fernet_key(text: str) -> bytes:
    # The configured keys are long random texts; Fernet wants 32 bytes.
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
