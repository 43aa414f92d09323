"""What answers and the inventory add to a plan's tasks, or take away: the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from migration.planning.asset_kinds import asset_kinds
from migration.planning.full_template import (
    FullTask,
    FullTemplate,
    full_template,
    read_after,
)
from migration.planning.template import SHIPPED, TaskEntry, keys_of, plan_template

FILE = "plan_growth.yaml"
# What people name, one a line.
NAMED = ("integration", "domain", "site", "language", "region", "role", "provider")
# What the inventory holds.
STOCKED = ("asset", "kind", "list", "owner")
# Not asked: whether the end of the contract and the days of notice are known.
NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Rule:
    """What changes a task of the shipped templates; see the file."""

    task: str
    needs: str = ""
    per: str = ""
    days: int | None = None
    all_no: tuple[str, ...] = ()
    any_yes: tuple[str, ...] = ()
    joins_small: bool = False
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GrowthTask:
    """A task that only an answer or the inventory calls for."""

    task: FullTask
    needs: str = ""
    routes: tuple[str, ...] = ()
    but_first: bool = False


@dataclass(frozen=True, slots=True)
class KindRule:
    """Who builds assets of a type, and what they wait for besides."""

    kind: str
    role: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    focus_hours: int
    test_percent: int
    most_single: int
    most_lists: int
    yes_no: tuple[str, ...]
    rules: Mapping[str, Rule]
    kinds: Mapping[str, KindRule]
    tasks: tuple[GrowthTask, ...]


@cache
def growth() -> Growth:
    return read_growth(SHIPPED, template=full_template())


@cache
def growth_entries() -> Mapping[str, TaskEntry]:
    return {each.task.key: each.task.entry for each in growth().tasks}


def read_growth(folder: Path, *, template: FullTemplate) -> Growth:
    """Return the checked rules, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    figures = file.part("figures")
    rules = [_read_rule(part) for part in file.parts("rules")]
    kinds = [_read_kind(part) for part in file.parts("kinds")]
    found = Growth(
        focus_hours=figures.whole("focus_hours"),
        test_percent=figures.whole("test_percent"),
        most_single=figures.whole("most_single"),
        most_lists=figures.whole("most_lists"),
        yes_no=file.texts("yes_no"),
        rules={rule.task: rule for rule in rules},
        kinds={each.kind: each for each in kinds},
        tasks=tuple(_read_task(part) for part in file.parts("tasks")),
    )
    file.close()
    problems.extend(named_twice((rule.task for rule in rules), FILE))
    problems.extend(named_twice((each.kind for each in kinds), FILE))
    problems.extend(named_twice((each.task.key for each in found.tasks), FILE))
    problems.extend(_loose_ends(found, template))
    raise_if_any(problems)
    return found


def _read_rule(section: Section) -> Rule:
    rule = Rule(
        task=section.text("task"),
        needs=section.optional_text("needs"),
        per=section.optional_text("per"),
        days=section.optional_count("days"),
        all_no=section.optional_texts("all_no"),
        any_yes=section.optional_texts("any_yes"),
        joins_small=section.optional_flag("small"),
        before=section.optional_texts("before"),
    )
    section.close()
    return rule


def _read_kind(section: Section) -> KindRule:
    kind = KindRule(
        section.text("kind"), section.text("role"), tuple(section.texts("after"))
    )
    section.close()
    return kind


def _read_task(section: Section) -> GrowthTask:
    waits_for = read_after(section)
    task = GrowthTask(
        task=FullTask(
            entry=TaskEntry(
                key=section.text("key"),
                phase=section.text("phase"),
                role=section.text("role"),
                days=section.whole("days"),
                waits=0,
                needs_proof=section.optional_flag("needs_proof"),
                after=tuple(each.key for each in waits_for),
                sources=section.texts("sources"),
                title=section.words("title"),
                done_when=section.words("done_when"),
            ),
            waits_for=waits_for,
            per=section.optional_text("per"),
            before=section.texts("before"),
        ),
        needs=section.optional_text("needs"),
        routes=section.optional_texts("routes"),
        but_first=section.optional_flag("but_first"),
    )
    section.close()
    return task


def _loose_ends(found: Growth, template: FullTemplate) -> Iterator[str]:
    small = {entry.key for entry in plan_template().tasks}
    own = {each.task.key for each in found.tasks}
    shipped = small | {task.key for task in template.tasks}
    questions = {*found.yes_no, NOTICE, ""}
    things = {*NAMED, *STOCKED, ""}
    for key in sorted(own & shipped):
        yield f"{FILE}: '{key}' is a task of the shipped templates already."
    for rule in found.rules.values():
        named = [
            (rule.task, shipped, "is not a task"),
            (rule.needs, questions, "is not a question"),
            (rule.per, things, "is not a kind of things"),
            *((key, questions, "is not a question") for key in rule.all_no),
            *((key, questions, "is not a question") for key in rule.any_yes),
            *((key, small, "is not a task of the small move") for key in rule.before),
        ]
        yield from (
            f"{FILE}, rule of {rule.task}: '{name}' {problem}."
            for name, known, problem in named
            if name not in known
        )
    for kind in found.kinds.values():
        if kind.kind not in asset_kinds().by_key():
            yield f"{FILE}: '{kind.kind}' is not a type of assets."
    for each in found.tasks:
        yield from _loose_ends_of(each, shipped | own, questions, template)


def _loose_ends_of(
    each: GrowthTask, keys: set[str], questions: set[str], template: FullTemplate
) -> Iterator[str]:
    entry = each.task.entry
    named = [
        (entry.phase, keys_of(template.phases), "is not a phase"),
        (entry.role, keys_of(template.roles), "is not a role"),
        (each.needs, questions, "is not a question"),
        (each.task.per, {*NAMED, *STOCKED, ""}, "is not a kind of things"),
        *((key, keys_of(template.sources), "is not a source") for key in entry.sources),
        *((key, keys, "under 'after' is not a task") for key in entry.after),
        *((key, keys, "under 'before' is not a task") for key in each.task.before),
    ]
    for name, known, problem in named:
        if name not in known:
            yield f"{FILE}, {entry.key}: '{name}' {problem}."
