"""Criteria down, candidates across: values, category totals, totals, ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from common.tables.cells import literal
from evaluator.models import Candidate
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.ranking import POINTS, Standing
from evaluator.selectors.must_haves import Verdict
from evaluator.workbooks.comparison import comparison_tree, formulas
from evaluator.workbooks.comparison.layout import COLUMN, HEAD, Layout, Role
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import (
    ACCENT,
    ACCENT_SOFT,
    HIGH,
    INK_3,
    LOW,
    MIDDLE,
)
from evaluator.workbooks.comparison.tree_rows import TreeRow


def write(book: Book) -> None:
    sheet, layout = book.sheets[Role.COMPARISON], book.layout
    sheet.heading(book.content.title, hint_of(book))
    sheet.candidate_head(_("Criterion"), (_("Weight"), "head_number"))
    write_standings(book, sheet)
    if book.content.has_must_haves:
        write_verdicts(book, sheet)
    comparison_tree.write(book, sheet)
    write_coverage(book, sheet)
    write_parts(book, sheet)
    label(sheet, layout.order, _("Place on the summary"), "quiet")
    places = [book.content.places[each.pk] for each in book.content.candidates]
    order = formulas.order(layout, book.words)
    if book.content.withholds:
        sheet.entries(layout.order, places, "quiet_whole")
    else:
        sheet.formulas(layout.order, order, places, "quiet_whole")
    colour(book, sheet)
    sheet.frame(layout.first - 1, 2)
    sheet.worksheet.outline_settings(symbols_below=False)


def hint_of(book: Book) -> str:
    if book.content.is_linked and not book.content.withholds:
        return _(
            "Values from 0 to 100: a score of 5 is 100. All of it follows the blue"
            " cells of the other sheets."
        )
    if book.content.withholds:
        return _(
            "Prices are not part of this workbook, but the ranking counts them. So"
            " totals, ranks and sums with prices in them are typed numbers here, with"
            " one decimal."
        )
    if is_fixed(book):
        return _(
            "The total is the mean of the personal totals, and these are not part of"
            " this workbook. So totals and values are typed numbers here; ranks and"
            " the chart follow the totals."
        )
    return _(
        "Values from 0 to 100: a score of 5 is 100. Individual scores are not linked"
        " here: the group's values are typed numbers, and all else follows the blue"
        " cells."
    )


def is_fixed(book: Book) -> bool:
    """Whether the totals are typed: they come from what is not in the file."""
    unlinked = book.content.is_personal and not book.content.is_linked
    return unlinked or book.content.withholds


def follows_people(book: Book) -> bool:
    """Whether the totals are means of personal totals on the sheet of scores."""
    return book.content.is_personal and book.content.is_linked


def label(sheet: Sheet, row: int, text: str, look: str) -> None:
    sheet.text(row, 0, text, look)
    sheet.text(row, 1, "", look)


def of_candidates(
    book: Book, read: Callable[[Standing], float | None], otherwise: str
) -> Iterator[Stored]:
    """Return what the app says of each candidate; `out` for who has failed."""
    for candidate in book.content.candidates:
        value = read(book.content.standings[candidate.pk])
        if value is not None:
            yield value
        else:
            yield book.words.out if book.content.is_out(candidate) else otherwise


def write_row(
    book: Book, row: int, text: str, look: str, numbers: tuple[str, Iterable[Stored]]
) -> None:
    """Write label and formulas; typed numbers where nothing can be recomputed."""
    sheet, (formula, values) = book.sheets[Role.COMPARISON], numbers
    label(sheet, row, text, "label_bold" if look == "total" else "label")
    if is_fixed(book):
        sheet.entries(row, values, look)
    else:
        sheet.formulas(row, formula, values, look)


def write_standings(book: Book, sheet: Sheet) -> None:
    layout, words = book.layout, book.words
    label(sheet, layout.rank, _("Rank"), "label_bold")
    ranks = [
        words.nothing if each.rank is None else each.rank
        for each in map(book.content.standing_of, book.content.candidates)
    ]
    rank = formulas.rank(layout.total, layout.across(layout.total), words.nothing)
    if book.content.withholds:
        sheet.entries(layout.rank, ranks, "whole_bold")
    else:
        sheet.formulas(layout.rank, rank, ranks, "whole_bold")
    totals = of_candidates(book, lambda each: each.total, words.no_total)
    formula = total_formula(book)
    write_row(book, layout.total, _("Total of 100"), "total", (formula, totals))


def total_formula(book: Book) -> str:
    layout, words = book.layout, book.words
    if follows_people(book):
        totals = cells_of_people(layout, "total")
        formula = formulas.mean_of(totals, literal(words.no_total))
    else:
        formula = formulas.total(
            points_of(layout, layout.first, layout.last),
            formulas.cells(layout.coverage),
            book.content.missing,
            words.no_total,
        )
    return formulas.unless_out(verdict_cell(book), words.out, formula)


def verdict_cell(book: Book) -> str | None:
    if not book.content.has_must_haves:
        return None
    return formulas.cells(book.layout.verdict)


def points_of(layout: Layout, first: int, last: int) -> str:
    weights = layout.weights(first, last)
    return formulas.weighted(weights, formulas.column(first, last))


def cells_of_people(layout: Layout, part: str, offset: int = 0) -> list[str]:
    """Return the same cell of every evaluator's block on the sheet of scores."""
    sheet = layout.sheet(Role.SCORES)
    return [
        f"{sheet}{COLUMN}{getattr(block, part) + offset}"
        for block in layout.blocks.values()
    ]


def write_verdicts(book: Book, sheet: Sheet) -> None:
    layout = book.layout
    label(sheet, layout.verdict, _("Must-haves"), "label_bold")
    source = f"{layout.sheet(Role.MUST_HAVES)}{COLUMN}{layout.must_have_verdict}"
    verdicts = [verdict_of(book, each) for each in book.content.candidates]
    sheet.formulas(layout.verdict, source, verdicts, "word")


def verdict_of(book: Book, candidate: Candidate) -> str:
    """Return the worst of the candidate's must-haves as a word."""
    words = book.words
    strip = book.content.results.must_haves.strip_of(candidate.pk)
    if strip is None:
        return words.met
    if strip.is_out:
        return words.out
    if strip.unknown:
        return words.answers[Verdict.UNKNOWN]
    return words.answers[Verdict.WAIVED] if strip.waived else words.met


def write_coverage(book: Book, sheet: Sheet) -> None:
    """What the missing scores could still change."""
    layout, words = book.layout, book.words
    sheet.text(layout.coverage - 1, 0, _("How complete the scores are"), "section")
    covered = of_candidates(book, lambda each: each.coverage, words.nothing)
    lowest = of_candidates(book, lambda each: each.lowest, words.nothing)
    highest = of_candidates(book, lambda each: each.highest, words.nothing)
    coverage, low = coverage_formula(book), lowest_formula(book)
    own = formulas.cells
    high = f"{own(layout.lowest)}+{POINTS}*(1-{own(layout.coverage)})"
    write_row(
        book,
        layout.coverage,
        _("Weight of what is scored"),
        "share",
        (coverage, covered),
    )
    write_row(book, layout.lowest, _("Lowest possible total"), "points", (low, lowest))
    write_row(
        book, layout.highest, _("Highest possible total"), "points", (high, highest)
    )


def coverage_formula(book: Book) -> str:
    layout = book.layout
    if follows_people(book):
        return formulas.mean_of(cells_of_people(layout, "coverage"), "0")
    return formulas.coverage(
        layout.weights_are_sound,
        layout.weights(layout.first, layout.last),
        formulas.column(layout.first, layout.last),
    )


def lowest_formula(book: Book) -> str:
    layout = book.layout
    if follows_people(book):
        return formulas.mean_of(cells_of_people(layout, "lowest"), "0")
    return points_of(layout, layout.first, layout.last)


def write_parts(book: Book, sheet: Sheet) -> None:
    """Where the total comes from: the points of each category sum to it."""
    layout, nothing = book.layout, book.words.nothing
    sheet.text(layout.parts - 1, 0, _("Points by category"), "section")
    for place, top in enumerate(book.content.tops):
        row, first, last = layout.part_of(top), *layout.rows_below(top)
        formula = formulas.part(
            formulas.cells(layout.total),
            formulas.column(first, last),
            part_points(book, place, first, last),
            nothing,
        )
        values = [part_of(book, top, each) for each in book.content.candidates]
        write_row(book, row, top.name, "points", (formula, values))


def part_points(book: Book, place: int, first: int, last: int) -> str:
    layout = book.layout
    if follows_people(book):
        parts = cells_of_people(layout, "parts", place)
        return formulas.mean_of(parts, literal(book.words.nothing))
    points = points_of(layout, first, last)
    if book.content.missing is MissingPolicy.ZERO:
        return points
    return f"{points}/{formulas.cells(layout.coverage)}"


def part_of(book: Book, top: TreeRow, candidate: Candidate) -> Stored:
    standing = book.content.standing_of(candidate)
    if standing.total is None:
        return book.words.nothing
    points = book.content.part_of(top, standing)
    return book.words.nothing if points is None else points


def colour(book: Book, sheet: Sheet) -> None:
    """Colours follow the numbers: words first, then who is out, then the shades."""
    layout, look = book.layout, book.styles
    letter = layout.letters[0]
    body = (HEAD, layout.last)
    if book.content.has_must_haves:
        out = f"={letter}${layout.verdict}={literal(book.words.out)}"
        grey = look.conditional(font_color=INK_3, font_strikeout=True)
        sheet.rule((HEAD, HEAD), formula_rule(out, grey))
    word = look.conditional(font_color=INK_3, italic=True)
    is_word = f"=ISTEXT({letter}{layout.rank})"
    sheet.rule((layout.rank, body[1]), formula_rule(is_word, word))
    first = look.conditional(bold=True, font_color=ACCENT, bg_color=ACCENT_SOFT)
    sheet.rule((HEAD, layout.total), formula_rule(f"={letter}${layout.rank}=1", first))
    shade(book, sheet)


def formula_rule(criteria: str, look: object) -> dict[str, object]:
    return {"type": "formula", "criteria": criteria, "format": look}


def shade(book: Book, sheet: Sheet) -> None:
    """Shade the leaves by fixed ends, so that one candidate colours no other."""
    layout = book.layout
    leaves = (layout.row_of(row) for row in book.content.rows if row.is_leaf)
    ends = (layout.letters[0], layout.letters[-1])
    ranges = " ".join(f"{ends[0]}{a}:{ends[1]}{b}" for a, b in formulas.spans(leaves))
    sheet.rule(
        (layout.first, layout.last),
        {
            "type": "3_color_scale",
            "min_type": "num",
            "mid_type": "num",
            "max_type": "num",
            "min_value": 0,
            "mid_value": POINTS / 2,
            "max_value": POINTS,
            "min_color": LOW,
            "mid_color": MIDDLE,
            "max_color": HIGH,
            "multi_range": ranges,
        },
    )
