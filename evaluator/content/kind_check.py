"""The dozen questions that tell which kind of product the needs ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words
from evaluator.diagnosis.kinds import KINDS, REACHES, Pointer

FILE = "kind_check.yaml"


@dataclass(frozen=True, slots=True)
class KindQuestion:
    key: str
    pointer: Pointer
    text: Words
    reason: Words


@cache
def kind_questions() -> tuple[KindQuestion, ...]:
    return read_kind_questions(SHIPPED)


def read_kind_questions(folder: Path) -> tuple[KindQuestion, ...]:
    """Return the checked questions, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    found = tuple(map(_read_question, file.parts("questions")))
    file.close()
    problems.extend(named_twice((each.key for each in found), FILE))
    raise_if_any(problems)
    return found


def _read_question(section: Section) -> KindQuestion:
    key, kind = section.text("key"), section.text("kind")
    if kind not in (*KINDS, *REACHES):
        section.note(f"'{kind}' is no kind and no reach.")
    question = KindQuestion(
        key=key,
        pointer=Pointer(key, kind, section.optional_flag("decides")),
        text=section.words("text"),
        reason=section.words("reason"),
    )
    section.close()
    return question
