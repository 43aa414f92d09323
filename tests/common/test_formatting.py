from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from common.formatting import (
    clock,
    country_name,
    currency_name,
    day,
    listed,
    moment,
    money,
    number,
    number_range,
    percent,
    percent_range,
    quoted,
    relative,
    signed,
)
from common.locale import (
    Locale,
    activate_locale,
    current_locale,
    deactivate_locale,
    override_locale,
)

EN = Locale.for_language("en")
AR = Locale.for_language("ar")
FA = Locale.for_language("fa")
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def plain(text: str) -> str:
    """Leave out the marks that only steer the direction."""
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200e\u200f")))


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        (EN, "1,234,567.9"),
        (FA, "۱٬۲۳۴٬۵۶۷٫۹"),
        (AR, "١٬٢٣٤٬٥٦٧٫٩"),
        (Locale.for_language("fa", digits="latin"), "1,234,567.9"),
    ],
)
def test_a_number_has_the_digits_and_marks_of_the_reader(locale, shown):
    assert number(1234567.89, 1, locale) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.25, "0.3"),
        (2.675, "2.7"),
        (-0.04, "0.0"),
        (Decimal("0.05"), "0.1"),
        (1e-9, "0.0"),
        (71, "71.0"),
    ],
)
def test_numbers_round_half_up_as_spreadsheets_do(value, shown):
    assert number(value, 1, EN) == shown


def test_nothing_is_a_dash_and_no_zero():
    shown = [number(None), signed(None), percent(None), money(None, "EUR"), day(None)]

    assert shown == ["–"] * 5


@pytest.mark.parametrize(
    ("value", "shown"), [(1.9, "+1.9"), (-1.9, "−1.9"), (0, "0.0"), (-0.01, "0.0")]
)
def test_a_difference_shows_its_sign(value, shown):
    assert signed(value, 1, EN) == shown


def test_a_sign_is_tied_to_its_number_in_right_to_left_text():
    assert number(-1.5, 1, FA) == "\u2066−۱٫۵\u2069"


@pytest.mark.parametrize(("locale", "shown"), [(EN, "31%"), (FA, "۳۱٪"), (AR, "٣١٪")])
def test_a_share_is_shown_in_hundredths(locale, shown):
    assert plain(percent(0.31, 0, locale)) == shown


def test_a_share_is_rounded_once():
    assert percent(0.29, 0, EN) == "29%"
    assert percent(0.285, 0, EN) == "29%"


def test_ranges_run_from_low_to_high_in_every_script():
    assert plain(number_range(41000, 71000, 0, FA)) == "۴۱٬۰۰۰–۷۱٬۰۰۰"
    assert plain(percent_range(0.08, 0.47, 0, AR)) == "٨٪–٤٧٪"


@pytest.mark.parametrize(
    ("value", "currency", "places", "locale", "shown"),
    [
        (52400, "USD", None, EN, "$52,400"),
        (12.5, "USD", None, EN, "$12.50"),
        (-12.5, "EUR", None, EN, "−€12.50"),
        (52400, "AED", None, EN, "AED\u00a052,400"),
        (52400.4, "JPY", None, EN, "¥52,400"),
        (12, "EUR", 2, EN, "€12.00"),
        (52400, "USD", None, FA, "۵۲٬۴۰۰\u00a0$"),
        (52400, "IRR", None, FA, "۵۲٬۴۰۰\u00a0ریال"),
    ],
)
def test_money_names_its_currency(value, currency, places, locale, shown):
    assert plain(money(value, currency, places, locale)) == shown


def test_currencies_are_called_by_name_in_the_reader_s_language():
    assert currency_name("EUR", EN) == "Euro"
    assert currency_name("EUR", FA) == "یورو"


def test_countries_have_the_names_of_the_language():
    assert country_name("TR", EN) == "Türkiye"
    assert country_name("TR", FA) == "ترکیه"
    assert country_name("QQ", EN) == "QQ"


@pytest.mark.parametrize(
    ("locale", "style", "shown"),
    [
        (EN, "full", "22 Nov 2026"),
        (EN, "weekday", "Sunday, 22 Nov 2026"),
        (EN, "short", "22 Nov"),
        (EN, "month", "Nov 2026"),
        (EN, "numeric", "2026/11/22"),
        (FA, "full", "۱ آذر ۱۴۰۵"),
        (FA, "weekday", "یکشنبه، ۱ آذر ۱۴۰۵"),
        (FA, "numeric", "۱۴۰۵/۰۹/۰۱"),
        (AR, "full", "٢٢ نوفمبر ٢٠٢٦"),
        (Locale.for_language("ar", digits="latin"), "full", "22 نوفمبر 2026"),
        (Locale.for_language("fa", calendar="gregorian"), "full", "۲۲ نوامبر ۲۰۲۶"),
        (Locale.for_language("en", calendar="persian"), "full", "1 Azar 1405"),
    ],
)
def test_a_day_is_written_in_the_reader_s_calendar(locale, style, shown):
    assert day(date(2026, 11, 22), style, locale) == shown


@pytest.mark.parametrize(
    ("gregorian", "persian"),
    [
        (date(2025, 3, 20), "۳۰ اسفند ۱۴۰۳"),
        (date(2025, 3, 21), "۱ فروردین ۱۴۰۴"),
        (date(2026, 3, 20), "۲۹ اسفند ۱۴۰۴"),
        (date(2026, 3, 21), "۱ فروردین ۱۴۰۵"),
    ],
)
def test_persian_leap_years_end_a_day_later(gregorian, persian):
    assert day(gregorian, "full", FA) == persian


def test_a_moment_is_written_in_the_active_time_zone():
    at = datetime(2026, 11, 22, 21, 42, tzinfo=UTC)

    with timezone.override("Asia/Tehran"):
        assert moment(at, EN) == "23 Nov 2026, 01:12"
        assert moment(at, FA) == "۲ آذر ۱۴۰۵، ۰۱:۱۲"
        assert day(at, "full", EN) == "23 Nov 2026"
        assert clock(at, EN) == "01:12"


@pytest.mark.parametrize(
    ("distance", "shown"),
    [
        (timedelta(seconds=-10), "just now"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(hours=-3), "3 hours ago"),
        (timedelta(days=-2), "2 days ago"),
        (timedelta(minutes=5), "in 5 minutes"),
        (timedelta(hours=1), "in 1 hour"),
        (timedelta(days=9), "in 9 days"),
        (timedelta(days=-40), "13 Oct 2026"),
    ],
)
def test_a_moment_is_told_by_its_distance_while_that_says_more(distance, shown):
    with translation.override("en"):
        assert relative(NOW + distance, now=NOW, locale=EN) == shown


def test_the_language_decides_where_a_person_has_chosen_nothing():
    with translation.override("fa"):
        assert current_locale() == Locale("fa", "native", "persian")


def test_a_person_s_choice_of_digits_and_calendar_wins():
    activate_locale(Locale.for_language("fa", digits="latin", calendar="gregorian"))
    try:
        assert day(date(2026, 11, 22)) == "22 نوامبر 2026"
    finally:
        deactivate_locale()


def test_a_mail_to_somebody_else_keeps_nothing_of_the_sender_s_choice():
    activate_locale(Locale.for_language("fa", digits="latin"))
    try:
        with translation.override("ar"):
            assert number(12) == "١٢"
        with override_locale(Locale.for_language("fa")):
            assert number(12) == "۱۲"
        assert number(12) == "12"
    finally:
        deactivate_locale()


def test_templates_write_numbers_as_tags_and_as_filters():
    template = Template(
        "{% load formatting %}{% number x 1 %} {{ x|number:1 }} {% percent 0.5 %} "
        '{% money 5 "USD" %} {% signed 1 %} {% day d %} {% number_range 1 2 %}'
    )

    with translation.override("en"):
        shown = template.render(Context({"x": 71.04, "d": date(2026, 11, 22)}))

    assert plain(shown) == "71.0 71.0 50% $5 +1 22 Nov 2026 1–2"


def test_what_has_a_name_is_listed_by_it():
    assert listed([gettext_lazy("Yes"), 7], EN) == "Yes, 7"


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "“a”, “b”"), ("fa", "«a»، «b»"), ("ar", "«a»، «b»")]
)
def test_words_are_listed_and_quoted_as_the_reader_does(language, shown):
    locale = Locale.for_language(language)

    assert listed((quoted(each, locale) for each in "ab"), locale) == shown
    assert listed([1, 2], EN) == "1, 2"
