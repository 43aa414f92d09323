"""The rows of a registered part, as plain columns under plain names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model, Q, QuerySet

from workspace.models import StoredFile, Team, User
from workspace.registries import DataPart

# Secrets, and what only the program needs.
NEVER = frozenset(
    {
        "password",
        "token_hash",
        "form_key",
        "match_key",
        "path",
        "public_id",
        "pseudonym",
        "version",
        "structure_version",
        # These two count saves: they would tell that somebody is scoring (R18).
        "result_version",
        "ballots_version",
    }
)
# What a row is called by people.
NAMES = ("title", "name", "label")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and the attributes that lead to its value."""

    name: str
    path: str

    def value_of(self, row: Model) -> Any:
        value: Any = row
        for step in self.path.split("."):
            value = getattr(value, step, None)
        return str(value) if isinstance(value, Model) else value


def columns_of(part: DataPart) -> list[Column]:
    columns = [
        column
        for field in part.model._meta.concrete_fields
        if field.name not in NEVER | part.without
        for column in columns_of_field(field)
    ]
    return columns + [Column(name, path) for name, path in part.more.items()]


def columns_of_field(field: Field[Any, Any]) -> Iterator[Column]:
    if not isinstance(field, ForeignKey):
        yield Column(field.name, field.attname)
    elif field.related_model is not Team:
        yield Column(field.attname, field.attname)
        if has_name(field.related_model):
            yield Column(field.name, field.name)


def has_name(model: Any) -> bool:
    return model is User or any(hasattr(model, name) for name in NAMES)


def rows_of_team(part: DataPart, team: Team, owner: User) -> QuerySet[Any]:
    """Return what an owner takes home: nothing sealed (R17), no hidden price (R21)."""
    rows = part.model._default_manager.filter(**{part.team: team.pk})
    return with_names(part, part.shown_to(part.shown(rows), owner))


def rows_about(part: DataPart, person: User) -> QuerySet[Any]:
    """Return what is about the person; own scores too, while others see none."""
    about = Q()
    for lookup in part.person:
        about |= Q(**{lookup: person.pk})
    return with_names(part, part.model._default_manager.filter(about))


def with_names(part: DataPart, rows: QuerySet[Any]) -> QuerySet[Any]:
    joined = {
        lookup
        for column in columns_of(part)
        if (lookup := relations_in(part.model, column.path))
    }
    rows = rows.select_related(*sorted(joined)) if joined else rows
    return rows.order_by("pk").distinct()


def relations_in(model: type[Model], path: str) -> str:
    """Return the part of the path that a query has to join."""
    lookup: list[str] = []
    current: Any = model
    for step in path.split("."):
        try:
            field = current._meta.get_field(step)
        except FieldDoesNotExist:
            break
        if not isinstance(field, ForeignKey) or step == field.attname:
            break
        lookup.append(step)
        current = field.related_model
    return "__".join(lookup)


def file_fields(part: DataPart) -> list[str]:
    """Return the attributes of the part's rows that name a stored file."""
    return [
        field.attname
        for field in part.model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is StoredFile
    ]
