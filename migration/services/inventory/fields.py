"""The map of fields; consent and suppression may never end more permissive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.lists.permissions import loosened
from migration.models import FieldMapping, Plan
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User

ARROW = "=>"


class FieldIsStale(StaleVersion):
    message = _("Somebody else changed this field since you opened the page.")


class FieldMissing(DomainError):
    message = _("Name the field of the source.")


class PairUnclear(DomainError):
    message = _("“%(line)s” has no arrow. Write: value there => value here.")


class AllowedMissing(DomainError):
    message = _(
        "Say by which values people may be written to, in the source and in the target."
        " Without that nobody can check that no one is written to who said no."
    )


class MorePermissive(DomainError):
    message = _(
        "“%(source)s” does not allow writing to people, and “%(target)s” does. Map it"
        " to a value that forbids it too."
    )


class OtherwisePermissive(DomainError):
    message = _(
        "Any other value would become “%(target)s”, which allows writing to people."
        " Choose a value that forbids it."
    )


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """`translation` holds pairs of value there and here."""

    source_field: str
    source_kind: str = FieldMapping.Kind.TEXT
    target_field: str = ""
    target_kind: str = FieldMapping.Kind.TEXT
    truth: str = FieldMapping.Truth.SOURCE
    role: str = FieldMapping.Role.PLAIN
    translation: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""
    source_allows: tuple[str, ...] = ()
    target_allows: tuple[str, ...] = ()
    note: str = ""


def read_pair(line: str) -> tuple[str, str]:
    """Return both values of a line such as "no => unsubscribed"."""
    source, arrow, target = line.partition(ARROW)
    if not arrow:
        raise PairUnclear(line=line)
    return clean_line(source), clean_line(target)


@transaction.atomic
def add_field(
    *, plan: Plan, edit: FieldEdit, actor: User, now: datetime
) -> FieldMapping:
    lock_plan(plan)
    found = FieldMapping.objects.create(plan=plan, **columns_of(edit))
    tell("field.added", plan, actor=actor, now=now, field=found.source_field)
    return found


@transaction.atomic
def edit_field(
    *, field: FieldMapping, edit: FieldEdit, version: int, actor: User, now: datetime
) -> FieldMapping:
    lock_plan(field.plan)
    columns = columns_of(edit)
    change_row(field, columns, version=version, stale=FieldIsStale)
    tell("field.changed", field.plan, actor=actor, now=now, field=field.source_field)
    return field


@transaction.atomic
def remove_field(*, field: FieldMapping, actor: User, now: datetime) -> None:
    lock_plan(field.plan)
    if remove_row(field, now=now):
        tell(
            "field.removed", field.plan, actor=actor, now=now, field=field.source_field
        )


@transaction.atomic
def restore_field(*, field: FieldMapping, actor: User, now: datetime) -> None:
    lock_plan(field.plan)
    if restore_row(field):
        tell(
            "field.restored", field.plan, actor=actor, now=now, field=field.source_field
        )


def columns_of(edit: FieldEdit) -> dict[str, Any]:
    columns = values_of(FieldEdit, edit)
    for name in ("source_field", "target_field", "otherwise", "note"):
        columns[name] = clean_line(columns[name])
    if not columns["source_field"]:
        raise FieldMissing
    refuse_looser(edit)
    columns["translation"] = [list(pair) for pair in edit.translation]
    columns["source_allows"] = list(edit.source_allows)
    columns["target_allows"] = list(edit.target_allows)
    return columns


def refuse_looser(edit: FieldEdit) -> None:
    """Refuse a map by which somebody could be written to who could not before."""
    if edit.role == FieldMapping.Role.PLAIN:
        return
    if not edit.source_allows or not edit.target_allows:
        raise AllowedMissing
    found = loosened(
        edit.translation, edit.otherwise, edit.source_allows, edit.target_allows
    )
    for each in found:
        if not each.source:
            raise OtherwisePermissive(target=each.target)
        raise MorePermissive(source=each.source, target=each.target)
