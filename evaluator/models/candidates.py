from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.models.catalogue import Fact, Platform
from evaluator.models.criteria import Criterion
from evaluator.models.evaluations import Evaluation
from evaluator.querysets import CandidateQuerySet


class Rung(models.TextChoices):
    """What a score or an answer rests on, from weakest to strongest."""

    CLAIMED = "claimed", _("claimed")
    READ = "read", _("read")
    SHOWN = "shown", _("shown")
    TRIED = "tried", _("tried")
    REFERENCE = "reference", _("reference")


class Candidate(models.Model):
    """A platform inside an evaluation."""

    class Stage(models.TextChoices):
        LONG = "long", _("long list")
        SHORT = "short", _("short list")
        ELIMINATED = "eliminated", _("eliminated")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="candidates"
    )
    platform = models.ForeignKey(
        Platform, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120)
    match_key = models.CharField(max_length=120, editable=False)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.LONG)
    eliminated_because = models.TextField(_("reason"), blank=True)
    is_incumbent = models.BooleanField(_("what we use today"), default=False)
    position = models.PositiveIntegerField(default=0)
    note = models.TextField(_("note"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "match_key"], name="candidate_name_once"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "platform"],
                condition=Q(platform__isnull=False),
                name="candidate_platform_once",
            ),
            models.UniqueConstraint(
                fields=["evaluation"],
                condition=Q(is_incumbent=True),
                name="candidate_one_incumbent",
            ),
            models.CheckConstraint(
                condition=~Q(stage="eliminated") | ~Q(eliminated_because=""),
                name="candidate_eliminated_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MustHaveAnswer(models.Model):
    """Whether a candidate meets a must-have; a failed one may be waived."""

    class Answer(models.TextChoices):
        UNKNOWN = "unknown", _("unknown")
        YES = "yes", _("yes")
        NO = "no", _("no")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="must_have_answers"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="answers"
    )
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN)
    rung = models.CharField(max_length=10, choices=Rung, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    link = models.URLField(_("link"), max_length=600, blank=True)
    # The catalogue fact that pre-filled the answer; a person's answer clears it.
    fact = models.ForeignKey(
        Fact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_because = models.TextField(_("why it is waived"), blank=True)
    waived_until = models.DateField(_("waived until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "criterion"], name="must_have_answered_once"
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None) | ~Q(waived_because=""),
                name="must_have_waived_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}/{self.criterion_id} {self.answer}"


class MeasuredValue(models.Model):
    """The one number of a measured criterion for a candidate, seen by all.

    It is read off, not judged: the lead enters it once, a catalogue fact gives it, or
    it is taken from the costs. What the costs cannot tell is a gap, and never a number.
    """

    class Gap(models.TextChoices):
        BLOCKED = "blocked", _("blocked")
        QUOTE_NEEDED = "quote_needed", _("quote needed")
        UNKNOWN_RUNG = "unknown_rung", _("rung not known")
        NO_PRICE = "no_price", _("subscription not priced")
        NO_RATE = "no_rate", _("no exchange rate")
        NO_BUDGET = "no_budget", _("no budget entered")
        NO_CONTACTS = "no_contacts", _("no contacts entered")
        NOT_COMPUTED = "not_computed", _("not computed")
        OTHER_CURRENCY = "other_currency", _("costs in another currency")
        # A typed one that was cleared after the reveal: its mark stays.
        CLEARED = "cleared", _("value taken away")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="measured_values"
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="measured_values"
    )
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    # Taken from the costs: which figure, what it rests on, or why there is none.
    figure = models.CharField(
        max_length=16, choices=Criterion.MoneyFigure, default="", blank=True
    )
    gap = models.CharField(max_length=16, choices=Gap, default="", blank=True)
    basis = models.JSONField(default=dict, blank=True)
    # Of one that was taken anew after the reveal: what it was before.
    value_before = models.DecimalField(
        max_digits=20, decimal_places=6, null=True, blank=True
    )
    changed_after_reveal = models.BooleanField(default=False)
    fact = models.ForeignKey(
        Fact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.TextField(_("source"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    entered_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "criterion"], name="measured_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, gap="")
                | (Q(value=None, figure__gt="") & Q(gap__gt=""))
                | Q(value=None, gap="cleared", changed_after_reveal=True),
                name="measured_value_or_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}/{self.criterion_id} {self.value}"


class Trial(models.Model):
    """An entry of the demo and trial log of a short-listed candidate."""

    class Kind(models.TextChoices):
        DEMO = "demo", _("demo")
        TRIAL = "trial", _("trial")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="trials"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    starts_on = models.DateField(_("trial starts on"), null=True, blank=True)
    ends_on = models.DateField(_("trial ends on"), null=True, blank=True)
    attended = models.CharField(_("who attended"), max_length=300, blank=True)
    tried = models.TextField(_("what we tried"), blank=True)
    open_questions = models.TextField(_("open questions"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="trial_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.candidate_id}"
