"""What may come otherwise than expected, as changes to the figures of money."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluator.models.evaluations import Evaluation
from evaluator.querysets import ScenarioQuerySet


class Scenario(models.Model):
    """A named set of changes; without any it costs what the evaluation costs.

    people, mails, lines: a share by which figures are higher (0.1 = 10 % more). growth,
    inflation: points a year that are added (0.1 = 10 points).
    """

    class Kind(models.TextChoices):
        GROWTH = "growth", _("Growth")
        CRISIS = "crisis", _("Crisis")
        OWN = "own", _("Own")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="scenarios"
    )
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.OWN)
    name = models.CharField(_("name"), max_length=80)
    people = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    mails = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    growth = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    lines = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    inflation = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    version = models.PositiveIntegerField(default=1)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "name"], name="scenario_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
