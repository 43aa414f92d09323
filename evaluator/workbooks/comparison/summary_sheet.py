"""The page an executive presents: the first, the margin, the ranking, its chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from common.tables.cells import literal
from evaluator.models import Choice
from evaluator.scoring.ranking import Standing
from evaluator.workbooks.comparison import comparison_sheet, formulas, method_sheet
from evaluator.workbooks.comparison.layout import HEAD, MOST_PARTS, Role
from evaluator.workbooks.comparison.ranking_chart import ChartPlace, insert_chart
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.speech import ngettext
from evaluator.workbooks.comparison.styles import (
    ACCENT,
    ACCENT_SOFT,
    CATEGORIES,
    INK_3,
)
from evaluator.workbooks.comparison.tree_rows import TreeRow

RANK, NAME, TOTAL, BEHIND, COVERAGE, LOWEST, HIGHEST, VERDICT = range(8)
WIDTHS = (8, 30, 10, 10, 11, 10, 10, 13)
PART_WIDTH = 12
MOST_ON_A_PAGE = 40  # rows above the chart
DIGIT_PIXELS, GAP_PIXELS = 7, 5  # of a column, as Excel measures it


@dataclass(frozen=True)
class Table:
    """Where the ranking stands, and what its rows look up."""

    book: Book
    head: int

    @property
    def first(self) -> int:
        return self.head + 1

    @property
    def last(self) -> int:
        return self.head + len(self.book.content.candidates)

    @cached_property
    def parts(self) -> tuple[TreeRow, ...]:
        """The categories with a column of their own; more than twelve have none."""
        tops = self.book.content.tops
        return tops if len(tops) <= MOST_PARTS else ()

    @property
    def part_column(self) -> int:
        return VERDICT + 1 if self.book.content.has_must_haves else VERDICT

    @property
    def place_column(self) -> int:
        """The hidden column: which column of the comparison a row shows."""
        return self.part_column + len(self.parts)

    @property
    def last_column(self) -> int:
        return self.place_column - 1

    @property
    def width(self) -> int:
        """In characters, over all columns that show."""
        return sum(WIDTHS[: self.part_column]) + PART_WIDTH * len(self.parts)

    @property
    def pixels(self) -> int:
        return self.width * DIGIT_PIXELS + (self.last_column + 1) * GAP_PIXELS

    def down(self, letter: str) -> str:
        return f"${letter}${self.first}:${letter}${self.last}"

    def look_up(self, row: int, source: int) -> str:
        comparison = self.book.layout.sheet(Role.COMPARISON)
        across = self.book.layout.across(source)
        return f"INDEX({comparison}{across},{self.place_cell(row)})"

    def place_cell(self, row: int) -> str:
        return f"${formulas.letter(self.place_column)}{row}"


def write(book: Book) -> None:
    sheet = book.sheets[Role.SUMMARY]
    widths = Table(book, 0)
    sheet.heading(book.content.title, subtitle(book))
    at = write_notices(book, sheet, widths)
    write_tiles(book, sheet, table := Table(book, at + 3), at)
    write_head(sheet, table)
    for place in range(len(book.content.candidates)):
        write_place(book, sheet, table, place)
    colour(book, sheet, table)
    end = insert_chart(
        book,
        sheet,
        ChartPlace(table.first, table.last, table.part_column, table.parts),
        width=table.pixels,
    )
    write_settings(book, sheet, end)
    set_columns(sheet, table)
    sheet.worksheet.repeat_rows(0, 1)
    sheet.worksheet.fit_to_pages(1, 1 if table.last <= MOST_ON_A_PAGE else 0)


def subtitle(book: Book) -> str:
    content = book.content
    criteria = sum(row.is_leaf for row in content.rows)
    counts = [
        ngettext("%(count)s candidate", "%(count)s candidates", len(content.candidates))
        % {"count": len(content.candidates)},
        ngettext("%(count)s criterion", "%(count)s criteria", criteria)
        % {"count": criteria},
        ngettext("%(count)s evaluator", "%(count)s evaluators", len(content.evaluators))
        % {"count": len(content.evaluators)},
        method_sheet.mode_text(book),
    ]
    return " · ".join(counts)


# What has to be known before the numbers


def write_notices(book: Book, sheet: Sheet, table: Table) -> int:
    """Return the first free row."""
    at = HEAD + 1
    for text, look in notices(book):
        sheet.merged(at, table.last_column, text, look, table.width)
        at += 1
    return at + 1 if at > HEAD + 1 else at


def notices(book: Book) -> Iterable[tuple[str, str]]:
    content = book.content
    if content.results.evaluation.is_illustrative:
        text = _(
            "The scores of this evaluation are illustrative: made up by us to show the"
            " product, not an opinion on these platforms."
        )
        yield text, "warning"
    late = sum(change.after_reveal for change in content.extras.changes)
    if late:
        text = ngettext(
            "%(count)s change was made after the reveal. See the last part of the"
            " method.",
            "%(count)s changes were made after the reveal. See the last part of the"
            " method.",
            late,
        )
        yield text % {"count": late}, "warning"
    if content.extras.choice:
        yield from choice_lines(book, content.extras.choice)


def choice_lines(book: Book, choice: Choice) -> Iterable[tuple[str, str]]:
    options = book.content.options
    yield _("Chosen: %(name)s") % {"name": choice.chosen.name}, "chosen"
    if options.shows_notes:
        yield choice.reasons, "chosen_text"
        if choice.conditions:
            text = _("Conditions: %(text)s") % {"text": f"\n{choice.conditions}"}
            yield text, "chosen_text"
    parts = []
    if choice.runner_up:
        parts.append(_("Runner-up: %(name)s") % {"name": choice.runner_up.name})
    day = options.written_day_of(choice.at)
    parts.append(_("Recorded on %(day)s") % {"day": day})
    if options.shows_names and choice.by:
        parts.append(str(choice.by))
    yield " · ".join(parts), "chosen_quiet"


# The four figures


def write_tiles(book: Book, sheet: Sheet, table: Table, at: int) -> None:
    ranks, totals = table.down("A"), table.down("C")
    nothing = book.words.nothing
    tied = f"COUNTIF({ranks},1)>1"
    none = literal(nothing)
    before, _count, after = tie_words().partition("\0")
    tie = f"{literal(before)}&COUNTIF({ranks},1)&{literal(after)}"
    name = f"IF({tied},{tie},IF(COUNT({ranks})=0,{none},$B${table.first}))"
    ahead = (
        f"IF(COUNT({totals})<2,{none},"
        f"IF({tied},0,$C${table.first}-$C${table.first + 1}))"
    )
    best, ahead_by = best_total(book), book.content.margin
    margin = nothing if ahead_by is None else ahead_by
    tiles = [
        (RANK, _("First"), name, first_name(book), "tile"),
        (TOTAL, _("Total of 100"), f"$C${table.first}", best, "tile_points"),
        (COVERAGE, _("Ahead by"), ahead, margin, "tile_points"),
    ]
    if book.content.has_must_haves:
        out = f"COUNTIF({table.down('C')},{literal(book.words.out)})"
        count = len(book.content.results.out)
        tiles.append((HIGHEST, _("Out by must-haves"), out, count, "tile_whole"))
    for column in range(table.last_column + 1):
        sheet.text(at, column, "", "tile_ground")
        sheet.text(at + 1, column, "", "tile_ground")
    for column, label, formula, stored, look in tiles:
        sheet.tile(at, column, label, (formula, stored, look))
    sheet.worksheet.set_row(at, 30)


def tie_words() -> str:
    return _("Tie of %(count)s candidates") % {"count": "\0"}


def first_name(book: Book) -> str:
    winners = book.content.results.ranking.winners
    if len(winners) > 1:
        return tie_words().replace("\0", str(len(winners)))
    return book.content.order[0].name if winners else book.words.nothing


def best_total(book: Book) -> Stored:
    """What stands first in the table: a total, or why there is none."""
    return total_word(book, 0)


def total_word(book: Book, place: int) -> Stored:
    candidate = book.content.order[place]
    total = book.content.standing_of(candidate).total
    if total is not None:
        return total
    is_out = book.content.is_out(candidate)
    return book.words.out if is_out else book.words.no_total


# The ranking


def write_head(sheet: Sheet, table: Table) -> None:
    titles = [
        (_("Rank"), "head_middle"),
        (_("Candidate"), "head"),
        (_("Total of 100"), "head_number"),
        (_("Behind the first"), "head_number"),
        (_("Weight scored"), "head_number"),
        (_("Lowest possible"), "head_number"),
        (_("Highest possible"), "head_number"),
        (_("Must-haves"), "head_number"),
    ]
    sheet.head(table.head, titles[: table.part_column])
    for place, top in enumerate(table.parts):
        colour = CATEGORIES[place % len(CATEGORIES)]
        look = {"bottom": 5, "bottom_color": colour}
        column = table.part_column + place
        sheet.text(table.head, column, top.name, "head_number", **look)
    longest = max((len(top.name) for top in table.parts), default=0)
    lines = min(4, max(2, -(-longest // (PART_WIDTH - 2))))
    sheet.worksheet.set_row(table.head - 1, 4 + 15 * lines)


def write_place(book: Book, sheet: Sheet, table: Table, place: int) -> None:
    at, layout = table.first + place, book.layout
    candidate = book.content.order[place]
    standing = book.content.standing_of(candidate)
    nothing = book.words.nothing
    order = f"{layout.sheet(Role.COMPARISON)}{layout.across(layout.order)}"
    column = book.content.columns[candidate.pk]
    sheet.formula(
        at, table.place_column, f"MATCH({place + 1},{order},0)", column, "quiet_whole"
    )

    def show(column: int, source: int, stored: Stored, look: str) -> None:
        sheet.formula(at, column, table.look_up(at, source), stored, look)

    show(RANK, layout.rank, standing.rank or nothing, "place")
    show(NAME, HEAD, candidate.name, "label_bold")
    show(TOTAL, layout.total, total_word(book, place), "points_bold")
    behind = f"IF(ISNUMBER($C{at}),MAX({table.down('C')})-$C{at},"
    behind += f"{literal(nothing)})"
    sheet.formula(at, BEHIND, behind, behind_first(book, standing), "points")
    show(COVERAGE, layout.coverage, standing.coverage, "share")
    show(LOWEST, layout.lowest, standing.lowest, "points")
    show(HIGHEST, layout.highest, standing.highest, "points")
    if book.content.has_must_haves:
        verdict = comparison_sheet.verdict_of(book, candidate)
        show(VERDICT, layout.verdict, verdict, "word")
    for part, top in enumerate(table.parts):
        points = comparison_sheet.part_of(book, top, candidate)
        show(table.part_column + part, layout.part_of(top), points, "points")


def behind_first(book: Book, standing: Standing) -> Stored:
    if standing.total is None:
        return book.words.nothing
    return book.content.highest_total - standing.total


def colour(book: Book, sheet: Sheet, table: Table) -> None:
    """The first stands out, and who is not ranked steps back."""
    area = (table.first - 1, 0, table.last - 1, table.last_column)
    first = book.styles.conditional(bold=True, font_color=ACCENT, bg_color=ACCENT_SOFT)
    quiet = book.styles.conditional(font_color=INK_3, italic=True)
    rule = comparison_sheet.formula_rule
    add = sheet.worksheet.conditional_format
    add(*area, rule(f"=$A{table.first}=1", first))
    add(*area, rule(f"=ISTEXT($A{table.first})", quiet))


def set_columns(sheet: Sheet, table: Table) -> None:
    for column, width in enumerate(WIDTHS[: table.part_column]):
        sheet.worksheet.set_column(column, column, width)
    if table.parts:
        last = table.last_column
        sheet.worksheet.set_column(table.part_column, last, PART_WIDTH)
    place = table.place_column
    sheet.worksheet.set_column(place, place, 6, None, {"hidden": True})


def write_settings(book: Book, sheet: Sheet, at: int) -> None:
    """The choices of method that the ranking rests on."""
    sheet.text(at, 0, _("Settings"), "section")
    for row, (label, text) in enumerate(method_sheet.settings(book)[:3], start=at + 1):
        sheet.text(row, 0, f"{label}: {text}", "hint")
