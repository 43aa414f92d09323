"""The prices of each candidate's plans, step by step, with their sources."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from evaluator.catalogue.part_labels import part_name
from evaluator.costs.components import (
    Charge,
    Every,
    Fee,
    Labour,
    Meter,
    Overage,
    Source,
)
from evaluator.costs.outcomes import State
from evaluator.costs.tariffs import Plan
from evaluator.models import Candidate, Fact
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import MoneyBook, Role
from evaluator.workbooks.plain_sheet import HEAD, Stored

WIDTHS = (24, 20, 28, 12, 12, 12, 14, 14, 10, 16, 12, 14, 44, 40, 16)
FROM, TO, UNIT, FLAT, SURE = "E", "F", "G", "H", "O"
EVERY_WORDS = {
    Every.MONTH: gettext_lazy("a month"),
    Every.YEAR: gettext_lazy("a year"),
    Every.ONCE: gettext_lazy("once"),
}
TRUST_WORDS = {str(each.value): each.label for each in Fact.Trust}


def write(book: MoneyBook) -> None:
    sheet = book.sheets[Role.STEPS]
    sheet.heading(
        book.content.title,
        _("List prices by step, in their own currency, before any discount."),
    )
    sheet.list_head(titles(), WIDTHS, range(3, 8))
    row = HEAD
    for candidate in book.content.candidates:
        tariff = book.content.case.candidate(str(candidate.pk)).tariff
        for plan in tariff.plans if tariff else ():
            for part in plan.components:
                if isinstance(part, Meter | Fee | Labour | Overage):
                    book.steps[str(candidate.pk), plan.key, part.name] = row + 1
                    for values in rows_of(part):
                        row += 1
                        write_row(book, row, candidate, plan, part, values)
    if row == HEAD:
        sheet.text(HEAD + 1, 0, _("No candidate has a tariff yet."), "hint")
    sheet.frame(HEAD, 3)


def titles() -> list[str]:
    return [
        _("Candidate"),
        _("Plan"),
        _("Part"),
        _("Sold in"),
        _("Above"),
        _("Up to"),
        _("Price of a unit"),
        _("Fixed price"),
        _("Currency"),
        _("Due"),
        _("As of"),
        _("Trust"),
        _("Source"),
        _("Address"),
        _("Listed from, above"),
    ]


Row = tuple[int, Stored, Stored, Stored, Stored, str, Source | None, Stored]
"""Units in a block; above, up to, in blocks; price of one; fixed price; due; source;
from where on the vendor lists the step, where others may be missing between."""


def rows_of(part: Charge) -> Iterator[Row]:
    if isinstance(part, Fee):
        due = str(EVERY_WORDS[part.every])
        yield (1, "", "", "", price(part.amount), due, part.source, "")
    elif isinstance(part, Labour):
        due = str(EVERY_WORDS[Every.MONTH])
        monthly = part.hours_per_year * part.hourly_rate / 12
        yield (1, "", "", "", float(monthly), due, part.source, "")
    elif isinstance(part, Overage):
        due = str(EVERY_WORDS[Every.MONTH])
        yield (1, "", "", price(part.price), "", due, part.source, "")
    elif isinstance(part, Meter):
        yield from tier_rows(part)


def tier_rows(meter: Meter) -> Iterator[Row]:
    size, begin = meter.rate.size, 0.0
    for tier in meter.rate.tiers:
        end: Stored = "" if tier.up_to is None else tier.up_to / size
        yield (
            size,
            begin,
            end,
            price(tier.unit),
            price(tier.flat),
            str(EVERY_WORDS[Every.MONTH]),
            tier.source or meter.source,
            "" if tier.above is None else tier.above,
        )
        begin = float(end or 0)


def price(amount: object) -> Stored:
    """A price that is not public is a word, never a number."""
    return str(STATE_WORDS[State.QUOTE]) if amount is None else float(amount)  # type: ignore[arg-type]


def write_row(
    book: MoneyBook,
    row: int,
    candidate: Candidate,
    plan: Plan,
    part: Charge,
    values: Row,
) -> None:
    sheet = book.sheets[Role.STEPS]
    size, above, up_to, unit, flat, due, source, listed = values
    texts = (candidate.name, plan.name or plan.key, part_name(part.name))
    for column, text in enumerate(texts):
        sheet.text(row, column, text, "label")
    sheet.number(row, 3, size, "count")
    for column, value in ((4, above), (5, up_to)):
        sheet.entry(row, column, value, "label" if value == "" else "count")
    for column, value in ((6, unit), (7, flat)):
        sheet.entry(row, column, value, "label" if value == "" else "input")
    sheet.text(row, 8, getattr(part, "currency", ""), "label")
    sheet.text(row, 9, due, "label")
    sheet.entry(row, 14, listed, "label" if listed == "" else "count")
    if source:
        trust = str(TRUST_WORDS.get(source.trust, source.trust))
        for column, text in ((10, source.as_of), (11, trust), (12, source.text)):
            sheet.text(row, column, text, "label")
        sheet.link(row, 13, source.url)
        sheet.fit_height(row, [(source.text, WIDTHS[12]), (source.url, WIDTHS[13])])
