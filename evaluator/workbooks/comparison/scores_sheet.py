"""Individual scores: a block for each evaluator, to be changed, with own totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from common.tables.cells import literal
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import CellState
from evaluator.scoring.ranking import Standing
from evaluator.scoring.value_functions import Rated
from evaluator.workbooks.comparison import comparison_sheet, formulas
from evaluator.workbooks.comparison.formulas import PER_SCORE
from evaluator.workbooks.comparison.layout import COLUMN, HEAD, Block, Role
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import (
    ACCENT_SOFT,
    HIGH,
    INK_3,
    LINE_2,
    LOW,
    MIDDLE,
    SURFACE,
    SURFACE_2,
    WARN,
    WARN_SOFT,
)
from evaluator.workbooks.comparison.tree_rows import TreeRow


def write(book: Book) -> None:
    sheet, layout = book.sheets[Role.SCORES], book.layout
    sheet.heading(book.content.title, hint_of(book))
    sheet.candidate_head(_("Criterion"), (_("Weight"), "head_number"))
    for pk, block in layout.blocks.items():
        write_block(book, sheet, pk, block)
    colour(book, sheet)
    mark_changed(book, sheet)
    sheet.frame(HEAD, 2)
    sheet.worksheet.outline_settings(symbols_below=False)


def hint_of(book: Book) -> str:
    words = ", ".join(book.words.states.values())
    if not book.content.is_linked:
        return _("What each evaluator said: 0 to 5, or %(states)s.") % {"states": words}
    return _(
        "Change a blue cell: a score of 0 to 5, or one of %(states)s. Only scores"
        " count; no state is a zero."
    ) % {"states": words}


def write_block(book: Book, sheet: Sheet, evaluator: int, block: Block) -> None:
    sheet.text(block.name, 0, book.content.evaluators[evaluator], "section")
    for row in book.content.rows:
        at = block.row_of(row)
        look = "label" if row.is_leaf else "category"
        sheet.text(at, 0, row.name, look, indent=row.level)
        if not row.is_leaf:
            sheet.blanks(at, "category")
            sheet.text(at, 1, "", "category")
        elif row.is_measured:
            write_weight(book, sheet, row, at)
            write_measured(book, sheet, row, at)
        else:
            write_weight(book, sheet, row, at)
            pks = book.content.pks
            said = [book.said(evaluator, pk, row.pk) for pk in pks]
            sheet.entries(at, said, "input")
        sheet.outline(at, row.name, row.level)
    allow(book, sheet, block)
    write_totals(book, sheet, evaluator, block)


def write_weight(book: Book, sheet: Sheet, row: TreeRow, at: int) -> None:
    weight = f"{book.layout.sheet(Role.WEIGHTS)}F{book.layout.row_of(row)}"
    sheet.formula(at, 1, weight, row.whole, "share")


def write_measured(book: Book, sheet: Sheet, row: TreeRow, at: int) -> None:
    """A measured value is everybody's: shown as the score it is worth."""
    if row.pk in book.content.hidden_prices:
        sheet.entries(at, book.measured_values(row), "points")
        return
    source = f"{book.layout.sheet(Role.COMPARISON)}{COLUMN}{book.layout.row_of(row)}"
    unknown = literal(book.words.unknown)
    formula = f"IF(ISNUMBER({source}),{source}/{PER_SCORE},{unknown})"
    values = [
        value if isinstance(value, str) else value / PER_SCORE
        for value in book.measured_values(row)
    ]
    sheet.formulas(at, formula, values, "points")


def allow(book: Book, sheet: Sheet, block: Block) -> None:
    rated = [row for row in book.content.rows if row.is_leaf and not row.is_measured]
    choices = [str(score) for score in range(Rated.highest + 1)]
    for span in formulas.spans(block.row_of(row) for row in rated):
        sheet.one_of(span, [*choices, *book.words.states.values()])


def write_totals(book: Book, sheet: Sheet, evaluator: int, block: Block) -> None:
    """The ranking by this person's scores alone."""
    layout, words = book.layout, book.words
    standings = [
        book.content.personal[evaluator][each.pk] for each in book.content.candidates
    ]
    comparison_sheet.label(sheet, block.total, _("Own total of 100"), "label_bold")
    own = total_formula(book, block)
    write_sum(book, block.total, own, totals(book, standings), "total")
    comparison_sheet.label(
        sheet, block.coverage, _("Weight of what is scored"), "label"
    )
    covered = [each.coverage or words.nothing for each in standings]
    found = coverage_formula(book, block)
    write_sum(book, block.coverage, found, covered, "share")
    comparison_sheet.label(sheet, block.rank, _("Own rank"), "label_bold")
    rank = formulas.rank(block.total, layout.across(block.total), words.nothing)
    ranks = [each.rank or words.nothing for each in standings]
    write_sum(book, block.rank, rank, ranks, "whole_bold")
    if book.content.is_personal:
        write_parts(book, sheet, standings, block)


def write_sum(
    book: Book, row: int, formula: str, values: Iterable[Stored], look: str
) -> None:
    """Write the formula; typed numbers where prices that count are left out."""
    sheet = book.sheets[Role.SCORES]
    if book.content.withholds:
        sheet.entries(row, values, look)
    else:
        sheet.formulas(row, formula, values, look)


def totals(book: Book, standings: list[Standing]) -> Iterator[Stored]:
    for candidate, standing in zip(book.content.candidates, standings, strict=True):
        if standing.total is not None:
            yield standing.total
        else:
            is_out = book.content.is_out(candidate)
            yield book.words.out if is_out else book.words.no_total


def points(book: Book, block: Block, first: int, last: int) -> str:
    """Weight times score, as points; places count from the first row of the tree."""
    weights = book.layout.weights(book.layout.first + first, book.layout.first + last)
    scores = formulas.column(block.first + first, block.first + last)
    return f"{PER_SCORE}*{formulas.weighted(weights, scores)}"


def total_formula(book: Book, block: Block) -> str:
    covered = formulas.cells(block.coverage)
    found = points(book, block, 0, block.length - 1)
    if book.content.missing is not MissingPolicy.ZERO:
        found = f"{found}/{covered}"
    no_total = literal(book.words.no_total)
    total = f"IF(ISNUMBER({covered}),{found},{no_total})"
    verdict = None
    if book.content.has_must_haves:
        comparison = book.layout.sheet(Role.COMPARISON)
        verdict = f"{comparison}{COLUMN}${book.layout.verdict}"
    return formulas.unless_out(verdict, book.words.out, total)


def coverage_formula(book: Book, block: Block) -> str:
    """The weight of what is scored; nothing for who scored nothing of a candidate."""
    layout, nothing = book.layout, literal(book.words.nothing)
    scores = formulas.column(block.first, block.last)
    covered = formulas.present(layout.weights(layout.first, layout.last), scores)
    conditions = [layout.weights_are_sound, f"{covered}>0"]
    measured = [
        formulas.cells(block.row_of(row))
        for row in book.content.rows
        if row.is_measured
    ]
    if measured and book.content.has_rated:
        given = formulas.counted(measured)
        conditions.append(f"COUNT({scores})>{given}")
    return f"IF(AND({','.join(conditions)}),{covered},{nothing})"


def write_parts(
    book: Book, sheet: Sheet, standings: list[Standing], block: Block
) -> None:
    """What the mean of the personal totals is made of."""
    covered = formulas.cells(block.coverage)
    nothing = book.words.nothing

    def formula(found: str) -> str:
        return f"IF(ISNUMBER({covered}),{found},{literal(nothing)})"

    comparison_sheet.label(sheet, block.lowest, _("Lowest possible total"), "quiet")
    lowest = points(book, block, 0, block.length - 1)
    values = [each.lowest if each.coverage else nothing for each in standings]
    write_sum(book, block.lowest, formula(lowest), values, "points")
    for place, top in enumerate(book.content.tops):
        at = block.parts + place
        comparison_sheet.label(sheet, at, points_label(top), "quiet")
        found = points(book, block, *top.below)
        if book.content.missing is not MissingPolicy.ZERO:
            found = f"{found}/{covered}"
        values = [
            (book.content.part_of(top, each) or 0.0) if each.coverage else nothing
            for each in standings
        ]
        write_sum(book, at, formula(found), values, "points")


def points_label(top: TreeRow) -> str:
    return _("Points: %(category)s") % {"category": top.name}


SHADES = {
    "type": "3_color_scale",
    "min_type": "num",
    "mid_type": "num",
    "max_type": "num",
    "min_value": 0,
    "mid_value": Rated.highest / 2,
    "max_value": Rated.highest,
    "min_color": LOW,
    "mid_color": MIDDLE,
    "max_color": HIGH,
}


def colour(book: Book, sheet: Sheet) -> None:
    """Scores are shaded as on the pages; each state has a look of its own."""
    layout, look = book.layout, book.styles
    rated = [row for row in book.content.rows if row.is_leaf and not row.is_measured]
    blocks = list(layout.blocks.values())
    spans = [
        span
        for block in blocks
        for span in formulas.spans(block.row_of(row) for row in rated)
    ]
    if not spans:
        return
    first, last = layout.letters[0], layout.letters[-1]
    ranges = " ".join(f"{first}{a}:{last}{b}" for a, b in spans)
    rows = (spans[0][0], spans[-1][1])
    states = {
        CellState.ABSTAINED: look.conditional(font_color=INK_3, bg_color=SURFACE_2),
        CellState.NOT_SHOWN: look.conditional(font_color=INK_3, bg_color=ACCENT_SOFT),
        CellState.RECUSED: look.conditional(font_color=WARN, bg_color=WARN_SOFT),
        CellState.UNSCORED: look.conditional(
            font_color=INK_3,
            bg_color=SURFACE,
            italic=True,
            border=4,
            border_color=LINE_2,
        ),
    }
    for state, style in states.items():
        rule = sheet.word_rule(book.words.states[state], style)
        sheet.rule(rows, {**rule, "multi_range": ranges})
    sheet.rule(rows, {**SHADES, "multi_range": ranges})


def mark_changed(book: Book, sheet: Sheet) -> None:
    """Scores changed after the reveal carry a thick line at their side (R20)."""
    columns = {pk: n for n, pk in enumerate(book.content.results.candidates, start=2)}
    rows = {row.pk: row for row in book.content.rows}
    for (evaluator, candidate, criterion), score in book.content.results.scores.items():
        is_there = candidate in columns and criterion in rows
        if score.changed_after_reveal and is_there:
            at = book.layout.blocks[evaluator].row_of(rows[criterion])
            value = book.said(evaluator, candidate, criterion)
            sheet.entry(at, columns[candidate], value, "input_changed")
