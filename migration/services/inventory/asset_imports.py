"""Taking a table of assets in, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from common.text import match_key
from common.transactions import locked_change
from migration.models import Asset, AssetDependency, Plan
from migration.selectors.inventory.asset_imports import (
    Change,
    Difference,
    ImportRow,
    find_difference,
)
from migration.services.inventory.asset_dependencies import NeedsItself, refuse_circle
from migration.services.inventory.assets import AssetTwice, import_key_of, unsign
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import User

MOST = 20_000
BATCH = 500


class InventoryMoved(StateConflict):
    message = _(
        "Somebody changed the inventory since you looked at the differences. Here they"
        " are anew."
    )


class NamedTwice(DomainError):
    message = _(
        "Row %(row)s names an asset that stands in the table already. Give each its own"
        " key, or leave one out."
    )


class NeedsUnknown(DomainError):
    message = _(
        "“%(asset)s” depends on “%(needed)s”, which is neither a key nor a name in the"
        " inventory or the table."
    )


class TooManyAssets(DomainError):
    message = _("A table may hold %(most)s assets at the most. Split it.")


@locked_change
def take_assets(
    *,
    plan: Plan,
    rows: Sequence[ImportRow],
    seen: str | None = None,
    actor: User,
    now: datetime,
) -> Difference:
    """Add what is new and change what is other, or nothing at all.

    `seen` is the inventory that was looked at, if one was.
    """
    lock_plan(plan)
    if len(rows) > MOST:
        raise TooManyAssets(most=MOST)
    found = find_difference(plan, rows)
    if seen is not None and found.seen != seen:
        raise InventoryMoved
    if found.twice:
        raise NamedTwice(row=found.twice[0])
    change(found.changed)
    new = [new_asset(plan, row) for row in found.new]
    refuse_twice(plan, new)
    Asset.objects.bulk_create(new, batch_size=BATCH)
    link_needed(plan, needed_by_table(found, new))
    if found.is_any:
        count = len(found.new) + len(found.changed)
        tell("asset.imported", plan, actor=actor, now=now, count=count)
    return found


def new_asset(plan: Plan, row: ImportRow) -> Asset:
    values = row.values
    key = import_key_of(values.get("key", ""), values["kind"], values["name"])
    columns = {name: value for name, value in values.items() if name != "needs"}
    return Asset(plan=plan, import_key=key, **columns)


def needed_by_table(
    found: Difference, new: Sequence[Asset]
) -> list[tuple[Asset, tuple[str, ...]]]:
    """Return what the table says of what assets depend on, where it is other."""
    changed = [(each.asset, each.after.get("needs")) for each in found.changed]
    added = [
        (asset, row.values.get("needs"))
        for asset, row in zip(new, found.new, strict=True)
    ]
    return [(asset, words) for asset, words in (*changed, *added) if words is not None]


def link_needed(plan: Plan, wanted: Sequence[tuple[Asset, tuple[str, ...]]]) -> None:
    """Replace what these assets depend on by what is wanted: own keys, or names."""
    if not wanted:
        return
    known: dict[str, int] = {}
    present = plan.assets.present().order_by("-pk")
    for pk, key, name in present.values_list("pk", "key", "name"):
        known.setdefault(match_key(name), pk)
        if key:
            known[match_key(key)] = pk
    rows = []
    for asset, words in wanted:
        for each in words:
            needed = known.get(match_key(each))
            if needed is None:
                raise NeedsUnknown(asset=asset.name, needed=each)
            if needed == asset.pk:
                raise NeedsItself
            rows.append(AssetDependency(asset=asset, needed_id=needed))
    pks = [asset.pk for asset, _words in wanted]
    AssetDependency.objects.filter(asset__in=pks).delete()
    AssetDependency.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    refuse_circle(plan)


def change(changes: Sequence[Change]) -> None:
    for each in changes:
        asset = each.asset
        if {"owner", "owner_name"} & each.after.keys():
            unsign(asset)
        for name, value in each.after.items():
            if name != "needs":
                setattr(asset, name, value)
        asset.import_key = import_key_of(asset.key, asset.kind, asset.name)
        asset.version += 1
    names = sorted({name for each in changes for name in each.after} - {"needs"})
    if changes:
        names += ["import_key", "version", "signed_at", "signed_by", "signed_note"]
        assets = [each.asset for each in changes]
        refuse_taken(assets)
        Asset.objects.bulk_update(assets, names, batch_size=BATCH)


def refuse_taken(assets: Sequence[Asset]) -> None:
    """Refuse a key that another asset has; not even for two that exchange theirs."""
    keys = {asset.import_key: asset for asset in assets}
    there = Asset.objects.present().filter(plan=assets[0].plan_id)
    for pk, key in there.values_list("pk", "import_key"):
        if key in keys and keys[key].pk != pk:
            raise AssetTwice(name=keys[key].name)


def refuse_twice(plan: Plan, new: Sequence[Asset]) -> None:
    taken = set(plan.assets.present().values_list("import_key", flat=True))
    for asset in new:
        if asset.import_key in taken:
            raise AssetTwice(name=asset.name)
        taken.add(asset.import_key)
