"""The body of the comparison: a category's total, and the group's value of a leaf."""

from __future__ import annotations

from evaluator.models import Candidate
from evaluator.scoring.cells import CellState
from evaluator.workbooks.comparison import formulas
from evaluator.workbooks.comparison.layout import COLUMN, Role
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.tree_rows import TreeRow


def write(book: Book, sheet: Sheet) -> None:
    for row in book.content.rows:
        write_head(book, sheet, row)
        if row.is_leaf:
            write_leaf(book, sheet, row)
        else:
            write_category(book, sheet, row)


def write_head(book: Book, sheet: Sheet, row: TreeRow) -> None:
    at = book.layout.row_of(row)
    looks, column = ("label", "share"), "F"
    if not row.is_leaf:
        looks, column = ("category", "category_share"), "E"
    sheet.text(at, 0, row.name, looks[0], indent=row.level)
    weight = f"{book.layout.sheet(Role.WEIGHTS)}{column}{at}"
    sheet.formula(at, 1, weight, row.whole, looks[1])
    sheet.outline(at, row.name, row.level)


def write_category(book: Book, sheet: Sheet, row: TreeRow) -> None:
    layout, nothing = book.layout, book.words.nothing
    first, last = layout.rows_below(row)
    formula = formulas.branch_total(
        layout.shares(first, last),
        formulas.column(first, last),
        book.content.results.committee.missing,
        nothing,
    )
    totals = (
        book.content.branch_totals[each.pk][row.pk] for each in book.content.candidates
    )
    values = [nothing if total is None else total for total in totals]
    sheet.formulas(layout.row_of(row), formula, values, "category_points")


def write_leaf(book: Book, sheet: Sheet, row: TreeRow) -> None:
    at, values = book.layout.row_of(row), leaf_values(book, row)
    if row.pk in book.layout.measured_place:
        measured = book.layout.sheet(Role.MEASURED)
        source = f"{measured}{COLUMN}{book.layout.value_of(row)}"
        sheet.formulas(at, source, values, "points")
    elif row.is_measured or not book.content.is_linked:
        sheet.entries(at, values, "input_points")
    else:
        sheet.own_formulas(at, score_formulas(book, row), values, "points")


def score_formulas(book: Book, row: TreeRow) -> list[str]:
    """Return each candidate's formula over the cells of all evaluators."""
    content, scores = book.content, book.layout.sheet(Role.SCORES)
    entries = {
        pk: f"{scores}{COLUMN}{block.row_of(row)}"
        for pk, block in book.layout.blocks.items()
    }
    method = content.results.committee.method
    first = next(iter(entries))
    made = {
        pk: formulas.group_value(list(entries.values()), method, otherwise=cell)
        for pk, cell in entries.items()
    }
    return [
        made[first]
        if content.values[candidate.pk][row.pk] is not None
        else made[content.speaker(candidate.pk, row.pk)]
        for candidate in content.candidates
    ]


def leaf_values(book: Book, row: TreeRow) -> list[Stored]:
    values = book.content.values
    return [
        word_of(book, row, candidate) if value is None else value
        for candidate in book.content.candidates
        for value in [values[candidate.pk][row.pk]]
    ]


def word_of(book: Book, row: TreeRow, candidate: Candidate) -> str:
    """Return the word for a cell where nobody scored: what most people said."""
    if row.is_measured:
        return book.words.unknown
    if not book.content.evaluators:
        return book.words.states[CellState.UNSCORED]
    speaker = book.content.speaker(candidate.pk, row.pk)
    return str(book.said(speaker, candidate.pk, row.pk))
