"""Total cost of ownership by month and by year: bills and cost lines together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evaluator.costs.cashflow import by_year
from evaluator.costs.discounting import SHIFTS
from evaluator.models import Candidate
from evaluator.selectors.money.costs import total_of
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD

MOST_ARGUMENTS = 250
COST, CASH = "cost", "cash"


def write_months(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.MONTHS], book.content
    values = {"currency": content.currency}
    hint = _("What each month costs and when it is paid, in %(currency)s.") % values
    sheet.heading(content.title, hint)
    heads = [
        title % {"candidate": each.name}
        for each in content.candidates
        for title in (_("%(candidate)s: cost"), _("%(candidate)s: paid"))
    ]
    head = [_("Month"), _("Worth today of 1"), *heads]
    sheet.list_head(head, [9, 14, *[18] * len(heads)], range(len(head)))
    write_discount(book)
    place = 2
    for candidate in content.candidates:
        cost = content.cost(candidate)
        for part, path in ((COST, cost.monthly.known), (CASH, cost.cash)):
            found = np.broadcast_to(path[0], (content.months,))
            for month in range(content.months):
                formula = month_formula(book, candidate, part, FIRST + month)
                stored = float(found[month])
                sheet.formula(FIRST + month, place, formula, stored, "money")
            book.columns[Role.MONTHS, f"{candidate.pk}.{part}"] = letter(place)
            place += 1
    sheet.frame(HEAD, 2)


def write_discount(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.MONTHS], book.content
    factors = content.setting.discount[0]
    shift, rate = SHIFTS[content.case.convention], book.cells["discount"]
    for month in range(content.months):
        row = FIRST + month
        sheet.number(row, 0, month + 1, "whole")
        formula = f"(1+{rate})^(-(A{row}-{shift})/12)"
        sheet.formula(row, 1, formula, float(factors[month]), "factor")
    book.columns[Role.MONTHS, "discount"] = "B"


def month_formula(book: MoneyBook, candidate: Candidate, part: str, row: int) -> str:
    parts = []
    if (Role.BILLS, f"{candidate.pk}.{part}") in book.columns:
        parts.append(book.at(Role.BILLS, f"{candidate.pk}.{part}", row))
    own = [
        book.at(Role.LINE_MONTHS, line.key, row)
        for line in book.content.case.lines
        if line.is_for(str(candidate.pk))
    ]
    for start in range(0, len(own), MOST_ARGUMENTS):
        parts.append(f"SUM({','.join(own[start : start + MOST_ARGUMENTS])})")
    return "+".join(parts) or "0"


def write_years(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.YEARS], book.content
    values = {"currency": content.currency}
    hint = _("Total cost of ownership by year, in %(currency)s.") % values
    sheet.heading(content.title, hint)
    names = [each.name for each in content.candidates]
    sheet.list_head([_("Year")], [34, *[18] * len(names)])
    for place, name in enumerate(names, start=1):
        sheet.text(HEAD, place, name, "head_number")
    spans = [
        (FIRST + start, min(FIRST + start + 11, book.last))
        for start in range(0, content.months, 12)
    ]
    for number, _span in enumerate(spans, start=1):
        label = _("Year %(number)s") % {"number": number}
        sheet.text(HEAD + number, 0, label, "label")
    after = HEAD + len(spans) + 1
    labels = (
        _("Total"),
        _("Present value of what is paid"),
        _("Not known"),
        _("At most, with the next rung listed"),
    )
    for row, label in enumerate(labels, start=after):
        sheet.text(row, 0, label, "label_bold")
    for place, candidate in enumerate(content.candidates, start=1):
        write_candidate(book, place, candidate, spans)
    said = _(
        "What is not known, and what it is at most, is told as the app computed it:"
        " the known part alone is summed."
    )
    sheet.text(after + len(labels) + 1, 0, said, "hint")
    sheet.frame(HEAD, 1)


def write_candidate(
    book: MoneyBook, place: int, candidate: Candidate, spans: list[tuple[int, int]]
) -> None:
    sheet, cost = book.sheets[Role.YEARS], book.content.cost(candidate)
    yearly = by_year(cost.monthly.known)[0]
    column = span_of(book, f"{candidate.pk}.{COST}")
    for row, (span, stored) in enumerate(
        zip(spans, yearly, strict=True), start=HEAD + 1
    ):
        sheet.formula(row, place, f"SUM({column(*span)})", float(stored), "money")
    after = HEAD + len(spans) + 1
    own = letter(place)
    total = f"SUM({own}{HEAD + 1}:{own}{after - 1})"
    sheet.formula(after, place, total, float(yearly.sum()), "money_bold")
    paid = span_of(book, f"{candidate.pk}.{CASH}")(FIRST, book.last)
    worth = span_of(book, "discount")(FIRST, book.last)
    present = f"SUMPRODUCT({paid},{worth})"
    sheet.formula(after + 1, place, present, float(cost.present()[0]), "money_bold")
    told = total_of(cost)
    states = ", ".join(str(STATE_WORDS[state]) for state in told.states)
    sheet.text(after + 2, place, states, "word")
    sheet.entry(after + 3, place, "" if told.upper is None else told.upper, "money")


def span_of(book: MoneyBook, name: str) -> Callable[[int, int], str]:
    sheet, column = book.sheet(Role.MONTHS), book.columns[Role.MONTHS, name]
    return lambda first, last: f"{sheet}${column}${first}:${column}${last}"
