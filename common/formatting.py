"""Numbers, money and dates as the present reader writes them.

Django prints Latin digits in Persian, and Babel mixes Latin digits with Arabic
marks, so digits, marks and calendars are our own; names of currencies are Babel's.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

import jdatetime
from babel import Locale as BabelLocale
from babel.numbers import (
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from common.locale import Locale, current_locale
from common.months import month_name, weekday_name

Number = int | float | Decimal
DayStyle = Literal["full", "short", "month", "weekday", "numeric"]

NOTHING = "\N{EN DASH}"
MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

_NATIVE_DIGITS = {
    "fa": str.maketrans("0123456789.,%", "۰۱۲۳۴۵۶۷۸۹٫٬٪"),
    "ar": str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪"),
}
_PERSIAN_CALENDAR_STARTS = date(622, 3, 22)
_ONLY_RELATIVE_FOR = timedelta(days=30)


def digits(text: str, locale: Locale | None = None) -> str:
    """Write the Latin digits and marks of a formatted number as the reader does."""
    locale = locale or current_locale()
    if locale.digits == "latin" or locale.language not in _NATIVE_DIGITS:
        return text
    return text.translate(_NATIVE_DIGITS[locale.language])


def listed(words: Iterable[object], locale: Locale | None = None) -> str:
    """Write words, or things by their names, with the comma of the reader's script."""
    return f"{comma(locale or current_locale())} ".join(map(str, words))


def quoted(words: str, locale: Locale | None = None) -> str:
    """Put words between the quotation marks of the reader's script."""
    locale = locale or current_locale()
    return f"«{words}»" if locale.is_rtl else f"“{words}”"


def number(value: Number | None, places: int = 0, locale: Locale | None = None) -> str:
    """Write the number, rounded half up as spreadsheets do; nothing is a dash."""
    return _signed_number(value, places, locale or current_locale(), plus=False)


def as_given(value: Number | None, locale: Locale | None = None) -> str:
    """Write the number with all the decimals it has, and no more."""
    if value is None:
        return NOTHING
    exponent = _decimal(value).normalize().as_tuple().exponent
    return number(value, max(0, -int(exponent)), locale)


def signed(value: Number | None, places: int = 0, locale: Locale | None = None) -> str:
    """Write a difference: its sign is shown either way."""
    return _signed_number(value, places, locale or current_locale(), plus=True)


def percent(share: Number | None, places: int = 0, locale: Locale | None = None) -> str:
    """Write a share of one in hundredths: 0.31 is 31%."""
    if share is None:
        return NOTHING
    hundredths = _rounded(_decimal(share) * 100, places)
    locale = locale or current_locale()
    sign = MINUS if hundredths < 0 else ""
    return _left_to_right(sign + digits(f"{abs(hundredths):,}%", locale), locale)


def number_range(
    low: Number, high: Number, places: int = 0, locale: Locale | None = None
) -> str:
    """Write two ends of a range, the lower one always on the left."""
    locale = locale or current_locale()
    return _span(number(low, places, locale), number(high, places, locale))


def percent_range(
    low: Number, high: Number, places: int = 0, locale: Locale | None = None
) -> str:
    """Write two shares of one as a range, the lower one always on the left."""
    locale = locale or current_locale()
    return _span(percent(low, places, locale), percent(high, places, locale))


def money(
    value: Number | None,
    currency: str,
    places: int | None = None,
    locale: Locale | None = None,
) -> str:
    """Write an amount. Without `places`, minor units appear only where there are any.

    Columns should give `places`, so that their amounts line up.
    """
    if value is None:
        return NOTHING
    locale = locale or current_locale()
    amount = _decimal(value)
    if places is None:
        is_whole = amount == amount.to_integral_value()
        places = 0 if is_whole else get_currency_precision(currency)
    symbol = _symbol(currency, locale.language)
    if locale.is_rtl:
        isolated = f"\N{FIRST STRONG ISOLATE}{symbol}\N{POP DIRECTIONAL ISOLATE}"
        return f"{number(amount, places, locale)}{NO_BREAK_SPACE}{isolated}"
    rounded = _rounded(amount, places)
    gap = NO_BREAK_SPACE if symbol[-1].isalpha() else ""
    return f"{MINUS if rounded < 0 else ''}{symbol}{gap}{abs(rounded):,}"


@lru_cache(maxsize=256)
def _symbol(currency: str, language: str) -> str:
    return str(get_currency_symbol(currency, language))


def currency_name(currency: str, locale: Locale | None = None) -> str:
    locale = locale or current_locale()
    return str(get_currency_name(currency, locale=locale.language))


def country_name(country: str, locale: Locale | None = None) -> str:
    """Return the name of a country from its code of two letters."""
    locale = locale or current_locale()
    names = BabelLocale.parse(locale.language).territories
    return str(names.get(country, country))


def day(
    value: date | None, style: DayStyle = "full", locale: Locale | None = None
) -> str:
    """Write a date in the reader's calendar. A moment is a date in their zone."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localdate(value) if timezone.is_aware(value) else value.date()
    locale = locale or current_locale()
    year, month, month_day, calendar = _calendar_parts(value, locale)
    if style == "numeric":
        return digits(f"{year:04}/{month:02}/{month_day:02}", locale)
    name = month_name(month, calendar, locale.language)
    text = {
        "full": f"{month_day} {name} {year}",
        "short": f"{month_day} {name}",
        "month": f"{name} {year}",
        "weekday": f"{month_day} {name} {year}",
    }[style]
    text = digits(text, locale)
    if style != "weekday":
        return text
    return f"{weekday_name(value.weekday(), locale.language)}{comma(locale)} {text}"


def comma(locale: Locale | None = None) -> str:
    """Return the comma of the reader's script."""
    return "\N{ARABIC COMMA}" if (locale or current_locale()).is_rtl else ","


def clock(value: datetime, locale: Locale | None = None) -> str:
    """Write the time of day, in the active time zone."""
    return digits(_local(value).strftime("%H:%M"), locale)


def moment(value: datetime | None, locale: Locale | None = None) -> str:
    """Write date and time of day, in the active time zone."""
    if value is None:
        return NOTHING
    locale = locale or current_locale()
    date_text = day(_local(value).date(), "full", locale)
    return f"{date_text}{comma(locale)} {clock(value, locale)}"


def relative(value: datetime, *, now: datetime, locale: Locale | None = None) -> str:
    """Write how long ago or ahead; beyond thirty days the date says more."""
    distance = value - now
    if abs(distance) > _ONLY_RELATIVE_FOR:
        return day(value, "full", locale)
    minutes = round(abs(distance).total_seconds() / 60)
    if minutes < 1:
        return gettext("just now")
    sentence, count = _distance_sentence(minutes, is_ahead=distance > timedelta(0))
    return sentence % {"count": number(count, 0, locale)}


def _distance_sentence(minutes: int, *, is_ahead: bool) -> tuple[str, int]:
    hours, days = minutes // 60, minutes // (24 * 60)
    if is_ahead:
        return _sentence_ahead(minutes, hours, days)
    return _sentence_ago(minutes, hours, days)


def _sentence_ahead(minutes: int, hours: int, days: int) -> tuple[str, int]:
    if days:
        return ngettext("in %(count)s day", "in %(count)s days", days), days
    if hours:
        return ngettext("in %(count)s hour", "in %(count)s hours", hours), hours
    text = ngettext("in %(count)s minute", "in %(count)s minutes", minutes)
    return text, minutes


def _sentence_ago(minutes: int, hours: int, days: int) -> tuple[str, int]:
    if days:
        return ngettext("%(count)s day ago", "%(count)s days ago", days), days
    if hours:
        return ngettext("%(count)s hour ago", "%(count)s hours ago", hours), hours
    text = ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes)
    return text, minutes


def _signed_number(
    value: Number | None, places: int, locale: Locale, *, plus: bool
) -> str:
    if value is None:
        return NOTHING
    rounded = _rounded(_decimal(value), places)
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    text = digits(f"{abs(rounded):,}", locale)
    return _left_to_right(sign + text, locale) if sign else text


def _decimal(value: Number) -> Decimal:
    # The shortest decimal of a float is what other programs print for it.
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _span(low: str, high: str) -> str:
    # Arabic digits would carry the dash over to right-to-left without the marks.
    mark = "\N{LEFT-TO-RIGHT MARK}"
    span = f"{low}{mark}\N{EN DASH}{mark}{high}"
    return f"\N{LEFT-TO-RIGHT ISOLATE}{span}\N{POP DIRECTIONAL ISOLATE}"


def _left_to_right(text: str, locale: Locale) -> str:
    # In right-to-left text a bare sign jumps to the other end of its number.
    if not locale.is_rtl:
        return text
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def _calendar_parts(value: date, locale: Locale) -> tuple[int, int, int, str]:
    if locale.calendar == "persian" and value >= _PERSIAN_CALENDAR_STARTS:
        persian = jdatetime.date.fromgregorian(date=value)
        return persian.year, persian.month, persian.day, "persian"
    return value.year, value.month, value.day, "gregorian"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
