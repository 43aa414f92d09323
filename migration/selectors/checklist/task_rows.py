"""Tasks as a checklist is made up of them: thousands, so no model objects."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from migration.models import Plan
from migration.models.template_text import shipped_text, title_in_words


class TaskRow(NamedTuple):
    """A task with what decides where it stands on a list, and whether at all.

    Its fields are columns of the table; who draws it reads the whole of it.
    """

    pk: int
    phase: str
    own_title: str
    template_key: str
    about: str
    about_name: str
    owner_role: str
    assigned_to_id: int | None
    due_on: date | None
    done_at: datetime | None
    position: int
    version: int

    @property
    def title(self) -> str:
        return title_in_words(
            self.own_title, self.template_key, self.about, self.about_name
        )

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


def read_rows(plan: Plan) -> list[TaskRow]:
    """Read the tasks of a plan in their order. One query."""
    tasks = plan.tasks.present().in_order()
    return [TaskRow(*columns) for columns in tasks.values_list(*TaskRow._fields)]


def read_texts(plan: Plan) -> dict[int, tuple[str, ...]]:
    """Read what else is said in tasks, by id: thousands of notes. One query."""
    rows = plan.tasks.present().values_list(
        "pk", "own_done_when", "template_key", "note", "proof"
    )
    return {
        pk: (own or shipped_text(key, "done_when"), note, proof)
        for pk, own, key, note, proof in rows
    }
