"""Who has which part in the demo plan, by the phases of the move."""

from __future__ import annotations

from datetime import datetime

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import read_section
from migration.models import Plan
from migration.planning.raci import Part
from migration.planning.template import SHIPPED
from migration.services.people.raci import DeliverableEdit, edit_deliverable
from workspace.models import User

FILE = "demo_raci.yaml"


def add_demo_raci(plan: Plan, *, lead: User, now: datetime) -> None:
    """Give those who sit on the chairs their parts, as the file tells."""
    problems: list[str] = []
    file = read_section(SHIPPED / FILE, problems)
    people = {person.role: person.pk for person in plan.stakeholders.present()}
    for told in file.parts("deliverables"):
        found = plan.deliverables.get(phase=told.text("phase"))
        found.plan = plan
        parts = {role: told.optional_text(role) for role in people}
        edit = DeliverableEdit(
            parts={people[role]: Part(part) for role, part in parts.items() if part}
        )
        edit_deliverable(
            deliverable=found, edit=edit, version=found.version, actor=lead, now=now
        )
    raise_if_any(problems)
