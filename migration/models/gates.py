"""Gates: what must be true before a phase is closed, who said so, what was decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.measure_names import MEASURE_NAMES
from migration.models.plans import Plan
from migration.models.stakeholders import Stakeholder
from migration.models.tasks import Task
from migration.models.template_text import language
from migration.planning.gate_template import criterion_seeds, gate_seeds
from migration.planning.gates import PASSES, Measure
from migration.querysets import GateCriterionQuerySet, GateQuerySet


class Gate(models.Model):
    """Closes a phase of a plan. Shipped names stay empty until typed anew."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="gates")
    template_key = models.CharField(max_length=40, blank=True)
    own_name = models.CharField(_("name"), max_length=120, blank=True)
    phase = models.CharField(_("phase that it closes"), max_length=20)
    # The first task behind it, where it stands inside its phase.
    opens = models.ForeignKey(
        Task,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("first task behind it"),
    )
    # Empty: the last due day of the tasks before it.
    due_on = models.DateField(_("day"), null=True, blank=True)
    # Roles whose vote it needs.
    voters = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)
    # Counts what is said at the gate: nobody decides on what they have not read.
    turn = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(template_key="") | ~Q(own_name=""), name="gate_named"
            ),
            models.UniqueConstraint(
                fields=["plan", "template_key"],
                condition=~Q(template_key=""),
                name="gate_of_template_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        seed = gate_seeds().get(self.template_key)
        return self.own_name or (seed.name.in_language(language()) if seed else "")


class GateCriterion(models.Model):
    """One thing that must be true: measured from the plan, or attested with proof."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="criteria")
    template_key = models.CharField(max_length=40, blank=True)
    own_text = models.CharField(_("what must be true"), max_length=300, blank=True)
    is_hard = models.BooleanField(_("hard"), default=True)
    # Key of what is counted; empty where a person attests it.
    measure = models.CharField(_("measured by"), max_length=24, blank=True)
    limit = models.PositiveIntegerField(_("limit"), default=0)
    proof = models.CharField(_("proof"), max_length=600, blank=True)
    proof_link = models.URLField(_("link to the proof"), max_length=600, blank=True)
    attested_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Somebody without account, over a personal link.
    attested_for = models.ForeignKey(
        Stakeholder,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    position = models.PositiveIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GateCriterionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(template_key="") | ~Q(own_text="") | ~Q(measure=""),
                name="gate_criterion_said",
            ),
            models.CheckConstraint(
                condition=Q(attested_at=None) | (Q(measure="") & ~Q(proof="")),
                name="gate_criterion_attested_with_proof",
            ),
            models.UniqueConstraint(
                fields=["gate", "template_key"],
                condition=~Q(template_key=""),
                name="gate_criterion_of_template_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def attester(self) -> str:
        """Who attests it, with an account or over a personal link."""
        return str(self.attested_by or self.attested_for or "")

    @property
    def text(self) -> str:
        return criterion_text(self.template_key, self.own_text, self.measure)


def criterion_text(template_key: str, own_text: str, measure: str) -> str:
    """Return the own text, or the shipped one, or what is measured."""
    if own_text:
        return own_text
    if seed := criterion_seeds().get(template_key):
        return seed.text.in_language(language())
    return str(MEASURE_NAMES[Measure(measure)]) if measure else ""


class GateDecision(models.Model):
    """What was decided, with what was measured at that moment; kept when reopened."""

    class Kind(models.TextChoices):
        PASSED = "passed", _("passed")
        CONDITIONAL = "conditional", _("passed with conditions")
        SENT_BACK = "sent_back", _("sent back")

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="decisions")
    decision = models.CharField(_("decision"), max_length=11, choices=Kind)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    # The criteria as they were: texts, figures, states, proofs.
    figures = models.JSONField(default=list)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reopen_reason = models.TextField(_("why it was reopened"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gate"],
                condition=Q(reopened_at=None),
                name="gate_decided_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.decision}"

    @property
    def passes(self) -> bool:
        return self.decision in PASSES


class GateVote(models.Model):
    """What somebody said; a changed vote stays, with the day that ended it."""

    class Vote(models.TextChoices):
        GO = "go", _("go")
        CONDITIONS = "conditions", _("go, with a condition")
        NO_GO = "no_go", _("no go")

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="votes")
    # Who voted; or, where that person has no account, whose vote the lead noted.
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    stakeholder = models.ForeignKey(
        Stakeholder,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    vote = models.CharField(_("vote"), max_length=10, choices=Vote)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    condition = models.CharField(_("condition"), max_length=200, blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)
    # The decision for which it was counted.
    decision = models.ForeignKey(
        GateDecision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="votes",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gate", "voter"],
                condition=Q(replaced_at=None, voter__isnull=False),
                name="gate_vote_a_person",
            ),
            models.UniqueConstraint(
                fields=["gate", "stakeholder"],
                condition=Q(replaced_at=None, stakeholder__isnull=False),
                name="gate_vote_a_stakeholder",
            ),
            models.CheckConstraint(
                condition=~Q(vote="conditions") | ~Q(condition=""),
                name="gate_vote_with_condition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.vote}"

    @property
    def who(self) -> str:
        return str(self.voter or self.stakeholder or "")


class GateCondition(models.Model):
    """A condition of a decision, and the task that it became."""

    decision = models.ForeignKey(
        GateDecision, on_delete=models.CASCADE, related_name="conditions"
    )
    text = models.CharField(_("condition"), max_length=200)
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.text
