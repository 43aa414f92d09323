from __future__ import annotations

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
    weekend = models.CharField(
        _("days off"), max_length=3, choices=Weekend, default=Weekend.SATURDAY_SUNDAY
    )
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
                condition=Q(weekend__in=["67", "56", "45", "5"]), name="plan_weekend"
            ),
            models.UniqueConstraint(
                fields=["created_by", "form_key"], name="plan_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

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
