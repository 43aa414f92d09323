"""What the API tells of a spreadsheet on its way in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

from evaluator.matrix.labels import sentence_of
from evaluator.matrix.layout import Layout
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.plan import Change, ImportPlan, Planned
from evaluator.services.matrix.taking import seen_of


class ColumnShape(TypedDict):
    role: str
    vendor: str


class ScaleShape(TypedDict):
    """`words` are worth 0 to 5, or nothing (null)."""

    worst: str
    best: str
    words: dict[str, int | None]


class LayoutShape(TypedDict):
    turned: bool
    columns: list[ColumnShape]
    lines: list[str]
    scale: ScaleShape
    weight_words: dict[str, str]


class ProblemShape(TypedDict):
    """Row and column of the sheet, from 1; 0: the sheet as a whole."""

    code: str
    row: int
    column: int
    cell: str
    sentence: str


class BroughtVendor(TypedDict):
    """`platform` is null for none of the catalogue; `likely` are the proposals."""

    name: str
    is_settled: bool
    platform: int | None
    candidate: int | None
    likely: list[int]


class BroughtCriterion(TypedDict):
    name: str
    category: str
    kind: str
    weight: str | None
    unit: str
    change: str
    why: str


class CountShape(TypedDict):
    new: int
    changed: int
    same: int
    left: int


class PlanShape(TypedDict):
    criteria: list[BroughtCriterion]
    counts: dict[str, CountShape]
    why_no_structure: str
    why_no_scores: str


class ImportShape(TypedDict):
    id: int
    file: str
    evaluation: int | None
    title: str
    is_committee: bool
    takes_weights: bool
    takes_scores: bool
    sheets: list[str]
    sheet: int
    is_remembered: bool
    layout: LayoutShape
    rows_read: int
    rows_taken: int
    rows_reported: int
    problems: list[ProblemShape]
    vendors: list[BroughtVendor]
    plan: PlanShape
    is_ready: bool
    version: int
    structure_version: int


class TakenShape(TypedDict):
    evaluation: int


def import_shape(draft: Draft) -> ImportShape:
    row, matrix = draft.row, draft.matrix
    return ImportShape(
        id=row.pk,
        file=row.file_name,
        evaluation=row.evaluation_id,
        title=row.title,
        is_committee=row.is_committee,
        takes_weights=row.takes_weights,
        takes_scores=row.takes_scores,
        sheets=[each.name for each in draft.sheets],
        sheet=row.sheet,
        is_remembered=row.is_remembered,
        layout=layout_shape(draft.layout),
        rows_read=matrix.rows_read,
        rows_taken=matrix.rows_taken,
        rows_reported=matrix.rows_reported,
        problems=problem_shapes(draft),
        vendors=vendor_shapes(draft),
        plan=plan_shape(draft.plan),
        is_ready=draft.is_ready,
        version=row.version,
        structure_version=seen_of(draft).structure_version,
    )


def layout_shape(layout: Layout) -> LayoutShape:
    stored = layout.to_json()
    return LayoutShape(
        turned=stored["turned"],
        columns=stored["fields"],
        lines=stored["lines"],
        scale=stored["scale"],
        weight_words=stored["weight_words"],
    )


def problem_shapes(draft: Draft) -> list[ProblemShape]:
    return [
        ProblemShape(
            code=each.code,
            row=each.row,
            column=each.column,
            cell=each.cell,
            sentence=sentence_of(each),
        )
        for each in draft.matrix.problems[:1000]
    ]


def vendor_shapes(draft: Draft) -> list[BroughtVendor]:
    return [
        BroughtVendor(
            name=each.name,
            is_settled=each.is_settled,
            platform=each.platform.pk if each.platform else None,
            candidate=each.candidate.pk if each.candidate else None,
            likely=[platform.pk for platform in each.likely],
        )
        for each in draft.vendors
    ]


def plan_shape(plan: ImportPlan) -> PlanShape:
    cells = plan.cells
    parts: dict[str, Iterable[Planned]] = {
        "categories": plan.categories,
        "criteria": plan.criteria,
        "candidates": plan.candidates,
        "answers": [each for each in cells if each.cell.answer],
        "values": [each for each in cells if each.cell.value is not None],
        "scores": [each for each in cells if each.cell.score is not None],
    }
    return PlanShape(
        criteria=[
            BroughtCriterion(
                name=each.criterion.name,
                category=each.criterion.category,
                kind=str(each.criterion.kind),
                weight=None if each.weight is None else str(each.weight),
                unit=each.criterion.unit,
                change=str(each.change),
                why=str(each.why),
            )
            for each in plan.criteria
        ],
        counts={name: count_shape(rows) for name, rows in parts.items()},
        why_no_structure=str(plan.terms.no_structure),
        why_no_scores=str(plan.terms.no_scores),
    )


def count_shape(rows: Iterable[Planned]) -> CountShape:
    found = Counter(each.change for each in rows)
    return CountShape(
        new=found[Change.NEW],
        changed=found[Change.CHANGED],
        same=found[Change.SAME],
        left=found[Change.LEFT],
    )
