from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.querysets import FactQuerySet, PlatformQuerySet
from workspace.models import Team


class Platform(models.Model):
    """An entry of the catalogue: shipped (no team), or a team's own."""

    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="platforms"
    )
    key = models.SlugField(max_length=80)  # stable across loads
    name = models.CharField(_("name"), max_length=120)
    match_key = models.CharField(max_length=120, editable=False)
    vendor = models.CharField(_("vendor"), max_length=200, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    homepage = models.URLField(max_length=600, blank=True)
    domains = models.JSONField(default=list, blank=True)
    # Words of closed vocabularies, for the filters of the list.
    kinds = models.JSONField(default=list, blank=True)
    deployments = models.JSONField(default=list, blank=True)
    audiences = models.JSONField(default=list, blank=True)
    markets = models.JSONField(default=list, blank=True)
    channels = models.JSONField(default=list, blank=True)
    integrations = models.JSONField(default=list, blank=True)
    # How the vendor bills; empty: unknown.
    mechanisms = models.JSONField(default=list, blank=True)
    # 2026, 2026-05 or 2026-05-14: the day on which the facts were collected.
    compiled_on = models.CharField(max_length=10, blank=True)
    grade = models.CharField(max_length=10, blank=True)  # how much was found
    caveats = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Set when a shipped entry is no longer in the shipped files.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(team=None), name="platform_shipped_once"
            ),
            models.UniqueConstraint(
                fields=["team", "match_key"],
                condition=Q(team__isnull=False),
                name="platform_of_team_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Fact(models.Model):
    """One figure or statement on a platform, with what it rests on.

    A team's own fact stands beside the shipped one of the same slot and wins for
    that team alone.
    """

    class Trust(models.TextChoices):
        VENDOR = "vendor", _("vendor")
        THIRD_PARTY = "third_party", _("third party")
        UNVERIFIED = "unverified", _("unverified")
        OWN = "own", _("own")

    platform = models.ForeignKey(
        Platform, on_delete=models.CASCADE, related_name="facts"
    )
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="facts"
    )
    key = models.CharField(max_length=80)  # of the closed vocabulary
    # Tells facts of one key apart: plan, tier, period. Part of the slot.
    slot = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    value = models.JSONField(null=True)  # null: unknown
    unit = models.CharField(max_length=120, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    # 2026, 2026-05 or 2026-05-14; empty: undated.
    as_of = models.CharField(max_length=10, blank=True)
    source = models.TextField(blank=True)
    source_url = models.URLField(max_length=600, blank=True)
    via = models.TextField(blank=True)
    # Empty: nothing is known, so that there is nothing to trust.
    trust = models.CharField(max_length=12, choices=Trust, blank=True)
    confidence = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    # All else that the figure carries: plan, tier, billing period, price kind, ...
    details = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, default="en")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    # Set when a shipped fact is no longer in the shipped files. The row stays: values
    # that were taken from it must still open down to their source.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "key", "slot"],
                condition=Q(team=None),
                name="fact_shipped_once",
            ),
            models.UniqueConstraint(
                fields=["platform", "team", "key", "slot"],
                condition=Q(team__isnull=False),
                name="fact_of_team_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform_id} {self.key} {self.slot}".strip()
