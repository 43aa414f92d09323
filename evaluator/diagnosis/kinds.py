"""Which kind of product the answers ask for, and how far channels reach.

A rule of thumb, made by us after the meaning of the kinds: one answer that decides, or
two that support, ask for a kind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

KINDS = ("marketing_automation", "crm", "cdp", "dmp", "cms")
REACHES = ("multichannel", "omnichannel")
SUPPORTS_NEEDED = 2
# What the catalogue calls by another name.
SAME_KIND = {"customer_engagement": "marketing_automation"}


class Reach(StrEnum):
    UNKNOWN = "unknown"
    ONE = "one"
    MULTICHANNEL = "multichannel"
    OMNICHANNEL = "omnichannel"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A question, and what a yes to it points at."""

    question: str
    kind: str
    decides: bool = False


@dataclass(frozen=True, slots=True)
class KindResult:
    kinds: tuple[str, ...]
    because: Mapping[str, tuple[str, ...]]  # kind or reach -> questions with a yes
    almost: tuple[str, ...]  # one support, where two are needed
    reach: Reach
    answered: int


def read_kinds(
    answers: Mapping[str, bool | None], pointers: Sequence[Pointer]
) -> KindResult:
    """Read the kinds from yes (True), no (False) and not known (None or missing)."""
    said = [each for each in pointers if answers.get(each.question)]
    because = {
        kind: tuple(each.question for each in said if each.kind == kind)
        for kind in (*KINDS, *REACHES)
    }
    asked = tuple(
        kind
        for kind in KINDS
        if len(because[kind]) >= SUPPORTS_NEEDED
        or any(each.decides for each in said if each.kind == kind)
    )
    return KindResult(
        kinds=asked,
        because={kind: found for kind, found in because.items() if found},
        almost=tuple(k for k in KINDS if because[k] and k not in asked),
        reach=reach_of(answers, pointers, because),
        answered=sum(answers.get(pointer.question) is not None for pointer in pointers),
    )


def reach_of(
    answers: Mapping[str, bool | None],
    pointers: Sequence[Pointer],
    because: Mapping[str, tuple[str, ...]],
) -> Reach:
    """Omnichannel with any yes to it, else multichannel; one channel only if said."""
    if because["omnichannel"]:
        return Reach.OMNICHANNEL
    if because["multichannel"]:
        return Reach.MULTICHANNEL
    asked = [answers.get(p.question) for p in pointers if p.kind == "multichannel"]
    return (
        Reach.ONE if asked and all(each is False for each in asked) else Reach.UNKNOWN
    )


def is_of_another_kind(platform: Collection[str], asked: Collection[str]) -> bool:
    """Tell whether a platform of known kinds is of none that is asked for."""
    own = {SAME_KIND.get(kind, kind) for kind in platform}
    return bool(own) and bool(asked) and own.isdisjoint(asked)
