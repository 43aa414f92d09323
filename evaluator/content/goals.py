"""Company goals to choose from, metrics by kind, objectives to start from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words

FILE = "goals.yaml"
KINDS = ("value", "efficiency", "response", "activity")


@dataclass(frozen=True, slots=True)
class GoalChoice:
    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class MetricKind:
    key: str
    name: Words
    metrics: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveSample:
    """A finished sentence to start from; the baseline is the company's own."""

    key: str
    kind: str
    goal: str
    change: int  # hundredths of the baseline
    days: int  # until the deadline
    statement: Words
    metric: Words


@dataclass(frozen=True, slots=True)
class GoalContent:
    goals: tuple[GoalChoice, ...]
    kinds: tuple[MetricKind, ...]
    samples: tuple[ObjectiveSample, ...]


@cache
def goal_content() -> GoalContent:
    return read_goals(SHIPPED)


def goal_by_key(key: str) -> GoalChoice | None:
    return next((each for each in goal_content().goals if each.key == key), None)


def sample_by_key(key: str) -> ObjectiveSample | None:
    return next((each for each in goal_content().samples if each.key == key), None)


def read_goals(folder: Path) -> GoalContent:
    """Return the checked content, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    content = GoalContent(
        goals=tuple(map(_read_goal, file.parts("goals"))),
        kinds=tuple(map(_read_kind, file.parts("kinds"))),
        samples=tuple(map(_read_sample, file.parts("samples"))),
    )
    file.close()
    problems.extend(named_twice((each.key for each in content.goals), FILE))
    problems.extend(_loose_ends(content))
    raise_if_any(problems)
    return content


def _read_goal(section: Section) -> GoalChoice:
    goal = GoalChoice(section.text("key"), section.own_words())
    section.close()
    return goal


def _read_kind(section: Section) -> MetricKind:
    count = len(section.part("en").texts("metrics"))
    kind = MetricKind(
        section.text("key"),
        section.words("name"),
        section.word_list("metrics", count),
    )
    section.close()
    return kind


def _read_sample(section: Section) -> ObjectiveSample:
    sample = ObjectiveSample(
        key=section.text("key"),
        kind=section.text("kind"),
        goal=section.text("goal"),
        change=section.signed("change"),
        days=section.whole("days"),
        statement=section.words("statement"),
        metric=section.words("metric"),
    )
    section.close()
    return sample


def _loose_ends(content: GoalContent) -> list[str]:
    kinds = tuple(kind.key for kind in content.kinds)
    goals = {goal.key for goal in content.goals}
    wrong = [] if kinds == KINDS else [f"{FILE}: the kinds are not {', '.join(KINDS)}."]
    return wrong + [
        f"{FILE}, {sample.key}: '{sample.goal}' or '{sample.kind}' is not in this file."
        for sample in content.samples
        if sample.goal not in goals or sample.kind not in kinds
    ]
