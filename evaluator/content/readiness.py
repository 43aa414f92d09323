"""What a company needs before it moves; a gap becomes a task or a cost line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words

FILE = "readiness.yaml"


@dataclass(frozen=True, slots=True)
class ReadinessPoint:
    key: str
    name: Words
    help: Words
    task: Words  # what mends the gap


@cache
def readiness_points() -> tuple[ReadinessPoint, ...]:
    return read_readiness(SHIPPED)


def read_readiness(folder: Path) -> tuple[ReadinessPoint, ...]:
    """Return the checked points, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    found = tuple(map(_read_point, file.parts("points")))
    file.close()
    problems.extend(named_twice((each.key for each in found), FILE))
    raise_if_any(problems)
    return found


def _read_point(section: Section) -> ReadinessPoint:
    point = ReadinessPoint(
        key=section.text("key"),
        name=section.words("name"),
        help=section.words("help"),
        task=section.words("task"),
    )
    section.close()
    return point
