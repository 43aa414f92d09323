"""What the answers and the figure of a sign say, and what all signs say together.

Made by us: no published scale stands behind the thresholds. They are constants here,
and every page that shows a reading shows them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

LOWEST, HIGHEST = 1, 5  # disagree strongly, agree strongly
MILD_FROM, STRONG_FROM = 0.4, 0.65
# Two steps of the five: people see it differently.
DISAGREE_FROM = 0.5
MENDS_FROM = 0.65
FEWEST_SIGNS = 3  # fewer readings say nothing about the whole
LOOK_FROM, CHANGE_FROM = 2, 3  # strong signs that cannot be mended where one is

Answers = Mapping[str, int | None]  # statement -> 1 to 5, or None for "don't know"


class Level(StrEnum):
    UNKNOWN = "unknown"
    CALM = "calm"
    MILD = "mild"
    STRONG = "strong"


class Outcome(StrEnum):
    UNKNOWN = "unknown"
    STAY = "stay"
    REPAIR = "repair"  # stay, and mend what is named
    LOOK = "look"  # compare, with staying as a candidate
    CHANGE = "change"


ORDER = (Level.UNKNOWN, Level.CALM, Level.MILD, Level.STRONG)


@dataclass(frozen=True, slots=True)
class FigureRule:
    """From where on a figure speaks. Money is read in hundredths of the yearly fee."""

    key: str
    unit: str  # percent, hours or money
    is_low_worse: bool
    mild: float
    strong: float


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    is_reversed: bool = False
    is_mending: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sign rests on and what it says; parts of one, 0 (no trace) to 1."""

    level: Level
    strength: float | None  # mean over people
    spread: float | None  # highest person minus lowest; none for fewer than two
    people: Mapping[str, float]
    of_answers: Level
    of_figure: Level
    mending: float | None
    answers: int  # with a value, "don't know" left out

    @property
    def is_mendable(self) -> bool:
        return self.mending is not None and self.mending >= MENDS_FROM

    @property
    def is_disputed(self) -> bool:
        return self.spread is not None and self.spread >= DISAGREE_FROM


def weight_of(answer: int, *, is_reversed: bool = False) -> float:
    """Map 1..5 to 0..1: (answer - 1) / 4, turned round for a reversed statement."""
    share = (answer - LOWEST) / (HIGHEST - LOWEST)
    return 1 - share if is_reversed else share


def person_mean(answers: Answers, questions: Sequence[Question]) -> float | None:
    """Return the mean of what one person answered; None where that is nothing."""
    values = [
        weight_of(value, is_reversed=question.is_reversed)
        for question in questions
        if (value := answers.get(question.key)) is not None
    ]
    return fmean(values) if values else None


def read_sign(
    people: Mapping[str, Answers],
    questions: Sequence[Question],
    of_figure: Level = Level.UNKNOWN,
) -> Reading:
    """Read one sign: mean over people of each person's mean, the figure beside it.

    The level is the higher one of answers and figure: what is measured and what is
    felt can each see what the other misses.
    """
    asking = [each for each in questions if not each.is_mending]
    mending = [each for each in questions if each.is_mending]
    means = means_of(people, asking)
    mends = means_of(people, mending)
    strength = fmean(means.values()) if means else None
    of_answers = level_of(strength)
    return Reading(
        level=max(of_answers, of_figure, key=ORDER.index),
        strength=strength,
        spread=max(means.values()) - min(means.values()) if len(means) > 1 else None,
        people=means,
        of_answers=of_answers,
        of_figure=of_figure,
        mending=fmean(mends.values()) if mends else None,
        answers=sum(
            value is not None for said in people.values() for value in said.values()
        ),
    )


def means_of(
    people: Mapping[str, Answers], questions: Sequence[Question]
) -> dict[str, float]:
    means = {who: person_mean(said, questions) for who, said in people.items()}
    return {who: mean for who, mean in means.items() if mean is not None}


def level_of(strength: float | None) -> Level:
    """Calm below 0.4, mild from there, strong from 0.65."""
    if strength is None:
        return Level.UNKNOWN
    if strength >= STRONG_FROM:
        return Level.STRONG
    return Level.MILD if strength >= MILD_FROM else Level.CALM


def level_of_figure(value: float | None, rule: FigureRule) -> Level:
    """Compare with the rule; money has to come as hundredths of the fee."""
    if value is None:
        return Level.UNKNOWN
    sign = -1 if rule.is_low_worse else 1
    if sign * value >= sign * rule.strong:
        return Level.STRONG
    return Level.MILD if sign * value >= sign * rule.mild else Level.CALM


def share_of_fee(
    amount: float, currency: str, fee: float | None, fee_currency: str
) -> float | None:
    """Return hundredths of the fee; None without a fee in the same currency."""
    if fee is None or fee <= 0 or currency != fee_currency:
        return None
    return 100 * amount / fee


def outcome_of(readings: Sequence[Reading]) -> Outcome:
    """Say what all signs say together.

    Strong signs that can be mended where one is do not press. Three that press ask for
    a change, two for a look around; one, or any mild or mendable one, for a repair.
    """
    known = [each for each in readings if each.level is not Level.UNKNOWN]
    if len(known) < FEWEST_SIGNS:
        return Outcome.UNKNOWN
    strong = [each for each in known if each.level is Level.STRONG]
    pressing = sum(not each.is_mendable for each in strong)
    if pressing >= CHANGE_FROM:
        return Outcome.CHANGE
    if pressing >= LOOK_FROM:
        return Outcome.LOOK
    if strong or any(each.level is Level.MILD for each in known):
        return Outcome.REPAIR
    return Outcome.STAY
