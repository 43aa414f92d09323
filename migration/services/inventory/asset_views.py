"""Filters of the inventory under a name, each person's own."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_line
from migration.models import AssetView, PlanMember
from migration.selectors.inventory.assets import AssetFilter
from migration.services.plans.plans import lock_plan

MOST = 30


class ViewNameMissing(DomainError):
    message = _("Give the view a name.")


class TooManyViews(DomainError):
    message = _("You keep at most %(most)s views. Forget one first.")


@transaction.atomic
def keep_view(*, member: PlanMember, name: str, wanted: AssetFilter) -> AssetView:
    """Keep the filters for this person; the same name again replaces them."""
    lock_plan(member.plan)
    name = clean_line(name)[:60]
    if not name:
        raise ViewNameMissing
    filters = {key: value for key, value in asdict(wanted).items() if value}
    others = member.asset_views.exclude(name=name)
    if others.count() >= MOST:
        raise TooManyViews(most=MOST)
    view, _is_new = AssetView.objects.update_or_create(
        member=member, name=name, defaults={"filters": filters}
    )
    return view
