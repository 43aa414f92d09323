"""Company goals (broad, long-term) and objectives (SMART): two things."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluator.content.goals import goal_by_key
from evaluator.models.criteria import Criterion
from evaluator.models.evaluations import Evaluation, Participant
from evaluator.querysets import ObjectiveQuerySet


class CompanyGoal(models.Model):
    """A broad aim: chosen from the list, or in own words."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="company_goals"
    )
    key = models.CharField(max_length=80, blank=True)
    own_name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "key", "own_name"], name="company_goal_once"
            ),
            models.CheckConstraint(
                condition=~Q(key="") | ~Q(own_name=""), name="company_goal_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        goal = goal_by_key(self.key)
        language = get_language() or "en"
        return self.own_name or (goal.name.in_language(language) if goal else self.key)


class Objective(models.Model):
    """One thing to reach: from where, to where, by when, and who answers for it."""

    class Kind(models.TextChoices):
        VALUE = "value", _("value")
        EFFICIENCY = "efficiency", _("efficiency")
        RESPONSE = "response", _("response")
        ACTIVITY = "activity", _("activity")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="objectives"
    )
    statement = models.CharField(_("objective"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.VALUE)
    metric = models.CharField(_("metric"), max_length=120, blank=True)
    # A unit such as % or hours, or the code of a currency.
    unit = models.CharField(_("unit or currency"), max_length=30, blank=True)
    baseline = models.DecimalField(
        _("today"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    baseline_on = models.DateField(_("as of"), null=True, blank=True)
    baseline_source = models.CharField(_("source"), max_length=300, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    owner = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    goal = models.ForeignKey(
        CompanyGoal,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="objectives",
    )
    market = models.CharField(_("market or segment"), max_length=120, blank=True)
    trade_off = models.CharField(_("trade-off"), max_length=300, blank=True)
    # An objective of a department is part of a larger one.
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    department = models.CharField(_("department"), max_length=120, blank=True)
    criteria = models.ManyToManyField(Criterion, blank=True, related_name="objectives")
    sign = models.CharField(max_length=80, blank=True)  # of the diagnosis it came from
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")),
                name="objective_not_its_own_part",
            ),
        ]

    def __str__(self) -> str:
        return self.statement
