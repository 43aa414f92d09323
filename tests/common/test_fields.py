import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.fields import DayField, LineField, LinkField, MoneyField, NumberField


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22",
        "۲۰۲۶/۱۱/۲۲",
        "1405/09/01",
        "١٤٠٥.٩.١",
        "22.11.2026",
        "22/11/2026",
        "11/22/2026",
    ],
)
def test_a_day_is_read_in_either_calendar_and_any_digits(typed):
    assert DayField().clean(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("22 Nov", "such as 2026-11-22"),
        ("x", "such as 2026-11-22"),
        ("2026-13-01", "no such day"),
        ("1405/12/31", "no such day"),
        ("31/02/2026", "no such day"),
        ("05/06/2026", "in two ways"),
        ("22/11/26", "in two ways"),
        ("2926-11-22", "between 1900 and 2199"),
    ],
)
def test_a_wrong_day_is_refused_in_words(typed, said):
    with pytest.raises(ValidationError, match=said):
        DayField().clean(typed)


def test_a_number_is_read_in_persian_digits():
    assert NumberField().clean("۱۲٫۵") == Decimal("12.5")


def test_an_empty_number_is_nothing_not_zero():
    assert NumberField(required=False).clean("") is None


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("1.250", "Write 1250 or 1.25."),
        ("12.000", "Write 12000 or 12."),
        ("۱.۱۲۵", "Write 1125 or 1.1250."),
    ],
)
def test_money_that_half_of_europe_reads_as_thousands_is_asked_about(typed, asked):
    with pytest.raises(ValidationError, match=re.escape(asked)):
        MoneyField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250", "1250"),
        ("1.25", "1.25"),
        ("1.1250", "1.125"),
        ("0.125", "0.125"),  # the price of an email
        ("1,234.567", "1234.567"),
        ("۱٫۱۲۵", "1.125"),
        ("1234.567", "1234.567"),
    ],
)
def test_money_that_can_be_read_in_one_way_is_taken(typed, meant):
    assert MoneyField().clean(typed) == Decimal(meant)


@given(st.decimals(0, 10**6, places=3))
def test_money_that_was_kept_is_taken_as_it_is_shown(kept):
    field = MoneyField()

    assert field.clean(field.prepare_value(kept)) == kept


def test_a_line_loses_its_control_characters():
    assert LineField().clean("a\x00b\r\nc") == "a b  c"


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "ftp://example.org/x"])
def test_only_web_addresses_are_links(typed):  # R43
    with pytest.raises(ValidationError):
        LinkField().clean(typed)
