"""The shipped plan template: phases, roles, and the tasks of a small move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from evaluator.content.words import Words
from migration.planning.daily_hours import WAITING

SHIPPED = Path(__file__).parent.parent / "data"
FILE = "plan_template.yaml"
# The task that a wished go-live day is about.
MILESTONE = "go_live"


@dataclass(frozen=True, slots=True)
class Named:
    """A phase, or a role that owns tasks."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class TaskEntry:
    """A task of the template. `after` names the tasks that come before it."""

    key: str
    phase: str
    role: str
    days: int  # working days
    waits: int  # working days between the last of `after` and this one
    needs_proof: bool
    after: tuple[str, ...]
    sources: tuple[str, ...]
    title: Words
    done_when: Words

    @property
    def keeps_days(self) -> bool:
        """Whether it waits for time to pass: it takes its days whoever does it."""
        return self.key in WAITING


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    address: str


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    phases: tuple[Named, ...]
    roles: tuple[Named, ...]
    tasks: tuple[TaskEntry, ...]
    sources: tuple[Source, ...]

    def addresses_of(self, entry: TaskEntry) -> list[str]:
        known = {source.key: source.address for source in self.sources}
        return [known[key] for key in entry.sources]


@cache
def plan_template() -> PlanTemplate:
    return read_plan_template(SHIPPED)


@cache
def _tasks_by_key() -> dict[str, TaskEntry]:
    return {entry.key: entry for entry in plan_template().tasks}


def task_by_key(key: str) -> TaskEntry | None:
    return _tasks_by_key().get(key)


def read_plan_template(folder: Path) -> PlanTemplate:
    """Return the checked template, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    template = PlanTemplate(
        phases=tuple(read_named(part) for part in file.parts("phases")),
        roles=tuple(read_named(part) for part in file.parts("roles")),
        tasks=tuple(_read_task(part) for part in file.parts("tasks")),
        sources=tuple(read_source(part) for part in file.parts("sources")),
    )
    file.close()
    for rows in (template.phases, template.roles, template.tasks, template.sources):
        problems.extend(named_twice((row.key for row in rows), FILE))
    problems.extend(_loose_ends(template))
    if MILESTONE not in {entry.key for entry in template.tasks}:
        problems.append(f"{FILE}: the task '{MILESTONE}' is missing.")
    raise_if_any(problems)
    return template


def read_named(section: Section) -> Named:
    named = Named(key=section.text("key"), name=section.own_words())
    section.close()
    return named


def _read_task(section: Section) -> TaskEntry:
    entry = TaskEntry(
        key=section.text("key"),
        phase=section.text("phase"),
        role=section.text("role"),
        days=section.whole("days"),
        waits=section.count("waits"),
        needs_proof=section.flag("proof"),
        after=section.texts("after"),
        sources=section.texts("sources"),
        title=section.words("title"),
        done_when=section.words("done_when"),
    )
    section.close()
    return entry


def read_source(section: Section) -> Source:
    source = Source(key=section.text("key"), address=section.text("address"))
    if not source.address.startswith("https://"):
        section.note("the address does not start with https://.")
    section.close()
    return source


def _loose_ends(template: PlanTemplate) -> Iterator[str]:
    phases, roles = keys_of(template.phases), keys_of(template.roles)
    sources = keys_of(template.sources)
    earlier: set[str] = set()
    for entry in template.tasks:
        place = f"{FILE}, {entry.key}"
        if entry.phase not in phases:
            yield f"{place}: '{entry.phase}' is not a phase."
        if entry.role not in roles:
            yield f"{place}: '{entry.role}' is not a role."
        for key in sorted(set(entry.sources) - sources):
            yield f"{place}: '{key}' is not a source."
        # In this order there can be no circle.
        for key in sorted(set(entry.after) - earlier):
            yield f"{place}: '{key}' under 'after' is not a task above it."
        earlier.add(entry.key)


def keys_of(rows: Iterable[Named | Source]) -> set[str]:
    return {row.key for row in rows}
