from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluator.models.candidates import Candidate
from evaluator.models.evaluations import Evaluation
from evaluator.querysets import ChoiceQuerySet


class Choice(models.Model):
    """What the lead records at the end: who, why, on which conditions."""

    evaluation = models.OneToOneField(
        Evaluation, on_delete=models.CASCADE, related_name="choice"
    )
    chosen = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("chosen candidate"),
    )
    runner_up = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("runner-up"),
    )
    reasons = models.TextField(_("reasons"))
    conditions = models.TextField(_("conditions"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(runner_up=None)
                | ~models.Q(runner_up=models.F("chosen")),
                name="choice_runner_up_is_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id}: {self.chosen_id}"
