"""What may come otherwise than expected, as changes to the figures of money."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluator.models.evaluations import Evaluation
from evaluator.querysets import ScenarioQuerySet


class Scenario(models.Model):
    """A named set of changes; without any it costs what the evaluation costs.

    people, mails, lines, prices, exchange: a share by which figures are higher (0.1 =
    10 % more). negotiated: a further share off vendors' recurring prices. growth,
    inflation, discount_rate: points a year that are added (0.1 = 10 points). months:
    another horizon, or none.
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
    prices = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    negotiated = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    exchange = models.DecimalField(default=Decimal(0), max_digits=8, decimal_places=4)
    discount_rate = models.DecimalField(
        default=Decimal(0), max_digits=8, decimal_places=4
    )
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "name"],
                condition=models.Q(removed_at=None),
                name="scenario_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(months=None)
                | models.Q(months__gte=12, months__lte=84),
                name="scenario_months",
            ),
        ]

    def __str__(self) -> str:
        return self.name
