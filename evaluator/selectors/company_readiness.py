"""The kind check and the readiness of the company, with what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from common.formatting import listed
from evaluator.catalogue.labels import TAG_LABELS
from evaluator.catalogue.vocabulary import Facet
from evaluator.content.kind_check import KindQuestion, kind_questions
from evaluator.content.readiness import ReadinessPoint, readiness_points
from evaluator.content.words import Words
from evaluator.diagnosis.kinds import KindResult, is_of_another_kind, read_kinds
from evaluator.diagnosis.labels import KIND_LABELS, REACH_LABELS
from evaluator.models import Candidate, Evaluation, KindAnswer, ReadinessAnswer

GAPS = (ReadinessAnswer.Answer.NO, ReadinessAnswer.Answer.PARTLY)
YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class KindRow:
    question: KindQuestion
    answer: str
    version: int

    @property
    def text(self) -> str:
        return said(self.question.text)

    @property
    def reason(self) -> str:
        return said(self.question.reason)


@dataclass(frozen=True, slots=True)
class KindFound:
    """A kind that is asked for, and the reasons of the answers that ask for it."""

    key: str
    label: str | Promise
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindCheck:
    rows: tuple[KindRow, ...]
    result: KindResult

    @property
    def kinds(self) -> tuple[KindFound, ...]:
        return tuple(self.found(kind) for kind in self.result.kinds)

    @property
    def almost(self) -> tuple[KindFound, ...]:
        return tuple(self.found(kind) for kind in self.result.almost)

    def found(self, kind: str) -> KindFound:
        keys = self.result.because.get(kind, ())
        reasons = (row.reason for row in self.rows if row.question.key in keys)
        return KindFound(kind, KIND_LABELS[kind], tuple(reasons))

    @property
    def reach_label(self) -> str | Promise:
        return REACH_LABELS[self.result.reach]

    @property
    def reach_reasons(self) -> tuple[str, ...]:
        keys = self.result.because.get(self.result.reach, ())
        return tuple(row.reason for row in self.rows if row.question.key in keys)


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    point: ReadinessPoint
    row: ReadinessAnswer | None

    @property
    def name(self) -> str:
        return said(self.point.name)

    @property
    def help(self) -> str:
        return said(self.point.help)

    @property
    def answer(self) -> str:
        return self.row.answer if self.row else ""

    @property
    def version(self) -> int:
        return self.row.version if self.row else 0


@dataclass(frozen=True, slots=True)
class ReadinessGap:
    """What is missing, as a task that mends it."""

    key: str
    name: str
    task: str
    answer: str
    owner: str
    note: str


def read_kind_check(evaluation: Evaluation) -> KindCheck:
    """Read questions, answers and result. One query."""
    stored = {each.question: each for each in evaluation.kind_answers.all()}
    rows = tuple(kind_row(each, stored.get(each.key)) for each in kind_questions())
    answers = {row.question.key: YES_OR_NO.get(row.answer) for row in rows}
    return KindCheck(rows, read_kinds(answers, [row.question.pointer for row in rows]))


def kind_row(question: KindQuestion, stored: KindAnswer | None) -> KindRow:
    if stored is None:
        return KindRow(question, "", 0)
    return KindRow(question, stored.answer, stored.version)


def of_another_kind(
    evaluation: Evaluation, candidates: Iterable[Candidate]
) -> dict[int, str]:
    """Return candidates of none of the asked kinds, with the words for their own."""
    asked = read_kind_check(evaluation).result.kinds
    labels = TAG_LABELS[Facet.KIND]
    return {
        each.pk: listed(str(labels.get(kind, kind)) for kind in each.platform.kinds)
        for each in candidates
        if each.platform and is_of_another_kind(each.platform.kinds, asked)
    }


def read_readiness(evaluation: Evaluation) -> tuple[ReadinessRow, ...]:
    """Read all points with their answers. One query."""
    answers = evaluation.readiness_answers.select_related("owner__user")
    stored = {each.point: each for each in answers}
    return tuple(
        ReadinessRow(point, stored.get(point.key)) for point in readiness_points()
    )


def readiness_gaps(evaluation: Evaluation) -> tuple[ReadinessGap, ...]:
    """Return what is missing or there in part, for tasks of a move or cost lines."""
    return tuple(
        ReadinessGap(
            key=row.point.key,
            name=row.name,
            task=said(row.point.task).rstrip("."),
            answer=row.answer,
            owner=str(row.row.owner.user) if row.row and row.row.owner else "",
            note=row.row.note if row.row else "",
        )
        for row in read_readiness(evaluation)
        if row.answer in GAPS
    )


def said(words: Words) -> str:
    return words.in_language(get_language() or "en")
