"""Each candidate's bill by month: plan, parts at list price, terms, sum, cash."""

from __future__ import annotations

import numpy as np

from common.tables.cells import literal
from evaluator.costs.components import Fee
from evaluator.costs.outcomes import State
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.billed import (
    BilledPlan,
    advance_of,
    billed,
)
from evaluator.workbooks.money.block import Block, Formula, Part, added, ahead
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role
from evaluator.workbooks.money.part_columns import part_columns, terms_column
from evaluator.workbooks.money.plan_columns import ChosenPlans
from evaluator.workbooks.plain_sheet import HEAD, Stored


def write(book: MoneyBook) -> None:
    sheet = book.sheets[Role.BILLS]
    sheet.heading(
        book.content.title,
        _(
            "Vendors' bills by month. Parts stand at list price in their own currency;"
            " a column that says typed does not follow the assumptions. Plans are"
            " compared by the month; a dash is one that is stopped, or sold by quote."
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
            write_bill(block)
            place = block.place
    if place == 1:
        sheet.text(HEAD, 1, _("No candidate has a tariff yet."), "hint")
    sheet.worksheet.set_row(HEAD - 1, 58)
    sheet.frame(HEAD, 1)
    sheet.print_wide()


def write_bill(block: Block) -> None:
    """Write the columns of one candidate: plan, parts, sums, what is paid."""
    if block.billed.follows:
        chosen = ChosenPlans(block)
        chosen.write()
        sums(block, chosen.recurring, chosen.fees)
        paid(block, chosen.cash)
        block.column(_("not known"), words(block), chosen.words, "word", "lacks")
        return
    block.plan_column = block.column(
        _("Plan"),
        [block.billed.plan_of(month).name for month in range(block.months)],
        None,
        "input_words",
    )
    parts = []
    for plan in block.billed.plans:
        terms = terms_column(block, plan)
        parts += [part_columns(block, plan, line, terms) for line in plan.lines]
    fees = [
        fee_column(block, plan, fee) for plan in block.billed.plans for fee in plan.fees
    ]
    sums(
        block,
        lambda row: added([each.known for each in parts], row),
        lambda row: added(fees, row),
    )
    paid(block, advance(block))
    lacking(block, parts)


def fee_column(block: Block, plan: BilledPlan, fee: Fee) -> str:
    """A fee that is due once, counted from the month in which its plan begins."""
    amount = 0.0 if fee.amount is None else float(fee.amount)
    due = int(np.argmax(plan.taken)) + fee.month
    times = block.book.content.paths[fee.times] if fee.times else np.ones((1, 1))
    units = np.broadcast_to(times[0], (block.months,))
    is_due = np.arange(1, block.months + 1) == due

    def formula(month: int) -> str:
        if month + 1 != due or fee.amount is None:
            return "0"
        return block.fee_amount(plan, fee, FIRST + month)

    column = block.column(
        block.part_title(plan, fee.name, fee.currency),
        [float(each) for each in amount * units * is_due],
        formula,
        "money",
    )
    return f"N({column}{{row}}){block.rate(fee.currency)}"


def sums(block: Block, recurring: Formula, fees: Formula) -> None:
    choice, currency = block.billed.choice, block.book.content.currency
    known = np.broadcast_to(choice.recurring.known[0], (block.months,))
    once = np.broadcast_to(choice.one_time.known[0], (block.months,))
    first = block.column(
        _("recurring (%(currency)s)") % {"currency": currency},
        list(map(float, known)),
        lambda month: recurring(FIRST + month),
        "money_bold",
    )
    second = block.column(
        _("one-time fees (%(currency)s)") % {"currency": currency},
        list(map(float, once)),
        lambda month: fees(FIRST + month),
        "money_bold",
    )
    block.column(
        _("bill (%(currency)s)") % {"currency": currency},
        list(map(float, known + once)),
        lambda month: f"{first}{FIRST + month}+{second}{FIRST + month}",
        "money_bold",
        "cost",
    )
    block.sums = first, second


def advance(block: Block) -> Formula:
    """Return what is paid of the recurring cost in a month, counted from 0."""
    recurring = block.sums[0]
    term = advance_of(block.billed.plans[0])
    if term is None:
        return lambda month: f"{recurring}{FIRST + month}"
    return lambda month: ahead(term, recurring, month, block.months)


def paid(block: Block, recurring: Formula) -> None:
    cash = np.broadcast_to(block.billed.choice.cash[0], (block.months,))
    title = _("paid (%(currency)s)") % {"currency": block.book.content.currency}
    if block.billed.is_paid_otherwise:
        typed = _("%(part)s, typed") % {"part": title}
        block.column(typed, list(map(float, cash)), None, "input", "cash")
        return
    block.column(
        title,
        list(map(float, cash)),
        lambda month: f"{recurring(month)}+{block.sums[1]}{FIRST + month}",
        "money_bold",
        "cash",
    )


def words(block: Block) -> list[Stored]:
    """Say of each month what no number stands for, as the app found it."""
    return [
        ", ".join(str(STATE_WORDS[state]) for state in block.billed.states(month))
        for month in range(block.months)
    ]


def lacking(block: Block, parts: list[Part]) -> None:
    """Say in words what no number of the month stands for; prices asked are live."""
    told = words(block)
    asked = literal(str(STATE_WORDS[State.QUOTE]))

    def formula(month: int) -> str:
        row = FIRST + month
        said = literal(str(told[month]))
        tests = [each.asked(row) for each in parts if each.asked]
        return f"IF(OR({','.join(tests)}),{asked},{said})" if tests else said

    block.column(_("not known"), told, formula, "word", "lacks")
