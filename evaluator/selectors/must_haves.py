"""Must-haves of an evaluation: what each candidate answers, and who is out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from evaluator.models import Candidate, Criterion, Evaluation, MustHaveAnswer


class Verdict(StrEnum):
    """The state of one must-have for one candidate; each looks different."""

    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class MustHaveCell:
    candidate: Candidate
    criterion: Criterion
    answer: MustHaveAnswer
    verdict: Verdict

    @property
    def is_claimed(self) -> bool:
        """Filled in from the catalogue; nobody has confirmed it yet."""
        return self.answer.fact_id is not None and self.answer.answered_by_id is None


@dataclass(frozen=True, slots=True)
class MustHaveRow:
    criterion: Criterion
    cells: tuple[MustHaveCell, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One candidate's must-haves at a glance."""

    candidate: Candidate
    cells: tuple[MustHaveCell, ...]

    @property
    def failed(self) -> tuple[MustHaveCell, ...]:
        return tuple(cell for cell in self.cells if cell.verdict is Verdict.NO)

    @property
    def waived(self) -> tuple[MustHaveCell, ...]:
        return tuple(cell for cell in self.cells if cell.verdict is Verdict.WAIVED)

    @property
    def unknown(self) -> tuple[MustHaveCell, ...]:
        return tuple(cell for cell in self.cells if cell.verdict is Verdict.UNKNOWN)

    @property
    def is_out(self) -> bool:
        return bool(self.failed)


@dataclass(frozen=True, slots=True)
class MustHaveTable:
    rows: tuple[MustHaveRow, ...]
    strips: tuple[Strip, ...]

    def strip_of(self, candidate_pk: int) -> Strip | None:
        return next((s for s in self.strips if s.candidate.pk == candidate_pk), None)


def must_have_table(
    evaluation: Evaluation, *, candidates: Iterable[Candidate], today: date
) -> MustHaveTable:
    """Cross the must-haves with these candidates. Two queries, whatever the size."""
    candidates = list(candidates)
    criteria = list(evaluation.criteria.present().must_haves().in_order())
    found = {
        (answer.candidate_id, answer.criterion_id): answer
        for answer in MustHaveAnswer.objects.filter(
            candidate__in=candidates, criterion__in=criteria
        ).select_related("fact", "answered_by", "waived_by")
    }

    def cell(candidate: Candidate, criterion: Criterion) -> MustHaveCell:
        answer = found.get((candidate.pk, criterion.pk)) or MustHaveAnswer(
            candidate=candidate, criterion=criterion
        )
        return MustHaveCell(candidate, criterion, answer, verdict_of(answer, today))

    return MustHaveTable(
        rows=tuple(
            MustHaveRow(criterion, tuple(cell(each, criterion) for each in candidates))
            for criterion in criteria
        ),
        strips=tuple(
            Strip(candidate, tuple(cell(candidate, each) for each in criteria))
            for candidate in candidates
        ),
    )


def must_have_cell(
    candidate: Candidate, criterion: Criterion, *, now: datetime
) -> MustHaveCell:
    today = candidate.evaluation.team.day_of(now)
    table = must_have_table(candidate.evaluation, candidates=[candidate], today=today)
    return next(cell for cell in table.strips[0].cells if cell.criterion == criterion)


def verdict_of(answer: MustHaveAnswer, today: date) -> Verdict:
    """A waiver counts up to and including its last day."""
    if answer.answer != MustHaveAnswer.Answer.NO or answer.waived_at is None:
        return Verdict(answer.answer)
    is_over = answer.waived_until is not None and answer.waived_until < today
    return Verdict.NO if is_over else Verdict.WAIVED
