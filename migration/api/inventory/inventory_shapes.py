"""How assets, losses and contact lists look in answers of the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from django.utils import timezone

from migration.models import Asset, ContactList, Loss
from migration.planning.dispositions import EffortTable
from migration.selectors.inventory.assets import asset_row
from migration.selectors.inventory.effort import effort_of
from migration.selectors.inventory.lists import list_row


class AssetShape(TypedDict):
    """`hours` estimated by what becomes of it, or by what is proposed."""

    id: int
    plan: int
    key: str
    name: str
    kind: str
    size: str
    owner: int | None
    owner_name: str
    last_used_on: date | None
    volume: int | None
    location: str
    source_link: str
    target_link: str
    note: str
    is_critical: bool
    state: str
    disposition: str
    merge_into: int | None
    needs: list[int]
    proposed: str
    proposed_because: str
    hours: Decimal
    actual_hours: Decimal | None
    signed_at: datetime | None
    signed_note: str
    version: int


class AssetImportShape(TypedDict):
    """How many assets a table added, changed and left as they were."""

    new: int
    changed: int
    unchanged: int


class LossShape(TypedDict):
    id: int
    plan: int
    what: str
    instead: str
    told: str
    told_on: date | None
    signed_at: datetime | None
    signed_note: str
    version: int


class LedgerShape(TypedDict):
    """People. `unexplained` has to be 0; below it they were counted twice."""

    total: int
    loaded: int
    merged: int
    excluded: int
    rejected: int
    unexplained: int
    source_suppressed: int
    target_suppressed: int | None
    missing_suppressed: int | None


class ListCountShape(TypedDict):
    side: str
    counted_on: date
    counts: dict[str, int]


class ContactListShape(TypedDict):
    """`ledger` by the newest counts; null until source and moves are counted."""

    id: int
    plan: int
    name: str
    owner: int | None
    purpose: str
    route: str
    consent_basis: str
    consent_proof: str
    region: str
    fields_needed: str
    ledger: LedgerShape | None
    counts: list[ListCountShape]
    version: int


def asset_shape(asset: Asset, effort: EffortTable | None = None) -> AssetShape:
    """Give the table of hours where there are many, or each reads it."""
    team = asset.plan.team
    row = asset_row(
        asset, effort=effort or effort_of(team), today=team.day_of(timezone.now())
    )
    return AssetShape(
        id=asset.pk,
        plan=asset.plan_id,
        key=asset.key,
        name=asset.name,
        kind=asset.kind,
        size=asset.size,
        owner=asset.owner_id,
        owner_name=asset.owner_name,
        last_used_on=asset.last_used_on,
        volume=asset.volume,
        location=asset.location,
        source_link=asset.source_link,
        target_link=asset.target_link,
        note=asset.note,
        is_critical=asset.is_critical,
        state=asset.state,
        disposition=asset.disposition,
        merge_into=asset.merge_into_id,
        needs=needed_by(asset),
        proposed=row.proposal.disposition,
        proposed_because=row.proposal.reason.value,
        hours=row.hours,
        actual_hours=asset.actual_hours,
        signed_at=asset.signed_at,
        signed_note=asset.signed_note,
        version=asset.version,
    )


def needed_by(asset: Asset) -> list[int]:
    """Return the assets that it depends on; prefetch "needs__needed" for many."""
    rows = [row.needed for row in asset.needs.all() if row.needed.removed_at is None]
    return sorted(needed.pk for needed in rows)


def loss_shape(loss: Loss) -> LossShape:
    return LossShape(
        id=loss.pk,
        plan=loss.plan_id,
        what=loss.what,
        instead=loss.instead,
        told=loss.told,
        told_on=loss.told_on,
        signed_at=loss.signed_at,
        signed_note=loss.signed_note,
        version=loss.version,
    )


def list_shape(item: ContactList) -> ContactListShape:
    row = list_row(item)
    ledger, has_target = row.ledger, row.is_target_counted
    return ContactListShape(
        id=item.pk,
        plan=item.plan_id,
        name=item.name,
        owner=item.owner_id,
        purpose=item.purpose,
        route=item.route,
        consent_basis=item.consent_basis,
        consent_proof=item.consent_proof,
        region=item.region,
        fields_needed=item.fields_needed,
        ledger=LedgerShape(
            total=ledger.total,
            loaded=ledger.loaded,
            merged=ledger.merged,
            excluded=ledger.excluded,
            rejected=ledger.rejected,
            unexplained=ledger.unexplained,
            source_suppressed=ledger.source_suppressed,
            target_suppressed=ledger.target_suppressed if has_target else None,
            missing_suppressed=ledger.missing_suppressed if has_target else None,
        )
        if row.is_counted
        else None,
        counts=[
            ListCountShape(
                side=count.side, counted_on=count.counted_on, counts=count.counts
            )
            for count in row.history
        ],
        version=item.version,
    )
