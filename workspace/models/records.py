from __future__ import annotations

from django.conf import settings
from django.db import models

from workspace.models.teams import Team
from workspace.querysets import ActivityQuerySet


class Activity(models.Model):
    """Who changed what, before and after; shown to people and erasable (R57)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="activities")
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    # The name of what was changed, as it was then.
    subject = models.CharField(max_length=300, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["target_kind", "target_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class AuditEntry(models.Model):
    """A link of the team's chain (R56): no content, people under pseudonyms.

    `team` is empty for events of an account, which have a chain of their own.
    """

    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, related_name="audit_entries"
    )
    sequence = models.PositiveBigIntegerField()
    event = models.CharField(max_length=60)
    pseudonym = models.UUIDField(null=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(
                fields=["team", "sequence"], name="audit_sequence_once"
            ),
            models.UniqueConstraint(
                fields=["sequence"],
                condition=models.Q(team=None),
                name="audit_sequence_once_without_team",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event}"
