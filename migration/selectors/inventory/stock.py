"""The inventory of a plan as the generator takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Sum

from common.text import match_key
from migration.models import AssetDependency, Plan
from migration.planning.dispositions import EffortTable, propose
from migration.planning.stock import Stock, StockAsset, StockList
from migration.selectors.inventory.effort import effort_of, stored_effort

COLUMNS = (
    "pk",
    "name",
    "kind",
    "size",
    "disposition",
    "state",
    "is_critical",
    "last_used_on",
    "owner_id",
    "owner_name",
    "signed_at",
)


def read_stock(plan: Plan, *, today: date, effort: EffortTable | None = None) -> Stock:
    """Read assets, their owners and the contact lists.

    Five queries, four for one who has the table of hours at hand.
    """
    members = {
        member.pk: str(member.user)
        for member in plan.members.select_related("user").order_by("pk")
    }
    effort = effort or effort_of(plan.team)
    needs: dict[int, set[int]] = {}
    links = AssetDependency.objects.filter(asset__plan=plan)
    for asset, needed in links.values_list("asset", "needed"):
        needs.setdefault(asset, set()).add(needed)
    rows = plan.assets.present().order_by("pk").values(*COLUMNS)
    lists = plan.contact_lists.present().order_by("name", "pk")
    return Stock(
        assets=tuple(
            replace(
                stock_asset(row, members, effort, today),
                needs=frozenset(needs.get(row["pk"], ())),
            )
            for row in rows
        ),
        lists=tuple(
            StockList(*row) for row in lists.values_list("pk", "name", "route")
        ),
    )


def stock_asset(
    row: dict[str, Any], members: dict[int, str], effort: EffortTable, today: date
) -> StockAsset:
    becomes = row["disposition"] or propose(row["last_used_on"], today).disposition
    member, typed = row["owner_id"], match_key(row["owner_name"])
    owner = f"owner-m{member}" if member else typed and f"owner-{typed}"[:80]
    return StockAsset(
        pk=row["pk"],
        name=row["name"],
        kind=row["kind"],
        size=row["size"],
        becomes=becomes,
        state=row["state"],
        is_critical=row["is_critical"],
        hours=effort.hours_of(row["kind"], row["size"], becomes),
        owner=owner,
        owner_name=members.get(member, "") or row["owner_name"],
        member=member,
        is_signed=row["signed_at"] is not None,
    )


def stock_mark(plan: Plan) -> str:
    """Return what differs as soon as inventory or hours do. Three queries."""
    counted = (
        "{count}-{last}-{versions}".format(
            **rows.aggregate(
                count=Count("pk"), last=Max("pk"), versions=Sum(F("version"))
            )
        )
        for rows in (plan.assets.present(), plan.contact_lists.present())
    )
    return "/".join((*counted, str(stored_effort(plan.team).version)))
