from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from common.fields import DayField, LineField, LinkField, NumberField


@pytest.mark.parametrize(
    "typed", ["2026-11-22", "۲۰۲۶/۱۱/۲۲", "1405/09/01", "١٤٠٥.٩.١"]
)
def test_a_day_is_read_in_either_calendar_and_any_digits(typed):
    assert DayField().clean(typed) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["22 Nov", "2026-13-01", "1405/12/31", "x"])
def test_a_wrong_day_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="2026-11-22"):
        DayField().clean(typed)


def test_a_number_is_read_in_persian_digits():
    assert NumberField().clean("۱۲٫۵") == Decimal("12.5")


def test_an_empty_number_is_nothing_not_zero():
    assert NumberField(required=False).clean("") is None


def test_a_line_loses_its_control_characters():
    assert LineField().clean("a\x00b\r\nc") == "a b  c"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://example.org/x"])
def test_only_web_addresses_are_links(typed):  # R43
    with pytest.raises(ValidationError):
        LinkField().clean(typed)
