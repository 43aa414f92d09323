""" "What must it do?": the needs that a picker turns into must-haves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words

FILE = "needs.yaml"


@dataclass(frozen=True, slots=True)
class NeedGroup:
    """A department, or a process to automate."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Need:
    key: str
    departments: tuple[NeedGroup, ...]
    processes: tuple[NeedGroup, ...]  # the first one is where it is listed
    name: Words
    must_have: Words
    help: Words
    check: Words

    @property
    def description(self) -> Words:
        """What a must-have made from this need says below its name."""
        return self.must_have


@dataclass(frozen=True, slots=True)
class NeedsPicker:
    departments: tuple[NeedGroup, ...]
    processes: tuple[NeedGroup, ...]
    needs: tuple[Need, ...]


@cache
def needs_picker() -> NeedsPicker:
    return read_needs(SHIPPED)


def needs() -> tuple[Need, ...]:
    return needs_picker().needs


def departments() -> tuple[NeedGroup, ...]:
    return needs_picker().departments


def processes() -> tuple[NeedGroup, ...]:
    return needs_picker().processes


@cache
def _needs_by_key() -> dict[str, Need]:
    return {need.key: need for need in needs()}


def need_by_key(key: str) -> Need | None:
    return _needs_by_key().get(key)


def read_needs(folder: Path) -> NeedsPicker:
    """Return the checked needs, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    groups = {
        field: {group.key: group for group in map(_read_group, file.parts(field))}
        for field in ("departments", "processes")
    }
    found = tuple(_read_need(part, groups) for part in file.parts("needs"))
    file.close()
    problems.extend(named_twice((need.key for need in found), FILE))
    raise_if_any(problems)
    return NeedsPicker(
        departments=tuple(groups["departments"].values()),
        processes=tuple(groups["processes"].values()),
        needs=found,
    )


def _read_group(section: Section) -> NeedGroup:
    group = NeedGroup(key=section.text("key"), name=section.own_words())
    section.close()
    return group


def _read_need(section: Section, groups: Mapping[str, Mapping[str, NeedGroup]]) -> Need:
    need = Need(
        key=section.text("key"),
        departments=_chosen(section, "departments", groups["departments"]),
        processes=_chosen(section, "processes", groups["processes"]),
        name=section.words("name"),
        must_have=section.words("must_have"),
        help=section.words("help"),
        check=section.words("check"),
    )
    section.close()
    return need


def _chosen(
    section: Section, field: str, known: Mapping[str, NeedGroup]
) -> tuple[NeedGroup, ...]:
    keys = section.texts(field)
    for key in keys:
        if key not in known:
            section.note(f"'{key}' is not among the {field} of this file.")
    return tuple(known[key] for key in keys if key in known)
