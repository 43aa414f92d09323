"""Whether moving pays: gains against the extra cost, by month and as figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from common.tables.cells import literal
from evaluator.costs.returns import BenefitLine, monthly
from evaluator.costs.simulation import USUAL
from evaluator.costs.ventures import Figure
from evaluator.selectors.money.return_figures import (
    FIGURE_LABELS,
    RATES,
    BreakEven,
    Pays,
    Told,
)
from evaluator.selectors.money.return_gaps import Waiting
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD, Stored

GAINS, EXTRA, NET, BALANCE, DISCOUNTED = "gains", "extra", "net", "sum", "worth"


def write_months(book: MoneyBook) -> None:
    """Write each gain, and for each candidate gains, extra cost, what is left."""
    sheet, change = book.sheets[Role.RETURN_MONTHS], book.content.change
    values = {"currency": book.content.currency}
    hint = _("What each month brings, and costs more than staying, in %(currency)s.")
    sheet.heading(book.content.title, hint % values)
    lines = change.lines if change else ()
    heads = [_("Month"), *(line.name for line in lines)]
    for pays in change.pays if change else ():
        titles = (
            _("%(candidate)s: gains"),
            _("%(candidate)s: extra cost"),
            _("%(candidate)s: left"),
            _("%(candidate)s: left in all"),
            _("%(candidate)s: left in all, worth today"),
        )
        heads += [title % {"candidate": pays.candidate.name} for title in titles]
    sheet.list_head(heads, [9, *[18] * (len(heads) - 1)], range(len(heads)))
    sheet.worksheet.set_row(HEAD - 1, 44)
    for month in range(book.content.months):
        sheet.number(FIRST + month, 0, month + 1, "whole")
    sheet.print_wide()
    place = 1
    for line in lines:
        write_gain(book, place, line)
        place += 1
    for pays in change.pays if change else ():
        write_flows(book, place, pays)
        place += 5
    sheet.frame(HEAD, 1)


def write_gain(book: MoneyBook, place: int, line: BenefitLine) -> None:
    sheet = book.sheets[Role.RETURN_MONTHS]
    full, delay, ramp = book.gains[line.key]
    gained = monthly(line, book.content.months)[0]
    for month, stored in enumerate(gained):
        row = FIRST + month
        share = f"MAX(0,MIN(1,($A{row}-{delay})/({ramp}+1)))"
        sheet.formula(row, place, f"{full}*{share}", float(stored), "money")
    book.columns[Role.RETURN_MONTHS, line.key] = letter(place)


def write_flows(book: MoneyBook, first: int, pays: Pays) -> None:
    """Write five columns: gains, extra cost, what is left, and its two sums."""
    base, months = pays.base, book.content.months
    paths = {
        GAINS: base.gains,
        EXTRA: base.costs,
        NET: base.net,
        BALANCE: np.cumsum(base.net, axis=1),
        DISCOUNTED: np.cumsum(base.net * base.discount, axis=1),
    }
    letters = {name: letter(first + place) for place, name in enumerate(paths)}
    sheet = book.sheets[Role.RETURN_MONTHS]
    for place, (name, path) in enumerate(paths.items(), start=first):
        found = np.broadcast_to(path[0], (months,))
        for month in range(months):
            row = FIRST + month
            formula = flow_formulas(book, pays, letters, row)[name]
            sheet.formula(row, place, formula, float(found[month]), "money")
        book.columns[Role.RETURN_MONTHS, f"{pays.candidate.pk}.{name}"] = letter(place)


def flow_formulas(
    book: MoneyBook, pays: Pays, letters: Mapping[str, str], row: int
) -> dict[str, str]:
    key, stays = str(pays.candidate.pk), pays.venture.instead
    own = [
        f"{book.columns[Role.RETURN_MONTHS, line.key]}{row}"
        for line in pays.venture.benefits
        if line.is_for(key)
    ]
    extra = book.at(Role.MONTHS, f"{key}.cash", row)
    if stays is not None:
        extra += f"-{book.at(Role.MONTHS, f'{stays}.cash', row)}"
    net = f"{letters[NET]}{row}"
    worth = f"{net}*{book.at(Role.MONTHS, 'discount', row)}"

    def with_before(name: str, flow: str) -> str:
        return flow if row == FIRST else f"{letters[name]}{row - 1}+{flow}"

    return {
        GAINS: "+".join(own) or "0",
        EXTRA: extra,
        NET: f"{letters[GAINS]}{row}-{letters[EXTRA]}{row}",
        BALANCE: with_before(BALANCE, net),
        DISCOUNTED: with_before(DISCOUNTED, worth),
    }


def write(book: MoneyBook) -> None:
    sheet, content, change = book.sheets[Role.RETURN], book.content, book.content.change
    values = {"currency": content.currency}
    hint = _("Whether moving pays, against staying, in %(currency)s.") % values
    sheet.heading(content.title, hint)
    pays = change.pays if change else ()
    waiting = change.waiting if change else ()
    sheet.list_head([_("Figure")], [46, *[20] * (len(pays) + len(waiting))])
    if not pays and not waiting:
        sheet.text(HEAD + 1, 0, _("No gains are entered yet."), "hint")
    for place, each in enumerate(pays, start=1):
        sheet.text(HEAD, place, each.candidate.name, "head_number")
        for row, (stored, formula, look) in enumerate(
            figures(book, each, place), HEAD + 1
        ):
            sheet.formula(row, place, formula, stored, look)
    if pays:
        write_labels(book)
        write_simulated(book, pays)
    write_waiting(book, waiting, len(pays) + 1)
    sheet.frame(HEAD, 1)


def write_waiting(book: MoneyBook, waiting: tuple[Waiting, ...], first: int) -> None:
    """Say of whom no return is told, and which cost is not whole."""
    sheet = book.sheets[Role.RETURN]
    for place, each in enumerate(waiting, start=first):
        sheet.text(HEAD, place, each.candidate.name, "head_number")
        for row, lack in enumerate(each.lacks, start=HEAD + 1):
            words = f"{lack.candidate.name}: {lack.label}"
            sheet.text(row, place, words, "word")


def write_labels(book: MoneyBook) -> None:
    sheet = book.sheets[Role.RETURN]
    labels = [
        _("Gains, worth today"),
        _("Extra cost, worth today"),
        *(str(FIGURE_LABELS[each]) for each in Figure),
    ]
    for row, label in enumerate(labels, start=HEAD + 1):
        sheet.text(row, 0, label, "label")


Cell = tuple[Stored, str, str]
"""What is stored, the formula, the look."""


def figures(book: MoneyBook, pays: Pays, place: int) -> Iterator[Cell]:
    """Yield the figures in the order of their rows, each reading those above it."""
    base, key = pays.base, str(pays.candidate.pk)
    gains, extra, net, balance, worth = (
        span_of(book, f"{key}.{name}")
        for name in (GAINS, EXTRA, NET, BALANCE, DISCOUNTED)
    )
    factors = f"{book.sheet(Role.MONTHS)}$B${FIRST}:$B${book.last}"

    def own(number: int) -> str:
        return f"{letter(place)}{HEAD + number}"

    yield float(base.present_gains()[0]), f"SUMPRODUCT({gains},{factors})", "money"
    yield float(base.present_costs()[0]), f"SUMPRODUCT({extra},{factors})", "money"
    monthly_rate = f"((1+{book.cells['discount']})^(1/12)-1)"
    formulas = {
        Figure.NET: f"{own(1)}-{own(2)}",
        Figure.ROI: f"IF({own(2)}>0,{own(3)}/{own(2)},{literal(none())})",
        Figure.BENEFIT_TO_COST: (f"IF({own(2)}>0,{own(1)}/{own(2)},{literal(none())})"),
        Figure.INTERNAL_RATE: internal_rate(book, pays, net),
        Figure.MODIFIED_RATE: (
            f"IFERROR((1+MIRR({net},{monthly_rate},{monthly_rate}))^12-1,"
            f"{literal(none())})"
        ),
        Figure.PAYBACK: payback(book, balance, net),
        Figure.DISCOUNTED_PAYBACK: payback(book, worth, f"{net}*{factors}"),
    }
    for figure, formula in formulas.items():
        stored = stored_of(pays.figures[figure])
        yield stored, formula, look_of(figure)


def none() -> str:
    return _("none")


def never() -> str:
    return _("never within the horizon")


def stored_of(told: Told) -> Stored:
    if told.likely is not None:
        return told.likely
    is_payback = told.figure in {Figure.PAYBACK, Figure.DISCOUNTED_PAYBACK}
    return never() if is_payback else none()


def look_of(figure: Figure) -> str:
    if figure is Figure.NET:
        return "money_bold"
    return "share" if figure in RATES else "money"


def internal_rate(book: MoneyBook, pays: Pays, net: str) -> str:
    """Look near the app's rate; where that has none, ask for one change of sign.

    Flows that change their sign once have one rate at most; it is one of return
    where costs come first.
    """
    told = pays.figures[Figure.INTERNAL_RATE].likely
    guess = (1 + (told or 0.0)) ** (1 / 12) - 1
    found = f"IFERROR((1+IRR({net},{guess:.6f}))^12-1,{literal(none())})"
    if told is not None:
        return found
    sheet, _mark, span = net.partition("!")
    first, last = span.split(":")
    column = first.split("$")[1]
    earlier = f"{sheet}!{first}:${column}${book.last - 1}"
    later = f"{sheet}!${column}${FIRST + 1}:{last}"
    turns = f"SUMPRODUCT(--({earlier}*{later}<0))"
    rises = f"SUMPRODUCT(({earlier}<0)*({later}>0))"
    return f"IF(AND({turns}=1,{rises}=1),{found},{literal(none())})"


def payback(book: MoneyBook, balance: str, flow: str) -> str:
    """Months until nothing is owed any more, linear inside the last one."""
    months = f"{book.sheet(Role.RETURN_MONTHS)}$A${FIRST}:$A${book.last}"
    owed = f"SUMPRODUCT(MAX(({balance}<-0.000000001)*{months}))"
    left = f"INDEX({balance},{owed})"
    # The flow of the next month, whether it is a column or a product of two.
    following = f"SUMPRODUCT(({months}={owed}+1)*{flow})"
    return (
        f"IF({owed}=0,0,IF({owed}={book.content.months},{literal(never())},"
        f"{owed}-{left}/{following}))"
    )


def span_of(book: MoneyBook, name: str) -> str:
    sheet = book.sheet(Role.RETURN_MONTHS)
    column = book.columns[Role.RETURN_MONTHS, name]
    return f"{sheet}${column}${FIRST}:${column}${book.last}"


def write_simulated(book: MoneyBook, all_pays: tuple[Pays, ...]) -> None:
    """Write ranges, chances and break-evens, which only the app computes."""
    sheet, row = book.sheets[Role.RETURN], HEAD + 5 + len(Figure)
    values = {"draws": USUAL.count, "seed": USUAL.seed}
    said = _("As the app drew it %(draws)s times, seed %(seed)s; it does not follow.")
    sheet.text(row, 0, said % values, "hint")
    several = _("An internal rate stands here where there is one only, or “none”.")
    sheet.text(row - 1, 0, several, "hint")
    needed = needed_by_any(all_pays)
    labels = [
        _("Net present value, P10"),
        _("Net present value, P50"),
        _("Net present value, P90"),
        _("Chance of a loss"),
        *(
            _("Pays from: %(line)s, %(number)s")
            % {"line": each.line.name, "number": each.factor.name}
            for each in needed
        ),
    ]
    for place, label in enumerate(labels, start=1):
        sheet.text(row + place, 0, label, "label")
    for column, pays in enumerate(all_pays, start=1):
        drawn = pays.figures[Figure.NET].drawn
        for place, value in enumerate((drawn.p10, drawn.p50, drawn.p90), start=1):
            sheet.entry(row + place, column, "" if value is None else value, "money")
        sheet.number(row + 4, column, pays.forecast.chance_of_loss, "share")
        own = {key_of(each): float(each.value) for each in pays.needed}
        for place, each in enumerate(needed, start=5):
            sheet.entry(row + place, column, own.get(key_of(each), ""), "plain")


def key_of(found: BreakEven) -> tuple[str, str]:
    return found.line.key, found.factor.name


def needed_by_any(pays: tuple[Pays, ...]) -> list[BreakEven]:
    """Return the break-evens of any candidate, each once, in the order of the lines."""
    found: dict[tuple[str, str], BreakEven] = {}
    for each in pays:
        for one in each.needed:
            found.setdefault(key_of(one), one)
    return list(found.values())
