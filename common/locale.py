"""How the present reader wants words, digits and dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, Self

from django.utils import translation

Digits = Literal["latin", "native"]
Calendar = Literal["gregorian", "persian"]

RIGHT_TO_LEFT = frozenset({"ar", "fa"})


@dataclass(frozen=True, slots=True)
class Locale:
    """A language with the two choices a person may make apart from it."""

    language: str
    digits: Digits = "native"
    calendar: Calendar = "gregorian"

    @classmethod
    def for_language(
        cls,
        language: str,
        *,
        digits: Digits | None = None,
        calendar: Calendar | None = None,
    ) -> Self:
        """Return the habit of the language, changed by what the person chose."""
        code = language.split("-")[0]
        habit: Calendar = "persian" if code == "fa" else "gregorian"
        return cls(code, digits or "native", calendar or habit)

    @property
    def is_rtl(self) -> bool:
        return self.language in RIGHT_TO_LEFT

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        return "rtl" if self.is_rtl else "ltr"


_active: ContextVar[Locale | None] = ContextVar("locale", default=None)


def current_locale() -> Locale:
    """Return the activated locale, or the habit of Django's active language.

    The language wins: `translation.override("fa")` around a mail must not keep
    the digits of the person whose request sends it.
    """
    language = (translation.get_language() or "en").split("-")[0]
    active = _active.get()
    if active is not None and active.language == language:
        return active
    return Locale.for_language(language)


def activate_locale(locale: Locale) -> None:
    """Make this the locale of the running thread, in Django's translations too."""
    _active.set(locale)
    translation.activate(locale.language)


def deactivate_locale() -> None:
    """Forget the locale; a server thread goes on to another person's request."""
    _active.set(None)
    translation.deactivate()


@contextmanager
def override_locale(locale: Locale) -> Iterator[None]:
    """Speak to somebody else for a while, as mails and workbooks do."""
    token = _active.set(locale)
    try:
        with translation.override(locale.language):
            yield
    finally:
        _active.reset(token)
