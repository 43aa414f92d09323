from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan


class Baseline(models.Model):
    """The dates as they were planned on a day, to be held against now."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="baselines")
    name = models.CharField(_("name"), max_length=120)
    finish_on = models.DateField(_("finish"))
    # Task id -> [first day, last day], ISO.
    dates = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name
