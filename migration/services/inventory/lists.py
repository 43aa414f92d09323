"""Contact lists: described, counted, and their counts kept by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import ContactList, ListCount, Plan, PlanMember
from migration.selectors.inventory.lists import BUCKETS
from migration.services.inventory.assets import check_owner
from migration.services.plans.plans import lock_plan, refuse_ahead
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User


class ListIsStale(StaleVersion):
    message = _("Somebody else changed this list since you opened the page.")


class ListNameMissing(DomainError):
    message = _("Give the list a name.")


class NothingCounted(DomainError):
    message = _("Enter at least one count; 0 is one too.")


@dataclass(frozen=True, slots=True)
class ListEdit:
    name: str
    owner: PlanMember | None = None
    purpose: str = ""
    route: str = ContactList.Route.UPLOAD
    consent_basis: str = ""
    consent_proof: str = ""
    region: str = ""
    fields_needed: str = ""


TEXTS = ("name", "purpose", "consent_basis", "consent_proof", "region", "fields_needed")


@transaction.atomic
def add_list(*, plan: Plan, edit: ListEdit, actor: User, now: datetime) -> ContactList:
    lock_plan(plan)
    item = ContactList.objects.create(plan=plan, **columns_of(plan, edit))
    tell("list.added", plan, actor=actor, now=now, list=item.name)
    return item


@transaction.atomic
def edit_list(
    *, item: ContactList, edit: ListEdit, version: int, actor: User, now: datetime
) -> ContactList:
    lock_plan(item.plan)
    columns = columns_of(item.plan, edit)
    change_row(item, columns, version=version, stale=ListIsStale)
    tell("list.changed", item.plan, actor=actor, now=now, list=item.name)
    return item


def columns_of(plan: Plan, edit: ListEdit) -> dict[str, Any]:
    columns = values_of(ListEdit, edit)
    columns |= {name: clean_line(columns[name]) for name in TEXTS}
    if not columns["name"]:
        raise ListNameMissing
    check_owner(plan, edit.owner)
    return columns


@transaction.atomic
def count_list(
    *,
    item: ContactList,
    side: str,
    counted_on: date,
    counts: Mapping[str, int],
    actor: User,
    now: datetime,
) -> ListCount:
    """Keep what was counted; a second count of the same day replaces the first."""
    lock_plan(item.plan)
    refuse_ahead(item.plan, counted_on, now)
    known = {name: counts[name] for name in BUCKETS[side] if name in counts}
    if not known:
        raise NothingCounted
    count, _is_new = ListCount.objects.update_or_create(
        contact_list=item,
        side=side,
        counted_on=counted_on,
        defaults={"counts": known, "entered_by": actor},
    )
    tell("list.counted", item.plan, actor=actor, now=now, list=item.name)
    return count


@transaction.atomic
def remove_list(*, item: ContactList, actor: User, now: datetime) -> None:
    """Take it off the page with its counts; it can be brought back."""
    lock_plan(item.plan)
    if remove_row(item, now=now):
        tell("list.removed", item.plan, actor=actor, now=now, list=item.name)


@transaction.atomic
def restore_list(*, item: ContactList, actor: User, now: datetime) -> None:
    lock_plan(item.plan)
    if restore_row(item):
        tell("list.restored", item.plan, actor=actor, now=now, list=item.name)
