"""Fields of bodies and of queries: texts are cleaned as those of forms are (R36)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from common.api import Body, read_body
from common.days import DayError, checked_day
from common.numbers import LARGEST_ID
from common.text import clean_line, clean_text


class Line(serializers.CharField):
    """One line of text: NFC, without control characters."""

    def to_internal_value(self, data: Any) -> str:
        return self.filled(clean_line(super().to_internal_value(data)))

    def filled(self, text: str) -> str:
        if not text and not self.allow_blank:
            self.fail("blank")
        return text


class Text(Line):
    """Text over several lines: NFC, without other control characters."""

    def to_internal_value(self, data: Any) -> str:
        typed = serializers.CharField.to_internal_value(self, data)
        return self.filled(clean_text(typed))


class Link(serializers.URLField):
    """An address of the web; nothing is ever fetched from it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=600, **options)

    def to_internal_value(self, data: Any) -> str:
        link: str = super().to_internal_value(data)
        if link and not link.lower().startswith(("http://", "https://")):
            raise serializers.ValidationError(
                _("Enter an address that starts with https://.")
            )
        return link


class Day(serializers.DateField):
    """A day as year-month-day, of the years that the product knows (R35)."""

    def to_internal_value(self, value: Any) -> date:
        try:
            return checked_day(super().to_internal_value(value))
        except DayError as error:
            raise serializers.ValidationError(str(error)) from error


class Id(serializers.IntegerField):
    """The id of a row; whether the person may know the row is asked afterwards."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **options)


class ReasonBody(Body):
    """A change of what is frozen asks for a reason, which everybody sees."""

    reason = Text(max_length=1000, required=False, allow_blank=True, default="")


class PageQuery(Body):
    """What a list may be asked for beside its filters."""

    page = serializers.IntegerField(required=False)
    page_size = serializers.IntegerField(required=False)


class NoBody(Body):
    """Nothing is asked for, so that whatever is sent is refused (R13)."""


def read_query(kind: type[Body], request: Request) -> dict[str, Any]:
    """Return the checked filters. Raises ValidationError, which answers 400."""
    query = kind(data=request.query_params)
    query.is_valid(raise_exception=True)
    return dict(query.validated_data)


def read_nothing(request: Request) -> None:
    """Refuse fields where none is known."""
    if request.data:
        read_body(NoBody, request)
