"""Notes and evidence: on which words and which proof the scores and answers rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.models import MustHaveAnswer, Score
from evaluator.models.candidates import Rung
from evaluator.selectors.must_haves import MustHaveCell
from evaluator.workbooks.comparison.layout import HEAD, Role
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.speech import gettext as _

WIDTHS = (28, 18, 16, 12, 11, 52, 28, 14, 16)


@dataclass(frozen=True, slots=True)
class Note:
    criterion: str
    candidate: str
    person: str
    said: Stored
    rung: str
    text: str
    link: str
    file: str = ""
    change: str = ""


def write(book: Book) -> None:
    sheet = book.sheets[Role.NOTES]
    sheet.heading(
        book.content.title,
        _("What scores and must-haves rest on, in the words of those who gave them."),
    )
    sheet.list_head(titles(), WIDTHS)
    row = HEAD
    for row, note in enumerate(notes(book), start=HEAD + 1):
        write_note(sheet, row, note)
    if row == HEAD:
        sheet.text(HEAD + 1, 0, _("Nobody has written a note."), "hint")
    else:
        sheet.worksheet.autofilter(HEAD - 1, 0, row - 1, len(WIDTHS) - 1)
    sheet.frame(HEAD, 2)


def titles() -> list[str]:
    return [
        _("Criterion"),
        _("Candidate"),
        _("By whom"),
        _("Score or answer"),
        _("Rests on"),
        _("Note"),
        _("Link"),
        _("File"),
        _("Changed after the reveal"),
    ]


def write_note(sheet: Sheet, row: int, note: Note) -> None:
    values = [getattr(note, name) for name in Note.__slots__]
    for column, value in enumerate(values):
        # The links are typed by people: they are shown, not made to be clicked.
        sheet.entry(row, column, value, "text")
    sheet.fit_height(row, zip(map(str, values), WIDTHS, strict=True))


def notes(book: Book) -> Iterator[Note]:
    yield from must_have_notes(book)
    yield from score_notes(book)


def must_have_notes(book: Book) -> Iterator[Note]:
    for row in book.content.results.must_haves.rows:
        for cell in row.cells:
            answer = cell.answer
            if answer.evidence or answer.rung or answer.link or cell.is_claimed:
                yield must_have_note(book, cell, answer)


def must_have_note(book: Book, cell: MustHaveCell, answer: MustHaveAnswer) -> Note:
    person = ""
    if book.content.options.shows_names and answer.answered_by:
        person = str(answer.answered_by)
    rung = Rung.CLAIMED if cell.is_claimed else answer.rung
    return Note(
        criterion=cell.criterion.name,
        candidate=cell.candidate.name,
        person=person,
        said=book.words.answers[cell.verdict],
        rung=rung_word(rung),
        text=answer.evidence,
        link=answer.link,
    )


def rung_word(rung: str) -> str:
    return str(Rung(rung).label) if rung else ""


def score_notes(book: Book) -> Iterator[Note]:
    """In the order of the criteria, then of the candidates and evaluators."""
    content = book.content
    rows = {row.pk: row for row in content.rows}
    told = [
        (rows[criterion].place, content.columns[candidate], evaluator, score)
        for (evaluator, candidate, criterion), score in content.results.scores.items()
        if tells(score) and criterion in rows and candidate in content.columns
    ]
    for place, column, evaluator, score in sorted(told, key=lambda each: each[:3]):
        candidate = content.candidates[column - 1]
        yield Note(
            criterion=content.rows[place].name,
            candidate=candidate.name,
            person=content.evaluators[evaluator],
            said=said_in(book, evaluator, score, candidate.pk),
            rung=rung_word(score.rung),
            text=score.note,
            link=score.link,
            file=score.file.name if score.file else "",
            change=change_of(book, score),
        )


def tells(score: Score) -> bool:
    return bool(
        score.note
        or score.rung
        or score.link
        or score.file_id
        or score.changed_after_reveal
    )


def said_in(book: Book, evaluator: int, score: Score, candidate: int) -> Stored:
    if not book.content.options.shows_scores:
        return ""
    return book.said(evaluator, candidate, score.criterion_id)


def change_of(book: Book, score: Score) -> str:
    if not score.changed_after_reveal:
        return ""
    before = (score.submitted_before or {}).get("value")
    if before is None or not book.content.options.shows_scores:
        return _("changed after reveal")
    return _("changed after reveal; it was %(score)s") % {"score": before}
