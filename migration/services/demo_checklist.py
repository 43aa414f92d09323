"""What people of the demo plan wrote on its checklist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import Section, read_section
from migration.models import Plan, Task
from migration.planning.template import SHIPPED
from migration.services.defects import DefectEdit, close_defect, report_defect
from workspace.models import User

FILE = "demo_checklist.yaml"


def write_on_checklist(
    plan: Plan, people: Mapping[str, User], *, now: datetime
) -> None:
    """Play what the file tells, at the days it tells."""
    problems: list[str] = []
    file = read_section(SHIPPED / FILE, problems)
    for part in file.parts("defects"):
        report(plan, part, people, now=now)
    file.close()
    raise_if_any(problems)


def report(
    plan: Plan, part: Section, people: Mapping[str, User], *, now: datetime
) -> None:
    owner = plan.members.get(user=people[part.text("owner")])
    edit = DefectEdit(
        title=part.text("title"),
        details=part.text("details"),
        kind=part.text("kind"),
        severity=part.text("severity"),
        owner=owner,
        task=task_of(plan, part.optional_text("task")),
    )
    defect = report_defect(
        plan=plan,
        edit=edit,
        actor=people[part.text("reported_by")],
        now=now - timedelta(days=part.whole("days_ago")),
    )
    if who := part.optional_text("closed_by"):
        close_defect(
            defect=defect,
            resolution=part.text("resolution"),
            version=defect.version,
            actor=people[who],
            now=now - timedelta(days=part.whole("closed")),
        )
    part.close()


def task_of(plan: Plan, key: str) -> Task | None:
    return plan.tasks.get(template_key=key) if key else None
