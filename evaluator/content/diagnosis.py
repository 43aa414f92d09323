"""The five signs that it is time to change: statements, figures, how each is mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.requirement_template import entry_by_key
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words
from evaluator.diagnosis.signs import FigureRule

FILE = "diagnosis.yaml"
FEE = "platform_fee"
TEXTS = (
    "name",
    "about",
    "figure",
    "repair",
    "must_have",
    "objective",
    "metric",
)


@dataclass(frozen=True, slots=True)
class Statement:
    key: str
    text: Words
    reversed: bool  # agreeing speaks against the sign
    mends: bool  # tells whether the cause can be mended where one is


@dataclass(frozen=True, slots=True)
class Sign:
    key: str
    statements: tuple[Statement, ...]
    rule: FigureRule
    criteria: tuple[str, ...]  # keys of the requirement template
    metric_kind: str
    unit: str
    name: Words
    about: Words
    figure: Words
    repair: Words
    must_have: Words
    objective: Words
    metric: Words


@dataclass(frozen=True, slots=True)
class Diagnosis:
    signs: tuple[Sign, ...]
    fee: Words


@cache
def diagnosis() -> Diagnosis:
    return read_diagnosis(SHIPPED)


def signs() -> tuple[Sign, ...]:
    return diagnosis().signs


def sign_by_key(key: str) -> Sign | None:
    return next((sign for sign in signs() if sign.key == key), None)


def figure_keys() -> tuple[str, ...]:
    return (*(sign.rule.key for sign in signs()), FEE)


def read_diagnosis(folder: Path) -> Diagnosis:
    """Return the checked signs, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    found = tuple(_read_sign(part) for part in file.parts("signs"))
    fee = file.part("fee").own_words()
    file.close()
    keys = [statement.key for sign in found for statement in sign.statements]
    problems.extend(named_twice((*(sign.key for sign in found), *keys), FILE))
    raise_if_any(problems)
    return Diagnosis(found, fee)


def _read_sign(section: Section) -> Sign:
    measure = section.part("measure")
    sign = Sign(
        key=section.text("key"),
        statements=tuple(map(_read_statement, section.parts("statements"))),
        rule=_read_rule(section.part("figure")),
        criteria=section.texts("criteria"),
        metric_kind=measure.text("metric_kind"),
        unit=measure.optional_text("unit"),
        **{name: section.words(name) for name in TEXTS},
    )
    for key in sign.criteria:
        if entry_by_key(key) is None:
            section.note(f"'{key}' is no criterion of the template.")
    section.close()
    return sign


def _read_rule(section: Section) -> FigureRule:
    return FigureRule(
        key=section.text("key"),
        unit=section.text("unit"),
        is_low_worse=section.text("worse") == "low",
        mild=float(section.whole("mild")),
        strong=float(section.whole("strong")),
    )


def _read_statement(section: Section) -> Statement:
    statement = Statement(
        key=section.text("key"),
        text=section.own_words(),
        reversed=section.optional_flag("reversed"),
        mends=section.optional_flag("mends"),
    )
    section.close()
    return statement
