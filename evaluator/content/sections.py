"""Read a content file field by field, noting each that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeGuard

import yaml

from evaluator.catalogue.reader import CatalogueLoader
from evaluator.content.problems import ContentError
from evaluator.content.words import LANGUAGES, Words

SHIPPED = Path(__file__).parent.parent / "data"


class Section:
    """One mapping of a file.

    A missing or ill-typed field is noted and read as empty, so that one pass finds
    everything. `close` notes the fields that nobody asked for.
    """

    def __init__(self, raw: object, place: str, problems: list[str]) -> None:
        self.place = place
        self.problems = problems
        self._raw = raw if isinstance(raw, Mapping) else {}
        self._is_broken = not isinstance(raw, Mapping)
        self._asked: set[str] = set()
        self._parts: dict[str, Section] = {}
        if self._is_broken:
            self.note("there are no named fields here.")

    def note(self, problem: str) -> None:
        self.problems.append(f"{self.place}: {problem}")

    def text(self, name: str) -> str:
        value = self._value(name)
        if _is_text(value):
            return value
        self._unfit(name, "a text")
        return ""

    def optional_text(self, name: str) -> str:
        return self.text(name) if name in self._raw else ""

    def whole(self, name: str) -> int:
        value = self._value(name)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self._unfit(name, "a whole number above zero")
        return 0

    def count(self, name: str) -> int:
        value = self._value(name)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self._unfit(name, "a whole number, zero or above")
        return 0

    def optional_count(self, name: str) -> int | None:
        return self.count(name) if name in self._raw else None

    def signed(self, name: str) -> int:
        value = self._value(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._unfit(name, "a whole number")
        return 0

    def flag(self, name: str) -> bool:
        value = self._value(name)
        if isinstance(value, bool):
            return value
        self._unfit(name, "true or false")
        return False

    def optional_flag(self, name: str) -> bool:
        return name in self._raw and self.flag(name)

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._value(name)
        if isinstance(values, list) and all(_is_text(value) for value in values):
            return tuple(values)
        self._unfit(name, "a list of texts")
        return ()

    def optional_texts(self, name: str) -> tuple[str, ...]:
        return self.texts(name) if name in self._raw else ()

    def part(self, name: str) -> Section:
        """Return the mapping below this field; closed together with this one."""
        if name not in self._parts:
            value = self._value(name)
            place = f"{self.place}.{name}"
            self._parts[name] = Section(value, place, self.problems)
        return self._parts[name]

    def parts(self, name: str) -> list[Section]:
        """Return the mappings listed below this field, each named for its key."""
        values = self._value(name)
        if not isinstance(values, list) or not values:
            self._unfit(name, "a list with something in it")
            return []
        return [
            Section(value, f"{self.place}, {_label(value, number)}", self.problems)
            for number, value in enumerate(values, start=1)
        ]

    def optional_parts(self, name: str) -> list[Section]:
        return self.parts(name) if name in self._raw else []

    def words(self, name: str) -> Words:
        """Return the field of this name of the parts en, ar and fa."""
        return Words(*(self.part(code).text(name) for code in LANGUAGES))

    def word_list(self, name: str, length: int) -> tuple[Words, ...]:
        """Return the lists of this name of the parts en, ar and fa, side by side."""
        columns = [self.part(code).texts(name) for code in LANGUAGES]
        for code, column in zip(LANGUAGES, columns, strict=True):
            if column and len(column) != length:
                self.part(code).note(
                    f"'{name}' has {len(column)} sentences instead of {length}."
                )
        return tuple(Words(*row) for row in zip(*columns, strict=False))

    def own_words(self) -> Words:
        """Return the fields en, ar and fa of this very mapping."""
        return Words(*(self.text(code) for code in LANGUAGES))

    def close(self) -> None:
        for name in self._raw:
            if name not in self._asked:
                self.note(f"the field '{name}' is not known.")
        for part in self._parts.values():
            part.close()

    def _value(self, name: str) -> object:
        self._asked.add(name)
        return self._raw.get(name)

    def _unfit(self, name: str, wanted: str) -> None:
        if self._is_broken:  # said once, for all of its fields
            return
        what = f"is not {wanted}" if name in self._raw else "is missing"
        self.note(f"the field '{name}' {what}.")


def read_section(path: Path, problems: list[str]) -> Section:
    place = path.name
    try:
        # The loader builds plain values only, and refuses a field written twice.
        raw = yaml.load(path.read_bytes(), CatalogueLoader)  # noqa: S506
    except FileNotFoundError:
        raise ContentError([f"{place}: the file is missing."]) from None
    except yaml.YAMLError as error:
        raise ContentError([f"{place}: the file cannot be read: {error}."]) from error
    return Section(raw, place, problems)


def _is_text(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and bool(value.strip())


def _label(value: object, number: int) -> str:
    key = value.get("key") if isinstance(value, Mapping) else None
    return str(key) if key else f"entry {number}"
