"""Names of months and weekdays, in each calendar and language."""

# Our own table, because neither library has all six: Babel knows no Persian
# months, and Django's catalogue writes Gregorian ones only.
_MONTHS = {
    ("gregorian", "en"): "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ("gregorian", "ar"): (
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
    ),
    ("gregorian", "fa"): (
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"
    ),
    ("persian", "en"): (
        "Farvardin Ordibehesht Khordad Tir Mordad Shahrivar "
        "Mehr Aban Azar Dey Bahman Esfand"
    ),
    ("persian", "ar"): (
        "فروردين أرديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن إسفند"
    ),
    ("persian", "fa"): (
        "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
    ),
}
_NAMES = {key: names.split() for key, names in _MONTHS.items()}
_WEEKDAYS = {
    "en": [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    "fa": ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
}


def month_name(month: int, calendar: str, language: str) -> str:
    """Return the name of the month (1 to 12); other languages get the English one."""
    names = _NAMES.get((calendar, language)) or _NAMES[calendar, "en"]
    return names[month - 1]


def weekday_name(weekday: int, language: str) -> str:
    """Return the name of the day (0 is Monday, as Python counts)."""
    return _WEEKDAYS.get(language, _WEEKDAYS["en"])[weekday]
