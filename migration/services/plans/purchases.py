"""The purchase and what the vendor agreed to, written down."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from migration.models import Plan, Purchase
from migration.services.plans.plans import lock_plan
from workspace.models import User
from workspace.services.records import change_of, record

# Before anything was saved.
NOT_SAVED = 0


class PurchaseIsStale(StaleVersion):
    message = _("Somebody else changed this page since you opened it.")


class SignedBeforeOrder(DomainError):
    message = _("The contract cannot be signed before the order.")


class HandedOverBeforeStart(DomainError):
    message = _("The handover cannot come before the contract starts.")


@dataclass(frozen=True, slots=True)
class PurchaseEdit:
    """What the page says; lines of `experts` name a person and the weeks."""

    order_number: str = ""
    ordered_on: date | None = None
    contract_signed_on: date | None = None
    contract_kept: str = ""
    starts_on: date | None = None
    terms: str = ""
    met_on: date | None = None
    path: str = ""
    experts: str = ""
    onboarding: str = ""
    handover_on: date | None = None
    handover_criteria: str = ""


def purchase_of(plan: Plan) -> Purchase:
    """Return what is stored, or an empty one that is not saved yet. One query."""
    stored = Purchase.objects.filter(plan=plan).first()
    return stored or Purchase(plan=plan, version=NOT_SAVED)


@transaction.atomic
def save_purchase(
    *, plan: Plan, edit: PurchaseEdit, version: int, actor: User, now: datetime
) -> Purchase:
    """Save the page, unless somebody else has saved it since (R48).

    The record names the fields that changed, not what was agreed (R21, R56).
    """
    lock_plan(plan)
    purchase = purchase_of(plan)
    if version != purchase.version:
        raise PurchaseIsStale(current=purchase)
    check_order(edit)
    changed = {
        name: value
        for name, value in asdict(edit).items()
        if value != getattr(purchase, name)
    }
    if not changed:
        return purchase
    for name, value in changed.items():
        setattr(purchase, name, value)
    purchase.version += 1
    purchase.save()
    record(
        "purchase.saved",
        team=plan.team,
        actor=actor,
        change=change_of(plan, after={"fields": ", ".join(sorted(changed))}),
        now=now,
    )
    return purchase


def check_order(edit: PurchaseEdit) -> None:
    ordered, signed = edit.ordered_on, edit.contract_signed_on
    if ordered and signed and signed < ordered:
        raise SignedBeforeOrder
    if edit.starts_on and edit.handover_on and edit.handover_on < edit.starts_on:
        raise HandedOverBeforeStart
