"""Usage month by month, following the assumptions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.measures import FALLBACKS, Measure
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD

HALF = "0.5000001"  # a half that a float just misses counts as a half


def write(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.USAGE], book.content
    sheet.heading(content.title, _("What is used in each month, the same for all."))
    titles = [str(MEASURE_LABELS[measure]) for measure in Measure]
    sheet.list_head(
        [_("Month"), *titles], [9, *[15] * len(titles)], range(len(titles) + 1)
    )
    for place, measure in enumerate(Measure, start=1):
        book.columns[Role.USAGE, measure] = letter(place)
    for place, measure in enumerate(Measure, start=1):
        path = np.broadcast_to(content.paths[measure][0], (content.months,))
        rate = measure is Measure.SENDS_PER_CONTACT
        look = "plain" if rate else "count"
        for month in range(content.months):
            stored = float(path[month])
            found = formula(book, measure, month)
            row = FIRST + month
            if found is None:
                sheet.number(row, place, stored, "input_grouped")
            else:
                sheet.formula(row, place, found, stored, look)
    for month in range(content.months):
        sheet.number(FIRST + month, 0, month + 1, "whole")
    sheet.frame(HEAD, 1)


def formula(book: MoneyBook, measure: Measure, month: int) -> str | None:
    """Return what a measure is in a month; None for a typed number."""
    row, usage = FIRST + month, book.content.case.usage

    def cell(other: Measure) -> str:
        return f"{book.columns[Role.USAGE, other]}{row}"

    if measure in usage.figures:
        found = level(book, measure, month)
        is_rate = measure is Measure.SENDS_PER_CONTACT
        return found if is_rate else f"MAX(INT({found}+{HALF}),0)"
    if measure is Measure.EMAILS:
        sent = f"{cell(Measure.MESSAGED_CONTACTS)}*{cell(Measure.SENDS_PER_CONTACT)}"
        return f"MAX(INT({sent}+{HALF}),0)+{cell(Measure.TRANSACTIONAL_EMAILS)}"
    if measure in FALLBACKS:
        return cell(FALLBACKS[measure])
    return None


def level(book: MoneyBook, measure: Measure, month: int) -> str:
    """(level(0) x growth + jumps grown since their month) x season."""
    usage = book.content.case.usage
    parts = "+".join(grown_parts(book, measure, month))
    if not (usage.season and measure in usage.seasonal):
        return parts
    calendar = (month + usage.first_month - 1) % 12
    return f"({parts})*{book.cells[f'season.{calendar}']}"


def grown_parts(book: MoneyBook, measure: Measure, month: int) -> Iterator[str]:
    yield book.cells[f"usage.{measure}"] + grown(book, measure, month)
    for place, jump in enumerate(book.content.case.usage.jumps):
        since = month - (jump.month - 1)
        if jump.measure is measure and since >= 0:
            yield book.cells[f"jump.{place}"] + grown(book, measure, since)


def grown(book: MoneyBook, measure: Measure, months: int) -> str:
    """Return `*(1+g)^(months / period)`, or nothing without growth."""
    found = book.content.case.usage.growth_of(measure)
    if found is None or months == 0:
        return ""
    place, growth = found
    rate = book.cells[f"growth.{place}"]
    return f"*MAX(1E-300,1+{rate})^({months}/{growth.months})"
