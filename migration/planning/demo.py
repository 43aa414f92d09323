"""What the plan of the demo team tells: made-up work on a real template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import Section, read_section
from migration.planning.template import SHIPPED

FILE = "demo_plan.yaml"


@dataclass(frozen=True, slots=True)
class Done:
    task: str
    days_ago: int
    proof: str


@dataclass(frozen=True, slots=True)
class Taught:
    """A training that is planned."""

    role: str
    aim: str
    experience: str
    focus: str
    check_by: str


@dataclass(frozen=True, slots=True)
class Known:
    """A stakeholder; `who` names somebody with an account, or nobody."""

    role: str
    name: str
    who: str
    email: str
    deputy: str
    influence: int
    interest: int
    stance: str
    gains: str
    fears: str
    channel: str
    spoken: int  # days ago
    said: str
    asked: str  # what waits for an answer over the personal link


@dataclass(frozen=True, slots=True)
class Contract:
    """The old one: days after go-live, days of notice, cost of a week more."""

    after: int
    notice: int
    weekly: int
    currency: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Answers to the wizard, and what was taken of what it offered.

    tasks: how the keys of lines begin; things: names in their titles.
    """

    names: dict[str, tuple[str, ...]]
    said: dict[str, bool]
    tasks: tuple[str, ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bought:
    """Days ago, but for the handover, which is ahead; and texts."""

    ordered: int
    signed: int
    starts: int
    met: int
    handover: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """Days count from the day on which the demo is made."""

    title: str
    source_name: str
    target_name: str
    began: int  # days ago
    go_live: int  # days ahead
    lead: str
    people: dict[str, str]  # who -> role on the plan
    roles: dict[str, str]  # owner role -> who does it
    done: tuple[Done, ...]
    trainings: tuple[Taught, ...]
    stakeholders: tuple[Known, ...]
    unsure: tuple[str, ...]
    contract: Contract
    fitted: Fitted
    purchase: Bought
    template: str


@cache
def demo_plan() -> DemoPlan:
    return read_demo_plan(SHIPPED)


def read_demo_plan(folder: Path) -> DemoPlan:
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    told = DemoPlan(
        title=file.text("title"),
        source_name=file.text("from"),
        target_name=file.text("to"),
        began=file.whole("began"),
        go_live=file.whole("go_live"),
        lead=file.text("lead"),
        people={part.text("who"): part.text("role") for part in file.parts("people")},
        roles={part.text("role"): part.text("who") for part in file.parts("roles")},
        done=tuple(_read_done(part) for part in file.parts("done")),
        trainings=tuple(_read_taught(part) for part in file.parts("trainings")),
        stakeholders=tuple(_read_known(part) for part in file.parts("stakeholders")),
        unsure=file.texts("unsure"),
        contract=_read_contract(file.part("contract")),
        template=file.text("template"),
        fitted=_read_fitted(file.part("fitted")),
        purchase=_read_bought(file.part("purchase")),
    )
    file.close()
    raise_if_any(problems)
    return told


def _read_done(section: Section) -> Done:
    done = Done(
        task=section.text("task"),
        days_ago=section.whole("days_ago"),
        proof=section.optional_text("proof"),
    )
    section.close()
    return done


def _read_taught(section: Section) -> Taught:
    taught = Taught(
        role=section.text("role"),
        aim=section.text("aim"),
        experience=section.text("experience"),
        focus=section.text("focus"),
        check_by=section.text("check_by"),
    )
    section.close()
    return taught


def _read_known(section: Section) -> Known:
    known = Known(
        role=section.text("role"),
        name=section.text("name"),
        who=section.optional_text("who"),
        email=section.optional_text("email"),
        deputy=section.optional_text("deputy"),
        influence=section.whole("influence"),
        interest=section.whole("interest"),
        stance=section.text("stance"),
        gains=section.optional_text("gains"),
        fears=section.optional_text("fears"),
        channel=section.optional_text("channel"),
        spoken=section.whole("spoken"),
        said=section.optional_text("said"),
        asked=section.optional_text("asked"),
    )
    section.close()
    return known


def _read_fitted(section: Section) -> Fitted:
    names, said = section.part("names"), section.part("said")
    fitted = Fitted(
        names={key: names.texts(key) for key in ("language", "region")},
        said={key: said.flag(key) for key in ("crm", "new_domain", "dedicated_ip")},
        tasks=section.texts("tasks"),
        things=section.texts("things"),
    )
    section.close()
    return fitted


def _read_bought(section: Section) -> Bought:
    names = ("order_number", "contract_kept", "terms", "path", "handover_criteria")
    texts = {name: section.text(name) for name in names}
    for name in ("experts", "onboarding"):
        texts[name] = "\n".join(section.texts(name))
    bought = Bought(
        ordered=section.whole("ordered"),
        signed=section.whole("signed"),
        starts=section.whole("starts"),
        met=section.whole("met"),
        handover=section.whole("handover"),
        texts=texts,
    )
    section.close()
    return bought


def _read_contract(section: Section) -> Contract:
    contract = Contract(
        after=section.whole("after"),
        notice=section.whole("notice"),
        weekly=section.whole("weekly"),
        currency=section.text("currency"),
    )
    section.close()
    return contract
