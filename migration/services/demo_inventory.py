"""What the demo team's old platform holds: assets, losses, and lists with counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import Section, read_section
from migration.models import Asset, FieldMapping, Plan, PlanMember
from migration.planning.asset_kinds import SHIPPED
from migration.selectors.inventory.lists import BUCKETS
from migration.services.inventory.asset_dependencies import add_need
from migration.services.inventory.assets import (
    AssetEdit,
    BulkEdit,
    add_asset,
    change_assets,
    decide_asset,
    sign_asset,
)
from migration.services.inventory.fields import FieldEdit, add_field, read_pair
from migration.services.inventory.lists import ListEdit, add_list, count_list
from migration.services.inventory.losses import LossEdit, note_loss
from workspace.models import User

FILE = "demo_inventory.yaml"


def add_demo_inventory(plan: Plan, *, lead: User, now: datetime) -> None:
    """Fill the plan's inventory as the file tells it."""
    problems: list[str] = []
    file = read_section(SHIPPED / FILE, problems)
    owners = list(plan.members.who_work().select_related("user").order_by("pk"))
    needs: list[tuple[str, str]] = []
    for number, part in enumerate(file.parts("assets")):
        owner = owners[number % len(owners)]
        needs += add_one(plan, part, owner, lead=lead, now=now)
    by_name = {asset.name: asset for asset in plan.assets.select_related("plan")}
    for name, needed in needs:
        add_need(asset=by_name[name], needed=by_name[needed], actor=lead, now=now)
    for part in file.parts("losses"):
        edit = LossEdit(
            part.text("what"),
            part.text("instead"),
            part.text("told"),
            plan.team.day_of(now) - timedelta(days=4),
        )
        signed = part.optional_text("signed")
        note_loss(plan=plan, edit=edit, signed_note=signed, actor=lead, now=now)
    for number, part in enumerate(file.parts("lists")):
        add_counted(plan, part, owners[number % len(owners)], lead=lead, now=now)
    for part in file.parts("fields"):
        add_mapped(plan, part, lead=lead, now=now)
    raise_if_any(problems)


def add_one(
    plan: Plan, part: Section, owner: PlanMember, *, lead: User, now: datetime
) -> list[tuple[str, str]]:
    """Add an asset; return its name with each that it depends on."""
    state = part.text("state")
    edit: dict[str, Any] = {
        "name": part.text("name"),
        "kind": part.text("kind"),
        "size": part.text("size"),
        "owner": owner,
        "last_used_on": plan.team.day_of(now) - timedelta(days=part.whole("days_ago")),
        "volume": part.count("volume"),
        "is_critical": part.flag("critical"),
        "state": Asset.State.DOCUMENTED,
    }
    if state in (Asset.State.FOUND, Asset.State.LEFT):
        edit["state"] = state
    asset = add_asset(plan=plan, edit=AssetEdit(**edit), actor=lead, now=now)
    if state != edit["state"]:
        later = BulkEdit(state=state)
        change_assets(plan=plan, pks=[asset.pk], edit=later, actor=lead, now=now)
        asset.refresh_from_db(fields=["version"])
    becomes = part.optional_text("becomes")
    if becomes:
        decide_asset(
            asset=asset, disposition=becomes, version=asset.version, actor=lead, now=now
        )
    if part.flag("signed"):
        sign_asset(asset=asset, member=owner, version=asset.version, now=now)
    return [(asset.name, needed) for needed in part.optional_texts("needs")]


def add_mapped(plan: Plan, part: Section, *, lead: User, now: datetime) -> None:
    is_pick = part.text("role") == FieldMapping.Role.PLAIN
    kind = FieldMapping.Kind.PICK if is_pick else FieldMapping.Kind.YES_NO
    edit = FieldEdit(
        source_field=part.text("source"),
        source_kind=kind,
        target_field=part.text("target"),
        target_kind=FieldMapping.Kind.PICK,
        role=part.text("role"),
        translation=tuple(read_pair(line) for line in part.texts("pairs")),
        otherwise=part.text("otherwise"),
        source_allows=part.texts("source_allows"),
        target_allows=part.texts("target_allows"),
    )
    add_field(plan=plan, edit=edit, actor=lead, now=now)


def add_counted(
    plan: Plan, part: Section, owner: PlanMember, *, lead: User, now: datetime
) -> None:
    edit = ListEdit(
        name=part.text("name"),
        owner=owner,
        purpose=part.text("purpose"),
        route=part.text("route"),
        consent_basis=part.text("consent"),
        consent_proof=part.text("proof"),
        region=part.text("region"),
    )
    item = add_list(plan=plan, edit=edit, actor=lead, now=now)
    day: date = plan.team.day_of(now) - timedelta(days=2)
    for side, names in BUCKETS.items():
        counts = figures(part.part(side), names)
        if counts:
            count_list(
                item=item,
                side=side,
                counted_on=day,
                counts=counts,
                actor=lead,
                now=now,
            )


def figures(part: Section, names: tuple[str, ...]) -> dict[str, int]:
    found = ((name, part.optional_count(name)) for name in names)
    return {name: count for name, count in found if count is not None}
