"""The full template: what the small move condenses, part by part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from migration.planning.network import Kind
from migration.planning.template import (
    SHIPPED,
    Named,
    PlanTemplate,
    Source,
    TaskEntry,
    keys_of,
    plan_template,
    read_named,
    read_source,
)

FILE = "full_plan.yaml"
PARTS = ("full_plan_1.yaml", "full_plan_2.yaml", "full_plan_3.yaml")
# What tasks of this template are repeated for; `growth` knows more.
KINDS = ("domain", "integration", "site")
_AFTER = re.compile(r"(?P<key>[a-z_]+)(?P<kind>:SS)?(?:\+(?P<lag>\d+))?")


@dataclass(frozen=True, slots=True)
class After:
    """That a task waits for another; lag in working days."""

    key: str
    kind: Kind = Kind.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class FullTask:
    """A task of the full template.

    part_of: the task of the small move that it is a part of, or nothing; `is_main`: it
    takes that one's place. per: what it is repeated for, or nothing. before: what waits
    for it, told at this end because it is not always there.
    """

    entry: TaskEntry
    waits_for: tuple[After, ...]
    part_of: str = ""
    is_main: bool = False
    per: str = ""
    before: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.entry.key


@dataclass(frozen=True, slots=True)
class FullTemplate:
    """Tasks in the order of their phases, and within a phase as work goes."""

    phases: tuple[Named, ...]
    roles: tuple[Named, ...]
    tasks: tuple[FullTask, ...]
    sources: tuple[Source, ...]

    def addresses_of(self, entry: TaskEntry) -> list[str]:
        known = {source.key: source.address for source in self.sources}
        return [known[key] for key in entry.sources]


@cache
def full_template() -> FullTemplate:
    return read_full_template(SHIPPED, small=plan_template())


def read_full_template(folder: Path, *, small: PlanTemplate) -> FullTemplate:
    """Return the checked template, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    phases = _with_phases(small.phases, file.parts("phases"))
    found = [_read_shared(part, small) for part in file.parts("shared")]
    for name in PARTS:
        part_file = read_section(folder / name, problems)
        found.extend(_read_task(part) for part in part_file.parts("tasks"))
        part_file.close()
    place = {phase.key: number for number, phase in enumerate(phases)}
    template = FullTemplate(
        phases=phases,
        roles=(*small.roles, *(read_named(part) for part in file.parts("roles"))),
        tasks=tuple(sorted(found, key=lambda task: place.get(task.entry.phase, 0))),
        sources=(
            *small.sources,
            *(read_source(part) for part in file.parts("sources")),
        ),
    )
    file.close()
    for rows in (template.phases, template.roles, template.tasks, template.sources):
        problems.extend(named_twice((row.key for row in rows), FILE))
    problems.extend(_loose_ends(template, small))
    raise_if_any(problems)
    return template


def _with_phases(small: tuple[Named, ...], parts: list[Section]) -> tuple[Named, ...]:
    phases = list(small)
    for part in parts:
        before = part.text("before")
        keys = [phase.key for phase in phases]
        if before not in keys:
            part.note(f"'{before}' is not a phase.")
            before = keys[-1]
        phases.insert(keys.index(before), read_named(part))
    return tuple(phases)


def _read_shared(section: Section, small: PlanTemplate) -> FullTask:
    """Read where a task of the small move stands; its texts stay what they are."""
    key, phase = section.text("key"), section.text("phase")
    waits_for = read_after(section)
    section.close()
    by_key = {entry.key: entry for entry in small.tasks}
    known = by_key.get(key)
    if known is None:
        section.note(f"'{key}' is not a task of the small move.")
        known = small.tasks[0]
    entry = TaskEntry(
        key=known.key,
        phase=phase,
        role=known.role,
        days=known.days,
        waits=0,
        needs_proof=known.needs_proof,
        after=tuple(each.key for each in waits_for),
        sources=known.sources,
        title=known.title,
        done_when=known.done_when,
    )
    return FullTask(entry, waits_for, part_of=known.key, is_main=True)


def _read_task(section: Section) -> FullTask:
    waits_for = read_after(section)
    task = FullTask(
        entry=TaskEntry(
            key=section.text("key"),
            phase=section.text("phase"),
            role=section.text("role"),
            days=section.whole("days"),
            waits=0,
            needs_proof=False,
            after=tuple(each.key for each in waits_for),
            sources=section.texts("sources"),
            title=section.words("title"),
            done_when=section.words("done_when"),
        ),
        waits_for=waits_for,
        part_of=section.optional_text("part_of"),
        is_main=section.optional_flag("is_main"),
        per=section.optional_text("per"),
    )
    section.close()
    return task


def read_after(section: Section) -> tuple[After, ...]:
    found = []
    for text in section.texts("after"):
        match = _AFTER.fullmatch(text)
        if match is None:
            section.note(f"'{text}' under 'after' cannot be read.")
            continue
        kind = Kind.START_START if match["kind"] else Kind.FINISH_START
        found.append(After(match["key"], kind, int(match["lag"] or 0)))
    return tuple(found)


def _loose_ends(template: FullTemplate, small: PlanTemplate) -> Iterator[str]:
    phases, roles = keys_of(template.phases), keys_of(template.roles)
    sources, keys = keys_of(template.sources), {task.key for task in template.tasks}
    small_keys = {entry.key for entry in small.tasks}
    for task in template.tasks:
        entry = task.entry
        named = [
            (entry.phase, phases, "is not a phase"),
            (entry.role, roles, "is not a role"),
            (task.per, {*KINDS, ""}, "is not a kind of things"),
            (task.part_of, {*small_keys, ""}, "is not a task of the small move"),
            *((key, sources, "is not a source") for key in entry.sources),
            *((key, keys, "under 'after' is not a task") for key in entry.after),
        ]
        for name, known, problem in named:
            if name not in known:
                yield f"{FILE}, {task.key}: '{name}' {problem}."
    mains = [task.part_of for task in template.tasks if task.is_main]
    for key in sorted(small_keys):
        if mains.count(key) != 1:
            yield f"{FILE}: the small task '{key}' needs one main part."
