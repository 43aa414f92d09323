"""A meter as formulas: quantity, what the bill goes by, blocks, price."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from common.tables.cells import literal
from evaluator.costs.components import (
    Basis,
    Limit,
    Meter,
    Overage,
    Rate,
    TierMode,
    TimeRule,
)
from evaluator.costs.measures import PEOPLE, Measure
from evaluator.costs.outcomes import State
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, share
from evaluator.workbooks.money.steps_sheet import FLAT, FROM, SURE, TO, UNIT

FUZZ = "1E-7"
"""What a float may lack of a whole number."""


def up(number: str) -> str:
    """Round up, unless only the float's own error stands above a whole number."""
    return f"-INT(-({number}-{FUZZ}))"


def counted(book: MoneyBook, basis: Basis, row: int) -> str:
    """Return the billable quantity of a month."""
    parts = [
        book.used(each.measure, row)
        + ("" if each.weight == 1 else f"*{share(each.weight)}")
        for each in basis.counted
    ]
    is_plain = len(basis.counted) == 1 and basis.counted[0].weight == 1
    found = [parts[0] if is_plain else up("+".join(parts))]
    for fair in basis.fair_use:
        found.append(up(f"{book.used(fair.measure, row)}/{share(fair.per_unit)}"))
    if basis.minimum:
        found.append(str(basis.minimum))
    return found[0] if len(found) == 1 else f"MAX({','.join(found)})"


def timed(meter: Meter, column: str, month: int, months: int) -> str:
    """Return what the bill goes by; month 0 is the first."""
    length = meter.timing.months
    start = month - month % length
    if meter.timing.rule is TimeRule.CARRY:
        return f"SUM({column}${FIRST}:{column}{FIRST + month})"
    if meter.timing.rule is TimeRule.FOLLOW_UP:
        first, last = max(0, month - length), month
    elif meter.timing.rule is TimeRule.RATCHET:
        first, last = start, month
    elif meter.timing.rule is TimeRule.PEAK:
        first, last = start, min(start + length, months) - 1
    else:
        return f"{column}{FIRST + month}"
    return f"MAX({column}{FIRST + first}:{column}{FIRST + last})"


def in_blocks(meter: Meter, by: str) -> str:
    rate = meter.rate
    charged = f"MAX({by}-{meter.included},0)" if meter.included else by
    if rate.size == 1:
        return charged
    return up(f"{charged}/{rate.size}") if rate.is_whole else f"{charged}/{rate.size}"


def blocks_above(book: MoneyBook, overage: Overage, row: int) -> str:
    """Return the blocks of a month above what is allowed: the most of any allowance."""
    needed = [
        up(f"MAX({counted(book, each.basis, row)}-{each.allowed},0)/{each.size}")
        for each in overage.allowances
    ]
    return f"MAX({','.join(needed)},0)"


def price(book: MoneyBook, meter: Meter, first: int, blocks: str) -> str:
    """Return the list price of so many blocks; a word above the last step."""
    rate = meter.rate

    def cell(column: str, place: int) -> str:
        return f"{book.sheet(Role.STEPS)}${column}${first + place}"

    if rate.mode is TierMode.GRADUATED:
        found = "+".join(graduated(rate, cell, blocks))
    elif rate.mode is TierMode.CHEAPEST:
        found = cheapest(rate, cell, blocks)
    else:
        found = one_tier(rate, cell, blocks)
    if meter.credit:
        found = f"MAX({found}-{share(meter.credit)},0)"
    if rate.tiers[-1].up_to is None or rate.mode is TierMode.CHEAPEST:
        return found
    word = literal(str(STATE_WORDS[State.QUOTE]))
    return f"IF({blocks}>{cell(TO, len(rate.tiers) - 1)},{word},{found})"


def graduated(
    rate: Rate, cell: Callable[[str, int], str], blocks: str
) -> Iterator[str]:
    """Each block at the price of its own step."""
    for place, tier in enumerate(rate.tiers):
        upper = blocks if tier.up_to is None else f"MIN({blocks},{cell(TO, place)})"
        unit = public(cell(UNIT, place), is_priced=tier.unit is not None)
        flat = public(cell(FLAT, place), is_priced=tier.flat is not None)
        yield f"MAX({upper}-{cell(FROM, place)},0)*{unit}"
        yield flat if place == 0 else f"IF({blocks}>{cell(FROM, place)},{flat},0)"


def cheapest(rate: Rate, cell: Callable[[str, int], str], blocks: str) -> str:
    """The least of any step's price and what is above it."""
    found = []
    for place, tier in enumerate(rate.tiers):
        flat, unit, end = cell(FLAT, place), cell(UNIT, place), cell(TO, place)
        over = "" if tier.up_to is None else f"+MAX({blocks}-{end},0)*{unit}"
        found.append(f"{flat}{over}")
    return f"MIN({','.join(found)})"


def public(cell: str, *, is_priced: bool) -> str:
    """Take a word that stands for a price as nothing known."""
    return cell if is_priced else f"N({cell})"


def one_tier(rate: Rate, cell: Callable[[str, int], str], blocks: str) -> str:
    """All blocks at the price of the step that is reached."""
    last = len(rate.tiers) - 1
    is_spend = rate.mode is TierMode.SPEND
    # Those steps end just below an amount, spent at the first rate.
    held = f"{blocks}*{cell(UNIT, 0)}" if is_spend else blocks

    def reached(name: str) -> str:
        return at_step(cell, name, last, held, test="<=" if is_spend else "<")

    flat = reached(FLAT)
    if rate.mode is TierMode.FLAT:
        return flat
    return f"{flat}+{reached(UNIT)}*{blocks}"


def at_step(
    cell: Callable[[str, int], str],
    name: str,
    last: int,
    held: str,
    *,
    test: str = "<",
) -> str:
    """Return the cell of a column in the step that holds so much."""

    def column(letter: str) -> str:
        return f"{cell(letter, 0)}:{cell(letter, last).rpartition('!')[2]}"

    place = f"MAX(1,SUMPRODUCT(--({column(FROM)}{test}{held})))"
    return f"INDEX({column(name)},{place})"


def unsure(book: MoneyBook, meter: Meter, first: int, blocks: str) -> str:
    """Tell whether a rung may be missing: below the step's end, not above its start."""

    def cell(column: str, place: int) -> str:
        return f"{book.sheet(Role.STEPS)}${column}${first + place}"

    last = len(meter.rate.tiers) - 1
    end = at_step(cell, TO, last, blocks)
    below = f"{blocks}<{end}"
    if all(tier.above is None for tier in meter.rate.tiers):
        return below
    start = at_step(cell, SURE, last, blocks)
    return f'AND({below},OR({start}="",{blocks}<={start}))'


def above_limit(book: MoneyBook, limit: Limit, row: int) -> str:
    """Return what is above a limit in a month."""
    return f"MAX({counted(book, limit.basis, row)}-{limit.allowed},0)"


def people_left_out(book: MoneyBook, limit: Limit, over: str, row: int) -> str:
    """Return how many people are not reached, as `metering.people_beyond` tells it."""
    measures = {each.measure for each in limit.basis.counted}
    if measures & PEOPLE:
        return over
    if Measure.EMAILS in measures:
        mails = book.used(Measure.EMAILS, row)
        reached = book.used(Measure.MESSAGED_CONTACTS, row)
        return up(f"{over}*{reached}/MAX({mails},1)")
    return "0"
