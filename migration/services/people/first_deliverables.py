"""The deliverables that a plan begins with, once it says who is responsible."""

from __future__ import annotations

from migration.models import Deliverable, Plan
from migration.models.template_text import phase_names


def seed_deliverables(plan: Plan) -> None:
    """Make each phase that the plan has a deliverable; nobody has a part in it yet."""
    there = set(plan.tasks.present().values_list("phase", flat=True))
    known = set(plan.deliverables.values_list("phase", flat=True))
    Deliverable.objects.bulk_create(
        Deliverable(plan=plan, phase=key, position=place)
        for place, key in enumerate(phase_names())
        if key in there - known
    )
