"""What stakeholders are asked over their personal links."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.assets import Asset
from migration.models.gates import Gate, GateCriterion, GateVote
from migration.models.stakeholders import Stakeholder
from migration.querysets import QuestionQuerySet


class Question(models.Model):
    """Something to answer, a disposition to sign, a vote to give at a gate.

    Silence is no consent.
    """

    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="questions"
    )
    text = models.CharField(_("question"), max_length=400, blank=True)
    # Whose disposition is to be signed; nothing for a plain question.
    asset = models.ForeignKey(
        Asset,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="questions",
    )
    # Whose vote is asked for.
    gate = models.ForeignKey(
        Gate, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # What is to be attested.
    criterion = models.ForeignKey(
        GateCriterion,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(_("answer"), max_length=600, blank=True)
    # Of a criterion: whether the person attests it. Of a disposition: whether the
    # person agrees, and to which. Of a gate: the vote.
    agrees = models.BooleanField(null=True, blank=True)
    answered_for = models.CharField(max_length=10, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="")
                | Q(asset__isnull=False)
                | Q(gate__isnull=False)
                | Q(criterion__isnull=False),
                name="question_asks_something",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer="") | ~Q(answered_for=""),
                name="question_answered_with_something",
            ),
            models.UniqueConstraint(
                fields=["stakeholder", "asset"],
                condition=Q(answered_at=None, removed_at=None),
                name="question_of_asset_once",
            ),
            models.UniqueConstraint(
                fields=["stakeholder", "gate"],
                condition=Q(answered_at=None, removed_at=None),
                name="question_of_gate_once",
            ),
            models.UniqueConstraint(
                fields=["stakeholder", "criterion"],
                condition=Q(answered_at=None, removed_at=None),
                name="question_of_criterion_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.asset or self.gate or self.criterion)

    @property
    def answered_word(self) -> str:
        """The disposition that was agreed to or refused, or the vote, in words."""
        choices = Asset.Disposition if self.asset_id else GateVote.Vote
        return str(dict(choices.choices).get(self.answered_for, ""))
