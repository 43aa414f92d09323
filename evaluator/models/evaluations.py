from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.querysets import EvaluationQuerySet, ParticipantQuerySet
from workspace.models import Team


class Evaluation(models.Model):
    """One buying decision, from requirements to the recorded choice."""

    class Mode(models.TextChoices):
        SEALED = "sealed", _("sealed")
        OPEN = "open", _("open")

    class State(models.TextChoices):
        SETUP = "setup", _("being set up")
        SCORING = "scoring", _("scoring is open")
        REVEALED = "revealed", _("revealed")

    class GroupMethod(models.TextChoices):
        MEAN = "mean", _("mean of the scores")
        MEDIAN = "median", _("median of the scores")
        TRIMMED = "trimmed", _("mean without the highest and the lowest score")
        PERSONAL = "personal", _("mean of the personal totals")

    class MissingPolicy(models.TextChoices):
        RENORMALISE = "renormalise", _("leave it out and spread its weight")
        ZERO = "zero", _("count it as the lowest score")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="evaluations")
    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("what the choice is for"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SETUP)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SEALED)
    group_method = models.CharField(
        max_length=10, choices=GroupMethod, default=GroupMethod.MEAN
    )
    missing_policy = models.CharField(
        max_length=12, choices=MissingPolicy, default=MissingPolicy.RENORMALISE
    )
    needs_evidence = models.BooleanField(
        _("every score needs an evidence rung"), default=False
    )
    needs_note = models.BooleanField(_("every score needs a note"), default=False)
    reveals_itself = models.BooleanField(
        _("reveal when all have submitted"), default=False
    )
    due_on = models.DateField(_("scores are due on"), null=True, blank=True)
    # Two envelopes: until the reveal only the lead sees prices (R21).
    two_envelopes = models.BooleanField(
        _("prices stay closed until the reveal"), default=False
    )
    # Demo scores are made up by us and say so on every page.
    is_illustrative = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Drawn with the form, so that sending it twice makes one evaluation (R49).
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # The settings row's own version (R48).
    version = models.PositiveIntegerField(default=1)
    # Bumped by every change of tree, weights, candidates, must-haves, measured values.
    structure_version = models.PositiveIntegerField(default=1)
    # Bumped by whatever others may see of scores: submit, reveal, open-mode saves.
    result_version = models.PositiveIntegerField(default=1)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["setup", "scoring", "revealed"]),
                name="evaluation_state",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["sealed", "open"]), name="evaluation_mode"
            ),
            models.CheckConstraint(
                condition=~Q(state="revealed") | Q(revealed_at__isnull=False),
                name="evaluation_revealed_when",
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"], name="evaluation_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_revealed(self) -> bool:
        return self.state == self.State.REVEALED

    @property
    def is_open_mode(self) -> bool:
        return self.mode == self.Mode.OPEN

    @property
    def is_live(self) -> bool:
        """Whether everybody sees scores as they come: open, and scoring goes on."""
        return self.is_open_mode and self.state == self.State.SCORING

    @property
    def shows_results(self) -> bool:
        """Whether averages, ranks and others' scores may be seen (R17, R18)."""
        return self.is_revealed or self.is_live

    @property
    def is_frozen(self) -> bool:
        """Whether tree, scales, candidates and weights change by recorded change."""
        return self.state != self.State.SETUP and not self.is_live


class Participant(models.Model):
    """A person's role in an evaluation. A lead may also be an evaluator."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        EVALUATOR = "evaluator", _("evaluator")
        OBSERVER = "observer", _("observer")

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="participants"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="participations",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    # True for every evaluator, and for a lead who scores too.
    is_evaluator = models.BooleanField(_("scores"), default=False)
    # None: by the role, see `sees_prices` of evaluator.permissions (R21).
    price_right = models.BooleanField(_("sees prices"), null=True, blank=True)
    # Kept when a person leaves: the scores stay in the evaluation.
    left_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Bumped by each change of the own scores and recusals. Only the person's own pages
    # may depend on it: it tells that somebody is scoring (R18).
    ballots_version = models.PositiveIntegerField(default=1)
    # The last day, in the team's zone, on which a reminder went out.
    reminded_on = models.DateField(null=True, blank=True)
    # When the score sheet went out by mail, and on which day a filled one came back.
    # The second is for the lead to see, so it is a day and nothing more (R18).
    sheet_sent_at = models.DateTimeField(null=True, blank=True)
    sheet_returned_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "user"], name="participant_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(role="lead")
                    | Q(role="evaluator", is_evaluator=True)
                    | Q(role="observer", is_evaluator=False)
                ),
                name="participant_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class StructureChange(models.Model):
    """A change of tree, scale, weight or candidate after scoring opened."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="structure_changes"
    )
    what = models.CharField(max_length=300)
    reason = models.TextField()
    after_reveal = models.BooleanField(default=False)
    ballots_returned = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.what
