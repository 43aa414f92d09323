from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.models import Evaluation
from migration.querysets import PlanMemberQuerySet, PlanQuerySet
from workspace.models import Team


class Plan(models.Model):
    """A migration from a source platform to a target platform."""

    class Weekend(models.TextChoices):
        """The days off, as ISO weekdays."""

        SATURDAY_SUNDAY = "67", _("Saturday and Sunday")
        FRIDAY_SATURDAY = "56", _("Friday and Saturday")
        THURSDAY_FRIDAY = "45", _("Thursday and Friday")
        FRIDAY = "5", _("Friday")
        FRIDAY_SUNDAY = "57", _("Friday and Sunday")
        SUNDAY = "7", _("Sunday")

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(_("title"), max_length=120)
    # The decision that it carries out; a plan may also stand alone.
    evaluation = models.ForeignKey(
        Evaluation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
    )
    source_name = models.CharField(_("from"), max_length=120)
    target_name = models.CharField(_("to"), max_length=120)
    go_live_on = models.DateField(_("wished go-live day"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    contract_ends_on = models.DateField(
        _("end of the old contract"), null=True, blank=True
    )
    notice_days = models.PositiveSmallIntegerField(
        _("days of notice"), null=True, blank=True
    )
    # ISO weekdays in their order; `Weekend` names the usual ones.
    weekend = models.CharField(
        _("days off"), max_length=6, default=Weekend.SATURDAY_SUNDAY, blank=True
    )
    # Of the public holidays, as the package `holidays` names it; empty for none.
    country = models.CharField(_("public holidays of"), max_length=2, blank=True)
    # A full day of work; who gives the move fewer hours takes more days.
    hours_a_day = models.DecimalField(
        _("hours of a full day"), max_digits=4, decimal_places=2, default=Decimal(8)
    )
    # A small move, or the whole template; what else is off until it is asked for.
    is_full = models.BooleanField(_("full template"), default=False)
    uses_raci = models.BooleanField(
        _("who is responsible and accountable"), default=False
    )
    uses_gates = models.BooleanField(_("gates"), default=False)
    uses_simulation = models.BooleanField(_("chances of dates"), default=False)
    uses_baselines = models.BooleanField(_("baselines"), default=False)
    asks_proof_for_all = models.BooleanField(_("every task needs proof"), default=False)
    # What the wizard asked: name of the question -> answer.
    answers = models.JSONField(default=dict, blank=True)
    # What each week of both platforms costs; the currency beside it.
    weekly_cost = models.DecimalField(
        _("cost of a week later"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Drawn with the form, so that sending it twice makes one plan (R49).
    form_key = models.UUIDField(null=True, blank=True, editable=False)
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

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(weekend="1234567"), name="plan_weekend"
            ),
            models.CheckConstraint(
                condition=Q(hours_a_day__gte=1, hours_a_day__lte=24),
                name="plan_hours_a_day",
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"], name="plan_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_small(self) -> bool:
        """Whether it is the small move still: not expanded, and nothing switched on."""
        return not (
            self.is_full
            or self.uses_raci
            or self.uses_gates
            or self.uses_simulation
            or self.uses_baselines
        )

    @property
    def days_off(self) -> frozenset[int]:
        return frozenset(int(weekday) for weekday in self.weekend)


class PlanMember(models.Model):
    """A person's role on a plan."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        CONTRIBUTOR = "contributor", _("contributor")
        OBSERVER = "observer", _("observer")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="plan_memberships",
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    # The last day on which the person's tasks were looked at for a mail.
    digest_on = models.DateField(null=True, blank=True, editable=False)

    objects = PlanMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "user"], name="plan_member_once"),
            models.CheckConstraint(
                condition=Q(role__in=["lead", "contributor", "observer"]),
                name="plan_member_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
