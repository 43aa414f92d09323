"""A change that moves the finish is shown before it is saved."""

from __future__ import annotations

from migration.selectors.effects import Effect
from workspace.requests import PersonRequest


def is_unconfirmed(request: PersonRequest, effect: Effect) -> bool:
    """Tell whether to show the effect first: tried, or not agreed to as it is now."""
    if "try" in request.POST:
        return True
    agreed = request.POST.get("confirmed") == effect.after.isoformat()
    return effect.days != 0 and not agreed
