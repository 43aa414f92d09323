"""Each candidate's bill by month: plan, parts at list price, terms, sum, cash."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np

from common.tables.cells import literal
from evaluator.catalogue.part_labels import part_name
from evaluator.costs.billing import BillLine
from evaluator.costs.components import Commitment, Every, Fee, Labour, Meter, Overage
from evaluator.costs.outcomes import State
from evaluator.models import Candidate
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money import meters
from evaluator.workbooks.money.assumptions_sheet import negotiated
from evaluator.workbooks.money.billed import (
    Billed,
    BilledPlan,
    amounts,
    at,
    billed,
    blocks_of,
    goes_by,
    is_live,
    last_block,
    measured,
)
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter, share
from evaluator.workbooks.money.steps_sheet import UNIT
from evaluator.workbooks.plain_sheet import HEAD, Stored

WIDTH = 16


def write(book: MoneyBook) -> None:
    sheet = book.sheets[Role.BILLS]
    sheet.heading(
        book.content.title,
        _(
            "Vendors' bills by month. Parts stand at list price in their own currency;"
            " a column that says typed does not follow the assumptions."
        ),
    )
    sheet.list_head([_("Month")], [9], {0})
    for month in range(book.content.months):
        sheet.number(FIRST + month, 0, month + 1, "whole")
    place = 1
    for candidate in book.content.candidates:
        choice = book.content.cost(candidate).choice
        if choice:
            block = Block(book, candidate, billed(book.content, choice), place)
            block.write()
            place = block.place
    if place == 1:
        sheet.text(HEAD, 1, _("No candidate has a tariff yet."), "hint")
    sheet.worksheet.set_row(HEAD - 1, 58)
    sheet.frame(HEAD, 1)


@dataclass
class Block:
    """The columns of one candidate; place: the next free column."""

    book: MoneyBook
    candidate: Candidate
    billed: Billed
    place: int
    recurring: list[str] = field(default_factory=list)
    once: list[str] = field(default_factory=list)
    live: list[str] = field(default_factory=list)
    plan_column: str = ""

    @property
    def months(self) -> int:
        return self.billed.months

    @property
    def key(self) -> str:
        return str(self.candidate.pk)

    def write(self) -> None:
        self.plan_column = self.column(
            _("Plan"),
            [self.billed.plan_of(month).name for month in range(self.months)],
            None,
            "input_words",
        )
        for plan in self.billed.plans:
            terms = self.terms_column(plan)
            for line in plan.lines:
                self.line_columns(plan, line, terms)
            for fee, due in plan.fees:
                self.fee_column(plan, fee, due)
        self.sums()

    def column(
        self,
        title: str,
        stored: Iterable[Stored],
        formula: Callable[[int], str] | None,
        look: str,
        name: str = "",
    ) -> str:
        """Write one column and return its letter. formula: of a month, 0 the first."""
        sheet, place = self.book.sheets[Role.BILLS], self.place
        sheet.worksheet.set_column(place, place, WIDTH)
        head = f"{self.candidate.name}: {title}"
        sheet.text(HEAD, place, head, "head_number")
        for month, value in enumerate(stored):
            row = FIRST + month
            if formula is None:
                sheet.entry(row, place, value, look)
            else:
                sheet.formula(row, place, formula(month), value, look)
        self.place += 1
        if name:
            self.book.columns[Role.BILLS, f"{self.key}.{name}"] = letter(place)
        return letter(place)

    def taken(self, plan: BilledPlan, formula: str, row: int) -> str:
        """Count a part only in the months of its plan."""
        if self.billed.is_one_plan:
            return formula
        return f"IF({self.plan_column}{row}={literal(plan.name)},{formula},0)"

    def part_title(self, plan: BilledPlan, name: str, currency: str) -> str:
        shown = part_name(name)
        if not self.billed.is_one_plan:
            shown = f"{plan.name} · {shown}"
        return f"{shown} ({currency})"

    def terms_column(self, plan: BilledPlan) -> str:
        """What list prices are multiplied by: terms, and the negotiated discount."""
        discount = self.book.cells[f"discount.{self.key}.{plan.key}"]
        given = float(1 - negotiated(plan.bill.plan))
        return self.column(
            _("terms and discount, %(plan)s") % {"plan": plan.name},
            [float(each) * given for each in plan.terms],
            lambda month: f"{share(plan.terms[month])}*(1-{discount})",
            "factor",
        )

    def line_columns(self, plan: BilledPlan, line: BillLine, terms: str) -> None:
        part = line.component
        known = np.where(plan.taken, amounts(line, self.months), 0.0)
        currency = getattr(part, "currency", "")
        title = self.part_title(plan, part.name, currency)
        if isinstance(part, Meter) and is_live(line):
            formula = self.meter_formula(plan, part)
            beyond = self.beyond(plan, part)
            word = str(STATE_WORDS[State.QUOTE])
            stored: list[Stored] = [
                word if beyond[month] else float(known[month])
                for month in range(self.months)
            ]
            column = self.column(title, stored, formula, "money")
            self.live.append(column)
        elif isinstance(part, Fee | Labour) and not self.is_asked(part):
            column = self.column(
                title, list(map(float, known)), self.fixed_formula(plan, part), "money"
            )
        elif isinstance(part, Overage) and part.price is not None:
            formula = self.overage_formula(plan, part)
            column = self.column(title, list(map(float, known)), formula, "money")
        else:
            typed = _("%(part)s, typed") % {"part": title}
            column = self.column(typed, self.typed(plan, line), None, "input")
        rate = self.rate(currency)
        is_discounted = getattr(part, "is_discounted", False)
        after = f"*{terms}{{row}}" if is_discounted else ""
        self.recurring.append(f"N({column}{{row}}){rate}{after}")

    def typed(self, plan: BilledPlan, line: BillLine) -> list[Stored]:
        """Return the app's numbers; a word where no number stands for it."""
        known = amounts(line, self.months)
        found: list[Stored] = []
        for month in range(self.months):
            words = [
                str(STATE_WORDS[state])
                for state in State
                if at(line.outcome.has(state), month)
            ]
            amount = float(known[month]) if plan.taken[month] else 0.0
            is_said = plan.taken[month] and words and not amount
            found.append(", ".join(words) if is_said else amount)
        return found

    def is_asked(self, part: Fee | Labour) -> bool:
        return isinstance(part, Fee) and part.amount is None

    def rate(self, currency: str) -> str:
        if currency == self.book.content.currency:
            return ""
        return f"*{self.book.cells[f'rate.{currency}']}"

    def beyond(self, plan: BilledPlan, meter: Meter) -> np.ndarray:
        """Tell in which months a quantity lies above the last step."""
        last = last_block(meter.rate)
        if last is None:
            return np.zeros(self.months, bool)
        blocks = blocks_of(meter, goes_by(self.book.content, meter))
        return np.asarray((blocks > last) & np.asarray(plan.taken, bool))

    def meter_formula(self, plan: BilledPlan, meter: Meter) -> Callable[[int], str]:
        content, name = self.book.content, part_name(meter.name)
        quantity = self.column(
            _("%(part)s, quantity") % {"part": name},
            list(map(float, measured(content, meter))),
            lambda month: meters.counted(self.book, meter.basis, FIRST + month),
            "count",
        )
        by = goes_by(content, meter)
        goes = self.column(
            _("%(part)s, units billed") % {"part": name},
            list(map(float, blocks_of(meter, by))),
            lambda month: meters.in_blocks(
                meter, meters.timed(meter, quantity, month, self.months)
            ),
            "count",
        )
        first = self.book.step(self.key, plan.key, meter)

        def formula(month: int) -> str:
            row = FIRST + month
            found = meters.price(self.book, meter, first, f"{goes}{row}")
            return self.taken(plan, found, row)

        return formula

    def fixed_formula(
        self, plan: BilledPlan, part: Fee | Labour
    ) -> Callable[[int], str]:
        first = self.book.step(self.key, plan.key, part)
        amount = f"{self.book.sheet(Role.STEPS)}$H${first}"

        def formula(month: int) -> str:
            row, found = FIRST + month, amount
            if isinstance(part, Fee) and part.every is Every.YEAR:
                past = month - (part.month - 1)
                found = amount if past >= 0 and past % 12 == 0 else "0"
            if part.times and found != "0":
                found = f"{found}*{self.book.used(part.times, row)}"
            return self.taken(plan, found, row)

        return formula

    def overage_formula(self, plan: BilledPlan, part: Overage) -> Callable[[int], str]:
        first = self.book.step(self.key, plan.key, part)
        price = f"{self.book.sheet(Role.STEPS)}${UNIT}${first}"

        def formula(month: int) -> str:
            row = FIRST + month
            blocks = meters.blocks_above(self.book, part, row)
            return self.taken(plan, f"{blocks}*{price}", row)

        return formula

    def fee_column(self, plan: BilledPlan, fee: Fee, due: int) -> None:
        """A fee that is due once, whatever plan the month has."""
        amount = 0.0 if fee.amount is None else float(fee.amount)
        first = self.book.step(self.key, plan.key, fee)
        times = self.book.content.paths[fee.times] if fee.times else np.ones((1, 1))
        units = np.broadcast_to(times[0], (self.months,))
        is_due = np.arange(1, self.months + 1) == due
        cell = f"{self.book.sheet(Role.STEPS)}$H${first}"

        def formula(month: int) -> str:
            if month + 1 != due or fee.amount is None:
                return "0"
            found = cell
            if fee.times:
                found += f"*{self.book.used(fee.times, FIRST + month)}"
            return found

        column = self.column(
            self.part_title(plan, fee.name, fee.currency),
            [float(each) for each in amount * units * is_due],
            formula,
            "money",
        )
        self.once.append(f"N({column}{{row}}){self.rate(fee.currency)}")

    def sums(self) -> None:
        choice, currency = self.billed.choice, self.book.content.currency
        known = np.broadcast_to(choice.recurring.known[0], (self.months,))
        once = np.broadcast_to(choice.one_time.known[0], (self.months,))
        recurring = self.column(
            _("recurring (%(currency)s)") % {"currency": currency},
            list(map(float, known)),
            lambda month: added(self.recurring, FIRST + month),
            "money_bold",
        )
        fees = self.column(
            _("one-time fees (%(currency)s)") % {"currency": currency},
            list(map(float, once)),
            lambda month: added(self.once, FIRST + month),
            "money_bold",
        )
        self.column(
            _("bill (%(currency)s)") % {"currency": currency},
            list(map(float, known + once)),
            lambda month: f"{recurring}{FIRST + month}+{fees}{FIRST + month}",
            "money_bold",
            "cost",
        )
        self.paid(recurring, fees)
        self.lacking()

    def paid(self, recurring: str, fees: str) -> None:
        choice = self.billed.choice
        cash = np.broadcast_to(choice.cash[0], (self.months,))
        title = _("paid (%(currency)s)") % {"currency": self.book.content.currency}
        if self.billed.is_paid_otherwise:
            typed = _("%(part)s, typed") % {"part": title}
            self.column(typed, list(map(float, cash)), None, "input", "cash")
            return
        term = self.billed.advance

        def formula(month: int) -> str:
            row = FIRST + month
            own = ahead(term, recurring, month, self.months) if term else ""
            return f"{own or f'{recurring}{row}'}+{fees}{row}"

        self.column(title, list(map(float, cash)), formula, "money_bold", "cash")

    def lacking(self) -> None:
        """Say in words what no number of the month stands for."""
        told = [
            ", ".join(str(STATE_WORDS[state]) for state in self.billed.states(month))
            for month in range(self.months)
        ]
        asked = literal(str(STATE_WORDS[State.QUOTE]))

        def formula(month: int) -> str:
            row = FIRST + month
            numbers = ",".join(f"{column}{row}" for column in self.live)
            said = literal(told[month])
            if not self.live:
                return said
            return f"IF(COUNT({numbers})<{len(self.live)},{asked},{said})"

        self.column(_("not known"), told, formula, "word", "lacks")


def added(parts: list[str], row: int) -> str:
    return "+".join(each.format(row=row) for each in parts) or "0"


def ahead(term: Commitment, column: str, month: int, months: int) -> str:
    """Pay the term in its first month, and every change for the months left."""
    start = month - month % term.months
    left = min(start + term.months, months) - month
    own = f"{column}{FIRST + month}"
    if month == start:
        return f"{own}*{left}"
    return f"({own}-{column}{FIRST + month - 1})*{left}"
