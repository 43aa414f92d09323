"""What stakeholders are asked over their personal links."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.assets import Asset
from migration.models.stakeholders import Stakeholder
from migration.querysets import QuestionQuerySet


class Question(models.Model):
    """Something to answer, or a disposition to sign. Silence is no consent."""

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
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.CharField(_("answer"), max_length=600, blank=True)
    # Of a disposition: whether the person agrees, and to which one.
    agrees = models.BooleanField(null=True, blank=True)
    answered_for = models.CharField(max_length=8, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(asset__isnull=False),
                name="question_asks_something",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None)
                | Q(agrees__isnull=False, asset__isnull=False)
                | ~Q(answer=""),
                name="question_answered_with_something",
            ),
            models.UniqueConstraint(
                fields=["stakeholder", "asset"],
                condition=Q(answered_at=None, removed_at=None),
                name="question_of_asset_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.asset)

    @property
    def disposition_answered(self) -> str:
        """The disposition that was agreed to or refused, in words."""
        known = dict(Asset.Disposition.choices)
        return str(known.get(self.answered_for, ""))
