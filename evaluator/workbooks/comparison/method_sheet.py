"""How the numbers come about: settings, rules, late changes; how to use the file."""

from __future__ import annotations

from collections.abc import Iterator

from common.version import product_version
from evaluator.models import StructureChange
from evaluator.scoring.cells import CellState
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.money.values import origin_words
from evaluator.selectors.must_haves import Verdict
from evaluator.workbooks.comparison.layout import HINT, Role
from evaluator.workbooks.comparison.sheet import Book
from evaluator.workbooks.comparison.speech import gettext as _

WIDTHS = (30, 110)
Lines = list[tuple[str, str]]


def write(book: Book) -> None:
    sheet = book.sheets[Role.METHOD]
    sheet.heading(book.content.title, _("How this workbook is computed and used."))
    for column, width in enumerate(WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    at = HINT + 2
    for title, lines in sections(book):
        sheet.text(at, 0, title, "section")
        for row, (label, text) in enumerate(lines, start=at + 1):
            sheet.text(row, 0, label, "quiet", valign="top")
            sheet.text(row, 1, text, "sentence")
            sheet.fit_height(row, [(label, WIDTHS[0]), (text, WIDTHS[1])])
        at += len(lines) + 2
    sheet.worksheet.repeat_rows(0, HINT - 1)


def sections(book: Book) -> Iterator[tuple[str, Lines]]:
    yield _("Settings"), settings(book)
    yield _("How the total is computed"), list(numbered(rules(book)))
    if lines := taken(book):
        yield _("Values taken from the costs"), lines
    yield _("How to use this workbook"), list(numbered(uses(book)))
    yield _("Words in the cells"), words(book)
    if book.content.extras.changes:
        yield _("Changed after scoring had opened"), changes(book)


def numbered(sentences: list[str]) -> Iterator[tuple[str, str]]:
    for number, sentence in enumerate(sentences, start=1):
        yield str(number), sentence


def settings(book: Book) -> Lines:
    content, evaluation = book.content, book.content.results.evaluation
    return [
        (_("Mode"), mode_text(book)),
        (_("Where several scored"), str(evaluation.get_group_method_display())),
        (_("Where nobody scored"), str(evaluation.get_missing_policy_display())),
        (_("Cost in the ranking"), cost_in(content.results.tree).sentence),
        (_("Evaluators counted"), str(len(content.evaluators))),
        (_("Criteria"), str(sum(row.is_leaf for row in content.rows))),
        (_("Candidates"), str(len(content.candidates))),
        (_("Not in this workbook"), ", ".join(left_out(book)) or _("nothing")),
        (_("Made on"), content.options.written(content.options.today)),
        (_("Made by"), f"Changeover {product_version()}"),
    ]


def mode_text(book: Book) -> str:
    evaluation = book.content.results.evaluation
    if evaluation.is_open_mode:
        return _("scored in the open")
    if evaluation.revealed_at is None:
        return str(evaluation.get_mode_display())
    day = book.content.options.written_day_of(evaluation.revealed_at)
    return _("sealed, revealed %(when)s") % {"when": day}


def left_out(book: Book) -> Iterator[str]:
    options = book.content.options
    if not options.shows_names:
        yield _("names of evaluators")
    if not options.shows_scores:
        yield _("individual scores")
    if not options.shows_notes:
        yield _("notes")
    if not options.shows_prices:
        yield _("prices")


def rules(book: Book) -> list[str]:
    evaluation = book.content.results.evaluation
    return [
        _(
            "A score of 0 to 5 becomes a value of 0 to 1: the score divided by 5. A"
            " measured number becomes a value by its own fixed ends."
        ),
        _(
            "Each cell takes the values of those who scored it: %(method)s. Abstained,"
            " not shown, recused and unscored leave no number; none of them counts as"
            " 0."
        )
        % {"method": evaluation.get_group_method_display()},
        _(
            "A criterion's weight is its share within its category, times the share of"
            " the category. All weights together are 100%."
        ),
        _(
            "The total is the sum of value times weight, times 100. Where nobody"
            " scored: %(policy)s."
        )
        % {"policy": evaluation.get_missing_policy_display()},
        _(
            "Totals closer than a billionth share a rank, and the next rank is left"
            " out: 1, 2, 2, 4."
        ),
        _(
            "A candidate that fails a must-have without a waiver is out and has no"
            " rank."
        ),
    ]


def taken(book: Book) -> Lines:
    """Say of each criterion which figure it is, what it rests on, and from when."""
    content = book.content
    found: Lines = []
    for row in content.measured_rows:
        keys = [(pk, row.pk) for pk in content.pks]
        values = [content.results.measured.get(key) for key in keys]
        first = next((each for each in values if each and each.figure), None)
        if first:
            day = content.options.written_day_of(first.entered_at)
            found.append((row.name, f"{origin_words(first)}. {day}"))
    return found


def uses(book: Book) -> list[str]:
    found = [
        _(
            "Cells with blue numbers or words on a pale ground are yours to change; all"
            " others are formulas. Nothing you change here changes the evaluation."
        ),
        _(
            "A candidate has the same column on every sheet, and a criterion the same"
            " row on the sheets of comparison and weights."
        ),
        _("To put a candidate back in, change its “%(no)s” on the sheet of must-haves.")
        % {"no": book.words.answers[Verdict.NO]},
    ]
    if not book.content.is_linked:
        found.append(
            _(
                "Individual scores are not linked in this workbook, so the group's"
                " values on the comparison are typed numbers."
            )
        )
    return found


def words(book: Book) -> Lines:
    states, words = book.words.states, book.words
    return [
        (states[CellState.ABSTAINED], _("The evaluator saw it and gives no score.")),
        (states[CellState.NOT_SHOWN], _("The evaluator has not seen it.")),
        (
            states[CellState.RECUSED],
            _("The evaluator declared a conflict of interest."),
        ),
        (states[CellState.UNSCORED], _("The evaluator has said nothing yet.")),
        (words.hidden, _("It needs the right to see prices.")),
        (words.unknown, _("Nobody knows the number or the answer.")),
        (words.no_total, _("Nothing that weighs was scored.")),
        (words.out, _("The candidate fails a must-have without a waiver.")),
    ]


def changes(book: Book) -> Lines:
    return [
        (book.content.options.written_day_of(change.at), change_text(book, change))
        for change in book.content.extras.changes
    ]


def change_text(book: Book, change: StructureChange) -> str:
    parts = [change.what]
    if book.content.options.shows_notes:
        parts.append(_("Reason: %(reason)s") % {"reason": change.reason})
    if book.content.options.shows_names and change.by:
        parts.append(_("By %(name)s.") % {"name": change.by})
    if change.after_reveal:
        parts.append(_("Changed after the reveal."))
    return "\n".join(parts)
