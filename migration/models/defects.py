from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.assets import Asset
from migration.models.plans import Plan, PlanMember
from migration.models.tasks import Task
from migration.querysets import DefectQuerySet


class Defect(models.Model):
    """Something that is not as it should be, until somebody closes it."""

    class Kind(models.TextChoices):
        DEFECT = "defect", _("defect")
        TRAINING_GAP = "training_gap", _("training gap")
        CHANGE_REQUEST = "change_request", _("change request")

    class Severity(models.TextChoices):
        HARD = "hard", _("hard: nothing goes live with it")
        SOFT = "soft", _("soft: it can be lived with")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="defects")
    title = models.CharField(_("what is wrong"), max_length=200)
    details = models.TextField(_("details"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.DEFECT)
    severity = models.CharField(
        _("severity"), max_length=4, choices=Severity, default=Severity.SOFT
    )
    owner = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="defects",
        verbose_name=_("who mends it"),
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="defects",
        verbose_name=_("task"),
    )
    asset = models.ForeignKey(
        Asset,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="defects",
        verbose_name=_("asset"),
    )
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reported_at = models.DateTimeField(default=timezone.now, editable=False)
    resolution = models.CharField(_("how it was closed"), max_length=400, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DefectQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="defect_named"),
            models.CheckConstraint(
                condition=Q(kind__in=["defect", "training_gap", "change_request"]),
                name="defect_kind",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=["hard", "soft"]), name="defect_severity"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(closed_at__isnull=False),
                name="defect_closed_when_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_hard(self) -> bool:
        return self.severity == self.Severity.HARD
