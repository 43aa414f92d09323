"""What the change is to bring, as it was entered: gains, the funnel, the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from evaluator.costs.funnel import customers_for, divided
from evaluator.costs.ranges import Range
from evaluator.costs.returns import BenefitLine, Factor
from evaluator.selectors.money.returns import BENEFIT_LABELS, STATEMENTS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.content import Change
from evaluator.workbooks.money.layout import MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD, Stored

WIDTHS = (36, 30, 26, 34, 16, 14, 14, 14, 14, 26)
LIKELY, BEFORE, AFTER, CHANGE = 4, 4, 5, 6
SHARES = frozenset({"margin", "churn"})


def write(book: MoneyBook) -> None:
    sheet, change = book.sheets[Role.GAINS], book.content.change
    sheet.heading(
        book.content.title,
        _("What the change brings beside its costs. Only what changes is counted."),
    )
    sheet.list_head(titles(), WIDTHS, range(LIKELY, 9))
    row = HEAD
    for line in change.lines if change else ():
        row = write_line(book, row + 1, line)
    if row == HEAD:
        row += 1
        sheet.text(row, 0, _("No gains are entered yet."), "hint")
    if change and (change.before or change.after):
        row = write_funnel(book, row + 2, change)
    if change and change.target:
        row = write_target(book, row + 2, change.target)
    if change and change.ratings:
        write_ratings(book, row + 2, change.ratings)
    sheet.frame(HEAD, 1)


def titles() -> list[str]:
    return [
        _("Gain"),
        _("Kind"),
        _("For"),
        _("Number"),
        _("Likely"),
        _("Low"),
        _("High"),
        _("Months until it begins"),
        _("Months until it is full"),
        _("Whose hours"),
    ]


def write_line(book: MoneyBook, row: int, line: BenefitLine) -> int:
    """Write the numbers of a gain and what a full month brings; return its last row."""
    sheet, content = book.sheets[Role.GAINS], book.content
    names = {str(each.pk): each.name for each in content.candidates}
    whose = ", ".join(name for key, name in names.items() if key in line.candidates)
    after = write_factors(book, row, line, line.after, _("%(number)s"))
    before = write_factors(
        book, row + len(line.after), line, line.before, _("before: %(number)s")
    )
    last = row + len(line.after) + len(line.before)
    sheet.text(last, 0, line.name, "label_bold")
    sheet.text(last, 1, str(BENEFIT_LABELS[line.kind]), "label")
    sheet.text(last, 2, whose or _("all"), "label")
    sheet.text(last, 3, _("in a full month"), "label_bold")
    full = "*".join(after) + (f"-{'*'.join(before)}" if before else "")
    stored = product_of(line.after) - (product_of(line.before) if line.before else 0.0)
    sheet.formula(last, LIKELY, full, stored, "money_bold")
    sheet.number(last, 7, line.delay, "input")
    sheet.number(last, 8, line.ramp, "input")
    sheet.text(last, 9, line.hours_of, "label")
    place = book.sheet(Role.GAINS)
    book.gains[line.key] = (
        f"{place}$E${last}",
        f"{place}$H${last}",
        f"{place}$I${last}",
    )
    return last


def write_factors(
    book: MoneyBook,
    first: int,
    line: BenefitLine,
    factors: Sequence[Factor],
    label: str,
) -> list[str]:
    """Write one row per number and return their cells."""
    sheet = book.sheets[Role.GAINS]
    for row, factor in enumerate(factors, start=first):
        for column in (1, 2, 7, 8, 9):
            sheet.text(row, column, "", "label")
        sheet.text(row, 0, line.name, "label")
        sheet.text(row, 3, label % {"number": factor.name}, "label")
        sheet.number(row, LIKELY, float(factor.value.likely), "input")
        write_ends(book, row, factor.value)
    return [f"E{row}" for row in range(first, first + len(factors))]


def write_ends(book: MoneyBook, row: int, value: Range) -> None:
    if not value.is_sure:
        book.sheets[Role.GAINS].number(row, 5, float(value.low), "plain")
        book.sheets[Role.GAINS].number(row, 6, float(value.high), "plain")


def product_of(factors: Sequence[Factor]) -> float:
    return prod(float(each.value.likely) for each in factors)


def write_funnel(book: MoneyBook, row: int, change: Change) -> int:
    """Leads and customers before and after, and what follows from them."""
    sheet = book.sheets[Role.GAINS]
    section(book, row, _("Leads and customers, in the same period"))
    for column, head in enumerate((_("Before"), _("After"), _("Change")), start=BEFORE):
        sheet.text(row, column, head, "head_number")
    rows: dict[str, int] = {}
    known = [given_figures(change.before), given_figures(change.after)]
    for name, label in typed_labels().items():
        row += 1
        rows[name] = row
        sheet.text(row, 0, label, "label")
        look = "input_share" if name in SHARES else "input"
        for column, given in zip((BEFORE, AFTER), known, strict=True):
            sheet.entry(row, column, given.get(name, ""), look)
    for each in DERIVED:
        row += 1
        rows[each.name] = row
        write_derived(book, rows, each, known)
    return row


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that follows: one times or by another. how: the same in words."""

    name: str
    label: str | Promise
    how: str | Promise
    one: str
    sign: str
    other: str
    look: str = "money"


# In their order: what is read stands before what reads it.
DERIVED = (
    Derived(
        "revenue",
        gettext_lazy("Revenue"),
        gettext_lazy("customers × average selling price"),
        "customers",
        "*",
        "selling_price",
    ),
    Derived(
        "lead",
        gettext_lazy("Cost per lead"),
        gettext_lazy("cost / leads"),
        "cost",
        "/",
        "leads",
    ),
    Derived(
        "conversion",
        gettext_lazy("Leads that become customers"),
        gettext_lazy("customers / leads"),
        "customers",
        "/",
        "leads",
        "share",
    ),
    Derived(
        "acquisition",
        gettext_lazy("Acquisition cost of a customer"),
        gettext_lazy("cost / customers"),
        "cost",
        "/",
        "customers",
    ),
    Derived(
        "per_lead",
        gettext_lazy("Return per lead"),
        gettext_lazy("revenue / leads"),
        "revenue",
        "/",
        "leads",
    ),
    Derived(
        "per_money",
        gettext_lazy("Revenue per money spent"),
        gettext_lazy("revenue / cost"),
        "revenue",
        "/",
        "cost",
    ),
    Derived(
        "contribution",
        gettext_lazy("Margin of a customer in a month"),
        gettext_lazy("revenue in a month × margin"),
        "monthly_revenue",
        "*",
        "margin",
    ),
    Derived(
        "lifetime_value",
        gettext_lazy("Lifetime value of a customer"),
        gettext_lazy("margin in a month / share that leaves"),
        "contribution",
        "/",
        "churn",
    ),
    Derived(
        "value_to_cost",
        gettext_lazy("Lifetime value to acquisition cost"),
        gettext_lazy("lifetime value / acquisition cost"),
        "lifetime_value",
        "/",
        "acquisition",
    ),
)


def typed_labels() -> dict[str, str]:
    return {
        "cost": _("Cost of marketing"),
        "leads": _("Leads"),
        "customers": _("Customers won"),
        "selling_price": _("Average selling price"),
        "monthly_revenue": _("Revenue of a customer in a month"),
        "margin": _("Share of it that is margin"),
        "churn": _("Share of customers that leaves in a month"),
    }


def given_figures(raw: Mapping[str, str]) -> dict[str, float]:
    """Return what is known, shares as shares of one."""
    found = {name: float(value) for name, value in raw.items() if value != ""}
    return {
        name: value / 100 if name in SHARES else value for name, value in found.items()
    }


def write_derived(
    book: MoneyBook,
    rows: Mapping[str, int],
    each: Derived,
    known: Sequence[dict[str, float]],
) -> None:
    """Write a figure before and after and its change; nothing where a part is blank."""
    sheet, row = book.sheets[Role.GAINS], rows[each.name]
    sheet.text(row, 0, str(each.label), "label")
    sheet.text(row, 1, str(each.how), "quiet")
    for column, figures in zip((BEFORE, AFTER), known, strict=True):
        at = letter(column)
        one, other = f"{at}{rows[each.one]}", f"{at}{rows[each.other]}"
        found = combined(figures.get(each.one), each.sign, figures.get(each.other))
        if found is not None:
            figures[each.name] = found
        stored: Stored = "" if found is None else found
        formula = combination(one, each.sign, other)
        sheet.formula(row, column, formula, stored, each.look)
    ends = [figures.get(each.name) for figures in known]
    change: Stored = "" if None in ends else ends[1] - ends[0]  # type: ignore[operator]
    formula = f'IF(OR(E{row}="",F{row}=""),"",F{row}-E{row})'
    sheet.formula(row, CHANGE, formula, change, each.look)


def combination(one: str, sign: str, other: str) -> str:
    """Multiply or divide two cells; nothing where one is blank, or by nothing."""
    tests = f'{one}="",{other}=""' + (f",N({other})=0" if sign == "/" else "")
    return f'IF(OR({tests}),"",{one}{sign}{other})'


def combined(one: float | None, sign: str, other: float | None) -> float | None:
    if one is None or other is None:
        return None
    return one * other if sign == "*" else divided(one, other)


def section(book: MoneyBook, row: int, title: str) -> None:
    for column, head in enumerate((title, "", "", "")):
        book.sheets[Role.GAINS].text(row, column, head, "head")


def write_target(book: MoneyBook, row: int, target: Mapping[str, str]) -> int:
    """From a revenue up to the customers, opportunities and leads that it needs."""
    sheet = book.sheets[Role.GAINS]
    section(book, row, _("From the target upwards"))
    sheet.text(row, LIKELY, _("Likely"), "head_number")
    given = {name: float(value) for name, value in target.items() if value != ""}
    labels = {
        "revenue": _("Revenue to reach"),
        "selling_price": _("Average selling price"),
        "opportunities_rate": _("Of 100 opportunities become customers"),
        "leads_rate": _("Of 100 leads become opportunities"),
    }
    for place, (name, label) in enumerate(labels.items(), start=row + 1):
        sheet.text(place, 0, label, "label")
        sheet.entry(place, LIKELY, given.get(name, ""), "input")
    price = given.get("selling_price")
    count: Stored = given.get("revenue", "")
    steps = (
        (_("Customers needed"), row + 1, f"E{row + 2}", price),
        (_("Opportunities needed"), row + 5, f"E{row + 3}/100", percent_of(given, 0)),
        (_("Leads needed"), row + 6, f"E{row + 4}/100", percent_of(given, 1)),
    )
    for place, (label, amount, by, number) in enumerate(steps, start=row + 5):
        count = needed_for(count, number)
        sheet.text(place, 0, label, "label_bold")
        sheet.formula(place, LIKELY, rounded_up(f"E{amount}", by), count, "count")
    return row + 7


def percent_of(given: Mapping[str, float], place: int) -> float:
    return given.get(("opportunities_rate", "leads_rate")[place], 0.0) / 100


def needed_for(count: Stored, by: float | None) -> Stored:
    if isinstance(count, str) or not by:
        return ""
    return customers_for(count, by) or 0


def rounded_up(amount: str, by: str) -> str:
    """Divide and round up; a float's own error above a whole number is no more."""
    cell = by.partition("/")[0]
    exact = f"{amount}/({by})"
    whole = f"-INT(-({exact}-1E-9*MAX(1,{exact})))"
    return f'IF(OR({amount}="",N({cell})=0),"",{whole})'


def write_ratings(book: MoneyBook, row: int, ratings: Mapping[str, int]) -> None:
    """What is no money, as it was rated from 0 to 3."""
    sheet = book.sheets[Role.GAINS]
    section(book, row, _("What is no money"))
    sheet.text(row, LIKELY, _("0 to 3"), "head_number")
    rated = [name for name in STATEMENTS if name in ratings]
    for place, name in enumerate(rated, start=1):
        sheet.text(row + place, 0, str(STATEMENTS[name]), "label")
        sheet.number(row + place, LIKELY, ratings[name], "whole")
