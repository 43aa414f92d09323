"""The plan of a spreadsheet in the few lines and the one table of its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import number
from evaluator.matrix.labels import LINE_LABELS, sentence_of
from evaluator.matrix.matrix import MatrixCriterion
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.plan import (
    Change,
    Planned,
    PlannedCell,
    PlannedCriterion,
)
from evaluator.selectors.matrix.vendors import Vendor

MOST_LISTED = 200
WORDS = {
    Change.NEW: (gettext_lazy("new"), "ok"),
    Change.CHANGED: (gettext_lazy("changed"), "warn"),
    Change.SAME: (gettext_lazy("unchanged"), ""),
    Change.LEFT: (gettext_lazy("left out"), ""),
}
ORDER = (Change.NEW, Change.CHANGED, Change.SAME, Change.LEFT)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the preview."""

    name: str
    kind: str | Promise
    change: str | Promise
    look: str
    weight: str = ""
    before: str = ""
    category: str = ""
    detail: str = ""
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class CountRow:
    what: str | Promise
    counts: Sequence[int]


@dataclass(frozen=True, slots=True)
class Fault:
    place: str
    sentence: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Summary:
    counts: Sequence[CountRow]
    criteria: Sequence[Told]
    candidates: Sequence[Told]
    cells: Sequence[PlannedCell]
    hidden_cells: int
    whys: Sequence[str]
    faults: Sequence[Fault]


def summary_of(draft: Draft) -> Summary:
    plan = draft.plan
    scores = [each for each in plan.cells if each.cell.score is not None]
    values = [each for each in plan.cells if each.cell.value is not None]
    answers = [each for each in plan.cells if each.cell.answer]
    changed = [each for each in plan.cells if each.change is Change.CHANGED]
    parts: tuple[tuple[Promise, Sequence[object]], ...] = (
        (gettext_lazy("Categories"), plan.categories),
        (gettext_lazy("Criteria"), plan.criteria),
        (gettext_lazy("Candidates"), plan.candidates),
        (gettext_lazy("Answers to must-haves"), answers),
        (gettext_lazy("Measured values"), values),
        (gettext_lazy("Your scores"), scores),
    )
    return Summary(
        counts=[CountRow(what, counted(rows)) for what, rows in parts if rows],
        criteria=[told_criterion(each) for each in plan.criteria],
        candidates=[
            Told(
                name=each.vendor.name,
                kind=platform_name(each.vendor),
                change=WORDS[each.change][0],
                look=WORDS[each.change][1],
                why=each.why,
            )
            for each in plan.candidates
        ],
        cells=changed[:MOST_LISTED],
        hidden_cells=max(0, len(changed) - MOST_LISTED),
        whys=whys_of(draft),
        faults=faults_of(draft),
    )


def platform_name(vendor: Vendor) -> str:
    here = vendor.candidate.platform if vendor.candidate else None
    platform = here or vendor.platform
    return platform.name if platform else ""


def counted(rows: Iterable[object]) -> list[int]:
    counts = Counter(getattr(each, "change", None) for each in rows)
    return [counts[change] for change in ORDER]


def told_criterion(planned: PlannedCriterion) -> Told:
    word, look = WORDS[planned.change]
    read = planned.criterion
    return Told(
        name=read.name,
        kind=LINE_LABELS[read.kind],
        change=word,
        look=look,
        weight=plain(planned.weight),
        before=plain(planned.before) if planned.change is Change.CHANGED else "",
        category=read.category,
        detail=ends_told(read) if planned.stored is None else "",
        why=planned.why,
    )


def ends_told(criterion: MatrixCriterion) -> str:
    """Say what a measured value is worth, for it can be changed afterwards."""
    if criterion.ends is None:
        return ""
    worst, best = criterion.ends
    return _("in %(unit)s: %(worst)s is worth 0, %(best)s is worth 5") % {
        "unit": criterion.unit,
        "worst": number(worst),
        "best": number(best),
    }


def whys_of(draft: Draft) -> list[str]:
    """Return each reason once why something is left out, with how much it keeps out."""
    plan = draft.plan
    planned: tuple[Planned, ...] = (
        *plan.categories,
        *plan.criteria,
        *plan.candidates,
        *plan.cells,
    )
    counts = Counter(str(each.why) for each in planned if each.why)
    return [
        _("%(why)s (%(count)s left out)") % {"why": why, "count": number(count)}
        for why, count in counts.most_common()
    ]


def faults_of(draft: Draft) -> list[Fault]:
    return [
        Fault(each.cell, sentence_of(each), each.row, each.column)
        for each in draft.matrix.problems
    ]


def plain(weight: Decimal | None) -> str:
    return "" if weight is None else number(weight)
