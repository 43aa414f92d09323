from __future__ import annotations

from django.db import models

from workspace.models import Team


class TeamEffort(models.Model):
    """The team's own hours in place of shipped ones, for all of its plans.

    hours: "kind:size" -> hours of a rebuild. shares: disposition -> share of a rebuild.
    Both as decimal texts; what is not there is as shipped.
    """

    team = models.OneToOneField(
        Team, on_delete=models.CASCADE, related_name="asset_effort"
    )
    hours = models.JSONField(default=dict, blank=True)
    shares = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.team)
