"""What all figures rest on: rates, growth, usage, season, discounts, with sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.components import Discount, Source
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan
from evaluator.costs.usage import Growth, Period
from evaluator.models import Candidate
from evaluator.selectors.money.cost_words import CONVENTION_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.basis import stated
from evaluator.workbooks.money.billed import BilledPlan, billed
from evaluator.workbooks.money.layout import MoneyBook, Role
from evaluator.workbooks.plain_sheet import HEAD

WIDTHS = (46, 16, 14, 14, 14, 60)
PLAIN, PERCENT = "input", "input_share"


@dataclass(frozen=True, slots=True)
class Assumed:
    """One figure that formulas read; name: under which they find it."""

    name: str
    label: str
    figure: Range
    look: str = PLAIN
    as_of: str = ""
    source: str = ""


def write(book: MoneyBook) -> None:
    sheet, content = book.sheets[Role.ASSUMPTIONS], book.content
    sheet.heading(
        content.title,
        _("Change what is on cream ground: the sheets before this one follow."),
    )
    titles = [_("Assumption"), _("Likely"), _("Low"), _("High"), _("As of")]
    sheet.list_head([*titles, _("Source")], WIDTHS, {1, 2, 3})
    row = HEAD
    for row, each in enumerate(assumptions(book), start=HEAD + 1):
        write_one(book, row, each)
    row = write_stated(book, row + 2)
    for text in notes(book):
        row += 1
        sheet.text(row + 1, 0, text, "hint")
    sheet.frame(HEAD, 1)


def write_one(book: MoneyBook, row: int, each: Assumed) -> None:
    sheet = book.sheets[Role.ASSUMPTIONS]
    sheet.text(row, 0, each.label, "label")
    sheet.number(row, 1, float(each.figure.likely), each.look)
    shown = "share" if each.look == PERCENT else "plain"
    if each.figure.is_sure:
        sheet.text(row, 2, "", "label")
        sheet.text(row, 3, "", "label")
    else:
        sheet.number(row, 2, float(each.figure.low), shown)
        sheet.number(row, 3, float(each.figure.high), shown)
    sheet.text(row, 4, each.as_of, "label")
    sheet.text(row, 5, each.source, "label")
    sheet.fit_height(row, [(each.label, WIDTHS[0]), (each.source, WIDTHS[5])])
    book.cells[each.name] = f"{book.sheet(Role.ASSUMPTIONS)}$B${row}"


def write_stated(book: MoneyBook, row: int) -> int:
    """Write what is told in words alone; return the last row."""
    sheet = book.sheets[Role.ASSUMPTIONS]
    heads = (_("Set, or taken for granted"), "", "", "", _("As of"), _("Source"))
    sheet.head(row, [(head, "head") for head in heads])
    for each in stated(book):
        row += 1
        sheet.text(row, 0, each.label, "label")
        for column in (2, 3):
            sheet.text(row, column, "", "text")
        sheet.text(row, 1, each.words, "line")
        sheet.text(row, 4, each.source.as_of if each.source else "", "label")
        source = said(each.source)
        sheet.text(row, 5, source, "label")
        sheet.fit_height(row, [(each.label, WIDTHS[0]), (source, WIDTHS[5])])
    return row


def assumptions(book: MoneyBook) -> Iterator[Assumed]:
    case = book.content.case
    yield Assumed("discount", _("Discount rate a year"), case.discount_rate, PERCENT)
    yield Assumed("inflation", _("Inflation a year"), case.inflation, PERCENT)
    for rate in case.rates.rates:
        label = _("One %(currency)s in %(other)s") % {
            "currency": rate.currency,
            "other": book.content.currency,
        }
        yield Assumed(
            f"rate.{rate.currency}",
            label,
            rate.rate,
            as_of=rate.as_of,
            source=said(rate.source),
        )
    for place, growth in enumerate(case.usage.growth):
        yield Assumed(f"growth.{place}", growth_label(growth), growth.rate, PERCENT)
    yield from usage_figures(book)
    yield from discounts(book)


def growth_label(growth: Growth) -> str:
    measures = ", ".join(
        str(MEASURE_LABELS[each]) for each in Measure if each in growth.measures
    )
    values = {"measures": measures}
    if growth.per is Period.YEAR:
        return _("Growth a year of: %(measures)s") % values
    return _("Growth a month of: %(measures)s") % values


def usage_figures(book: MoneyBook) -> Iterator[Assumed]:
    usage = book.content.case.usage
    for measure in Measure:
        if measure in usage.figures:
            label = _("In the first month: %(measure)s") % {
                "measure": MEASURE_LABELS[measure]
            }
            yield Assumed(f"usage.{measure}", label, usage.figures[measure])
    for place, jump in enumerate(usage.jumps):
        label = _("Added once in month %(month)s: %(measure)s") % {
            "month": jump.month,
            "measure": MEASURE_LABELS[jump.measure],
        }
        yield Assumed(f"jump.{place}", label, jump.amount)
    for place, factor in enumerate(usage.season):
        label = _("Season, calendar month %(month)s") % {"month": place + 1}
        yield Assumed(f"season.{place}", label, Range.exactly(factor))


def discounts(book: MoneyBook) -> Iterator[Assumed]:
    """One negotiated discount for each plan that stands on the sheet of bills."""
    for candidate in book.content.candidates:
        for plan in plans_of(book, candidate):
            label = _("Negotiated discount: %(candidate)s, %(plan)s") % {
                "candidate": candidate.name,
                "plan": plan.name,
            }
            yield Assumed(
                f"discount.{candidate.pk}.{plan.key}",
                label,
                Range.exactly(negotiated(plan.bill.plan)),
                PERCENT,
            )


def plans_of(book: MoneyBook, candidate: Candidate) -> tuple[BilledPlan, ...]:
    choice = book.content.cost(candidate).choice
    return billed(book.content, choice).plans if choice else ()


def negotiated(plan: Plan) -> Decimal:
    """Return all negotiated discounts as one: 1 - product of (1 - d)."""
    left = Decimal(1)
    for each in plan.components:
        if isinstance(each, Discount):
            left *= 1 - each.discount
    return 1 - left


def said(source: Source | None) -> str:
    if source is None:
        return ""
    return " · ".join(part for part in (source.text, source.url) if part)


def typed_plans(book: MoneyBook) -> Iterator[str]:
    """Say for whom the plan of each month is typed, and which part is in the way."""
    text = _(
        "%(candidate)s: the plan of each month is the one that the app took. It is"
        " typed and does not follow, because no formula here can tell “%(part)s”: a"
        " balance paid ahead, or a price that is not public or that ends."
    )
    for candidate in book.content.candidates:
        choice = book.content.cost(candidate).choice
        if choice and (part := billed(book.content, choice).typed_for):
            yield text % {"candidate": candidate.name, "part": part}


def bills_left_out(book: MoneyBook) -> Iterator[str]:
    """Say whose tariff is in no sum, and what it waits for."""
    text = _(
        "%(candidate)s stands without the bill of its tariff. It goes by “%(measure)s”,"
        " and nobody entered that in the usage."
    )
    for candidate in book.content.candidates:
        silent = book.content.computed.silent.get(str(candidate.pk), frozenset())
        for measure in Measure:
            if measure in silent:
                yield text % {
                    "candidate": candidate.name,
                    "measure": MEASURE_LABELS[measure],
                }


def subscriptions_doubled(book: MoneyBook) -> Iterator[str]:
    """Say whose subscription is in the sums twice, and how to mend it."""
    text = _(
        "The subscription of %(candidate)s counts twice: the tariff bills it, and a"
        " figure is typed. Remove one of the two: empty the figure in the quick table,"
        " or choose “no vendor's bill” with the prices."
    )
    for candidate in book.content.candidates:
        if str(candidate.pk) in book.content.computed.doubled:
            yield text % {"candidate": candidate.name}


def notes(book: MoneyBook) -> Iterator[str]:
    content = book.content
    yield _("All sums are in %(currency)s, over %(months)s months; %(convention)s.") % {
        "currency": content.currency,
        "months": content.months,
        "convention": CONVENTION_WORDS[content.case.convention],
    }
    yield _("The base case: every figure at its likely value.")
    yield _(
        "Where a vendor has several plans, the sheet of bills prices each of them and"
        " takes the cheapest of the month: the plan follows what is changed here."
    )
    yield from typed_plans(book)
    yield from bills_left_out(book)
    yield from subscriptions_doubled(book)
    for name, lacking in content.left_out.items():
        yield _("%(candidate)s is left out: no exchange rate for %(currencies)s.") % {
            "candidate": name,
            "currencies": ", ".join(lacking),
        }
