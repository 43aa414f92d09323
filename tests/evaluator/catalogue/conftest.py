"""The shipped platforms, read once, and one small platform to break."""

from __future__ import annotations

from typing import Any

import pytest

from evaluator.catalogue.entries import PlatformEntry
from evaluator.catalogue.problems import CatalogueError
from evaluator.catalogue.reader import read_catalogue
from evaluator.catalogue.schema import parse_platform


@pytest.fixture(scope="session")
def shipped() -> list[PlatformEntry]:
    return read_catalogue()


def amount(**changes: Any) -> dict[str, Any]:
    """Return a fee as a file holds it; a change to None leaves the field out."""
    fee = {
        "key": "pricing.onboarding_fee",
        "plan": "Pro",
        "value": 3000,
        "unit": "one-time",
        "currency": "USD",
        "as_of": "2026-08-13",
        "source": {"url": "https://www.acme.example/pricing"},
        "confidence": "high",
    }
    fee |= changes
    return {name: value for name, value in fee.items() if value is not None}


def statement(key: str, value: Any, **more: Any) -> dict[str, Any]:
    source = {"text": "general knowledge, unverified"}
    return {"key": key, "value": value, "as_of": "undated", "source": source} | more


def platform(*facts: Any, **changes: Any) -> dict[str, Any]:
    """Return a platform as a file holds it."""
    return {
        "key": "acme",
        "name": "Acme",
        "vendor": "Acme Ltd",
        "kinds": ["marketing_automation"],
        "domains": ["acme.example"],
        "compiled_on": "2026-11-22",
        "facts": list(facts) or [amount()],
    } | changes


def problems_of(*facts: Any, **changes: Any) -> list[str]:
    """Return all that the schema says of a platform; nothing said is a failure."""
    with pytest.raises(CatalogueError) as caught:
        parse_platform(platform(*facts, **changes), "acme.yaml")
    return [str(problem) for problem in caught.value.problems]
