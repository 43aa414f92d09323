"""The body of the comparison: a category's total, and the group's value of a leaf."""

from __future__ import annotations

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
    if book.content.hides(row):
        hidden = [book.words.hidden] * len(book.content.pks)
        sheet.entries(layout.row_of(row), hidden, "category_points")
        return
    first, last = layout.rows_below(row)
    formula = formulas.branch_total(
        layout.shares(first, last),
        formulas.column(first, last),
        book.content.missing,
        nothing,
    )
    branches = book.content.branch_totals
    totals = (branches[pk][row.pk] for pk in book.content.pks)
    values = [nothing if total is None else total for total in totals]
    sheet.formulas(layout.row_of(row), formula, values, "category_points")


def write_leaf(book: Book, sheet: Sheet, row: TreeRow) -> None:
    at = book.layout.row_of(row)
    if row.pk in book.layout.measured_place:
        measured = book.layout.sheet(Role.MEASURED)
        source = f"{measured}{COLUMN}{book.layout.value_of(row)}"
        sheet.formulas(at, source, book.measured_values(row), "points")
    elif row.is_measured:
        sheet.entries(at, book.measured_values(row), "points")
    elif not book.content.evaluators:
        unscored = book.words.states[CellState.UNSCORED]
        sheet.entries(at, [unscored] * len(book.content.pks), "input_points")
    else:
        write_scored(book, sheet, row)


def write_scored(book: Book, sheet: Sheet, row: TreeRow) -> None:
    """Where nobody scored, the cell shows what most people said instead."""
    content, at = book.content, book.layout.row_of(row)
    values = [content.values[pk][row.pk] for pk in content.pks]
    speakers: list[int | None] = []
    shown: list[Stored] = []
    for pk, value in zip(content.pks, values, strict=True):
        speaker = content.speaker(pk, row.pk) if value is None else None
        speakers.append(speaker)
        shown.append(
            value or 0.0 if speaker is None else book.said(speaker, pk, row.pk)
        )
    if not content.is_linked:
        sheet.entries(at, shown, "input_points")
        return
    made = score_formulas(book, row)
    templates = [made[speaker] for speaker in speakers]
    sheet.own_formulas(at, templates, shown, "points")


def score_formulas(book: Book, row: TreeRow) -> dict[int | None, str]:
    """Return the formula over all evaluators' cells, by whose word stands in for it."""
    scores, method = book.layout.sheet(Role.SCORES), book.content.method
    cells = {
        pk: f"{scores}{COLUMN}{block.row_of(row)}"
        for pk, block in book.layout.blocks.items()
    }
    value = formulas.group_value(list(cells.values()), method)
    made: dict[int | None, str] = {
        pk: formulas.or_word(value, cell) for pk, cell in cells.items()
    }
    made[None] = next(iter(made.values()))
    return made
