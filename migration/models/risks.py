from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluator.models import Criterion
from migration.models.plans import Plan, PlanMember
from migration.models.tasks import Task
from migration.models.template_text import language
from migration.planning.risks import risk_seeds
from migration.querysets import RiskQuerySet


class Risk(models.Model):
    """What may go wrong with a plan, who watches it, and what is done about it.

    Texts of the usual risks stay empty and are shown in the reader's language until
    somebody types own ones.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="risks")
    seed_key = models.CharField(max_length=40, blank=True)
    # Taken over from the decision, and what the chosen platform does not meet or does
    # poorly; the criterion may be deleted since.
    is_of_decision = models.BooleanField(default=False)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    own_text = models.CharField(_("what may happen"), max_length=200, blank=True)
    own_answer = models.CharField(_("what we do about it"), max_length=400, blank=True)
    # From 1 to 5 each; the score is their product.
    probability = models.PositiveSmallIntegerField(_("how likely"), default=3)
    impact = models.PositiveSmallIntegerField(_("how bad"), default=3)
    owner = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("who watches it"),
    )
    task = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="risks",
        verbose_name=_("task that answers it"),
    )
    is_closed = models.BooleanField(_("over"), default=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RiskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(seed_key="") | ~Q(own_text=""), name="risk_named"
            ),
            models.CheckConstraint(
                condition=Q(probability__range=(1, 5), impact__range=(1, 5)),
                name="risk_scored",
            ),
            models.UniqueConstraint(
                fields=["plan", "seed_key"],
                condition=~Q(seed_key=""),
                name="risk_of_seed_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "criterion"], name="risk_of_criterion_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        seed = risk_seeds().get(self.seed_key)
        return self.own_text or (seed.risk.in_language(language()) if seed else "")

    @property
    def answer(self) -> str:
        seed = risk_seeds().get(self.seed_key)
        return self.own_answer or (seed.answer.in_language(language()) if seed else "")

    @property
    def score(self) -> int:
        return self.probability * self.impact
