from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspace.models.teams import Team
from workspace.querysets import ShareLinkQuerySet


class ShareLink(models.Model):
    """A way to one object for people without account (R22, R24-R28)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="share_links")
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    label = models.CharField(_("label"), max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    password = models.CharField(max_length=128, blank=True)
    shows_names = models.BooleanField(_("names of evaluators"), default=False)
    shows_scores = models.BooleanField(_("individual scores"), default=False)
    shows_notes = models.BooleanField(_("notes"), default=False)
    shows_prices = models.BooleanField(_("prices"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    # For one answer or tick; then it opens nothing.
    is_one_use = models.BooleanField(_("for one use"), default=False)
    spent_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["target_kind", "target_id"])]

    def __str__(self) -> str:
        return self.label
