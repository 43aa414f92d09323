"""Our own sentences as a workbook writes them: in Latin digits, like its numbers."""

from __future__ import annotations

from django.utils import translation

from common.text import to_latin_digits


def gettext(message: str) -> str:
    return to_latin_digits(translation.gettext(message))


def ngettext(singular: str, plural: str, number: int) -> str:
    return to_latin_digits(translation.ngettext(singular, plural, number))
