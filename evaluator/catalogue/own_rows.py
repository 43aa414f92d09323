"""A team's layer as rows of two sheets, platforms and facts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluator.catalogue.own_layer import (
    HEAD_TEXTS,
    TAG_LISTS,
    Fault,
    LayerError,
    Place,
    RawFact,
    RawPlatform,
)

PLATFORMS, FACTS = "Platforms", "Facts"
PLATFORM_COLUMNS = ("name", *HEAD_TEXTS, *TAG_LISTS)
ORIGIN = {"source": "text", "address": "url", "via": "via"}
FACT_COLUMNS = (
    "platform", "platform_key", "key", "slot", "value", "unit", "currency", "as_of",
    "source", "address", "via", "confidence", "note", "answer", "plan", "item",
    "billing_period", "price_kind", "months", "tier", "includes", "terms", "tags",
    "based_on", "language",
)  # fmt: skip
# Cells that hold what has parts, as JSON.
PARTS = ("tier", "includes", "terms")
LISTS = ("tags", *TAG_LISTS)
BETWEEN = "; "

Cells = Sequence[Any]


def platform_rows(platforms: Sequence[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """Yield the team's own platforms, as cells in the order of the columns."""
    for platform in platforms:
        if "key" not in platform:
            yield [as_cell(platform.get(name)) for name in PLATFORM_COLUMNS]


def fact_rows(platforms: Sequence[Mapping[str, Any]]) -> Iterator[list[Any]]:
    for platform in platforms:
        for fact in platform.get("facts", ()):
            cells = {**fact, "source": None}
            cells |= {"platform": platform["name"]}
            cells |= {"platform_key": platform.get("key")}
            if isinstance(fact["value"], list):
                # A text may hold the mark between words too.
                cells["value"] = json.dumps(fact["value"], ensure_ascii=False)
            for column, part in ORIGIN.items():
                cells[column] = (fact.get("source") or {}).get(part)
            yield [as_cell(cells.get(name)) for name in FACT_COLUMNS]


def as_cell(value: Any) -> Any:
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        words = list(value)
        if any(";" in word or word.startswith("[") for word in words):
            return json.dumps(words, ensure_ascii=False)
        return BETWEEN.join(words)
    return value


def read_own_rows(
    platforms: Sequence[tuple[int, Cells]], facts: Sequence[tuple[int, Cells]]
) -> list[RawPlatform]:
    """Return what the two sheets say; each row comes with its number.

    The first row of each sheet holds the names of the columns.
    """
    faults: list[Fault] = []
    entries: dict[str, tuple[dict[str, Any], Place, list[RawFact]]] = {}
    for raw, place in named_rows(platforms, PLATFORMS, PLATFORM_COLUMNS, faults):
        name = str(raw.get("name") or "")
        if name in entries:
            faults.append(Fault(place, f"The name '{name}' stands here twice."))
        entries[name] = (raw, place, [])
    for raw, place in named_rows(facts, FACTS, FACT_COLUMNS, faults):
        name, key = str(raw.pop("platform", "") or ""), raw.pop("platform_key", None)
        about = f"key {key}" if key else name
        if about not in entries:
            head = {"key": key, "name": name} if key else {"name": name}
            entries[about] = (head, place, [])
        entries[about][2].append(RawFact(fact_of(raw, place, faults), place))
    if faults:
        raise LayerError(faults)
    return [RawPlatform(raw, place, rows) for raw, place, rows in entries.values()]


def named_rows(
    rows: Sequence[tuple[int, Cells]],
    sheet: str,
    columns: Sequence[str],
    faults: list[Fault],
) -> Iterator[tuple[dict[str, Any], Place]]:
    if not rows:
        return
    number, head = rows[0]
    names = [str(cell or "").strip().lower() for cell in head]
    unknown = [name for name in names if name and name not in columns]
    if unknown or len(set(names)) < len(names):
        what = f"The first row must name columns, each once: {', '.join(columns)}."
        faults.append(Fault(Place(number, sheet), what))
        return
    for number, cells in rows[1:]:
        raw = {
            name: cell_value(name, cell)
            for name, cell in zip(names, cells, strict=False)
            if name and cell is not None
        }
        if raw:
            yield raw, Place(number, sheet)


def cell_value(name: str, cell: Any) -> Any:
    """Return what a cell stands for; a number of a sheet is exact again."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and name != "as_of":
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    if name == "as_of" and isinstance(cell, int | float):
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    if name in LISTS and isinstance(cell, str):
        return words_in(cell)
    return cell


def words_in(cell: str) -> list[str]:
    if cell.startswith("["):
        try:
            words = json.loads(cell)
        except ValueError:
            words = None
        if isinstance(words, list):
            return words
    return [word.strip() for word in cell.split(";") if word.strip()]


def fact_of(raw: dict[str, Any], place: Place, faults: list[Fault]) -> dict[str, Any]:
    source = {
        part: str(raw.pop(column)) for column, part in ORIGIN.items() if column in raw
    }
    if source:
        raw["source"] = source
    for name in PARTS:
        if isinstance(raw.get(name), str):
            try:
                raw[name] = json.loads(raw[name], parse_float=Decimal)
            except (ValueError, RecursionError):
                faults.append(Fault(place, f"The cell '{name}' is no JSON."))
                del raw[name]
    value = raw.setdefault("value", None)
    if isinstance(value, str) and value.startswith("["):
        raw["value"] = words_in(value)
    return raw
