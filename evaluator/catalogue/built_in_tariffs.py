"""Tariffs that ship with the product, by the key of the platform in the catalogue."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from evaluator.costs import tariffs
from evaluator.costs.json_form import from_json
from evaluator.costs.tariffs import Tariff

SHIPPED = Path(__file__).parent.parent / "data" / "tariffs"


@cache
def built_in_tariff(platform_key: str) -> Tariff | None:
    """Return the tariff that ships for the platform; None if there is none."""
    path = SHIPPED / f"{platform_key}.yaml"
    if not path.is_file():
        return None
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return from_json(Tariff, content, tariffs.faults)
