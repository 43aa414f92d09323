"""The recurring parts of a plan as columns: quantity, units billed, price."""

from __future__ import annotations

import numpy as np

from common.tables.cells import literal
from evaluator.catalogue.part_labels import part_name
from evaluator.costs.billing import BillLine
from evaluator.costs.components import (
    Every,
    Fee,
    Labour,
    Meter,
    Overage,
    TierMode,
    TimeRule,
)
from evaluator.costs.outcomes import State
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money import meters
from evaluator.workbooks.money.assumptions_sheet import negotiated
from evaluator.workbooks.money.billed import (
    BilledPlan,
    amounts,
    at,
    blocks_of,
    goes_by,
    is_live,
    measured,
    unpriced_from,
)
from evaluator.workbooks.money.block import Block, Formula, Part, typed_title
from evaluator.workbooks.money.layout import FIRST, Role, share
from evaluator.workbooks.money.steps_sheet import UNIT
from evaluator.workbooks.plain_sheet import Stored


def word(state: State) -> str:
    return str(STATE_WORDS[state])


def terms_column(block: Block, plan: BilledPlan) -> str:
    """What list prices are multiplied by: terms, and the negotiated discount."""
    discount = block.book.cells[f"discount.{block.key}.{plan.key}"]
    given = float(1 - negotiated(plan.bill.plan))
    return block.column(
        _("terms and discount, %(plan)s") % {"plan": plan.name},
        [float(each) * given for each in plan.terms],
        lambda month: f"{share(plan.terms[month])}*(1-{discount})",
        "factor",
    )


def part_columns(block: Block, plan: BilledPlan, line: BillLine, terms: str) -> Part:
    """Write the columns of one part, live where formulas can tell its price."""
    part = line.component
    currency = getattr(part, "currency", "")
    is_discounted = getattr(part, "is_discounted", False)
    factor = block.rate(currency) + (f"*{terms}{{row}}" if is_discounted else "")
    title = block.part_title(plan, part.name, currency)
    known = np.where(block.billed.counts(plan), amounts(line, block.months), 0.0)
    numbers: list[Stored] = list(map(float, known))
    if isinstance(part, Meter) and is_live(line):
        return meter_columns(block, plan, line, title, factor)
    formula: Formula | None = None
    if isinstance(part, Fee | Labour) and getattr(part, "amount", 0) is not None:
        formula = fixed_formula(block, plan, part)
    elif isinstance(part, Overage) and part.price is not None:
        formula = overage_formula(block, plan, part)
    if formula:
        return Part(part, block.column(title, numbers, formula, "money"), factor)
    stored = typed(block, plan, line)
    return Part(part, block.column(typed_title(title), stored, None, "input"), factor)


def typed(block: Block, plan: BilledPlan, line: BillLine) -> list[Stored]:
    """Return the app's numbers; a word where no number stands for it."""
    known = amounts(line, block.months)
    found: list[Stored] = []
    for month in range(block.months):
        words = [word(state) for state in State if at(line.outcome.has(state), month)]
        amount = float(known[month]) if plan.taken[month] else 0.0
        is_said = plan.taken[month] and words and not amount
        found.append(", ".join(words) if is_said else amount)
    return found


def meter_columns(
    block: Block, plan: BilledPlan, line: BillLine, title: str, factor: str
) -> Part:
    meter, book = line.component, block.book
    assert isinstance(meter, Meter)  # noqa: S101 (is_live tells so)
    goes = units_column(block, plan, meter)
    first = book.step(block.key, plan.key, meter)

    def listed(month: int) -> str:
        row = FIRST + month
        price = meters.price(book, meter, first, f"{goes}{row}")
        if meter.timing.rule is TimeRule.CARRY and month:
            price += f"-({meters.price(book, meter, first, f'{goes}{row - 1}')})"
        return block.taken(plan, price, row)

    def is_asked(row: int) -> str:
        return f"ISTEXT({column}{row})"

    if meter.rate.mode is TierMode.FLAT and not meter.rate.is_complete:
        return unsure_columns(block, plan, line, (title, factor, goes), listed)
    column = block.column(title, prices(block, plan, line), listed, "money")
    if meter.rate.mode is not TierMode.GRADUATED:
        return Part(meter, column, factor, asked=is_asked)
    start = unpriced_from(meter.rate)
    if start is None:
        return Part(meter, column, factor)
    return Part(
        meter, column, factor, asked=lambda row: f"({goes}{row}>{share(start)})"
    )


def unsure_columns(
    block: Block,
    plan: BilledPlan,
    line: BillLine,
    told: tuple[str, str, str],
    listed: Formula,
) -> Part:
    """Write a ladder that may lack rungs: what is listed, and what is surely due."""
    title, factor, goes = told
    meter, unknown = line.component, literal(word(State.UNKNOWN_RUNG))
    assert isinstance(meter, Meter)  # noqa: S101 (is_live tells so)
    first = block.book.step(block.key, plan.key, meter)
    most = block.column(
        _("%(part)s, at most") % {"part": title},
        prices(block, plan, line, at_most=True),
        listed,
        "money",
    )

    def sure(month: int) -> str:
        row = FIRST + month
        test = meters.unsure(block.book, meter, first, f"{goes}{row}")
        price = f"IF(ISTEXT({most}{row}),{most}{row},IF({test},{unknown},{most}{row}))"
        return block.taken(plan, price, row)

    column = block.column(title, prices(block, plan, line), sure, "money")
    return Part(
        meter,
        column,
        factor,
        most,
        asked=lambda row: f"ISTEXT({most}{row})",
        unknown=lambda row: f"({column}{row}={unknown})",
    )


def units_column(block: Block, plan: BilledPlan, meter: Meter) -> str:
    content = block.book.content
    name = block.plan_title(plan, part_name(meter.name))
    quantity = block.column(
        _("%(part)s, quantity") % {"part": name},
        list(map(float, measured(content, meter))),
        lambda month: meters.counted(block.book, meter.basis, FIRST + month),
        "count",
    )
    title = _("%(part)s, units billed")
    if meter.timing.rule is TimeRule.CARRY:
        title = _("%(part)s, units bought so far")
    return block.column(
        title % {"part": name},
        list(map(float, blocks_of(meter, goes_by(content, meter)))),
        lambda month: meters.in_blocks(
            meter, meters.timed(meter, quantity, month, block.months)
        ),
        "count",
    )


def prices(
    block: Block, plan: BilledPlan, line: BillLine, *, at_most: bool = False
) -> list[Stored]:
    """Return what the cells of a meter show: its price, or why there is none."""
    meter, outcome = line.component, line.outcome
    path = outcome.upper if at_most else outcome.known
    numbers = np.broadcast_to(path[0], (block.months,))
    says_quote = isinstance(meter, Meter) and meter.rate.mode is not TierMode.GRADUATED
    counts = block.billed.counts(plan)
    found: list[Stored] = []
    for month in range(block.months):
        if not counts[month]:
            found.append(0.0)
        elif says_quote and at(outcome.has(State.QUOTE), month):
            found.append(word(State.QUOTE))
        elif not at_most and at(outcome.has(State.UNKNOWN_RUNG), month):
            found.append(word(State.UNKNOWN_RUNG))
        else:
            found.append(float(numbers[month]))
    return found


def fixed_formula(block: Block, plan: BilledPlan, part: Fee | Labour) -> Formula:
    first = block.book.step(block.key, plan.key, part)
    amount = f"{block.book.sheet(Role.STEPS)}$H${first}"

    def formula(month: int) -> str:
        row, found = FIRST + month, amount
        if isinstance(part, Fee) and part.every is Every.YEAR:
            past = month - (part.month - 1)
            found = amount if past >= 0 and past % 12 == 0 else "0"
        if part.times and found != "0":
            found = f"{found}*{block.book.used(part.times, row)}"
        return block.taken(plan, found, row)

    return formula


def overage_formula(block: Block, plan: BilledPlan, part: Overage) -> Formula:
    first = block.book.step(block.key, plan.key, part)
    price = f"{block.book.sheet(Role.STEPS)}${UNIT}${first}"

    def formula(month: int) -> str:
        row = FIRST + month
        blocks = meters.blocks_above(block.book, part, row)
        return block.taken(plan, f"{blocks}*{price}", row)

    return formula
