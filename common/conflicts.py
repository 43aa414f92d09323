"""What a stale form shows: both values, so that nothing is lost (R48)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.errors import StaleVersion
from common.formatting import listed


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
        return listed(shown(field, each) for each in value)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, "" if value is None else value))


def show_conflict(
    form: forms.Form, current: Mapping[str, Any], error: StaleVersion
) -> None:
    """Lay both values side by side; sending the form again keeps what was typed."""
    form.conflicts = differences(form, current)  # type: ignore[attr-defined]
    form.add_error(None, str(error))
    rewrite(form, {"version": str(error.current.version)})


def refusal_of(form: forms.Form) -> HTTPStatus:
    """Return 428 for a form that does not say what it was drawn with, else 422."""
    if "version" not in form.errors:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    form.add_error(None, _("Open the page again: this form is not complete."))
    return HTTPStatus.PRECONDITION_REQUIRED


def rewrite(form: forms.Form, values: Mapping[str, str]) -> None:
    """Exchange some of what was sent, for the form's next drawing."""
    data = cast("QueryDict", form.data).copy()
    for name, value in values.items():
        data[name] = value
    form.data = data
