"""The purchase of the new platform, and what its vendor agreed to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from migration.models.plans import Plan
from migration.querysets import BelowPlanQuerySet


class Purchase(models.Model):
    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="purchase")
    order_number = models.CharField(_("order number"), max_length=80, blank=True)
    ordered_on = models.DateField(_("ordered on"), null=True, blank=True)
    contract_signed_on = models.DateField(
        _("contract signed on"), null=True, blank=True
    )
    contract_kept = models.CharField(
        _("where the contract is kept"), max_length=300, blank=True
    )
    starts_on = models.DateField(_("contract starts on"), null=True, blank=True)
    terms = models.TextField(_("agreed terms"), blank=True)
    # The meeting with the vendor.
    met_on = models.DateField(_("met on"), null=True, blank=True)
    path = models.TextField(_("exact migration path"), blank=True)
    # One a line, with the weeks of each.
    experts = models.TextField(_("named experts and their weeks"), blank=True)
    onboarding = models.TextField(_("onboarding steps"), blank=True)
    handover_on = models.DateField(_("handover on"), null=True, blank=True)
    handover_criteria = models.TextField(_("handed over when"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BelowPlanQuerySet.as_manager()

    def __str__(self) -> str:
        return self.order_number or str(self.plan)
