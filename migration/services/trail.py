"""What happened on a plan, told on its page and in the audit trail."""

from __future__ import annotations

from datetime import datetime

from migration.models import Plan
from workspace.models import User
from workspace.services.records import change_of, record


def tell(
    verb: str,
    plan: Plan,
    *,
    actor: User | None,
    now: datetime,
    reason: str = "",
    **after: str | int,
) -> None:
    """Write one entry. `after` names what it happened to: asset="Welcome series"."""
    change = change_of(plan, after=after or None, reason=reason)
    record(verb, team=plan.team, actor=actor, change=change, now=now)
