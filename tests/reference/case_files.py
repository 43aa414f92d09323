"""Reading the files of reference cases, and comparing results with them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = "reference-cases/1"


class CaseFileInvalid(ValueError):
    """A file that is not one of the schema: nothing in it may pass unseen."""


@dataclass(frozen=True)
class Case:
    id: str
    function: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    tolerance: Mapping[str, Any]


def read_cases(folder: Path) -> list[Case]:
    """Read every case of every *.json in the folder."""
    cases = [case for path in sorted(folder.glob("*.json")) for case in _read(path)]
    if not cases:
        message = f"There is no reference case in {folder}."
        raise CaseFileInvalid(message)
    ids = [case.id for case in cases]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        message = f"These ids stand in {folder} twice: {twice}."
        raise CaseFileInvalid(message)
    return cases


def difference(
    expected: Any, actual: Any, tolerance: Mapping[str, Any], where: str = "result"
) -> str | None:
    """Return the first difference in words, or None where all is close enough."""
    if isinstance(expected, Mapping):
        return _first(_in_mapping(expected, actual, tolerance, where))
    if isinstance(expected, list):
        return _first(_in_list(expected, actual, tolerance, where))
    if _is_close(expected, actual, tolerance["abs"]):
        return None
    return f"{where}: expected {expected!r}, got {actual!r}"


def _read(path: Path) -> Iterator[Case]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if content.get("schema") != SCHEMA:
        message = f"{path} has the schema {content.get('schema')!r}, not {SCHEMA!r}."
        raise CaseFileInvalid(message)
    for case in content["cases"]:
        if not case["expected"]:
            message = f"{case['id']} expects nothing, so it would always pass."
            raise CaseFileInvalid(message)
        yield Case(*(case[field] for field in Case.__dataclass_fields__))


def _in_mapping(
    expected: Mapping[str, Any], actual: Any, tolerance: Mapping[str, Any], where: str
) -> Iterator[str | None]:
    for key, value in expected.items():
        if not isinstance(actual, Mapping) or key not in actual:
            yield f"{where}.{key}: missing"
            return
        own = tolerance.get("keys", {}).get(key, tolerance)
        yield difference(value, actual[key], own, f"{where}.{key}")


def _in_list(
    expected: list[Any], actual: Any, tolerance: Mapping[str, Any], where: str
) -> Iterator[str | None]:
    if not isinstance(actual, list | tuple) or len(actual) != len(expected):
        yield f"{where}: expected {expected!r}, got {actual!r}"
        return
    for place, (left, right) in enumerate(zip(expected, actual, strict=True)):
        yield difference(left, right, tolerance, f"{where}[{place}]")


def _is_close(expected: Any, actual: Any, absolute: float) -> bool:
    if expected is None or isinstance(expected, bool | str):
        return bool(expected == actual)
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return False
    return abs(expected - actual) <= absolute + 1e-9 * max(1, abs(expected))


def _first(differences: Iterator[str | None]) -> str | None:
    return next((each for each in differences if each), None)
