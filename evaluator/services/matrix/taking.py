"""Carry out the plan of a spreadsheet: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.text import match_key
from common.transactions import locked_change
from evaluator.matrix.matrix import MatrixCriterion
from evaluator.matrix.words import LineRole
from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    MatrixImport,
    Participant,
    Score,
)
from evaluator.selectors.matrix.cells import Stored, read_stored
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.plan import (
    Change,
    ImportPlan,
    PlannedCategory,
    PlannedCell,
    PlannedCriterion,
)
from evaluator.services.candidates import add_candidate, move_candidate
from evaluator.services.criteria import CriterionEdit, add_criterion
from evaluator.services.evaluations import NewEvaluation, Start, make_evaluation
from evaluator.services.matrix.imports import remember_mapping
from evaluator.services.measured import MeasuredEdit, set_measured_value
from evaluator.services.must_haves import CellAnswer, answer_many
from evaluator.services.scores import CellEdit, Entry, ScoreEdit, save_sheet
from evaluator.services.structure import lock_evaluation
from evaluator.services.weights import WeightEdit, set_weights
from workspace.models import User
from workspace.services.records import change_of, record

TAKEN = frozenset({Change.NEW, Change.CHANGED})


class NotReady(DomainError):
    message = gettext_lazy(
        "Some problems or questions of this spreadsheet are still open, so nothing was"
        " taken."
    )


class NothingToTake(DomainError):
    message = gettext_lazy(
        "There is nothing to take: everything that may be taken is here already."
    )


class PlanChanged(DomainError):
    message = gettext_lazy(
        "The evaluation was changed since this page was drawn, so nothing was taken."
        " Look at the difference once more."
    )


class TitleMissing(DomainError):
    message = gettext_lazy("Give the evaluation a title.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the confirming person saw: versions of the import and of the evaluation."""

    version: int
    structure_version: int


def seen_of(draft: Draft) -> Seen:
    evaluation = draft.row.evaluation
    return Seen(draft.row.version, evaluation.structure_version if evaluation else 0)


@locked_change
def take_import(
    *, row: MatrixImport, seen: Seen, actor: User, now: datetime
) -> Evaluation:
    """Make and change what was confirmed; asked twice, it happens once (R37, R49)."""
    rows = MatrixImport.objects.select_for_update()
    row.refresh_from_db(from_queryset=rows)
    if row.taken_at is not None and row.evaluation is not None:
        return row.evaluation
    draft = Draft(row, part_of(row, actor))
    if seen != seen_of(draft):
        raise PlanChanged
    if not draft.is_ready:
        raise NotReady
    if row.evaluation is not None and draft.plan.is_empty:
        raise NothingToTake
    participant = draft.participant or part_in_new(row, actor=actor, now=now)
    counts = _Taking(draft.plan, participant, row.file_name, actor, now).take()
    remember_mapping(row, now=now)
    row.evaluation, row.taken_at, row.sheets = participant.evaluation, now, []
    row.save(update_fields=["evaluation", "taken_at", "sheets"])
    tell(participant.evaluation, row, counts, actor=actor, now=now)
    return participant.evaluation


def part_of(row: MatrixImport, actor: User) -> Participant | None:
    """Return the own part in the evaluation it goes into, read under its lock."""
    if row.evaluation is None:
        return None
    evaluation = lock_evaluation(row.evaluation)
    part = Participant.objects.present().get(evaluation=evaluation, user=actor)
    part.evaluation = evaluation
    return part


def part_in_new(row: MatrixImport, *, actor: User, now: datetime) -> Participant:
    if not row.title:
        raise TitleMissing
    new = NewEvaluation(
        title=row.title,
        is_committee=row.is_committee,
        start=Start.EMPTY,
        # The form's key made the import; the evaluation is another thing.
        form_key=uuid5(row.form_key, "evaluation"),
    )
    evaluation = make_evaluation(team=row.team, new=new, actor=actor, now=now)
    part = Participant.objects.get(evaluation=evaluation, user=actor)
    part.evaluation = evaluation
    return part


def tell(
    evaluation: Evaluation,
    row: MatrixImport,
    counts: dict[str, int],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Tell of what all may see; of the own scores nothing (R18)."""
    if not any(counts.values()):
        return
    record(
        "matrix.taken",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"file": row.file_name, **counts}),
        now=now,
    )


@dataclass
class _Taking:
    """One run through the plan; what exists by then is found by its match key."""

    plan: ImportPlan
    participant: Participant
    file_name: str
    actor: User
    now: datetime

    @property
    def evaluation(self) -> Evaluation:
        return self.participant.evaluation

    def take(self) -> dict[str, int]:
        """Take everything, and count what others will see."""
        self.categories = {
            match_key(each.category.name): self.category(each)
            for each in self.plan.categories
        }
        self.criteria = {
            each.criterion.key: self.criterion(each) for each in self.plan.criteria
        }
        self.weigh()
        self.candidates = {
            each.vendor.key: self.candidate(each.vendor.key)
            for each in self.plan.candidates
        }
        shared = [each for each in self.taken_cells() if each.cell.score is None]
        self.answers(each for each in shared if each.cell.answer)
        self.values(each for each in shared if each.cell.value is not None)
        self.own_scores()
        new = [each for each in self.plan.criteria if each.change is Change.NEW]
        candidates = [
            each for each in self.plan.candidates if each.change is Change.NEW
        ]
        return {
            "criteria": len(new),
            "candidates": len(candidates),
            "values": len(shared),
        }

    def taken_cells(self) -> Iterable[PlannedCell]:
        return (each for each in self.plan.cells if each.change in TAKEN)

    def category(self, planned: PlannedCategory) -> Criterion | None:
        if planned.change is not Change.NEW:
            return planned.stored
        edit = CriterionEdit(kind=Criterion.Kind.CATEGORY, name=planned.category.name)
        return self.add(edit)

    def criterion(self, planned: PlannedCriterion) -> Criterion | None:
        if planned.change is not Change.NEW:
            return planned.stored
        read = planned.criterion
        return self.add(
            CriterionEdit(
                kind=str(read.kind),
                name=read.name,
                parent=self.categories.get(match_key(read.category)),
                description=read.description,
                unit=read.unit,
                value_function=value_function_of(read),
            )
        )

    def add(self, edit: CriterionEdit) -> Criterion:
        return add_criterion(
            evaluation=self.evaluation, edit=edit, actor=self.actor, now=self.now
        )

    def weigh(self) -> None:
        """Set all weights at once: siblings are judged together."""
        rows = [
            *(
                (self.categories[match_key(each.category.name)], each.weight)
                for each in self.plan.categories
            ),
            *(
                (self.criteria[each.criterion.key], each.weight)
                for each in self.plan.criteria
            ),
        ]
        edits = {
            row.pk: WeightEdit(weight, row.version)
            for row, weight in rows
            if row is not None and weight is not None and row.kind != LineRole.MUST_HAVE
        }
        if edits:
            set_weights(
                evaluation=self.evaluation, edits=edits, actor=self.actor, now=self.now
            )

    def candidate(self, key: str) -> Candidate | None:
        planned = next(each for each in self.plan.candidates if each.vendor.key == key)
        if planned.change is not Change.NEW:
            return planned.vendor.candidate
        platform = planned.vendor.platform
        candidate = add_candidate(
            evaluation=self.evaluation,
            name=platform.name if platform else planned.vendor.name,
            platform=platform,
            actor=self.actor,
            now=self.now,
        )
        return move_candidate(
            candidate=candidate,
            stage=Candidate.Stage.SHORT,
            version=candidate.version,
            actor=self.actor,
            now=self.now,
        )

    def values(self, planned: Iterable[PlannedCell]) -> None:
        for each in planned:
            criterion = self.criteria[each.criterion.key]
            candidate = self.candidates[each.vendor.key]
            if criterion is None or candidate is None:
                continue
            stored = candidate.measured_values.filter(criterion=criterion).first()
            set_measured_value(
                candidate=candidate,
                criterion=criterion,
                edit=MeasuredEdit(
                    value=each.cell.value,
                    source=self.source(each),
                    version=stored.version if stored else 0,
                ),
                actor=self.actor,
                now=self.now,
            )

    def answers(self, planned: Iterable[PlannedCell]) -> None:
        said = []
        for each in planned:
            criterion = self.criteria[each.criterion.key]
            candidate = self.candidates[each.vendor.key]
            if criterion is not None and candidate is not None:
                source = self.source(each)
                said.append(CellAnswer(candidate, criterion, each.cell.answer, source))
        if said:
            answer_many(
                evaluation=self.evaluation, answers=said, actor=self.actor, now=self.now
            )

    def source(self, planned: PlannedCell) -> str:
        text = _("“%(text)s” in %(file)s") % {
            "text": planned.cell.text,
            "file": self.file_name,
        }
        return "\n".join(filter(None, [text, planned.cell.note]))

    def own_scores(self) -> None:
        """Save drafts of the person who brought the sheet, and of nobody else."""
        planned = [each for each in self.taken_cells() if each.cell.score is not None]
        if not planned:
            return
        stored = read_stored(self.participant)
        edits = [edit for each in planned if (edit := self.score(each, stored))]
        save_sheet(participant=self.participant, edits=edits, now=self.now)

    def score(self, planned: PlannedCell, stored: Stored) -> CellEdit | None:
        criterion = self.criteria[planned.criterion.key]
        candidate = self.candidates[planned.vendor.key]
        if criterion is None or candidate is None:
            return None
        before = stored.scores.get((criterion.pk, candidate.pk))
        edit = ScoreEdit(
            version=before.version if before else 0,
            entry=Entry(Score.State.SCORED, planned.cell.score),
            note=self.note(planned) or None,
        )
        return CellEdit(criterion, candidate, edit)

    def note(self, planned: PlannedCell) -> str:
        """Keep the comment, and what the cell said where a whole score says less."""
        cell = planned.cell
        said = _("In the spreadsheet: %(text)s") % {"text": cell.text}
        return "\n".join(filter(None, [cell.note, said if cell.is_rounded else ""]))


def value_function_of(criterion: MatrixCriterion) -> dict[str, object]:
    if criterion.ends is None:
        return {}
    worst, best = criterion.ends
    return {"kind": "linear", "worst": worst, "best": best}
