from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluator.models.evaluations import Evaluation


class ReturnCase(models.Model):
    """What the change is to bring: funnel before and after, gains, statements."""

    evaluation = models.OneToOneField(
        Evaluation, on_delete=models.CASCADE, related_name="return_case"
    )
    # Of evaluator.costs.funnel: cost, leads, customers, selling price; "" is unknown.
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    # Revenue to reach, and the shares that get from stage to stage.
    target = models.JSONField(default=dict, blank=True)
    # evaluator.costs.json_form of BenefitLine, in their order.
    benefits = models.JSONField(default=list, blank=True)
    # Statement -> 0 to 3: what is no money.
    ratings = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("return")

    def __str__(self) -> str:
        return str(self.evaluation)
