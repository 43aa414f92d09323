"""What assets need of each other, as pages and tables show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import match_key
from migration.models import Asset, AssetDependency, Plan
from migration.planning.dependencies import Missing, Standing, missing

HINTS: dict[Missing, Promise] = {
    Missing.LEFT: _("stays behind"),
    Missing.UNDOCUMENTED: _("not documented yet"),
    Missing.NOT_REBUILT: _("not rebuilt yet"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """An asset that another one needs, and what of it is missing."""

    needed: Asset
    missing: Missing | None

    @property
    def hint(self) -> Promise | None:
        return HINTS[self.missing] if self.missing else None


def standing(asset: Asset) -> Standing:
    return Standing(asset.state, asset.disposition)


def needs_of(assets: Iterable[Asset]) -> dict[int, list[Need]]:
    """Return by asset what it needs. One query."""
    by_pk = {asset.pk: asset for asset in assets}
    rows = AssetDependency.objects.between_present().filter(asset__in=by_pk)
    found: dict[int, list[Need]] = {}
    for row in rows.select_related("needed").order_by("needed__name", "pk"):
        what = missing(standing(by_pk[row.asset_id]), standing(row.needed))
        found.setdefault(row.asset_id, []).append(Need(row.needed, what))
    return found


def needing(asset: Asset) -> list[Asset]:
    """Return the assets that need this one."""
    rows = Asset.objects.present().filter(needs__needed=asset)
    return list(rows.order_by("name", "pk"))


def graph_of(plan: Plan) -> dict[int, set[int]]:
    """Return by asset of the plan which ones it needs."""
    rows = AssetDependency.objects.between_present().filter(asset__plan=plan)
    found: dict[int, set[int]] = {}
    for asset, needed in rows.values_list("asset_id", "needed_id"):
        found.setdefault(asset, set()).add(needed)
    return found


def assets_by_words(plan: Plan, words: str) -> list[Asset]:
    """Return the assets with this own key, or else with this name."""
    wanted = match_key(words)
    present = plan.assets.present()
    with_key = present.filter(import_key=f"key:{wanted}")
    return list(with_key) or list(present.filter(name__iexact=words.strip())[:2])


def key_or_name(asset: Asset) -> str:
    return asset.key or asset.name


def named(needs: Mapping[int, list[Need]], asset: Asset) -> str:
    """Name what an asset needs as a table takes it in again."""
    return "; ".join(key_or_name(need.needed) for need in needs.get(asset.pk, ()))
