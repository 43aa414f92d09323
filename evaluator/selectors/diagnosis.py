"""The diagnosis as one person may see it: own answers first, then what all say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language

from evaluator.content.diagnosis import FEE, Sign, Statement, diagnosis, signs
from evaluator.content.words import Words
from evaluator.diagnosis.labels import (
    LEVEL_LABELS,
    LEVEL_PILLS,
    OUTCOME_LABELS,
    OUTCOME_TEXTS,
)
from evaluator.diagnosis.signs import (
    Answers,
    Level,
    Outcome,
    Question,
    Reading,
    level_of_figure,
    outcome_of,
    read_sign,
    share_of_fee,
)
from evaluator.models import (
    DiagnosisAnswer,
    DiagnosisFigure,
    Evaluation,
    Participant,
)
from evaluator.permissions import Action, allowed_actions

Value = DiagnosisAnswer.Value
CHOICES = [choice for choice in Value.choices if choice[0]]


@dataclass(frozen=True, slots=True)
class StatementRow:
    statement: Statement
    value: str
    version: int

    @property
    def key(self) -> str:
        return self.statement.key

    @property
    def text(self) -> str:
        return said(self.statement.text)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its row, or None where nobody entered it."""

    key: str
    label: str
    unit: str
    row: DiagnosisFigure | None
    share: float | None = None  # money: hundredths of the yearly fee
    level: Level = Level.UNKNOWN

    @property
    def level_label(self) -> str | Promise:
        return LEVEL_LABELS[self.level]

    @property
    def needs_fee(self) -> bool:
        """Money says nothing without the fee in the same currency."""
        is_part = self.unit == "money" and self.key != FEE
        return is_part and self.row is not None and self.share is None


@dataclass(frozen=True, slots=True)
class PersonSaid:
    name: str
    strength: float


@dataclass(frozen=True)
class SignCard:
    """One sign; `reading` is None until the person may see what others say."""

    sign: Sign
    rows: tuple[StatementRow, ...]
    figure: FigureRow
    people: int  # how many have answered something
    reading: Reading | None
    said: tuple[PersonSaid, ...]

    @property
    def name(self) -> str:
        return said(self.sign.name)

    @property
    def about(self) -> str:
        return said(self.sign.about)

    @property
    def repair(self) -> str:
        return said(self.sign.repair)

    @property
    def lowest(self) -> str:
        """Who sees the least of it."""
        return self.said[-1].name if self.said else ""

    @property
    def given(self) -> int:
        return sum(bool(row.value) for row in self.rows)

    @property
    def is_given(self) -> bool:
        return self.given == len(self.rows)

    @property
    def level_label(self) -> str | Promise:
        return LEVEL_LABELS[self.reading.level if self.reading else Level.UNKNOWN]

    @property
    def pill(self) -> str:
        return LEVEL_PILLS[self.reading.level if self.reading else Level.UNKNOWN]

    @property
    def needs_repair(self) -> bool:
        level = self.reading.level if self.reading else Level.UNKNOWN
        return level in {Level.MILD, Level.STRONG}


@dataclass(frozen=True)
class DiagnosisPage:
    cards: tuple[SignCard, ...]
    fee: FigureRow
    people: int
    may_answer: bool

    @cached_property
    def outcome(self) -> Outcome | None:
        """What all signs say; None while the person has signs left to answer."""
        readings = [card.reading for card in self.cards if card.reading]
        return outcome_of(readings) if len(readings) == len(self.cards) else None

    @property
    def outcome_label(self) -> str | Promise:
        return OUTCOME_LABELS[self.outcome] if self.outcome else ""

    @property
    def outcome_text(self) -> str | Promise:
        return OUTCOME_TEXTS[self.outcome] if self.outcome else ""

    @property
    def repairs(self) -> tuple[SignCard, ...]:
        return tuple(card for card in self.cards if card.needs_repair)

    @property
    def given(self) -> int:
        return sum(card.is_given for card in self.cards)

    @property
    def first_open(self) -> str:
        """The sign that is folded open: the first that waits for an answer."""
        waiting = (card.sign.key for card in self.cards if not card.is_given)
        return next(waiting, "") if self.may_answer else ""

    def figure_of(self, key: str) -> FigureRow | None:
        rows = [*(card.figure for card in self.cards), self.fee]
        return next((row for row in rows if row.key == key), None)

    def card_of(self, key: str) -> SignCard | None:
        return next((card for card in self.cards if card.sign.key == key), None)


def read_diagnosis_page(participant: Participant) -> DiagnosisPage:
    """Read all signs. Two queries, whatever the size."""
    evaluation = participant.evaluation
    may_answer = Action.DIAGNOSE in allowed_actions(participant)
    answers = answers_of(evaluation)
    figures = {row.key: row for row in evaluation.diagnosis_figures.all()}
    own = {each.statement: each for each in answers if is_by(each, participant)}
    people = by_person(answers)
    return DiagnosisPage(
        cards=tuple(
            card_of(sign, own, people, figures, may_answer=may_answer)
            for sign in signs()
        ),
        fee=FigureRow(FEE, said(diagnosis().fee), "money", figures.get(FEE)),
        people=len(people),
        may_answer=may_answer,
    )


def answers_of(evaluation: Evaluation) -> list[DiagnosisAnswer]:
    answers = DiagnosisAnswer.objects.in_evaluation(evaluation).given()
    return list(answers.select_related("participant__user").order_by("pk"))


def is_by(answer: DiagnosisAnswer, participant: Participant) -> bool:
    return answer.participant_id == participant.pk


def by_person(
    answers: list[DiagnosisAnswer],
) -> dict[Participant, dict[str, int | None]]:
    people: dict[Participant, dict[str, int | None]] = defaultdict(dict)
    for answer in answers:
        value = None if answer.value == Value.UNKNOWN else int(answer.value)
        people[answer.participant][answer.statement] = value
    return dict(people)


def card_of(
    sign: Sign,
    own: Mapping[str, DiagnosisAnswer],
    people: Mapping[Participant, Answers],
    figures: Mapping[str, DiagnosisFigure],
    *,
    may_answer: bool,
) -> SignCard:
    keys = {statement.key for statement in sign.statements}
    here = {
        person: {key: value for key, value in answers.items() if key in keys}
        for person, answers in people.items()
    }
    here = {person: answers for person, answers in here.items() if answers}
    rows = tuple(statement_row(each, own) for each in sign.statements)
    figure = figure_row(sign, figures)
    shows = not may_answer or all(row.value for row in rows)
    reading = reading_of(sign, here, figure) if shows else None
    return SignCard(
        sign=sign,
        rows=rows,
        figure=figure,
        people=len(here),
        reading=reading,
        said=said_by(here, reading) if reading else (),
    )


def statement_row(
    statement: Statement, own: Mapping[str, DiagnosisAnswer]
) -> StatementRow:
    answer = own.get(statement.key)
    if answer is None:
        return StatementRow(statement, "", 0)
    return StatementRow(statement, answer.value, answer.version)


def figure_row(sign: Sign, figures: Mapping[str, DiagnosisFigure]) -> FigureRow:
    rule, row, fee = sign.rule, figures.get(sign.rule.key), figures.get(FEE)
    value = float(row.value) if row else None
    share = None
    if row and rule.unit == "money":
        value = share = share_of_fee(
            float(row.value),
            row.currency,
            float(fee.value) if fee else None,
            fee.currency if fee else "",
        )
    level = level_of_figure(value, rule)
    return FigureRow(rule.key, said(sign.figure), rule.unit, row, share, level)


def reading_of(
    sign: Sign, people: Mapping[Participant, Answers], figure: FigureRow
) -> Reading:
    questions = [
        Question(each.key, each.reversed, each.mends) for each in sign.statements
    ]
    answers = {str(person.pk): said for person, said in people.items()}
    return read_sign(answers, questions, figure.level)


def said_by(
    people: Mapping[Participant, Answers], reading: Reading
) -> tuple[PersonSaid, ...]:
    found = [
        PersonSaid(str(person.user), reading.people[str(person.pk)])
        for person in people
        if str(person.pk) in reading.people
    ]
    return tuple(sorted(found, key=lambda each: (-each.strength, each.name)))


def said(words: Words) -> str:
    return words.in_language(get_language() or "en")
