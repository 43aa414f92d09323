"""The deliverables that a plan begins with, and parts that wait for a person."""

from __future__ import annotations

from migration.models import Deliverable, Plan, RaciPart, Stakeholder
from migration.models.template_text import phase_names
from migration.planning.raci import Part, part_beside


def seed_deliverables(plan: Plan) -> None:
    """Make each phase that the plan has a deliverable; nobody has a part in it yet."""
    there = set(plan.tasks.present().values_list("phase", flat=True))
    known = set(plan.deliverables.values_list("phase", flat=True))
    Deliverable.objects.bulk_create(
        Deliverable(plan=plan, phase=key, position=place)
        for place, key in enumerate(phase_names())
        if key in there - known
    )


def take_waiting_parts(person: Stakeholder) -> None:
    """Give the person the parts that wait for the own role, to the first of it alone.

    Parts that people gave stay: nobody becomes a second who answers for something.
    """
    for each in person.plan.deliverables.exclude(waiting_parts={}):
        if person.role not in each.waiting_parts:
            continue
        waiting = Part(each.waiting_parts.pop(person.role))
        each.version += 1
        each.save(update_fields=["waiting_parts", "version"])
        given = each.parts.filter(stakeholder__removed_at=None)
        if part := part_beside(waiting, [Part(x.part) for x in given]):
            RaciPart.objects.get_or_create(
                deliverable=each, stakeholder=person, defaults={"part": part}
            )
