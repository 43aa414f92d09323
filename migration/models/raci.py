"""Deliverables of a plan, and the part that each stakeholder has in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan
from migration.models.stakeholders import Stakeholder
from migration.models.tasks import Task
from migration.models.template_text import phase_names
from migration.querysets import DeliverableQuerySet


class Deliverable(models.Model):
    """A phase of the plan, one of its tasks, or something with an own name."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="deliverables"
    )
    phase = models.CharField(_("phase"), max_length=20, blank=True)
    task = models.ForeignKey(
        Task,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("task"),
    )
    own_name = models.CharField(_("name"), max_length=200, blank=True)
    # Role -> part, for whoever sits on its chair first; of a template of the team.
    waiting_parts = models.JSONField(default=dict, blank=True)
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(phase="") | Q(task__isnull=False) | ~Q(own_name=""),
                name="deliverable_named",
            ),
            models.UniqueConstraint(
                fields=["plan", "phase"],
                condition=~Q(phase=""),
                name="deliverable_of_phase_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Tell the own name, or that of the phase or the task."""
        shipped = phase_names().get(self.phase, "")
        return self.own_name or shipped or (self.task.title if self.task else "")


class RaciPart(models.Model):
    class Part(models.TextChoices):
        RESPONSIBLE = "R", _("does it")
        ACCOUNTABLE = "A", _("answers for it")
        BOTH = "AR", _("does it and answers for it")
        CONSULTED = "C", _("is asked before")
        INFORMED = "I", _("is told")

    deliverable = models.ForeignKey(
        Deliverable, on_delete=models.CASCADE, related_name="parts"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="parts"
    )
    part = models.CharField(_("part"), max_length=2, choices=Part)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deliverable", "stakeholder"], name="raci_part_once"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["R", "A", "AR", "C", "I"]),
                name="raci_part_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable}: {self.part}"
