"""Contact lists: where they go, what was counted, and how fields are translated."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.querysets import OfPlanQuerySet


class ContactList(models.Model):
    class Route(models.TextChoices):
        CRM_SYNC = "crm_sync", _("CRM sync")
        UPLOAD = "upload", _("manual upload")
        LEAVE = "leave", _("leave behind")

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="contact_lists"
    )
    name = models.CharField(_("name"), max_length=200)
    owner = models.ForeignKey(
        PlanMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    route = models.CharField(
        _("route"), max_length=8, choices=Route, default=Route.UPLOAD
    )
    consent_basis = models.CharField(_("consent basis"), max_length=200, blank=True)
    consent_proof = models.CharField(
        _("where the proof is"), max_length=300, blank=True
    )
    region = models.CharField(_("region"), max_length=120, blank=True)
    fields_needed = models.CharField(_("fields needed"), max_length=600, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class ListCount(models.Model):
    """What was counted on a day: `counts` is {bucket: people}."""

    class Side(models.TextChoices):
        SOURCE = "source", _("in the source, by status")
        TARGET = "target", _("in the target, by status")
        MOVE = "move", _("what became of them")

    contact_list = models.ForeignKey(
        ContactList, on_delete=models.CASCADE, related_name="counts"
    )
    side = models.CharField(_("what is counted"), max_length=6, choices=Side)
    counted_on = models.DateField(_("counted on"))
    counts = models.JSONField(default=dict)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact_list", "side", "counted_on"], name="list_count_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_list} {self.counted_on}"


class FieldMapping(models.Model):
    """A field of the source, and where its values go."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        NUMBER = "number", _("number")
        DAY = "day", _("day")
        YES_NO = "yes_no", _("yes or no")
        PICK = "pick", _("pick list")
        PICKS = "picks", _("pick list, several")
        LINK = "link", _("link to another record")

    class Truth(models.TextChoices):
        SOURCE = "source", _("old platform")
        TARGET = "target", _("new platform")
        CRM = "crm", _("CRM")
        OTHER = "other", _("another system")

    class Role(models.TextChoices):
        PLAIN = "plain", _("plain field")
        CONSENT = "consent", _("says who agreed")
        SUPPRESSION = "suppression", _("says who must not be written to")

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="field_mappings"
    )
    source_field = models.CharField(_("field in the source"), max_length=120)
    source_kind = models.CharField(
        _("type there"), max_length=6, choices=Kind, default=Kind.TEXT
    )
    target_field = models.CharField(
        _("field in the target"), max_length=120, blank=True
    )
    target_kind = models.CharField(
        _("type here"), max_length=6, choices=Kind, default=Kind.TEXT
    )
    truth = models.CharField(
        _("owner of the truth"), max_length=6, choices=Truth, default=Truth.SOURCE
    )
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.PLAIN)
    # Pairs of value in the source and in the target.
    translation = models.JSONField(default=list, blank=True)
    # What any other value becomes.
    otherwise = models.CharField(
        _("any other value becomes"), max_length=120, blank=True
    )
    # The values by which people may be written to, of consent and suppression.
    source_allows = models.JSONField(default=list, blank=True)
    target_allows = models.JSONField(default=list, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfPlanQuerySet.as_manager()

    def __str__(self) -> str:
        return self.source_field
