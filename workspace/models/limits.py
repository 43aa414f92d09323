from __future__ import annotations

from django.conf import settings
from django.db import models


class AttemptCount(models.Model):
    """Failures in one window of time, shared by all processes (R3, R28)."""

    key = models.CharField(max_length=64)  # a keyed hash: no address is stored
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "window"], name="attempts_once"),
        ]


class UsedCode(models.Model):
    """A one-time code that was taken; the constraint makes it work once (R4)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="code_once"),
        ]
