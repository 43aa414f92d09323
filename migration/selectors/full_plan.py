"""What the full template would change on a plan."""

from __future__ import annotations

from dataclasses import dataclass

from migration.models import Plan, Task
from migration.models.template_text import phase_names, shipped_text
from migration.planning.full_template import KINDS
from migration.planning.generate import (
    Answers,
    Change,
    Difference,
    Existing,
    Identity,
    Planned,
    difference,
    generate,
)


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One change as the page shows it; `now` is the task it is made of."""

    key: str
    change: Change
    phase: str
    title: str
    done_when: str
    days: int | None
    now: str


@dataclass(frozen=True, slots=True)
class Preview:
    lines: tuple[PreviewLine, ...]
    added: int
    becoming: int
    gone: int
    present: int  # tasks on the plan today

    @property
    def after(self) -> int:
        return self.present + self.added - self.gone


def answers_of(plan: Plan) -> dict[str, list[str]]:
    """Return the names that the plan stored, by kind of things."""
    stored = plan.answers if isinstance(plan.answers, dict) else {}
    return {kind: [str(name) for name in stored.get(kind, [])] for kind in KINDS}


def template_tasks(plan: Plan) -> dict[Identity, Task]:
    """Return all tasks from the template, those taken off too. One query."""
    rows = plan.tasks.exclude(template_key="").in_order()
    return {(task.template_key, task.about): task for task in rows}


def differences(tasks: dict[Identity, Task], answers: Answers) -> list[Difference]:
    existing = [
        Existing(identity, task.is_done, task.removed_at is not None)
        for identity, task in tasks.items()
    ]
    return list(difference(existing, generate(answers)))


def read_preview(plan: Plan, answers: Answers) -> Preview:
    """Compare the plan with the full template for these answers. Two queries."""
    tasks = template_tasks(plan)
    found = differences(tasks, answers)
    counts = {change: sum(line.change is change for line in found) for change in Change}
    return Preview(
        lines=tuple(preview_line(line, tasks) for line in found),
        added=counts[Change.ADDED],
        becoming=counts[Change.BECOMES],
        gone=counts[Change.GONE],
        present=plan.tasks.present().count(),
    )


def preview_line(line: Difference, tasks: dict[Identity, Task]) -> PreviewLine:
    now = tasks[line.existing.identity] if line.existing else None
    if line.planned:
        return planned_line(line.key, line.change, line.planned, now)
    return PreviewLine(
        key=line.key,
        change=line.change,
        phase=phase_names().get(now.phase, "") if now else "",
        title=now.title if now else "",
        done_when=now.done_when if now else "",
        days=now.days if now else None,
        now="",
    )


def planned_line(
    key: str, change: Change, planned: Planned, now: Task | None
) -> PreviewLine:
    title = shipped_text(planned.task.key, "title")
    return PreviewLine(
        key=key,
        change=change,
        phase=phase_names()[planned.task.entry.phase],
        title=f"{title}: {planned.about_name}" if planned.about_name else title,
        done_when=shipped_text(planned.task.key, "done_when"),
        days=planned.task.entry.days,
        now=now.title if now else "",
    )
