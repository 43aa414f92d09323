"""What the source platform holds, and what becomes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.querysets import AssetDependencyQuerySet, AssetQuerySet


class Asset(models.Model):
    """Something of the source platform that moves, or stays behind."""

    class Size(models.TextChoices):
        SMALL = "S", _("small")
        MEDIUM = "M", _("medium")
        LARGE = "L", _("large")

    class State(models.TextChoices):
        FOUND = "found", _("found")
        DOCUMENTED = "documented", _("documented")
        REBUILT = "rebuilt", _("rebuilt")
        TESTED = "tested", _("tested")
        LIVE = "live", _("live")
        LEFT = "left", _("left behind")

    class Disposition(models.TextChoices):
        AS_IS = "as_is", _("move as it is")
        REBUILD = "rebuild", _("rebuild")
        MERGE = "merge", _("merge into another")
        ARCHIVE = "archive", _("keep a record only")
        RETIRE = "retire", _("retire")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assets")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20)
    size = models.CharField(_("size"), max_length=1, choices=Size, default=Size.MEDIUM)
    # The team's own key, as its inventory has it.
    key = models.CharField(_("own key"), max_length=100, blank=True)
    # By what an import knows it again: the own key, or type and name.
    import_key = models.CharField(max_length=240, editable=False)
    owner = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name=_("owner"),
    )
    # Somebody who has no account.
    owner_name = models.CharField(
        _("owner without account"), max_length=120, blank=True
    )
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)
    volume = models.PositiveBigIntegerField(_("volume a month"), null=True, blank=True)
    location = models.CharField(_("where it lives"), max_length=300, blank=True)
    source_link = models.URLField(_("in the source"), max_length=600, blank=True)
    target_link = models.URLField(_("in the target"), max_length=600, blank=True)
    note = models.TextField(_("notes"), blank=True)
    is_critical = models.BooleanField(_("critical"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.FOUND
    )
    disposition = models.CharField(
        _("what becomes of it"), max_length=8, choices=Disposition, blank=True
    )
    merge_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    actual_hours = models.DecimalField(
        _("hours it took"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    # The owner agreed to the disposition; any change of it takes this away.
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # How somebody without account signed: noted by the lead.
    signed_note = models.CharField(_("how it was signed"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "import_key"],
                condition=Q(removed_at=None),
                name="asset_once_a_plan",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | ~Q(disposition=""),
                name="asset_signed_disposition",
            ),
            models.CheckConstraint(
                condition=Q(merge_into=None) | ~Q(merge_into=F("id")),
                name="asset_not_into_itself",
            ),
        ]
        indexes = [models.Index(fields=["plan", "kind"], name="asset_of_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def owner_text(self) -> str:
        return str(self.owner) if self.owner else self.owner_name


class AssetDependency(models.Model):
    """That one asset works only with another: an e-mail with its template."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="needs")
    needed = models.ForeignKey(
        Asset, on_delete=models.CASCADE, related_name="needed_by"
    )

    objects = AssetDependencyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asset", "needed"], name="asset_dependency_once"
            ),
            models.CheckConstraint(
                condition=~Q(asset=F("needed")), name="asset_not_on_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asset} → {self.needed}"


class AssetView(models.Model):
    """Filters of the inventory that a person keeps under a name."""

    member = models.ForeignKey(
        PlanMember, on_delete=models.CASCADE, related_name="asset_views"
    )
    name = models.CharField(_("name"), max_length=60)
    # Name of the filter -> what it lets through, as `AssetFilter` has them.
    filters = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "name"], name="asset_view_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Loss(models.Model):
    """Something that will not move, who was told so, and who signed it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="losses")
    what = models.CharField(_("what will not move"), max_length=300)
    instead = models.CharField(_("what is done instead"), max_length=300, blank=True)
    told = models.CharField(_("who was told"), max_length=200, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    signed_note = models.CharField(_("how it was signed"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AssetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.what
