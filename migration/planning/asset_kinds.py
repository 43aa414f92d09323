"""The shipped kinds of assets: what their sizes mean, and the hours of a rebuild."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from evaluator.content.words import Words

SHIPPED = Path(__file__).parent.parent / "data"
FILE = "asset_kinds.yaml"
SIZES = ("S", "M", "L")
DISPOSITIONS = ("as_is", "rebuild", "merge", "archive", "retire")


@dataclass(frozen=True, slots=True)
class AssetKind:
    """`hours` of a rebuild by size; `stays` says what of it usually cannot move."""

    key: str
    hours: Mapping[str, Decimal]
    name: Words
    sizes: Mapping[str, Words]
    stays: Words


@dataclass(frozen=True, slots=True)
class AssetKinds:
    kinds: tuple[AssetKind, ...]
    factors: Mapping[str, Decimal]  # disposition -> share of a rebuild
    retire_after_months: int

    def by_key(self) -> dict[str, AssetKind]:
        return {kind.key: kind for kind in self.kinds}


@cache
def asset_kinds() -> AssetKinds:
    return read_asset_kinds(SHIPPED)


def read_asset_kinds(folder: Path) -> AssetKinds:
    """Return the checked kinds, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    found = AssetKinds(
        kinds=tuple(_read_kind(part) for part in file.parts("kinds")),
        factors=_read_figures(file.part("factors"), DISPOSITIONS),
        retire_after_months=file.whole("retire_after_months"),
    )
    file.close()
    problems.extend(named_twice((kind.key for kind in found.kinds), FILE))
    raise_if_any(problems)
    return found


def _read_kind(section: Section) -> AssetKind:
    kind = AssetKind(
        key=section.text("key"),
        hours=_read_figures(section.part("hours"), SIZES),
        name=section.words("name"),
        sizes={
            size: section.words(name)
            for size, name in zip(SIZES, ("small", "medium", "large"), strict=True)
        },
        stays=section.words("stays"),
    )
    section.close()
    return kind


def _read_figures(section: Section, names: tuple[str, ...]) -> dict[str, Decimal]:
    return {name: _read_figure(section, name) for name in names}


def _read_figure(section: Section, name: str) -> Decimal:
    try:
        figure = Decimal(section.text(name) or "0")
    except InvalidOperation:
        figure = Decimal(0)
    if not 0 < figure < 1000:
        section.note(f"the field '{name}' is not a figure above zero.")
    return figure
