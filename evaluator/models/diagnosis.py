"""What people say about the platform of today, and what the company is ready for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.models.evaluations import Evaluation, Participant
from evaluator.querysets import DiagnosisAnswerQuerySet


class DiagnosisAnswer(models.Model):
    """What one person says to one statement. No score, and never sealed."""

    class Value(models.TextChoices):
        NONE = "", _("not answered")
        DISAGREE_STRONGLY = "1", _("disagree strongly")
        DISAGREE = "2", _("disagree")
        NEITHER = "3", _("neither")
        AGREE = "4", _("agree")
        AGREE_STRONGLY = "5", _("agree strongly")
        UNKNOWN = "unknown", _("don't know")

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="diagnosis_answers"
    )
    statement = models.CharField(max_length=80)
    value = models.CharField(max_length=10, choices=Value, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = DiagnosisAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="diagnosis_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.statement} {self.value}"


class DiagnosisFigure(models.Model):
    """The one number of a sign, or the yearly fee, with where and when it was read."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="diagnosis_figures"
    )
    key = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=20, decimal_places=6)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "key"], name="diagnosis_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="diagnosis_figure_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value}"


class KindAnswer(models.Model):
    """What the evaluation as a whole says to one question of the kind check."""

    class Answer(models.TextChoices):
        UNKNOWN = "", _("not known yet")
        YES = "yes", _("yes")
        NO = "no", _("no")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="kind_answers"
    )
    question = models.CharField(max_length=80)
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question"], name="kind_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.answer}"


class ReadinessAnswer(models.Model):
    """Whether one thing that a change needs is there, and who sees to it."""

    class Answer(models.TextChoices):
        UNKNOWN = "", _("not known yet")
        YES = "yes", _("yes")
        PARTLY = "partly", _("partly")
        NO = "no", _("no")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="readiness_answers"
    )
    point = models.CharField(max_length=80)
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    owner = models.ForeignKey(
        Participant,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "point"], name="readiness_answered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.answer}"
