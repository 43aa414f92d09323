"""Made-up values that show every component once."""

from typing import Any


def gallery_context() -> dict[str, Any]:
    return {}
