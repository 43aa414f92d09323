"""The needs of the picker, by process and department, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import get_language

from evaluator.content.needs import Need, NeedGroup, departments, needs, processes
from evaluator.models import Evaluation


@dataclass(frozen=True, slots=True)
class NeedChoice:
    key: str
    name: str
    must_have: str
    help: str
    departments: tuple[str, ...]
    is_here: bool  # a must-have stands for it already
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    name: str
    needs: tuple[NeedChoice, ...]


@dataclass(frozen=True, slots=True)
class Picker:
    departments: tuple[tuple[str, str], ...]  # key and name
    department: str  # the one that narrows the list, or empty
    groups: tuple[ProcessGroup, ...]


def need_groups(
    evaluation: Evaluation, *, department: str = "", chosen: Collection[str] = ()
) -> Picker:
    """Group the needs by the first process each serves. One query."""
    must_haves = evaluation.criteria.present().must_haves()
    here = set(must_haves.values_list("need_key", flat=True))
    known = {each.key for each in departments()}
    department = department if department in known else ""

    def choice(need: Need) -> NeedChoice:
        return NeedChoice(
            key=need.key,
            name=need.name.in_language(language()),
            must_have=need.must_have.in_language(language()),
            help=need.help.in_language(language()),
            departments=tuple(name_of(each) for each in need.departments),
            is_here=need.key in here,
            is_chosen=need.key in chosen,
        )

    groups = (
        ProcessGroup(
            name_of(process),
            tuple(
                choice(need)
                for need in needs()
                if need.processes[0] == process and serves(need, department)
            ),
        )
        for process in processes()
    )
    return Picker(
        departments=tuple((each.key, name_of(each)) for each in departments()),
        department=department,
        groups=tuple(group for group in groups if group.needs),
    )


def serves(need: Need, department: str) -> bool:
    return not department or department in {each.key for each in need.departments}


def name_of(group: NeedGroup) -> str:
    return group.name.in_language(language())


def language() -> str:
    return get_language() or "en"
