"""The gates that moves have in common: what closes with them, and what they ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from evaluator.content.words import Words
from migration.planning.entries import entry_by_key
from migration.planning.full_template import full_template
from migration.planning.gates import RULES, Measure
from migration.planning.template import SHIPPED, keys_of

FILE = "gates.yaml"


@dataclass(frozen=True, slots=True)
class CriterionSeed:
    """measure: what is counted, or None where somebody attests it."""

    key: str
    is_hard: bool
    measure: Measure | None
    limit: int
    text: Words


@dataclass(frozen=True, slots=True)
class GateSeed:
    """closes: phases by preference, the first that a plan has.

    opens: tasks by preference, of which one may stand behind the gate in that phase.
    """

    key: str
    closes: tuple[str, ...]
    opens: tuple[str, ...]
    voters: tuple[str, ...]  # roles whose vote it needs
    name: Words
    criteria: tuple[CriterionSeed, ...]


@cache
def gate_seeds() -> dict[str, GateSeed]:
    return {seed.key: seed for seed in read_gate_seeds(SHIPPED)}


@cache
def criterion_seeds() -> dict[str, CriterionSeed]:
    return {each.key: each for seed in gate_seeds().values() for each in seed.criteria}


def read_gate_seeds(folder: Path) -> tuple[GateSeed, ...]:
    """Return the checked gates, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    seeds = tuple(_read_gate(part) for part in file.parts("gates"))
    file.close()
    problems.extend(named_twice((seed.key for seed in seeds), FILE))
    criteria = [each.key for seed in seeds for each in seed.criteria]
    problems.extend(named_twice(criteria, FILE))
    raise_if_any(problems)
    return seeds


def _read_gate(section: Section) -> GateSeed:
    seed = GateSeed(
        key=section.text("key"),
        closes=section.texts("closes"),
        opens=section.texts("opens"),
        voters=section.texts("voters"),
        name=section.own_words(),
        criteria=tuple(_read_criterion(part) for part in section.parts("criteria")),
    )
    template = full_template()
    for key in sorted(set(seed.closes) - keys_of(template.phases)):
        section.note(f"'{key}' is not a phase.")
    for key in sorted(set(seed.voters) - keys_of(template.roles)):
        section.note(f"'{key}' is not a role.")
    for key in seed.opens:
        if entry_by_key(key) is None:
            section.note(f"'{key}' is not a task.")
    section.close()
    return seed


def _read_criterion(section: Section) -> CriterionSeed:
    name = section.optional_text("measure")
    if name and name not in set(Measure):
        section.note(f"'{name}' is not measured.")
        name = ""
    measure = Measure(name) if name else None
    limit = section.optional_count("limit")
    seed = CriterionSeed(
        key=section.text("key"),
        is_hard=section.flag("hard"),
        measure=measure,
        limit=RULES[measure].limit if measure and limit is None else limit or 0,
        text=section.own_words(),
    )
    section.close()
    return seed
