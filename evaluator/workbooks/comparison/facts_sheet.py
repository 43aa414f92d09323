"""What was taken from the catalogue or typed in as a figure, down to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from evaluator.catalogue.trust import is_old
from evaluator.models import Fact, MeasuredValue
from evaluator.selectors.catalogue.fact_words import fact_label, fact_text, qualifier_of
from evaluator.selectors.money.values import origin_words
from evaluator.workbooks.comparison.layout import HEAD, Role
from evaluator.workbooks.comparison.sheet import Book, Sheet, Stored
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.comparison.tree_rows import TreeRow

WIDTHS = (18, 24, 22, 18, 14, 14, 12, 26, 26, 26)
ADDRESS = 8  # the column of web addresses


@dataclass(frozen=True, slots=True)
class FactLine:
    """One figure, why it is here, and what it rests on."""

    candidate: str
    used_for: str
    fact: str
    value: Stored
    unit: str
    as_of: str
    trust: str
    source: str
    address: str
    note: str


def write(book: Book) -> None:
    sheet = book.sheets[Role.FACTS]
    sheet.heading(
        book.content.title,
        _("The facts used for must-haves and measured criteria, with their sources."),
    )
    sheet.list_head(titles(), WIDTHS)
    row = HEAD
    for row, line in enumerate(lines(book), start=HEAD + 1):
        write_line(sheet, row, line)
    if row == HEAD:
        sheet.text(HEAD + 1, 0, _("No facts of the catalogue were used."), "hint")
    else:
        sheet.worksheet.autofilter(HEAD - 1, 0, row - 1, len(WIDTHS) - 1)
    if not book.content.options.shows_prices:
        sheet.text(row + 2, 0, _("Prices are not part of this workbook."), "hint")
    sheet.frame(HEAD, 1)


def titles() -> list[str]:
    return [
        _("Candidate"),
        _("Used for"),
        _("Fact"),
        _("Value"),
        _("Unit"),
        _("As of"),
        _("Trust"),
        _("Source"),
        _("Address"),
        _("Remark"),
    ]


def write_line(sheet: Sheet, row: int, line: FactLine) -> None:
    values = [getattr(line, name) for name in FactLine.__slots__]
    for column, value in enumerate(values):
        if column == ADDRESS and value:
            sheet.link(row, column, value)
        else:
            look = "text" if isinstance(value, str) else "figure"
            sheet.entry(row, column, value, look)
    sheet.fit_height(row, zip(map(str, values), WIDTHS, strict=True))


def lines(book: Book) -> Iterator[FactLine]:
    """Measured criteria first, in their order, then must-haves."""
    content = book.content
    for row in content.measured_rows:
        for candidate in content.candidates:
            found = content.results.measured.get((candidate.pk, row.pk))
            if found and may_show(book, found.fact):
                yield measured_line(book, row, candidate.name, found)
    for must_have in content.results.must_haves.rows:
        for cell in must_have.cells:
            fact = cell.answer.fact
            if fact and may_show(book, fact):
                name = cell.criterion.name
                yield fact_line(book, fact, cell.candidate.name, name)


def may_show(book: Book, fact: Fact | None) -> bool:
    is_price = fact is not None and bool(fact.currency)
    return book.content.options.shows_prices or not is_price


def measured_line(
    book: Book, row: TreeRow, candidate: str, found: MeasuredValue
) -> FactLine:
    if found.fact:
        return fact_line(book, found.fact, candidate, row.name)
    return FactLine(
        candidate=candidate,
        used_for=row.name,
        fact=_("taken from the costs") if found.figure else _("typed in"),
        value=float(found.value or 0),
        unit=row.criterion.unit,
        as_of=book.content.options.written_day_of(found.entered_at),
        trust=str(Fact.Trust.OWN.label),
        source=origin_words(found) or found.source,
        address="",
        note="",
    )


def value_of(fact: Fact) -> Stored:
    """Figures stay numbers; their unit has a column of its own."""
    value = fact.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return fact_text(fact)


def as_of_text(fact: Fact, today: date) -> str:
    if not fact.as_of:
        return _("undated")
    if is_old(fact.as_of, today):
        return _("%(date)s, over 12 months old") % {"date": fact.as_of}
    return fact.as_of


def fact_line(book: Book, fact: Fact, candidate: str, used_for: str) -> FactLine:
    today = book.content.options.today
    qualifier = qualifier_of(fact)
    label = fact_label(fact.key)
    return FactLine(
        candidate=candidate,
        used_for=used_for,
        fact=f"{label} · {qualifier}" if qualifier else label,
        value=value_of(fact),
        unit=f"{fact.currency} {fact.unit}".strip(),
        as_of=as_of_text(fact, today),
        trust=str(fact.get_trust_display()) if fact.trust else "",
        source=fact.source,
        address=fact.source_url,
        note=fact.note,
    )
