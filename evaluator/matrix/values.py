"""From what stands in a cell to a number, a word, and a score from 0 to 5."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from common.numbers import NumberError, parse_number
from common.text import match_key
from evaluator.matrix.grid import Cell, text_of
from evaluator.matrix.words import ANSWERS, WEIGHTS

HIGHEST = 5
# From this score on an answer to a must-have is a yes; up to the other it is a no.
YES_FROM, NO_UP_TO = 4, 1
LONGEST_WORD = 60
# Emoji carry a mark that asks for colour; it says nothing.
_COLOUR_MARKS = str.maketrans("", "", "\ufe0e\ufe0f")
_STARS = re.compile(r"(?P<full>[★⭐]{1,5})(?P<none>☆{0,4})\s*(?P<rest>[^★⭐☆]*)")
_CURRENCY = re.compile(
    r"(?i)[$€£¥﷼]|\b(usd|eur|gbp|chf|irr|irt|aed|sar)\b|تومان|ریال|ريال|درهم"
)
_OUT_OF = re.compile(r"(?P<part>.+?)\s*(?:/|of|از|من)\s*(?P<whole>[^/]+)")
_RANGE = re.compile(
    r"(?<!\d)(?P<low>\d{1,3})\s*(?:-|–|—|to|تا|إلى|الى)\s*(?P<high>\d{1,3})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a number (of how much), or a word; and what stood beside it."""

    text: str
    number: Decimal | None = None
    out_of: Decimal | None = None
    word: str = ""
    rest: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text


@dataclass(frozen=True, slots=True)
class Scale:
    """How the sheet's scores become 0 to 5.

    Numbers: 5 (x - worst) / (best - worst), rounded half up to the whole score that an
    evaluator could have given. Words: each by its own score; None leaves it out.
    """

    worst: Decimal = Decimal(0)
    best: Decimal = Decimal(HIGHEST)
    words: Mapping[str, int | None] = field(default_factory=dict, hash=False)

    def exact(self, reading: Reading) -> Decimal | None:
        """Return the unrounded score, None for what the scale does not hold."""
        if reading.number is None:
            return None
        worst, best = self.worst, self.best
        if reading.out_of is not None and reading.out_of != best:
            worst, best = Decimal(0), reading.out_of
        if best == worst:
            return None
        exact = HIGHEST * (reading.number - worst) / (best - worst)
        return exact if 0 <= exact <= HIGHEST else None


def read_cell(cell: Cell) -> Reading:
    """Read a number with any digits, "9/10", "80 %", stars, or a word or tick."""
    text = text_of(cell).translate(_COLOUR_MARKS)
    if isinstance(cell, bool):
        return Reading(text, word="yes" if cell else "no")
    if stars := _STARS.fullmatch(text):
        count = Decimal(len(stars["full"]))
        return Reading(text, count, out_of=Decimal(HIGHEST), rest=stars["rest"])
    number = number_of(text)
    if number is not None:
        percent = Decimal(100) if "%" in text or "٪" in text else None
        return Reading(text, number=number, out_of=percent)
    if (split := _OUT_OF.fullmatch(text)) and match_key(text) not in ANSWERS:
        part, whole = number_of(split["part"]), number_of(split["whole"])
        if part is not None and whole:
            return Reading(text, number=part, out_of=whole)
    return _word(text)


def number_of(text: str) -> Decimal | None:
    """Return the number without currency, percent and blanks; None if it is none."""
    bare = _CURRENCY.sub("", text).replace("%", "").replace("٪", "").strip()
    try:
        return parse_number(bare) if bare else None
    except NumberError:
        return None


def _word(text: str) -> Reading:
    key = match_key(text).rstrip(".! ")
    if key in ANSWERS or not text:
        return Reading(text, word=key)
    # "✓ by an add-on", "Yes, with limits": the first word answers, the rest explains.
    first, _gap, rest = text.partition(" ")
    short = match_key(first.rstrip(",;:.–—-"))
    if short in ANSWERS and (not short.isalpha() or first != first.rstrip(",;:.")):
        return Reading(text, word=short, rest=rest.strip(" -–—:,;"))
    return Reading(text, word=key[:LONGEST_WORD].rstrip())


def scale_of(readings: Iterable[Reading], titles: Iterable[str] = ()) -> Scale:
    """Guess the scale from all scores, and from "(1-10)" in a title or a head.

    A word that is not known stays out of it, so that a person is asked.
    """
    found = list(readings)
    numbers = [each.number for each in found if each.number is not None]
    wholes = {each.out_of for each in found if each.out_of is not None}
    words = {each.word: ANSWERS[each.word] for each in found if each.word in ANSWERS}
    # A cross says yes in a form, and no beside ticks.
    if "x" in words and HIGHEST in [words[key] for key in words if key != "x"]:
        words["x"] = 0
    return Scale(best=_best(numbers, wholes, titles), words=dict(sorted(words.items())))


def _best(
    numbers: list[Decimal], wholes: set[Decimal], titles: Iterable[str]
) -> Decimal:
    if wholes:
        return max(wholes)
    largest = max(numbers, default=Decimal(HIGHEST))
    for title in titles:
        for match in _RANGE.finditer(match_key(title)):
            high = Decimal(match["high"])
            if int(match["low"]) <= 1 and largest <= high <= 100:
                return high
    if largest <= 1:
        return Decimal(1)
    for best in (2, HIGHEST, 10, 100):
        if largest <= best:
            return Decimal(best)
    return largest


def score_of(reading: Reading, scale: Scale) -> int | None:
    """Return the whole score; None where the scale has none for it."""
    if reading.word:
        return scale.words.get(reading.word)
    exact = scale.exact(reading)
    if exact is None:
        return None
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def answer_of(score: int | None) -> str:
    """Return the must-have's answer: what is only partly so, a person decides."""
    if score is None or NO_UP_TO < score < YES_FROM:
        return "unknown"
    return "yes" if score >= YES_FROM else "no"


def weight_of(cell: Cell, words: Mapping[str, Decimal]) -> Decimal | None:
    """Return the weight to four decimals; None where it is neither number nor word."""
    reading = read_cell(cell)
    if reading.number is not None:
        return reading.number.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return words.get(match_key(reading.text))


def weight_words_of(cells: Iterable[Cell]) -> dict[str, Decimal]:
    """Return the words that stand for weights here, with what they weigh."""
    keys = {match_key(text_of(cell)) for cell in cells}
    return {key: WEIGHTS[key] for key in sorted(keys) if key in WEIGHTS}


def ends_of(numbers: Iterable[Decimal], *, less_is_better: bool) -> tuple[float, float]:
    """Return (worst, best) for a straight value function: 0, and a round number.

    The far end is the next of 1, 2, 2.5, 5 times a power of ten at or above the largest
    number, the near end 0, or the same below the smallest where that is negative. They
    are fixed from then on (absolute anchors).
    """
    found = list(numbers) or [Decimal(1)]
    low = -float(_round_up(-min(found))) if min(found) < 0 else 0.0
    high = float(_round_up(max(found))) if max(found) > 0 else 0.0
    if low == high:
        high = low + 1.0
    return (high, low) if less_is_better else (low, high)


def _round_up(number: Decimal) -> Decimal:
    power = Decimal(10) ** number.adjusted()
    for step in (1, 2, Decimal("2.5"), 5, 10):
        if number <= step * power:
            return step * power
    return 10 * power
