"""Cost lines as they were entered, and what each comes to in each month."""

from __future__ import annotations

import numpy as np

from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.lines import CostLine, Rhythm
from evaluator.selectors.money.cost_words import CATEGORY_LABELS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.assumptions_sheet import said
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD

WIDTHS = (36, 28, 28, 10, 16, 14, 14, 18, 10, 10, 12, 22, 14, 40, 40)
AMOUNT, START, END, SHARE = "E", "I", "J", "K"


def write(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.LINES], book.content
    sheet.heading(
        content.title, _("What is not on a vendor's bill. Of staff: a full-time year.")
    )
    sheet.list_head(titles(), WIDTHS, {4, 5, 6, 8, 9, 10})
    names = {str(each.pk): each.name for each in content.candidates}
    for row, line in enumerate(content.case.lines, start=HEAD + 1):
        write_line(book, row, line, names)
        book.line_rows[line.key] = row
    if not content.case.lines:
        sheet.text(HEAD + 1, 0, _("No cost lines yet."), "hint")
    sheet.frame(HEAD, 1)


def titles() -> list[str]:
    return [
        _("Name"),
        _("Category"),
        _("For"),
        _("Currency"),
        _("Likely"),
        _("Low"),
        _("High"),
        _("Due"),
        _("From month"),
        _("To month"),
        _("Share of full time"),
        _("Role"),
        _("Rises with inflation"),
        _("Source"),
        _("Note"),
    ]


def write_line(
    book: MoneyBook, row: int, line: CostLine, names: dict[str, str]
) -> None:
    sheet = book.sheets[Role.LINES]
    whose = ", ".join(name for key, name in names.items() if key in line.candidates)
    amount = line.staff.yearly_cost if line.staff else line.amount
    texts = (
        line.name or str(CATEGORY_LABELS[line.category]),
        str(CATEGORY_LABELS[line.category]),
        whose or _("all"),
        line.currency,
    )
    for column, text in enumerate(texts):
        sheet.text(row, column, text, "label")
    sheet.number(row, 4, float(amount.likely), "input")
    sheet.number(row, 5, float(amount.low), "plain")
    sheet.number(row, 6, float(amount.high), "plain")
    sheet.text(row, 7, due_word(line), "label")
    sheet.number(row, 8, line.from_month, "input")
    sheet.entry(row, 9, "" if line.to_month is None else line.to_month, "input")
    if line.staff:
        sheet.number(row, 10, float(line.staff.share.likely), "input_share")
        sheet.text(row, 11, line.staff.role, "label")
    else:
        sheet.text(row, 10, "", "label")
        sheet.text(row, 11, "", "label")
    sheet.text(row, 12, _("yes") if line.is_indexed else _("no"), "label")
    sheet.text(row, 13, said(line.source), "label")
    sheet.text(row, 14, line.note, "label")
    told = [(line.name, 0), (whose, 2), (said(line.source), 13), (line.note, 14)]
    sheet.fit_height(row, [(text, WIDTHS[column]) for text, column in told])


def due_word(line: CostLine) -> str:
    if line.measure:
        values = {"measure": MEASURE_LABELS[line.measure]}
        return _("a month, for each of: %(measure)s") % values
    return {
        Rhythm.ONCE: _("once"),
        Rhythm.YEARLY: _("a year"),
    }.get(line.rhythm, _("a month"))


def write_months(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.LINE_MONTHS], book.content
    values = {"currency": content.currency}
    hint = _("Cost lines by month, in %(currency)s, with inflation.") % values
    sheet.heading(content.title, hint)
    lines = content.case.lines
    heads = [each.name or str(CATEGORY_LABELS[each.category]) for each in lines]
    sheet.list_head(
        [_("Month"), *heads], [9, *[16] * len(heads)], range(len(heads) + 1)
    )
    for month in range(content.months):
        sheet.number(FIRST + month, 0, month + 1, "whole")
    for place, line in enumerate(lines, start=1):
        book.columns[Role.LINE_MONTHS, line.key] = letter(place)
        found = stored(book, line)
        for month in range(content.months):
            row = FIRST + month
            sheet.formula(row, place, formula(book, line, month), found[month], "money")
    sheet.frame(HEAD, 1)
    sheet.print_wide()


def stored(book: MoneyBook, line: CostLine) -> list[float]:
    """Return the line's cost by month, as it is of the candidates that have it."""
    content = book.content
    for candidate in content.candidates:
        cost = content.cost(candidate)
        if line.key in cost.lines:
            path = np.broadcast_to(cost.lines[line.key][0], (content.months,))
            return [float(each) for each in path]
    return [0.0] * content.months


def formula(book: MoneyBook, line: CostLine, month: int) -> str:
    sheet, row = book.sheet(Role.LINES), book.line_rows[line.key]

    def cell(column: str) -> str:
        return f"{sheet}${column}${row}"

    amount = f"{cell(SHARE)}*{cell(AMOUNT)}/12" if line.staff else cell(AMOUNT)
    parts = [amount, due(line, cell(START), cell(END), f"$A{FIRST + month}")]
    if line.measure:
        parts.append(book.used(line.measure, FIRST + month))
    if line.currency != book.content.currency:
        parts.append(book.cells[f"rate.{line.currency}"])
    if line.is_indexed:
        parts.append(f"(1+{book.cells['inflation']})^({month}/12)")
    return "*".join(parts)


def due(line: CostLine, start: str, end: str, month: str) -> str:
    """Return 1 in the months in which the line falls due, else 0."""
    if line.rhythm is Rhythm.ONCE:
        return f"({month}={start})"
    runs = f'({month}>={start})*IF({end}="",1,{month}<={end})'
    if line.rhythm is Rhythm.YEARLY:
        return f"{runs}*(MOD({month}-{start},12)=0)"
    return runs
