from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluator.models.candidates import Candidate, Rung
from evaluator.models.criteria import Criterion
from evaluator.models.evaluations import Participant
from evaluator.querysets import BallotQuerySet, ScoreQuerySet
from workspace.models import StoredFile


class Ballot(models.Model):
    """What one evaluator says about one candidate. Sealed until the reveal."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="ballots"
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="ballots"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Why it went back to draft: reopened by the lead, or a structure change.
    returned_because = models.TextField(blank=True)

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "candidate"], name="ballot_once"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="ballot_submitted_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.candidate_id} {self.state}"


class Score(models.Model):
    """One cell of a ballot. No row at all means: not scored yet."""

    class State(models.TextChoices):
        SCORED = "scored", _("scored")
        ABSTAINED = "abstained", _("abstained")
        NOT_SHOWN = "not_shown", _("not shown")
        # Cleared, but with a note, a rung or a history that is kept.
        EMPTY = "empty", _("not scored yet")

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="scores"
    )
    state = models.CharField(max_length=10, choices=State)
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    rung = models.CharField(max_length=10, choices=Rung, blank=True)
    note = models.TextField(blank=True)
    link = models.URLField(max_length=600, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Set when a reopened ballot changed this cell: what was submitted before (R20).
    submitted_before = models.JSONField(null=True, blank=True)
    changed_after_reveal = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "criterion"], name="score_once"),
            models.CheckConstraint(
                condition=(
                    Q(state="scored", value__gte=0, value__lte=5)
                    | (~Q(state="scored") & Q(value=None))
                ),
                name="score_value_when_scored",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.criterion_id} {self.state} {self.value}"


class Recusal(models.Model):
    """A declared conflict of interest: no ballot, no weight on that candidate."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="recusals"
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="recusals"
    )
    reason = models.TextField(_("reason"))
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "candidate"], name="recusal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.candidate_id}"
