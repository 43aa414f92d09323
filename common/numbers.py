"""Read a number as people type it, with any of three digit sets."""

import re
from decimal import Decimal
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import to_latin_digits

DecimalMark = Literal[".", ","]

MAX_DIGITS = 30
# What a database holds as an id, and digits that always stay below it.
LARGEST_ID = 2**63 - 1
ID_DIGITS = 18

_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_PLAIN = re.compile(r"\d*\.?\d*")
_GROUPED = re.compile(r"\d{1,3}(G\d{3})+(\.\d*)?")
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_MINUS_SIGNS = "-\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"
_GROUP_MARKS = re.compile("[ \u00a0\u202f\u2009'\u2019\N{ARABIC THOUSANDS SEPARATOR}]")
_ARABIC_DECIMAL = "\N{ARABIC DECIMAL SEPARATOR}"


class NumberError(ValueError):
    """The text is no number; the message says how to write one."""

    message: Promise | str = _("Enter a number, such as 12.5.")

    def __str__(self) -> str:
        return str(self.message)


class NumberMissing(NumberError):
    message = _("Enter a number.")


class NumberUnclear(NumberError):
    message = _("This number can be read in two ways. Write it like 1,234.5 or 1234.5.")


class AmountUnclear(NumberError):
    """1.250, which is 1250 in half of Europe."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed

    def __str__(self) -> str:
        return _("%(typed)s can be read in two ways. Write %(many)s or %(few)s.") % {
            "typed": self.typed,
            "many": self.typed.replace(".", ""),
            "few": unmistakable(f"{Decimal(self.typed).normalize():f}"),
        }


class NumberTooLong(NumberError):
    message = _("This number has too many digits.")


class NumberNotWhole(NumberError):
    message = _("Enter a whole number.")


def parse_number(text: str, *, decimal_mark: DecimalMark = ".") -> Decimal:
    """Return the finite decimal that was typed.

    Arabic marks mean what they are. Of point and comma, the declared one marks
    decimals; the other may only part groups of three, so that 1,5 is asked about
    instead of becoming 15.
    """
    sign, body = _split_sign(_HIDDEN.sub("", to_latin_digits(text)).strip())
    if not any(char.isdigit() for char in body):
        raise NumberMissing if not body else NumberError
    if len(body) > 2 * MAX_DIGITS:
        raise NumberTooLong
    plain = _ungroup(_unify_marks(body, decimal_mark))
    if sum(char.isdigit() for char in plain) > MAX_DIGITS:
        raise NumberTooLong
    return Decimal(sign + plain)


def parse_amount(text: str) -> Decimal:
    """Return the amount of money that was typed; 1.250 is asked about, 0.125 is not."""
    typed = to_latin_digits(text).strip()
    if _THOUSANDS.fullmatch(typed):
        raise AmountUnclear(typed)
    return parse_number(text)


def unmistakable(decimal: str) -> str:
    """Write 1.125 as 1.1250, which cannot be read as a thousand and more."""
    return f"{decimal}0" if _THOUSANDS.fullmatch(decimal) else decimal


def refuse_thousandths(typed: Decimal) -> None:
    """Ask about three decimals of a count: 1.000 is a thousand in much of the world."""
    if typed.as_tuple().exponent == -3:
        raise NumberUnclear


def whole_of(typed: Decimal) -> int:
    """Return the whole number that was typed."""
    refuse_thousandths(typed)
    if typed != typed.to_integral_value():
        raise NumberNotWhole
    return int(typed)


def read_id(text: str) -> int:
    """Return the id or version that a page sent back; what cannot be one is 0."""
    is_one = text.isascii() and text.isdecimal() and len(text) <= ID_DIGITS
    return int(text) if is_one else 0


def _split_sign(text: str) -> tuple[str, str]:
    if text[:1] and text[0] in _MINUS_SIGNS:
        return "-", text[1:].lstrip()
    return "", text.removeprefix("+").lstrip()


def _unify_marks(body: str, decimal_mark: DecimalMark) -> str:
    """Write decimals with a point and groups with G."""
    group_mark = "," if decimal_mark == "." else "."
    # Beside an Arabic decimal mark both others can only be groups.
    if _ARABIC_DECIMAL in body:
        body = body.replace(",", "G").replace(".", "G")
        decimal_mark = "."
    body = _GROUP_MARKS.sub("G", body.replace(group_mark, "G"))
    return body.replace(decimal_mark, ".").replace(_ARABIC_DECIMAL, ".")


def _ungroup(body: str) -> str:
    if _PLAIN.fullmatch(body):
        return body
    if _GROUPED.fullmatch(body) and not body.startswith("0"):
        return body.replace("G", "")
    only_digits_and_marks = re.fullmatch(r"[\dG.]+", body)
    raise NumberUnclear if only_digits_and_marks else NumberError
