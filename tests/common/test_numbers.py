from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.formatting import number
from common.locale import Locale
from common.numbers import (
    NumberError,
    NumberMissing,
    NumberNotWhole,
    NumberTooLong,
    NumberUnclear,
    parse_number,
    read_id,
    whole_of,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12.5", "12.5"),
        ("۱۲٫۵", "12.5"),
        ("١٢٫٥", "12.5"),
        ("۱۲.۵", "12.5"),
        ("۱٬۲۳۴٬۵۶۷٫۸۹", "1234567.89"),
        ("1,234.5", "1234.5"),
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1'234", "1234"),
        ("-3", "-3"),
        ("\u2212۳", "-3"),
        ("\u2066\u2212۳\u2069", "-3"),
        ("+3", "3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("  42 ", "42"),
    ],
)
def test_a_number_is_read_in_any_of_three_digit_sets(typed, meant):  # R35
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "meant"), [("1,5", "1.5"), ("1.234,5", "1234.5"), ("1.234", "1234")]
)
def test_the_declared_decimal_mark_decides(typed, meant):  # R35
    assert parse_number(typed, decimal_mark=",") == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", NumberMissing),
        ("  ", NumberMissing),
        ("-", NumberMissing),
        ("abc", NumberError),
        ("12 apples", NumberError),
        ("NaN", NumberError),
        ("Infinity", NumberError),
        ("1e5", NumberError),
        ("1/5", NumberError),
        ("--3", NumberError),
        ("1,5", NumberUnclear),
        ("12,34", NumberUnclear),
        ("1,23,456", NumberUnclear),
        ("0,375", NumberUnclear),
        ("1.2.3", NumberUnclear),
        ("9" * 31, NumberTooLong),
        ("9" * 10_000, NumberTooLong),
    ],
)
def test_what_is_no_clear_number_is_refused(typed, error):  # R35
    with pytest.raises(NumberError) as caught:
        parse_number(typed)

    assert type(caught.value) is error
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(("typed", "meant"), [("۴۰", 40), ("1,000", 1000), ("3.0", 3)])
def test_a_whole_number_is_read(typed, meant):
    assert whole_of(parse_number(typed)) == meant


@pytest.mark.parametrize("typed", ["1.000", "12.500", "۱٫۰۰۰"])
def test_a_whole_number_that_may_be_in_thousands_is_asked_about(typed):
    with pytest.raises(NumberUnclear):
        whole_of(parse_number(typed))


def test_a_fraction_is_no_whole_number():
    with pytest.raises(NumberNotWhole):
        whole_of(parse_number("2.5"))


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
    st.sampled_from(["en", "ar", "fa"]),
    st.sampled_from(["latin", "native"]),
)
def test_what_is_written_can_be_read_again(value, language, digits):  # R35
    locale = Locale.for_language(language, digits=digits)

    assert parse_number(number(value, 3, locale)) == value


@given(st.text())
def test_any_text_is_a_finite_number_or_refused_as_none(text):  # R35
    with suppress(NumberError):
        assert parse_number(text).is_finite()


@pytest.mark.parametrize(
    ("text", "pk"),
    [("12", 12), ("", 0), ("-1", 0), ("1.5", 0), ("x", 0), ("9" * 19, 0), ("۱۲", 0)],
)
def test_an_id_is_read_or_is_none(text, pk):
    assert read_id(text) == pk
