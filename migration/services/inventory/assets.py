"""The inventory: assets are found, documented, decided, signed, and left behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text, match_key
from migration.models import Asset, Plan, PlanMember
from migration.services.checklist.tasks import ForeignPerson
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User

# An asset in one of these was documented before.
AFTER_DOCUMENTED = frozenset({"rebuilt", "tested", "live"})


class AssetIsStale(StaleVersion):
    message = _("Somebody else changed this asset since you opened the page.")


class AssetNameMissing(DomainError):
    message = _("Give the asset a name.")


class AssetTwice(DomainError):
    message = _(
        "The inventory holds “%(name)s” already. Give this one another name or an own"
        " key."
    )


class NotDocumented(DomainError):
    message = _(
        "“%(name)s” is not documented yet. Document it first: what nobody wrote down"
        " cannot be rebuilt or tested."
    )


class SurvivorMissing(DomainError):
    message = _("Say into which other asset of this plan it is merged.")


class NothingToSign(DomainError):
    message = _("Nobody has decided yet what becomes of it. Decide first, then sign.")


class NotTheOwner(DomainError):
    message = _(
        "Only the owner signs. The lead may note how somebody without an account"
        " signed: say how and when."
    )


@dataclass(frozen=True, slots=True)
class AssetEdit:
    """What a form says of an asset. `volume` a month, `actual_hours` of work."""

    name: str
    kind: str
    size: str = Asset.Size.MEDIUM
    key: str = ""
    owner: PlanMember | None = None
    owner_name: str = ""
    last_used_on: date | None = None
    volume: int | None = None
    location: str = ""
    source_link: str = ""
    target_link: str = ""
    note: str = ""
    is_critical: bool = False
    state: str = Asset.State.FOUND
    actual_hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """What several assets get; None and "" leave it as it is."""

    state: str = ""
    disposition: str = ""
    owner: PlanMember | None = None
    is_critical: bool | None = None


def import_key_of(key: str, kind: str, name: str) -> str:
    """Return by what an asset is known again: its own key, or type and name."""
    own = match_key(key)
    return f"key:{own}" if own else f"{kind}:{match_key(name)}"


@transaction.atomic
def add_asset(*, plan: Plan, edit: AssetEdit, actor: User, now: datetime) -> Asset:
    lock_plan(plan)
    columns = columns_of(plan, edit, before=Asset.State.FOUND)
    asset = Asset.objects.create(plan=plan, **columns)
    tell("asset.added", plan, actor=actor, now=now, asset=asset.name)
    return asset


@transaction.atomic
def edit_asset(
    *, asset: Asset, edit: AssetEdit, version: int, actor: User, now: datetime
) -> Asset:
    """Save the asset; with another owner the signature is gone."""
    lock_plan(asset.plan)
    columns = columns_of(asset.plan, edit, before=asset.state, pk=asset.pk)
    if columns["owner"] != asset.owner or columns["owner_name"] != asset.owner_name:
        columns |= UNSIGNED
    write(asset, columns, version=version)
    tell("asset.changed", asset.plan, actor=actor, now=now, asset=asset.name)
    return asset


UNSIGNED: dict[str, Any] = {"signed_at": None, "signed_by": None, "signed_note": ""}


def columns_of(
    plan: Plan, edit: AssetEdit, *, before: str, pk: int = 0
) -> dict[str, Any]:
    columns = values_of(AssetEdit, edit)
    for name in ("name", "key", "owner_name", "location"):
        columns[name] = clean_line(columns[name])
    columns["note"] = clean_text(edit.note)
    if not columns["name"]:
        raise AssetNameMissing
    check_owner(plan, edit.owner)
    check_state(columns["name"], before, edit.state)
    columns["import_key"] = import_key_of(columns["key"], edit.kind, columns["name"])
    same = plan.assets.present().filter(import_key=columns["import_key"])
    if same.exclude(pk=pk).exists():
        raise AssetTwice(name=columns["key"] or columns["name"])
    return columns


def check_owner(plan: Plan, owner: PlanMember | None) -> None:
    if owner is not None and owner.plan_id != plan.pk:
        raise ForeignPerson


def check_state(name: str, before: str, after: str) -> None:
    """An asset is documented before it is rebuilt."""
    if after in AFTER_DOCUMENTED and before in (Asset.State.FOUND, Asset.State.LEFT):
        raise NotDocumented(name=name)


@transaction.atomic
def decide_asset(
    *,
    asset: Asset,
    disposition: str,
    merge_into: Asset | None = None,
    version: int,
    actor: User,
    now: datetime,
) -> Asset:
    """Say what becomes of it. The owner has to sign anew."""
    lock_plan(asset.plan)
    is_merge = disposition == Asset.Disposition.MERGE
    if is_merge and (
        merge_into is None
        or merge_into.pk == asset.pk
        or merge_into.plan_id != asset.plan_id
        or merge_into.removed_at is not None
    ):
        raise SurvivorMissing
    columns = {
        "disposition": disposition,
        "merge_into": merge_into if is_merge else None,
        **UNSIGNED,
    }
    write(asset, columns, version=version)
    tell("asset.decided", asset.plan, actor=actor, now=now, asset=asset.name)
    return asset


@transaction.atomic
def edit_and_decide(
    *,
    asset: Asset,
    edit: AssetEdit,
    disposition: str,
    version: int,
    actor: User,
    now: datetime,
) -> Asset:
    """Save a row of the grid; with another disposition the owner has to sign anew."""
    edit_asset(asset=asset, edit=edit, version=version, actor=actor, now=now)
    if disposition and disposition != asset.disposition:
        decide_asset(
            asset=asset,
            disposition=disposition,
            version=asset.version,
            actor=actor,
            now=now,
        )
    return asset


@transaction.atomic
def sign_asset(
    *, asset: Asset, member: PlanMember, note: str = "", version: int, now: datetime
) -> Asset:
    """Agree to the disposition: the owner, or the lead who notes how others did."""
    lock_plan(asset.plan)
    if not asset.disposition:
        raise NothingToSign
    note = clean_line(note)
    is_owner = asset.owner_id == member.pk
    is_noted = member.role == PlanMember.Role.LEAD and asset.owner is None and note
    if not is_owner and not is_noted:
        raise NotTheOwner
    signed = {"signed_at": now, "signed_by": member.user, "signed_note": note}
    write(asset, signed, version=version)
    tell("asset.signed", asset.plan, actor=member.user, now=now, asset=asset.name)
    return asset


def sign_asset_by_link(*, asset: Asset, note: str, now: datetime) -> None:
    """Agree to the disposition over a personal link; an earlier signature stays.

    Called inside the transaction of the answer, under the lock of the plan.
    """
    unsigned = Asset.objects.present().filter(pk=asset.pk, signed_at=None)
    unsigned.update(signed_at=now, signed_note=note, version=F("version") + 1)


@transaction.atomic
def change_assets(
    *, plan: Plan, pks: Sequence[int], edit: BulkEdit, actor: User, now: datetime
) -> int:
    """Change several at once, all or none. Return how many there were."""
    lock_plan(plan)
    check_owner(plan, edit.owner)
    if edit.disposition == Asset.Disposition.MERGE:
        raise SurvivorMissing
    assets = list(plan.assets.present().select_for_update().filter(pk__in=pks))
    for asset in assets:
        if edit.state:
            check_state(asset.name, asset.state, edit.state)
            asset.state = edit.state
        if edit.disposition and edit.disposition != asset.disposition:
            asset.disposition, asset.merge_into = edit.disposition, None
            unsign(asset)
        if edit.owner is not None and edit.owner.pk != asset.owner_id:
            asset.owner, asset.owner_name = edit.owner, ""
            unsign(asset)
        if edit.is_critical is not None:
            asset.is_critical = edit.is_critical
        asset.version += 1
    changed = ["state", "disposition", "merge_into", "owner", "owner_name"]
    changed += ["is_critical", "version", *UNSIGNED]
    Asset.objects.bulk_update(assets, changed, batch_size=500)
    if assets:
        tell("asset.many_changed", plan, actor=actor, now=now, count=len(assets))
    return len(assets)


def unsign(asset: Asset) -> None:
    for name, value in UNSIGNED.items():
        setattr(asset, name, value)


@transaction.atomic
def remove_asset(*, asset: Asset, actor: User, now: datetime) -> None:
    """Take it off the inventory; it can be brought back."""
    lock_plan(asset.plan)
    if remove_row(asset, now=now):
        tell("asset.removed", asset.plan, actor=actor, now=now, asset=asset.name)


@transaction.atomic
def restore_asset(*, asset: Asset, actor: User, now: datetime) -> None:
    lock_plan(asset.plan)
    if asset.plan.assets.present().filter(import_key=asset.import_key).exists():
        if asset.removed_at is not None:
            raise AssetTwice(name=asset.name)
        return
    if restore_row(asset):
        tell("asset.restored", asset.plan, actor=actor, now=now, asset=asset.name)


def write(asset: Asset, columns: dict[str, Any], *, version: int) -> None:
    """Write the columns if the row still has the version that was seen (R48)."""
    change_row(asset, columns, version=version, stale=AssetIsStale)
