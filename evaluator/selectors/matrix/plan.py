"""What a spreadsheet would make and change in an evaluation: the difference first.

The page shows this plan and the service carries it out, so that what was confirmed is
what happens. Nothing is ever deleted by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import match_key
from evaluator.matrix.matrix import (
    Matrix,
    MatrixCategory,
    MatrixCell,
    MatrixCriterion,
    criterion_key,
)
from evaluator.models import Candidate, Criterion, Evaluation, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.matrix.cells import Stored, change_of_cell, read_stored
from evaluator.selectors.matrix.vendors import Vendor


class Change(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"  # not taken; `why` says why


FROZEN = _("The scoring is open, so requirements and candidates stay as they are.")
NOT_LEAD = _("Only the lead changes requirements, candidates and measured values.")
OTHER_KIND = _("It is of another kind in this evaluation.")
NOT_SHORT = _("This candidate is not on the short list.")
SCORES_LEFT = _("You chose to leave the scores out.")
WEIGHTS_LEFT = _("You chose to leave the weights out.")
NO_EVALUATOR = _("You do not score in this evaluation.")
NOT_OPEN = _(
    "The scoring is not open yet. Bring the file once more when it is: only your scores"
    " are taken then."
)
SUBMITTED = _("You have submitted your scores, so they are frozen.")
CLOSED = _("The scores are revealed, so they are not changed any more.")
RECUSED = _("You are recused from this candidate.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be taken: a reason instead of permission, empty where it is allowed."""

    no_structure: str | Promise = ""
    no_scores: str | Promise = ""
    takes_weights: bool = True


@dataclass(frozen=True, slots=True)
class PlannedCategory:
    category: MatrixCategory
    stored: Criterion | None
    change: Change
    weight: Decimal | None = None
    before: Decimal | None = None
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PlannedCriterion:
    criterion: MatrixCriterion
    stored: Criterion | None
    change: Change
    weight: Decimal | None = None  # None: as it is, or as heavy as its siblings
    before: Decimal | None = None
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PlannedCandidate:
    vendor: Vendor
    change: Change
    why: str | Promise = ""


@dataclass(frozen=True, slots=True)
class PlannedCell:
    cell: MatrixCell
    criterion: MatrixCriterion
    vendor: Vendor
    change: Change
    before: str = ""
    after: str = ""
    why: str | Promise = ""


Planned = PlannedCategory | PlannedCriterion | PlannedCandidate | PlannedCell


@dataclass(frozen=True, slots=True)
class ImportPlan:
    categories: Sequence[PlannedCategory]
    criteria: Sequence[PlannedCriterion]
    candidates: Sequence[PlannedCandidate]
    cells: Sequence[PlannedCell]
    terms: Terms

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to take."""
        everything: tuple[Planned, ...] = (
            *self.categories,
            *self.criteria,
            *self.candidates,
            *self.cells,
        )
        return not any(
            each.change in {Change.NEW, Change.CHANGED} for each in everything
        )


def terms_for(
    participant: Participant | None,
    *,
    is_committee: bool,
    takes_weights: bool,
    takes_scores: bool,
) -> Terms:
    """Say what of a sheet may be taken. None: into a new evaluation of one's own."""
    no_structure: str | Promise = ""
    no_scores: str | Promise = ""
    if participant is None:
        no_scores = NOT_OPEN if is_committee else ""
    else:
        no_structure = no_structure_for(participant)
        no_scores = no_scores_for(participant)
    if not takes_scores:
        no_scores = SCORES_LEFT
    return Terms(no_structure, no_scores, takes_weights)


def no_structure_for(participant: Participant) -> str | Promise:
    if Action.EDIT not in allowed_actions(participant):
        return NOT_LEAD
    return FROZEN if participant.evaluation.is_frozen else ""


def no_scores_for(participant: Participant) -> str | Promise:
    evaluation = participant.evaluation
    if Action.SCORE not in allowed_actions(participant):
        return NO_EVALUATOR
    if evaluation.state == Evaluation.State.SETUP:
        return NOT_OPEN
    if participant.submitted_at:
        return SUBMITTED
    return ""


def plan_import(
    matrix: Matrix,
    vendors: Sequence[Vendor],
    *,
    participant: Participant | None,
    terms: Terms,
) -> ImportPlan:
    """Compare the sheet with what is there. None: nothing is there yet."""
    evaluation = participant.evaluation if participant else None
    tree = _Tree(evaluation)
    criteria = [plan_criterion(each, tree, matrix, terms) for each in matrix.criteria]
    candidates = [plan_candidate(vendor, terms) for vendor in vendors]
    stored = read_stored(participant) if participant else Stored()
    cells = [
        plan_cell(
            cell, criteria[cell.criterion], candidates[cell.vendor], stored, terms
        )
        for cell in matrix.cells
    ]
    return ImportPlan(
        categories=[
            plan_category(each, tree, matrix, terms) for each in matrix.categories
        ],
        criteria=criteria,
        candidates=candidates,
        cells=cells,
        terms=terms,
    )


class _Tree:
    """The tree that is there, found by names as the reader sees them."""

    def __init__(self, evaluation: Evaluation | None) -> None:
        rows = list(evaluation.criteria.present().in_order()) if evaluation else []
        names = {each.pk: each.name for each in rows}
        self.categories: dict[str, Criterion] = {}
        self.leaves: dict[tuple[str, str], Criterion] = {}
        self.by_name: dict[str, list[Criterion]] = {}
        for each in rows:
            if each.kind == Criterion.Kind.CATEGORY:
                self.categories.setdefault(match_key(each.name), each)
                continue
            key = criterion_key(
                names.get(each.parent_id or 0, ""), each.name, each.kind
            )
            self.leaves[key] = each
            if each.kind != Criterion.Kind.MUST_HAVE:
                self.by_name.setdefault(match_key(each.name), []).append(each)

    def leaf(self, criterion: MatrixCriterion) -> Criterion | None:
        """Find it in its category; without one, where the name is the only one."""
        found = self.leaves.get(criterion.key)
        if found or criterion.category or criterion.kind == Criterion.Kind.MUST_HAVE:
            return found
        named = self.by_name.get(match_key(criterion.name), [])
        return named[0] if len(named) == 1 else None


def plan_category(
    category: MatrixCategory, tree: _Tree, matrix: Matrix, terms: Terms
) -> PlannedCategory:
    stored = tree.categories.get(match_key(category.name))
    if stored is None:
        if terms.no_structure:
            return PlannedCategory(category, None, Change.LEFT, why=terms.no_structure)
        weight = weight_of_new(category, matrix) if terms.takes_weights else None
        return PlannedCategory(category, None, Change.NEW, weight)
    change, weight, why = weight_change(stored, category.weight, terms)
    return PlannedCategory(category, stored, change, weight, stored.weight, why)


def weight_of_new(category: MatrixCategory, matrix: Matrix) -> Decimal:
    """Return its own weight, else the sum of its criteria's; one each without any.

    So that every criterion weighs in the whole what it weighs in the sheet.
    """
    if category.weight is not None:
        return category.weight
    inside = [
        each
        for each in matrix.criteria
        if match_key(each.category) == match_key(category.name)
    ]
    return sum(
        (Decimal(1) if each.weight is None else each.weight for each in inside),
        Decimal(0),
    )


def plan_criterion(
    criterion: MatrixCriterion, tree: _Tree, matrix: Matrix, terms: Terms
) -> PlannedCriterion:
    stored = tree.leaf(criterion)
    if stored is None:
        if terms.no_structure:
            why = terms.no_structure
            return PlannedCriterion(criterion, None, Change.LEFT, why=why)
        weight = criterion.weight if terms.takes_weights else None
        if weight is None and not matrix.has_weights:
            weight = Decimal(1) if not tree.leaves else None
        return PlannedCriterion(criterion, None, Change.NEW, weight)
    if stored.kind != criterion.kind:
        return PlannedCriterion(criterion, stored, Change.LEFT, why=OTHER_KIND)
    change, weight, why = weight_change(stored, criterion.weight, terms)
    return PlannedCriterion(criterion, stored, change, weight, stored.weight, why)


def weight_change(
    stored: Criterion, weight: Decimal | None, terms: Terms
) -> tuple[Change, Decimal | None, str | Promise]:
    if weight is None or weight == stored.weight:
        return Change.SAME, None, ""
    if terms.no_structure:
        return Change.SAME, None, terms.no_structure
    if not terms.takes_weights:
        return Change.SAME, None, WEIGHTS_LEFT
    return Change.CHANGED, weight, ""


def plan_candidate(vendor: Vendor, terms: Terms) -> PlannedCandidate:
    if vendor.candidate is not None:
        return PlannedCandidate(vendor, Change.SAME)
    if terms.no_structure:
        return PlannedCandidate(vendor, Change.LEFT, terms.no_structure)
    return PlannedCandidate(vendor, Change.NEW)


def plan_cell(
    cell: MatrixCell,
    criterion: PlannedCriterion,
    candidate: PlannedCandidate,
    stored: Stored,
    terms: Terms,
) -> PlannedCell:
    why = why_not(cell, criterion, candidate, stored, terms)
    before, after = change_of_cell(
        cell, criterion.stored, candidate.vendor.candidate, stored
    )
    if why:
        change = Change.LEFT
    elif before == after:
        change = Change.SAME
    else:
        change = Change.CHANGED if before else Change.NEW
    return PlannedCell(
        cell=cell,
        criterion=criterion.criterion,
        vendor=candidate.vendor,
        change=change,
        before=before,
        after=after,
        why=why,
    )


def why_not(
    cell: MatrixCell,
    criterion: PlannedCriterion,
    candidate: PlannedCandidate,
    stored: Stored,
    terms: Terms,
) -> str | Promise:
    """Say why a cell is not taken, empty if it is."""
    if cell.score is None:
        is_left = criterion.change is Change.LEFT
        return terms.no_structure or (criterion.why if is_left else "")
    if terms.no_scores:
        return terms.no_scores
    if criterion.change is Change.LEFT or candidate.change is Change.LEFT:
        return criterion.why or candidate.why
    here: Candidate | None = candidate.vendor.candidate
    if here is None:
        return ""
    if here.stage != Candidate.Stage.SHORT:
        return NOT_SHORT
    if here.pk in stored.recused:
        return RECUSED
    return CLOSED if here.pk in stored.closed else ""
