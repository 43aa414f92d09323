"""How diagnosis, readiness and goals look in JSON."""

from __future__ import annotations

from typing import TypedDict

from evaluator.models import CompanyGoal, DiagnosisFigure, Objective
from evaluator.selectors.company_readiness import KindCheck, ReadinessRow
from evaluator.selectors.diagnosis import DiagnosisPage, FigureRow, SignCard
from evaluator.selectors.goals import letters_missing


class StatementShape(TypedDict):
    statement: str
    text: str
    answer: str  # the own one: 1 to 5, unknown, or empty


class FigureShape(TypedDict):
    figure: str
    value: str | None
    currency: str
    source: str
    as_of: str | None
    level: str
    version: int  # 0: nobody entered it


class SignReadingShape(TypedDict):
    level: str
    strength: float | None
    spread: float | None
    is_disputed: bool
    is_mendable: bool
    people: dict[str, float]


class SignShape(TypedDict):
    sign: str
    name: str
    version: int  # of the own answers to this sign
    statements: list[StatementShape]
    people: int
    figure: FigureShape
    # Null until the own answers are given.
    reading: SignReadingShape | None
    repair: str


class DiagnosisShape(TypedDict):
    people: int
    outcome: str | None
    repairs: list[str]
    fee: FigureShape
    signs: list[SignShape]


class KindAnswerShape(TypedDict):
    question: str
    text: str
    reason: str
    answer: str


class KindCheckShape(TypedDict):
    version: int
    kinds: list[str]
    reach: str
    answers: list[KindAnswerShape]


class ReadinessPointShape(TypedDict):
    point: str
    name: str
    answer: str
    owner: int | None
    note: str


class ReadinessShape(TypedDict):
    version: int
    points: list[ReadinessPointShape]


class CompanyGoalShape(TypedDict):
    id: int
    key: str
    name: str


class ObjectiveShape(TypedDict):
    id: int
    statement: str
    kind: str
    metric: str
    unit: str
    baseline: str | None
    baseline_on: str | None
    baseline_source: str
    target: str | None
    deadline: str | None
    owner: int | None
    goal: int | None
    market: str
    trade_off: str
    parent: int | None
    department: str
    criteria: list[int]
    missing_letters: list[str]
    version: int


class AdoptedShape(TypedDict):
    criteria: list[int]
    objective: int | None


def plain(value: object) -> str | None:
    return None if value is None else str(value)


def figure_shape(figure: FigureRow) -> FigureShape:
    row = figure.row or DiagnosisFigure(version=0)
    return {
        "figure": figure.key,
        "value": plain(figure.row and figure.row.value),
        "currency": row.currency,
        "source": row.source,
        "as_of": plain(row.as_of),
        "level": figure.level,
        "version": row.version,
    }


def sign_shape(card: SignCard) -> SignShape:
    return {
        "sign": card.sign.key,
        "name": card.name,
        "version": sum(row.version for row in card.rows),
        "statements": [
            {"statement": row.key, "text": row.text, "answer": row.value}
            for row in card.rows
        ],
        "people": card.people,
        "figure": figure_shape(card.figure),
        "reading": reading_shape(card),
        "repair": card.repair,
    }


def reading_shape(card: SignCard) -> SignReadingShape | None:
    reading = card.reading
    if reading is None:
        return None
    return {
        "level": reading.level,
        "strength": reading.strength,
        "spread": reading.spread,
        "is_disputed": reading.is_disputed,
        "is_mendable": reading.is_mendable,
        "people": {person.name: person.strength for person in card.said},
    }


def diagnosis_shape(page: DiagnosisPage) -> DiagnosisShape:
    return {
        "people": page.people,
        "outcome": page.outcome,
        "repairs": [card.repair for card in page.repairs],
        "fee": figure_shape(page.fee),
        "signs": [sign_shape(card) for card in page.cards],
    }


def kind_check_shape(check: KindCheck) -> KindCheckShape:
    return {
        "version": sum(row.version for row in check.rows),
        "kinds": list(check.result.kinds),
        "reach": check.result.reach,
        "answers": [
            {
                "question": row.question.key,
                "text": row.text,
                "reason": row.reason,
                "answer": row.answer,
            }
            for row in check.rows
        ],
    }


def readiness_shape(rows: tuple[ReadinessRow, ...]) -> ReadinessShape:
    return {
        "version": sum(row.version for row in rows),
        "points": [
            {
                "point": row.point.key,
                "name": row.name,
                "answer": row.answer,
                "owner": row.row.owner_id if row.row else None,
                "note": row.row.note if row.row else "",
            }
            for row in rows
        ],
    }


def goal_shape(goal: CompanyGoal) -> CompanyGoalShape:
    return {"id": goal.pk, "key": goal.key, "name": goal.name}


def objective_shape(objective: Objective) -> ObjectiveShape:
    return {
        "id": objective.pk,
        "statement": objective.statement,
        "kind": objective.kind,
        "metric": objective.metric,
        "unit": objective.unit,
        "baseline": plain(objective.baseline),
        "baseline_on": plain(objective.baseline_on),
        "baseline_source": objective.baseline_source,
        "target": plain(objective.target),
        "deadline": plain(objective.deadline),
        "owner": objective.owner_id,
        "goal": objective.goal_id,
        "market": objective.market,
        "trade_off": objective.trade_off,
        "parent": objective.parent_id,
        "department": objective.department,
        "criteria": [each.pk for each in objective.criteria.all()],
        "missing_letters": letters_missing(objective),
        "version": objective.version,
    }
