"""Local weights to be changed; their shares and the weight in the whole follow."""

from __future__ import annotations

from math import fsum

from common.tables.cells import literal
from evaluator.workbooks.comparison import formulas
from evaluator.workbooks.comparison.layout import Role
from evaluator.workbooks.comparison.sheet import NAME_WIDTH, Book, Sheet
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.tree_rows import TreeRow

KIND, LOCAL, SHARE, BRANCH, LEAF, INSIDE, WANTED = range(1, 8)


def write(book: Book) -> None:
    sheet = book.sheets[Role.WEIGHTS]
    sheet.heading(
        book.content.title,
        _(
            "Change a blue weight: it counts beside its siblings only, in any scale."
            " Shares, totals, ranks and the chart follow."
        ),
    )
    write_head(book, sheet)
    for row in book.content.rows:
        write_row(book, sheet, row)
    write_sum(book, sheet)
    sheet.frame(book.layout.first - 1, 1)
    sheet.worksheet.outline_settings(symbols_below=False)


def write_head(book: Book, sheet: Sheet) -> None:
    row = book.layout.first - 1
    sheet.head(
        row,
        [
            (_("Criterion"), "head"),
            (_("Kind"), "head"),
            (_("Weight"), "head_number"),
            (_("Share among its siblings"), "head_number"),
            (_("Category in the whole"), "head_number"),
            (_("Criterion in the whole"), "head_number"),
            (_("Criterion in its category"), "head_number"),
            (_("Who wants it"), "head"),
        ],
    )
    sheet.worksheet.set_row(row - 1, 34)
    sheet.worksheet.set_column(0, 0, NAME_WIDTH)
    sheet.worksheet.set_column(KIND, INSIDE, 14)
    sheet.worksheet.set_column(WANTED, WANTED, 26)


def write_row(book: Book, sheet: Sheet, row: TreeRow) -> None:
    at = book.layout.row_of(row)
    look, share = ("label", "share") if row.is_leaf else ("category", "category_share")
    sheet.text(at, 0, row.name, look, indent=row.level)
    sheet.text(at, KIND, str(row.criterion.get_kind_display()), look)
    sheet.number(at, LOCAL, row.weight, "input")
    sheet.formula(at, SHARE, share_formula(book, row), row.share, share)
    branch, leaf = (LEAF, BRANCH) if row.is_leaf else (BRANCH, LEAF)
    sheet.formula(at, branch, whole_formula(book, row), row.whole, share)
    sheet.text(at, leaf, "", look)
    if row.is_leaf:
        sheet.formula(at, INSIDE, inside_formula(book, row), row.inside, share)
    else:
        sheet.text(at, INSIDE, "", look)
    sheet.text(at, WANTED, row.criterion.wanted_by, look)
    sheet.outline(at, row.name, row.level)
    sheet.at_least_zero(at, LOCAL)


def share_formula(book: Book, row: TreeRow) -> str:
    """weight / sum of the siblings' weights, 0 where all of them are 0."""
    rows, first = book.content.rows, book.layout.first
    parent = None if row.parent is None else rows[row.parent]
    siblings = parent.children if parent else [top.place for top in book.content.tops]
    spans = formulas.spans(first + place for place in siblings)
    whole = formulas.total_of([f"$C${a}:$C${b}" for a, b in spans])
    return f"IF({whole}>0,C{first + row.place}/({whole}),0)"


def whole_formula(book: Book, row: TreeRow) -> str:
    """The share of the whole that the parent has, times the own share of it."""
    at, first = book.layout.row_of(row), book.layout.first
    return f"D{at}" if row.parent is None else f"E{first + row.parent}*D{at}"


def inside_formula(book: Book, row: TreeRow) -> str:
    """The shares from the leaf up to its top category, multiplied."""
    rows, first = book.content.rows, book.layout.first
    factors = []
    while row.parent is not None:
        factors.append(f"D{first + row.place}")
        row = rows[row.parent]
    return "*".join(factors) or "1"


def write_sum(book: Book, sheet: Sheet) -> None:
    first, last = book.layout.first, book.layout.last
    together = fsum(row.whole for row in book.content.rows if row.is_leaf)
    sheet.text(last + 1, 0, _("All criteria together"), "label_bold")
    sheet.formula(last + 1, LEAF, f"SUM(F{first}:F{last})", together, "category_share")
    sound = _("The weights are complete.")
    broken = _(
        "A category weighs something, but everything in it weighs 0: no total can be"
        " computed."
    )
    check = f"IF({book.layout.weights_are_sound},{literal(sound)},{literal(broken)})"
    sheet.formula(last + 2, 0, check, sound, "hint")
