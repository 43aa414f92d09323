"""Read the fields of one mapping, noting each that is wrong."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from evaluator.catalogue.currencies import CURRENCIES
from evaluator.catalogue.dates import earliest_day
from evaluator.catalogue.problems import Say
from evaluator.catalogue.vocabulary import UNDATED

Raw = Mapping[str, object]
Word = TypeVar("Word", bound=StrEnum)

DATE_FORMS = "2026, 2026-05, 2026-05-14 or the word undated"


def as_mapping(value: object) -> Raw | None:
    """Return the value when it is a mapping with text keys."""
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return value
    return None


def as_decimal(value: object) -> Decimal | None:
    """Return a finite number exactly as written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    # repr is the shortest text of a float: 224.72 stays 224.72.
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() else None


def is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


class Fields:
    """One mapping of a file. A field that is null counts as left out."""

    def __init__(self, raw: Raw, say: Say, allowed: Collection[str]) -> None:
        self.raw = raw
        self.say = say
        for name in raw:
            if name not in allowed:
                say(
                    f"The field '{name}' is not known.",
                    f"Use {', '.join(sorted(allowed))}.",
                )

    def has(self, name: str) -> bool:
        return self.raw.get(name) is not None

    def text(self, name: str, *, required: bool = False) -> str:
        value = self.raw.get(name)
        if value is None:
            if required:
                self.say(f"The field '{name}' is missing.", "Fill it in.")
            return ""
        if not isinstance(value, str) or not value.strip():
            self.say(f"The field '{name}' is no text.", "Write words, in quotes.")
            return ""
        return value

    def words(self, name: str, closed: Collection[str] = ()) -> tuple[str, ...]:
        """Return a list of words, of the closed list if there is one."""
        value = self.raw.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(map(is_word, value)):
            self.say(f"The field '{name}' is no list of words.", "Write [a, b].")
            return ()
        for word in value:
            if closed and word not in closed:
                self.say(f"'{word}' is no word of '{name}'.", _use(closed))
        return tuple(value)

    def choice(self, name: str, words: type[Word]) -> Word | None:
        value = self.text(name)
        if not value:
            return None
        if value not in list(words):
            self.say(f"'{value}' is no word of '{name}'.", _use(list(words)))
            return None
        return words(value)

    def whole(self, name: str) -> int | None:
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.say(f"The field '{name}' is no count.", "Write a whole number.")
            return None
        return value

    def currency(self, name: str = "currency") -> str:
        return checked_currency(self.text(name), self.say)

    def date(self, name: str) -> str:
        """Return the date as written, or the word for none; a bare year is one."""
        value = self.raw.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is None:
            self.say(f"The field '{name}' is missing.", f"Write {DATE_FORMS}.")
            return ""
        return checked_date(value, self.say)

    def mapping(self, name: str) -> Raw | None:
        value = self.raw.get(name)
        if value is None:
            return None
        mapping = as_mapping(value)
        if mapping is None:
            self.say(f"The field '{name}' has no named parts.", "Name its parts.")
        return mapping


def checked_currency(value: str, say: Say) -> str:
    if value and value not in CURRENCIES:
        say(f"'{value}' is no currency code.", "Use ISO 4217, such as EUR.")
    return value


def checked_date(value: object, say: Say) -> str:
    text = value if isinstance(value, str) else ""
    try:
        if earliest_day(text) is None and text != UNDATED:
            raise ValueError(text)
    except ValueError:
        say(f"'{value}' is no date.", f"Write {DATE_FORMS}.")
        return ""
    return text


def _use(words: Collection[str]) -> str:
    return f"Use {', '.join(words)}."
