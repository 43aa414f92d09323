"""The library of usual cost lines, each with the question to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.published import Published, read_published
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words
from evaluator.costs.lines import BILLED, Category, Rhythm

FILE = "cost_lines.yaml"
CATEGORIES = {each.value for each in Category} - {each.value for each in BILLED}
RHYTHMS = {each.value for each in Rhythm} - {Rhythm.PER_UNIT.value}


@dataclass(frozen=True, slots=True)
class UsualLine:
    key: str
    category: str
    rhythm: str
    name: Words
    question: Words
    published: tuple[Published, ...] = ()


@cache
def usual_lines() -> tuple[UsualLine, ...]:
    return read_usual_lines(SHIPPED)


def usual_line(key: str) -> UsualLine | None:
    return next((each for each in usual_lines() if each.key == key), None)


def read_usual_lines(folder: Path) -> tuple[UsualLine, ...]:
    """Return the checked library, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    lines = tuple(_read_line(part) for part in file.parts("lines"))
    file.close()
    problems += named_twice((line.key for line in lines), FILE)
    raise_if_any(problems)
    return lines


def _read_line(section: Section) -> UsualLine:
    line = UsualLine(
        key=section.text("key"),
        category=section.text("category"),
        rhythm=section.text("rhythm"),
        name=section.words("name"),
        question=section.words("question"),
        published=tuple(
            _read_published(part) for part in section.optional_parts("published")
        ),
    )
    if line.category not in CATEGORIES:
        section.note(f"'{line.category}' is not a category of cost lines.")
    if line.rhythm not in RHYTHMS:
        section.note(f"'{line.rhythm}' is not a rhythm.")
    section.close()
    return line


def _read_published(section: Section) -> Published:
    found = read_published(section)
    section.close()
    return found
