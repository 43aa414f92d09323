"""Which letter of SMART an objective lacks, and why.

Specific, measurable, achievable, relevant, time-bound, as the word is commonly read.
What makes each letter present was made by us; no published test stands behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEWEST_WORDS = 3
# A target beyond ten times the baseline, or below a tenth, is a wish.
LARGEST_STEP = 10


class Letter(StrEnum):
    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"


class Gap(StrEnum):
    """What is missing; each belongs to one letter."""

    STATEMENT = "statement"
    OWNER = "owner"
    METRIC = "metric"
    TARGET = "target"
    BASELINE = "baseline"
    SAME = "same"  # the target is the baseline
    FAR = "far"
    GOAL = "goal"
    DEADLINE = "deadline"
    BEFORE = "before"  # the deadline lies before the baseline


LETTERS = {
    Gap.STATEMENT: Letter.SPECIFIC,
    Gap.OWNER: Letter.SPECIFIC,
    Gap.METRIC: Letter.MEASURABLE,
    Gap.TARGET: Letter.MEASURABLE,
    Gap.BASELINE: Letter.ACHIEVABLE,
    Gap.SAME: Letter.ACHIEVABLE,
    Gap.FAR: Letter.ACHIEVABLE,
    Gap.GOAL: Letter.RELEVANT,
    Gap.DEADLINE: Letter.TIME_BOUND,
    Gap.BEFORE: Letter.TIME_BOUND,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What an objective says so far."""

    statement: str = ""
    has_owner: bool = False
    metric: str = ""
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    deadline: date | None = None
    has_goal: bool = False


def smart_gaps(draft: Draft) -> tuple[Gap, ...]:
    """Return what is missing, in the order of the letters; nothing: it is SMART.

    S: a statement of three words and one owner. M: a metric and a target. A: a baseline
    from which the target differs, by no more than ten times. R: a company goal that it
    serves. T: a deadline behind the day of the baseline.
    """
    missing = {
        Gap.STATEMENT: len(draft.statement.split()) < FEWEST_WORDS,
        Gap.OWNER: not draft.has_owner,
        Gap.METRIC: not draft.metric.strip(),
        Gap.TARGET: draft.target is None,
        Gap.BASELINE: draft.baseline is None,
        Gap.SAME: draft.baseline is not None and draft.baseline == draft.target,
        Gap.FAR: is_far(draft.baseline, draft.target),
        Gap.GOAL: not draft.has_goal,
        Gap.DEADLINE: draft.deadline is None,
        Gap.BEFORE: is_before(draft.deadline, draft.baseline_on),
    }
    return tuple(gap for gap, is_missing in missing.items() if is_missing)


def missing_letters(gaps: tuple[Gap, ...]) -> tuple[Letter, ...]:
    found = {LETTERS[gap] for gap in gaps}
    return tuple(letter for letter in Letter if letter in found)


def is_far(baseline: float | None, target: float | None) -> bool:
    """Tell whether the step is larger than ten times; from zero every step is one."""
    if not baseline or not target or baseline < 0 or target < 0:
        return False
    return not 1 / LARGEST_STEP <= target / baseline <= LARGEST_STEP


def is_before(deadline: date | None, baseline_on: date | None) -> bool:
    return bool(deadline and baseline_on and deadline <= baseline_on)
