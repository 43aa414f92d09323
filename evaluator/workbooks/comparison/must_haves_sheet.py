"""What every candidate must have: answers to be changed, and who is out by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from common.tables.cells import literal
from evaluator.selectors.must_haves import MustHaveCell, Verdict
from evaluator.workbooks.comparison import comparison_sheet, formulas
from evaluator.workbooks.comparison.layout import FIRST_COLUMN, Role
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.sheet import (
    CANDIDATE_WIDTH,
    NAME_WIDTH,
    NUMBER_WIDTH,
    Book,
    Sheet,
)
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.styles import (
    BAD,
    BAD_SOFT,
    INK_3,
    OK,
    OK_SOFT,
    SURFACE,
    WARN,
    WARN_SOFT,
)

FEWEST_COLUMNS = 4  # so that a sentence has room beside few candidates


def write(book: Book) -> None:
    sheet, layout = book.sheets[Role.MUST_HAVES], book.layout
    words = book.words.answers
    sheet.heading(
        book.content.title,
        _(
            "Change an answer: %(yes)s, %(no)s, %(unknown)s or %(waived)s. One"
            " “%(no)s” takes the candidate out, and totals and ranks follow."
        )
        % {str(verdict): word for verdict, word in words.items()},
    )
    sheet.candidate_head(_("Must-have"), (_("Wanted by"), "head"))
    for place, row in enumerate(book.content.results.must_haves.rows):
        at = layout.must_haves + place
        sheet.text(at, 0, row.criterion.name, "label")
        wanted_by = row.criterion.wanted_by
        sheet.text(at, 1, wanted_by, "quiet")
        name = row.criterion.name
        sheet.fit_height(at, [(name, NAME_WIDTH), (wanted_by, NUMBER_WIDTH)])
        sheet.entries(at, [words[cell.verdict] for cell in row.cells], "input")
    write_counts(book, sheet)
    write_waivers(book, sheet)
    rows = (layout.must_haves, layout.must_haves_end)
    sheet.one_of(rows, [words[verdict] for verdict in Verdict])
    colour(book, sheet)
    sheet.frame(layout.must_haves - 1, 2)


def write_counts(book: Book, sheet: Sheet) -> None:
    """How many of each answer, and what follows for the candidate."""
    layout, words = book.layout, book.words
    answers = formulas.column(layout.must_haves, layout.must_haves_end)
    labels = {
        Verdict.NO: _("Not met"),
        Verdict.UNKNOWN: _("Unknown"),
        Verdict.WAIVED: _("Waived"),
    }
    counted = [
        Counter(cell.verdict for cell in strip.cells)
        for strip in book.content.results.must_haves.strips
    ]
    for place, (verdict, label) in enumerate(labels.items()):
        at = layout.not_met + place
        count = f"COUNTIF({answers},{literal(words.answers[verdict])})"
        comparison_sheet.label(sheet, at, label, "label")
        sheet.formulas(at, count, [each[verdict] for each in counted], "whole")
    at = layout.must_have_verdict
    comparison_sheet.label(sheet, at, _("Must-haves"), "label_bold")
    verdicts = [
        comparison_sheet.verdict_of(book, each) for each in book.content.candidates
    ]
    sheet.formulas(at, verdict_formula(book), verdicts, "total")


def verdict_formula(book: Book) -> str:
    """The worst answer decides."""
    words, at, text = book.words, book.layout.not_met, literal
    unknown, waived = (
        text(words.answers[each]) for each in (Verdict.UNKNOWN, Verdict.WAIVED)
    )
    cell = formulas.cells
    return (
        f"IF({cell(at)}>0,{text(words.out)},IF({cell(at + 1)}>0,{unknown},"
        f"IF({cell(at + 2)}>0,{waived},{text(words.met)})))"
    )


def write_waivers(book: Book, sheet: Sheet) -> None:
    waived = list(waivers(book))
    if not waived:
        return
    at = book.layout.must_have_verdict + 2
    sheet.text(at, 0, _("Waivers"), "section")
    columns = max(FEWEST_COLUMNS, len(book.content.candidates))
    last = FIRST_COLUMN + columns - 1
    width = NAME_WIDTH + NUMBER_WIDTH + columns * CANDIDATE_WIDTH
    for row, sentence in enumerate(waived, start=at + 1):
        sheet.merged(row, last, sentence, "sentence", width)


def waivers(book: Book) -> Iterator[str]:
    for strip in book.content.results.must_haves.strips:
        for cell in strip.waived:
            yield " ".join(part for part in waiver_parts(book, cell) if part)


def waiver_parts(book: Book, cell: MustHaveCell) -> Iterator[str]:
    """Who waived what, why, until when; names and reasons only where shown."""
    options, answer = book.content.options, cell.answer
    yield f"{cell.candidate.name} · {cell.criterion.name}:"
    yield waived_until(options, answer.waived_until)
    if options.shows_names and answer.waived_by:
        yield _("Waived by %(name)s.") % {"name": answer.waived_by}
    if options.shows_notes:
        yield _("Reason: %(reason)s") % {"reason": answer.waived_because}


def waived_until(options: WorkbookOptions, last: date | None) -> str:
    if last is None:
        return _("waived without an end.")
    return _("waived until %(day)s.") % {"day": options.written(last)}


def colour(book: Book, sheet: Sheet) -> None:
    """Each answer has a look of its own, and so has each verdict."""
    layout, words, look = book.layout, book.words, book.styles
    answers = words.answers
    bad = look.conditional(font_color=BAD, bg_color=BAD_SOFT)
    good = look.conditional(font_color=OK, bg_color=OK_SOFT)
    warn = look.conditional(font_color=WARN, bg_color=WARN_SOFT)
    open_ = look.conditional(font_color=INK_3, bg_color=SURFACE, italic=True)
    looks = {
        answers[Verdict.YES]: good,
        answers[Verdict.NO]: bad,
        answers[Verdict.WAIVED]: warn,
        answers[Verdict.UNKNOWN]: open_,
        words.met: good,
        words.out: bad,
    }
    for rows in (
        (layout.must_haves, layout.must_haves_end),
        (layout.must_have_verdict, layout.must_have_verdict),
    ):
        for word, style in looks.items():
            sheet.rule(rows, sheet.word_rule(word, style))
