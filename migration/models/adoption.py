"""After go-live: what was promised against what is reached, and the old platform."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluator.models import Objective
from migration.models.plans import Plan, PlanMember
from migration.querysets import OfPlanQuerySet


class SuccessMeasure(models.Model):
    """Something the move is to bring; often an objective of the evaluation."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="success_measures"
    )
    objective = models.ForeignKey(
        Objective, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("measure"), max_length=300)
    unit = models.CharField(_("unit or currency"), max_length=30, blank=True)
    baseline = models.DecimalField(
        _("before"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    target = models.DecimalField(
        _("target"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    deadline = models.DateField(_("by when"), null=True, blank=True)
    owner = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "objective"], name="success_measure_of_objective_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureValue(models.Model):
    """What a measure came to on a day."""

    measure = models.ForeignKey(
        SuccessMeasure, on_delete=models.CASCADE, related_name="values"
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6)
    measured_on = models.DateField(_("as of"))
    note = models.CharField(_("source or note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "measured_on"], name="measure_value_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.measured_on}"


class AdoptionCount(models.Model):
    """How far the people of a role use the new platform on a day."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="adoption_counts"
    )
    role = models.CharField(_("role"), max_length=20)
    counted_on = models.DateField(_("counted on"))
    people = models.PositiveIntegerField(_("people"))
    active = models.PositiveIntegerField(_("active in the new platform"))
    # Per cent of the work; nobody may know it.
    share_in_target = models.PositiveSmallIntegerField(
        _("share of the work done there"), null=True, blank=True
    )
    old_logins = models.PositiveIntegerField(
        _("logins to the old platform"), null=True, blank=True
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "role", "counted_on"], name="adoption_count_a_day"
            ),
            models.CheckConstraint(
                condition=Q(active__lte=F("people")), name="adoption_count_of_people"
            ),
            models.CheckConstraint(
                condition=Q(share_in_target=None) | Q(share_in_target__lte=100),
                name="adoption_count_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.counted_on}"


class Training(models.Model):
    """What the people of a role learn, and whether it was checked."""

    class Experience(models.TextChoices):
        NONE = "none", _("none")
        SOME = "some", _("some")
        MUCH = "much", _("much")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="trainings")
    role = models.CharField(_("role"), max_length=20)
    aim = models.CharField(_("what they can do afterwards"), max_length=300)
    experience = models.CharField(
        _("earlier experience"),
        max_length=4,
        choices=Experience,
        default=Experience.NONE,
    )
    focus = models.CharField(_("focus"), max_length=300, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    passed = models.PositiveIntegerField(_("passed the check"), null=True, blank=True)
    check_by = models.CharField(_("how it is checked"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=None)
                | Q(people__isnull=False, passed__lte=F("people")),
                name="training_passed_of_people",
            ),
        ]

    def __str__(self) -> str:
        return self.aim


class Review(models.Model):
    """A review that was held: what works, what to improve."""

    class Kind(models.TextChoices):
        DAY_30 = "day_30", _("after 30 days")
        DAY_60 = "day_60", _("after 60 days")
        DAY_90 = "day_90", _("after 90 days")
        AUDIT = "audit", _("quarterly audit")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(_("review"), max_length=6, choices=Kind)
    held_on = models.DateField(_("held on"))
    works = models.TextField(_("what works"), blank=True)
    improve = models.TextField(_("what to improve"), blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "held_on"], name="review_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"


class OldPlatform(models.Model):
    """What has to be true before the old platform may be switched off."""

    plan = models.OneToOneField(
        Plan, on_delete=models.CASCADE, related_name="old_platform"
    )
    archive_proof = models.CharField(
        _("proof of the archive"), max_length=600, blank=True
    )
    archive_proven_at = models.DateTimeField(null=True, blank=True)
    archive_proven_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    switched_off_at = models.DateTimeField(null=True, blank=True)
    switched_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(switched_off_at=None) | Q(archive_proven_at__isnull=False),
                name="old_platform_off_with_archive",
            ),
            models.CheckConstraint(
                condition=Q(archive_proven_at=None) | ~Q(archive_proof=""),
                name="old_platform_archive_proven",
            ),
        ]

    def __str__(self) -> str:
        return str(self.plan)
