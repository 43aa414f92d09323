"""A plan that a team kept as a template for its next one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.querysets import TeamTemplateQuerySet
from workspace.models import Team


class TeamTemplate(models.Model):
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, related_name="plan_templates"
    )
    name = models.CharField(_("name"), max_length=120)
    # Tasks, links, gates, deliverables, risks and switches, as template_content writes
    # them; no people, no days of the calendar, no proofs.
    content = models.JSONField(default=dict)
    task_count = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TeamTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "name"],
                condition=Q(removed_at=None),
                name="team_template_named_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
