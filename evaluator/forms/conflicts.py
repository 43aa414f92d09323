"""What a stale form shows: both values, so that nothing is lost (R48)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.errors import StaleVersion


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else saved otherwise than it is typed here."""

    label: str
    theirs: str
    yours: str


def differences(form: forms.Form, current: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Compare what was typed with what is stored now."""
    return tuple(find_differences(form, current))


def find_differences(
    form: forms.Form, current: Mapping[str, Any]
) -> Iterator[Difference]:
    for name, theirs in current.items():
        field = form.fields.get(name)
        yours = form.cleaned_data.get(name)
        if field is None or name == "version" or plain(yours) == plain(theirs):
            continue
        label = str(form[name].label)
        yield Difference(label, shown(field, theirs), shown(field, yours))


def plain(value: Any) -> str:
    return "" if value is None else str(getattr(value, "pk", value))


def shown(field: forms.Field, value: Any) -> str:
    """Return the value as the page says it: the words of a choice, a plain text."""
    if isinstance(field, forms.ModelChoiceField):
        return str(value or "")
    if isinstance(value, list | tuple):
        return ", ".join(shown(field, each) for each in value)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, "" if value is None else value))


def show_conflict(
    form: forms.Form, current: Mapping[str, Any], error: StaleVersion
) -> None:
    """Lay both values side by side; sending the form again keeps what was typed."""
    form.conflicts = differences(form, current)  # type: ignore[attr-defined]
    form.add_error(None, str(error))
    form.data = form.data.copy()
    form.data["version"] = str(error.current.version)
