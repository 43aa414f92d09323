from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.models.stakeholders import Stakeholder
from migration.models.tasks import Task
from migration.querysets import DayOffQuerySet, TaskLinkQuerySet


class TaskLink(models.Model):
    """That one task waits for another."""

    class Kind(models.TextChoices):
        FINISH_START = "FS", _("starts after its end")
        START_START = "SS", _("starts after its start")
        FINISH_FINISH = "FF", _("ends after its end")
        START_FINISH = "SF", _("ends after its start")

    before = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="links_after"
    )
    after = models.ForeignKey(
        Task, on_delete=models.CASCADE, related_name="links_before"
    )
    kind = models.CharField(
        _("kind"), max_length=2, choices=Kind, default=Kind.FINISH_START
    )
    # Working days between the two; below zero they overlap.
    lag = models.SmallIntegerField(_("days between"), default=0)
    # Made by the template; a link of people survives a new generation.
    is_generated = models.BooleanField(default=False)

    objects = TaskLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after", "kind"], name="task_link_once"
            ),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="task_link_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["FS", "SS", "FF", "SF"]), name="task_link_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} {self.kind} {self.after}"


class DayOff(models.Model):
    """Days on which nobody works on the plan, or one person does not."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("holiday")
        FREEZE = "freeze", _("freeze: nothing is changed")
        LEAVE = "leave", _("leave")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="days_free")
    # Nobody named: for all. Leave is of one person, with or without an account.
    member = models.ForeignKey(
        PlanMember,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="days_free",
    )
    stakeholder = models.ForeignKey(
        Stakeholder,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="days_free",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.HOLIDAY)
    name = models.CharField(_("name"), max_length=120, blank=True)
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    version = models.PositiveIntegerField(default=1)

    objects = DayOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="day_off_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(kind="leave", member__isnull=False, stakeholder=None)
                | Q(kind="leave", member=None, stakeholder__isnull=False)
                | Q(kind__in=["holiday", "freeze"], member=None, stakeholder=None),
                name="day_off_leave_is_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.first_on}"

    @property
    def whose(self) -> str:
        """Name the person who is away; empty for all. Read `with_people`."""
        return str(self.member or self.stakeholder or "")
