"""Form fields that read what people of three languages type."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.days import DayError, parse_day
from common.numbers import NumberError, parse_amount, parse_number, unmistakable
from common.text import clean_line, clean_text


class NumberField(forms.Field):
    """A finite decimal, typed with any of three digit sets."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})

    def prepare_value(self, value: Any) -> Any:
        """Show a stored figure without the zeros of its column."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            return self.read(str(value))
        except NumberError as error:
            raise ValidationError(str(error), code="invalid") from error

    def read(self, text: str) -> Decimal:
        return parse_number(text)


class MoneyField(NumberField):
    """An amount of money, of which 1.250 is asked about."""

    def prepare_value(self, value: Any) -> Any:
        shown = super().prepare_value(value)
        return unmistakable(shown) if isinstance(value, Decimal) else shown

    def read(self, text: str) -> Decimal:
        return parse_amount(text)


class DayWidget(forms.TextInput):
    """Draws <date-field>: a calendar of the reader's, an ISO day in the form."""

    template_name = "components/widgets/day.html"

    def format_value(self, value: Any) -> str:
        return value.isoformat() if isinstance(value, date) else (value or "")


class DayField(forms.Field):
    """A day in either calendar and any digits; 3/4/2026 is asked about."""

    widget = DayWidget

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_day(str(value))
        except DayError as error:
            raise ValidationError(str(error), code="invalid") from error


class LineField(forms.CharField):
    """One line of text: NFC, without control characters."""

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Text over several lines: NFC, without control characters."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class LinkField(forms.URLField):
    """An address of the web; nothing is ever fetched from it.

    Browsers refuse an address without https:// in a field of their own for it, so it
    is typed into one for text: https:// is put before.
    """

    widget = forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"})
    default_error_messages = {
        "invalid": _("Enter a web address, such as https://example.org.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=600, **kwargs)

    def to_python(self, value: Any) -> str:
        link = super().to_python(value) or ""
        if link and not link.lower().startswith(("http://", "https://")):
            raise ValidationError(_("Enter an address that starts with https://."))
        return link


# Not generic when it runs, only for the type checker.
class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the rows offered; an id that no database holds is not one of them."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError as error:
            message = self.error_messages["invalid_choice"] % {"value": "…"}
            raise ValidationError(message, code="invalid_choice") from error


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let the field choose from these rows only (R12)."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def offer_choices(
    form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]
) -> None:
    """Let the field choose from these pairs of value and label only."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
