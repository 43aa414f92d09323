"""Tariffs that ship with the product, by the key of the platform in the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.reader import CatalogueLoader
from evaluator.content.problems import ContentError, raise_if_any
from evaluator.costs import tariffs
from evaluator.costs.faults import InputInvalid
from evaluator.costs.json_form import from_json
from evaluator.costs.tariffs import Tariff

SHIPPED = Path(__file__).parent.parent / "data" / "tariffs"


@cache
def built_in_tariff(platform_key: str) -> Tariff | None:
    """Return the tariff that ships for the platform; None if there is none."""
    path = SHIPPED / f"{platform_key}.yaml"
    # A key that a team typed may hold anything; only a file's own name is one.
    return read_tariff(path) if path in _files() else None


@cache
def _files() -> frozenset[Path]:
    return frozenset(SHIPPED.glob("*.yaml"))


def read_tariffs(folder: Path = SHIPPED) -> dict[str, Tariff]:
    """Return all tariffs by key, or raise ContentError with every problem."""
    found: dict[str, Tariff] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found[path.stem] = read_tariff(path)
        except ContentError as error:
            problems.extend(error.problems)
    raise_if_any(problems)
    return found


def read_tariff(path: Path) -> Tariff:
    """Read one file strictly. Raises ContentError, which names every problem."""
    try:
        # The loader builds plain values only: it is a SafeLoader.
        content = yaml.load(path.read_bytes(), CatalogueLoader)  # noqa: S506
        tariff = from_json(Tariff, content, tariffs.faults)
    except yaml.YAMLError as error:
        raise ContentError([f"{path.name}: {error}"]) from error
    except InputInvalid as error:
        told = [f"{path.name}: {problem}" for problem in error.problems]
        raise ContentError(told) from error
    raise_if_any(f"{path.name}: {problem}" for problem in _problems(tariff, path.stem))
    return tariff


def _problems(tariff: Tariff, key: str) -> Iterator[str]:
    if tariff.key != key:
        yield f"the key is '{tariff.key}': name the file after its key."
    for plan in tariff.plans:
        named = set(plan.features)
        for component in plan.components:
            named |= getattr(component, "features", frozenset())
        for feature in sorted(named - FACT_KEYS.keys()):
            yield f"{plan.name}: '{feature}' is no question of the catalogue."
