"""People whom the move needs: who sits on which chair, and when they were spoken to."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.models.tasks import Task
from migration.querysets import OfPlanQuerySet


class Stakeholder(models.Model):
    """Somebody whom the move needs or touches, with or without an account."""

    class Degree(models.IntegerChoices):
        LOW = 1, _("low")
        MEDIUM = 2, _("medium")
        HIGH = 3, _("high")

    class Stance(models.TextChoices):
        """Whether the person is convinced."""

        NOT_YET = "not_yet", _("not yet")
        PARTLY = "partly", _("partly")
        YES = "yes", _("yes")

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="stakeholders"
    )
    # Key of a role of the template; empty for somebody beside them.
    role = models.CharField(_("role"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail address"), blank=True)
    # The person's own account on the plan, where there is one.
    member = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person of the plan"),
    )
    deputy = models.CharField(_("deputy"), max_length=120, blank=True)
    # Empty: nobody has said yet; such a person is not on the map.
    influence = models.PositiveSmallIntegerField(
        _("influence"), choices=Degree, null=True, blank=True
    )
    interest = models.PositiveSmallIntegerField(
        _("interest"), choices=Degree, null=True, blank=True
    )
    stance = models.CharField(
        _("convinced"), max_length=8, choices=Stance, default=Stance.NOT_YET
    )
    gains = models.CharField(_("gains"), max_length=400, blank=True)
    fears = models.CharField(_("fears"), max_length=400, blank=True)
    channel = models.CharField(_("reached by"), max_length=120, blank=True)
    duties = models.CharField(_("duties"), max_length=400, blank=True)
    # That the person gives to this move; empty for full days.
    hours_a_day = models.DecimalField(
        _("hours a day for the move"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
    )
    # Drawn with the form, so that sending it twice makes one (R49).
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "form_key"], name="stakeholder_form_once"
            ),
            models.CheckConstraint(
                condition=Q(stance__in=["not_yet", "partly", "yes"]),
                name="stakeholder_stance",
            ),
            models.CheckConstraint(
                condition=(Q(influence=None) | Q(influence__range=(1, 3)))
                & (Q(interest=None) | Q(interest__range=(1, 3))),
                name="stakeholder_degrees",
            ),
            models.CheckConstraint(
                condition=Q(hours_a_day=None)
                | Q(hours_a_day__gte=Decimal("0.5"), hours_a_day__lte=24),
                name="stakeholder_hours_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Talk(models.Model):
    """That somebody spoke with a stakeholder on a day."""

    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="talks"
    )
    spoken_on = models.DateField(_("spoken on"))
    note = models.CharField(_("what was said"), max_length=400, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.stakeholder} {self.spoken_on}"


class LinkTick(models.Model):
    """That a task was ticked over a stakeholder's personal link."""

    task = models.OneToOneField(
        Task, on_delete=models.CASCADE, related_name="link_tick"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="ticks"
    )
    ticked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.stakeholder}: {self.task}"
