"""What assets need of each other: written down, and never in a circle."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.formatting import listed, quoted
from migration.models import Asset, AssetDependency, Plan
from migration.planning.dependencies import circle_of
from migration.selectors.inventory.dependencies import graph_of
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import User


class NeedsItself(DomainError):
    message = _("An asset cannot depend on itself.")


class ForeignAsset(DomainError):
    message = _("Both assets must be in the inventory of this plan.")


class NeedsInACircle(DomainError):
    message = _("These assets would depend on each other: %(assets)s.")


@transaction.atomic
def add_need(*, asset: Asset, needed: Asset, actor: User, now: datetime) -> None:
    """Write down that an asset needs another; twice is once."""
    lock_plan(asset.plan)
    if asset.pk == needed.pk:
        raise NeedsItself
    if needed.plan_id != asset.plan_id or needed.removed_at is not None:
        raise ForeignAsset
    _row, is_new = AssetDependency.objects.get_or_create(asset=asset, needed=needed)
    refuse_circle(asset.plan)
    if is_new:
        tell("asset.need_added", asset.plan, actor=actor, now=now, asset=asset.name)


@transaction.atomic
def remove_need(*, asset: Asset, needed: Asset, actor: User, now: datetime) -> None:
    lock_plan(asset.plan)
    gone, _by_model = asset.needs.filter(needed=needed).delete()
    if gone:
        tell("asset.need_removed", asset.plan, actor=actor, now=now, asset=asset.name)


def refuse_circle(plan: Plan) -> None:
    """Raise if what is stored goes in a circle; call it before the end."""
    circle = circle_of(graph_of(plan))
    if circle:
        names = Asset.objects.in_bulk(circle)
        raise NeedsInACircle(assets=listed(quoted(names[pk].name) for pk in circle))
