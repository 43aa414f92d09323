"""Contact lists: where they go, what was counted, and how fields are translated."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan, PlanMember
from migration.querysets import ContactListQuerySet


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

    objects = ContactListQuerySet.as_manager()

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
