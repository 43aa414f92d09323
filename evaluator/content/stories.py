"""The made-up team, and evaluations that are told from a file.

Platforms and figures in a story are those of the catalogue. People, scores, notes and
the choice are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from evaluator.catalogue.reader import CatalogueLoader
from evaluator.content.sections import SHIPPED
from evaluator.content.story_beginnings import Beginnings, read_beginnings
from evaluator.content.story_money import MoneySaid, read_money

FOLDER = SHIPPED / "demo"
# What stands in a row of scores beside the digits.
ABSTAINED, NOT_SHOWN, NOT_SCORED = "a", "x", "."


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    language: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoTeam:
    name: str
    time_zone: str
    password: str
    invited: str
    people: Mapping[str, Person]

    @property
    def owner(self) -> str:
        return next(who for who, each in self.people.items() if each.role == "owner")


@dataclass(frozen=True, slots=True)
class Days:
    """How many days ago a thing happened; below zero it is still to come."""

    created: int
    listed: int
    answered: int
    opened: int
    scored: int
    due: int
    revealed: int | None = None
    chosen: int | None = None
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class PartSaid:
    role: str
    scores: bool = False


@dataclass(frozen=True, slots=True)
class OwnMustHave:
    key: str
    name: str
    wanted_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured criterion in a category of the template."""

    key: str
    category: str
    name: str
    value_function: Mapping[str, Any]
    unit: str = ""
    fact_key: str = ""
    money_figure: str = ""
    description: str = ""
    wanted_by: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Entrant:
    """A platform of the catalogue, and where in the evaluation it stands."""

    platform: str
    stage: str
    incumbent: bool = False
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    who: str
    candidate: str
    must_have: str
    answer: str
    rung: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class WaiverSaid:
    candidate: str
    must_have: str
    because: str
    lasts: int  # days


@dataclass(frozen=True, slots=True)
class Figure:
    """Which fact of the catalogue a measured value is taken from."""

    candidate: str
    criterion: str
    slot: str


@dataclass(frozen=True, slots=True)
class TrialSaid:
    """An entry of the log; its days count back like all others."""

    candidate: str
    kind: str
    asked: int | None = None
    held: int | None = None
    starts: int | None = None
    ends: int | None = None
    attended: str = ""
    tried: str = ""
    open_questions: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    who: str
    criterion: str
    candidate: str
    text: str
    rung: str = ""


@dataclass(frozen=True, slots=True)
class RecusalSaid:
    who: str
    candidate: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    chosen: str
    runner_up: str
    reasons: str
    conditions: str


@dataclass(frozen=True, slots=True)
class LinkSaid:
    label: str
    days: int
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One evaluation from its first day on; `who` is a key of the team's people."""

    title: str
    purpose: str
    start: str
    days: Days
    people: Mapping[str, PartSaid]
    candidates: tuple[Entrant, ...]
    needs: tuple[str, ...]
    scored: tuple[str, ...]  # the platforms that a row of scores stands for
    rungs: Mapping[str, str]
    scores: Mapping[str, Mapping[str, str]]  # criterion -> who -> a row
    sample_person: Mapping[str, str] = field(default_factory=dict)  # by language
    own_must_haves: tuple[OwnMustHave, ...] = ()
    measured: tuple[Measure, ...] = ()
    answers: tuple[AnswerSaid, ...] = ()
    waivers: tuple[WaiverSaid, ...] = ()
    figures: tuple[Figure, ...] = ()
    trials: tuple[TrialSaid, ...] = ()
    notes: tuple[Remark, ...] = ()
    recusals: tuple[RecusalSaid, ...] = ()
    submitted: Mapping[str, int] = field(default_factory=dict)  # who -> days ago
    choice: ChoiceSaid | None = None
    link: LinkSaid | None = None
    beginnings: Beginnings = field(default_factory=Beginnings)
    money: MoneySaid = field(default_factory=MoneySaid)

    @property
    def lead(self) -> str:
        return next(who for who, part in self.people.items() if part.role == "lead")

    @property
    def scorers(self) -> list[str]:
        """Who scores: first who submitted first, last who is not through."""
        parts = self.people.items()
        scoring = [
            who for who, part in parts if part.scores or part.role == "evaluator"
        ]
        return sorted(scoring, key=lambda who: -self.submitted.get(who, -1))

    def marks_of(self, who: str) -> Iterator[tuple[str, str, str]]:
        """Yield criterion, platform and mark of what the person said or noted."""
        noted = {(each.criterion, each.candidate) for each in self.remarks_of(who)}
        for criterion, rows in self.scores.items():
            marks = rows[who].split() if who in rows else []
            for platform, mark in zip(self.scored, marks, strict=bool(marks)):
                if mark != NOT_SCORED or (criterion, platform) in noted:
                    yield criterion, platform, mark

    def remarks_of(self, who: str) -> list[Remark]:
        return [each for each in self.notes if each.who == who]


# Field -> what one entry of it is.
LISTS: dict[str, type] = {
    "candidates": Entrant,
    "own_must_haves": OwnMustHave,
    "measured": Measure,
    "answers": AnswerSaid,
    "waivers": WaiverSaid,
    "figures": Figure,
    "trials": TrialSaid,
    "notes": Remark,
    "recusals": RecusalSaid,
}


@cache
def demo_team() -> DemoTeam:
    raw = read("team")
    people = {who: Person(**each) for who, each in raw.pop("people").items()}
    return DemoTeam(people=people, **raw)


@cache
def story(name: str) -> Story:
    """Read one story; an unknown or a missing field is a TypeError."""
    raw = read(name)
    raw["days"] = Days(**raw["days"])
    raw["people"] = {who: PartSaid(**part) for who, part in raw["people"].items()}
    for name_of_list, kind in LISTS.items():
        raw[name_of_list] = tuple(kind(**each) for each in raw.get(name_of_list, ()))
    for name_of_list in ("needs", "scored"):
        raw[name_of_list] = tuple(raw[name_of_list])
    if "choice" in raw:
        raw["choice"] = ChoiceSaid(**raw["choice"])
    if "link" in raw:
        raw["link"] = LinkSaid(**raw["link"])
    raw["beginnings"] = read_beginnings(raw.get("beginnings", {}))
    raw["money"] = read_money(raw.get("money", {}))
    return Story(**raw)


def read(name: str) -> dict[str, Any]:
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    # The loader builds plain values only, and refuses a field written twice.
    raw: dict[str, Any] = in_floats(yaml.load(text, CatalogueLoader))  # noqa: S506
    return raw


def in_floats(value: Any) -> Any:
    """Return the value with floats for exact decimals, as JSON columns hold them."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {name: in_floats(part) for name, part in value.items()}
    return [in_floats(part) for part in value] if isinstance(value, list) else value
