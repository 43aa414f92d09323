"""The shipped risks that moves have in common."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import Section, read_section
from evaluator.content.words import Words
from migration.planning.template import SHIPPED, task_by_key

FILE = "risks.yaml"
WORST = 5


@dataclass(frozen=True, slots=True)
class RiskSeed:
    """probability and impact from 1 to 5; task: key in the small move."""

    key: str
    probability: int
    impact: int
    task: str
    risk: Words
    answer: Words


@cache
def risk_seeds() -> dict[str, RiskSeed]:
    return {seed.key: seed for seed in read_risk_seeds(SHIPPED)}


def read_risk_seeds(folder: Path) -> tuple[RiskSeed, ...]:
    """Return the checked risks, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    seeds = tuple(_read_seed(part) for part in file.parts("risks"))
    file.close()
    problems.extend(named_twice((seed.key for seed in seeds), FILE))
    raise_if_any(problems)
    return seeds


def _read_seed(section: Section) -> RiskSeed:
    seed = RiskSeed(
        key=section.text("key"),
        probability=section.whole("probability"),
        impact=section.whole("impact"),
        task=section.text("task"),
        risk=section.words("risk"),
        answer=section.words("answer"),
    )
    if max(seed.probability, seed.impact) > WORST:
        section.note(f"'probability' and 'impact' go up to {WORST}.")
    if task_by_key(seed.task) is None:
        section.note(f"'{seed.task}' is not a task of the small move.")
    section.close()
    return seed
