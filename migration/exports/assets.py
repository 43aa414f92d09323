"""The inventory and the contact lists as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Asset, ListCount, Plan
from migration.selectors.inventory.assets import AssetRow, asset_row
from migration.selectors.inventory.dependencies import named, needs_of
from migration.selectors.inventory.effort import effort_of
from migration.selectors.inventory.lists import ListRow


def assets_table(plan: Plan, assets: Iterable[Asset], *, today: date) -> Table:
    head = [
        _("Own key"),
        _("Name"),
        _("Type"),
        _("Size"),
        _("Owner"),
        _("Last used on"),
        _("Volume a month"),
        _("Where it lives"),
        _("Critical"),
        _("Depends on"),
        _("State"),
        _("What becomes of it"),
        _("Estimated hours"),
        _("Hours it took"),
        _("Signed"),
        _("Notes"),
    ]
    effort = effort_of(plan.team)
    assets = list(assets)
    needs = needs_of(assets)
    rows = (asset_row(asset, effort=effort, today=today) for asset in assets)
    cells = (asset_cells(row, named(needs, row.asset)) for row in rows)
    return Table(_("Assets"), head, cells, plan.title)


def asset_cells(row: AssetRow, needs: str) -> list[Cell]:
    asset = row.asset
    return [
        asset.key,
        asset.name,
        row.kind_name,
        asset.get_size_display(),
        asset.owner_text,
        asset.last_used_on,
        asset.volume,
        asset.location,
        asset.is_critical,
        needs,
        asset.get_state_display(),
        asset.get_disposition_display() if asset.disposition else "",
        row.hours,
        asset.actual_hours,
        asset.signed_at is not None,
        asset.note,
    ]


def lists_table(plan: Plan, rows: Iterable[ListRow]) -> Table:
    head = [
        _("List"),
        _("Owner"),
        _("Route"),
        _("People in the source"),
        _("Loaded"),
        _("Merged"),
        _("Excluded"),
        _("Rejected"),
        _("Unexplained"),
        _("Suppressed in the source"),
        _("Suppressed in the target"),
    ]
    cells: list[list[Cell]] = [
        [
            row.item.name,
            str(row.item.owner or ""),
            row.item.get_route_display(),
            *counted(row),
        ]
        for row in rows
    ]
    return Table(_("Contact lists"), head, cells, plan.title)


def counted(row: ListRow) -> Iterator[Cell]:
    """Yield the figures of a list; what was not counted is empty, and not 0."""
    ledger, side = row.ledger, ListCount.Side
    yield ledger.total if row.has(side.SOURCE) else None
    moves = (ledger.loaded, ledger.merged, ledger.excluded, ledger.rejected)
    yield from moves if row.has(side.MOVE) else (None,) * len(moves)
    yield ledger.unexplained if row.is_counted else None
    yield ledger.source_suppressed if row.has(side.SOURCE) else None
    yield ledger.target_suppressed if row.has(side.TARGET) else None
