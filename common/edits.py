"""Edits: dataclasses whose fields are named like the columns of a row.

A service takes one as a whole. The API fills it from the row and from what was sent,
a form from its own fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Edit = TypeVar("Edit", bound="DataclassInstance")


def names_of(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def values_of(kind: type[DataclassInstance], row: object) -> dict[str, Any]:
    """Return what a row, or anything else with the same names, holds of an edit."""
    return {name: getattr(row, name) for name in names_of(kind)}


def initial_of(kind: type[DataclassInstance], row: Any) -> dict[str, Any]:
    """Return what a form of such edits starts with: the row's values and version."""
    return values_of(kind, row) | {"version": row.version}


def edit_of(
    kind: type[Edit], row: object, changes: Mapping[str, Any] | None = None
) -> Edit:
    """Return the edit that leaves a row as it is, but for the changes."""
    return kind(**values_of(kind, row) | dict(changes or {}))


def picked(kind: type[Edit], given: Mapping[str, Any]) -> Edit:
    """Return the edit of what was given by name. KeyError where a name is absent."""
    return kind(**{name: given[name] for name in names_of(kind)})
