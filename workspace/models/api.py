from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspace.models.teams import Team
from workspace.querysets import ApiTokenQuerySet


class ApiToken(models.Model):
    """What a script proves itself with: one person, one team, one scope (R8)."""

    class Scope(models.TextChoices):
        READ = "read", _("read only")
        WRITE = "write", _("read and write")
        MANAGE = "manage", _("read and write, and what needs an identity check")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="api_tokens")
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    label = models.CharField(_("label"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # Coarse: a day of requests writes it a few times an hour, not at each.
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope__in=["read", "write", "manage"]),
                name="api_token_scope",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class KeptAnswer(models.Model):
    """The answer to a POST with an Idempotency-Key, kept for a day (R49)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    # Keyed hashes: of the key, and of what was asked with it.
    key = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)
    # Whoever has left one of these teams since is told nothing again (R14).
    teams = models.JSONField(default=list)
    # Empty while the request runs.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    # Encrypted, since an answer may hold a link that is shown only once.
    content = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="kept_answer_once"),
        ]
