"""The plan of each month as a formula: all plans priced, and the cheapest taken."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from common.tables.cells import literal
from evaluator.catalogue.part_labels import part_name
from evaluator.costs.billing import BillLine
from evaluator.costs.components import Every, Fee, Limit
from evaluator.costs.outcomes import State
from evaluator.costs.plans import ASKED, LEFT_OUT, STOPPED, compared
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money import meters
from evaluator.workbooks.money.billed import BilledPlan, advance_of
from evaluator.workbooks.money.block import Block, Part, added, ahead
from evaluator.workbooks.money.layout import FIRST, letter
from evaluator.workbooks.money.part_columns import part_columns, terms_column
from evaluator.workbooks.plain_sheet import Stored


@dataclass
class PlanColumns:
    """The columns of one plan as if it were used all the time.

    recurring, compared: what it costs, and what plans are compared by. taken: what it
    costs in the months in which it is the plan. stops: people whom a limit leaves out,
    with the column of what is above it. asked_fees: due once, without a public price.
    """

    plan: BilledPlan
    parts: list[Part]
    stops: list[tuple[str, str]] = field(default_factory=list)
    recurring: str = ""
    compared: str = ""
    taken: str = ""
    fees: list[str] = field(default_factory=list)
    asked_fees: list[str] = field(default_factory=list)

    def asked(self, row: int) -> str:
        tests = [each.asked(row) for each in self.parts if each.asked]
        return "TRUE" if self.plan.asks else any_of(tests)

    def unknown(self, row: int) -> str:
        tests = [each.unknown(row) for each in self.parts if each.unknown]
        return any_of(tests)

    def stopped(self, row: int) -> str:
        tests = [f"{over}{row}>0" for over, _people in self.stops]
        return any_of(tests)


def any_of(tests: list[str]) -> str:
    return f"OR({','.join(tests)})" if tests else "FALSE"


class ChosenPlans:
    """Several plans of one candidate, and the choice among them."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.number = ""
        self.columns: list[PlanColumns] = []

    def write(self) -> None:
        block = self.block
        number, name = block.reserve(), block.reserve()
        self.number = letter(number)
        for plan in block.billed.plans:
            self.columns.append(self.plan_columns(plan))
        block.column(
            _("number of the cheapest plan"),
            [block.billed.place_of(month) for month in range(block.months)],
            lambda month: self.cheapest(FIRST + month),
            "count",
            at=number,
        )
        names = ",".join(literal(each.plan.name) for each in self.columns)
        block.column(
            _("Plan"),
            [block.billed.plan_of(month).name for month in range(block.months)],
            lambda month: f"CHOOSE({self.number}{FIRST + month},{names})",
            "word",
            at=name,
        )
        for place, each in enumerate(self.columns, start=1):
            self.taken_columns(each, place)

    def plan_columns(self, plan: BilledPlan) -> PlanColumns:
        block = self.block
        terms = terms_column(block, plan)
        parts = [part_columns(block, plan, line, terms) for line in plan.lines]
        found = PlanColumns(plan, parts, self.stop_columns(plan))
        months = block.months
        found.recurring = block.column(
            block.plan_title(plan, _("recurring")),
            list(map(float, np.broadcast_to(plan.bill.recurring.known[0], (months,)))),
            lambda month: added([each.known for each in parts], FIRST + month),
            "money",
        )
        found.compared = block.column(
            block.plan_title(plan, _("compared by")),
            list(map(float, np.broadcast_to(compared(plan.bill)[0], (months,)))),
            lambda month: self.comparison(found, month),
            "compared",
        )
        return found

    def stop_columns(self, plan: BilledPlan) -> list[tuple[str, str]]:
        lines = {line.component: line for line in plan.bill.lines}
        return [self.stop_column(plan, each, lines[each]) for each in plan.limits]

    def stop_column(
        self, plan: BilledPlan, limit: Limit, line: BillLine
    ) -> tuple[str, str]:
        """Write what is above a limit, and whom that leaves out."""
        block, nobody = self.block, np.zeros((1, 1))
        title = block.plan_title(plan, part_name(limit.name))
        counted = nobody if line.quantity is None else line.quantity
        above = np.maximum(counted[0] - limit.allowed, 0.0)
        over = block.column(
            _("%(part)s, above the limit") % {"part": title},
            list(map(float, np.broadcast_to(above, (block.months,)))),
            lambda month: meters.above_limit(block.book, limit, FIRST + month),
            "count",
        )
        outcome = line.outcome
        people = nobody if outcome.unreached is None else outcome.unreached
        left_out = block.column(
            _("%(part)s, people not reached") % {"part": title},
            list(map(float, np.broadcast_to(people[0], (block.months,)))),
            lambda month: meters.people_left_out(
                block.book, limit, f"{over}{FIRST + month}", FIRST + month
            ),
            "count",
        )
        return over, left_out

    def comparison(self, found: PlanColumns, month: int) -> str:
        """Amounts with upper bounds, yearly fees by their twelfth; then the states."""
        row = FIRST + month
        amount = "+".join(self.levelled(each, month) for each in found.parts)
        pieces = [amount or "0"]
        if found.plan.asks or any(each.asked for each in found.parts):
            pieces.append(f"IF({found.asked(row)},{ASKED:.0f},0)")
        if found.stops:
            people = ",".join(f"{people}{row}" for _over, people in found.stops)
            pieces.append(f"IF({found.stopped(row)},{STOPPED:.0f},0)")
            pieces.append(f"MAX({people})*{LEFT_OUT:.0f}")
        return "+".join(pieces)

    def levelled(self, part: Part, month: int) -> str:
        """Spread a yearly fee over the twelve months from when it is due."""
        fee = part.component
        if not (isinstance(fee, Fee) and fee.every is Every.YEAR):
            return part.most.format(row=FIRST + month)
        first = fee.month - 1
        if first >= self.block.months:
            return "0"
        due = first + max((month - first) // 12, 0) * 12
        return f"{part.most.format(row=FIRST + due)}/12"

    def cheapest(self, row: int) -> str:
        """Return the number of the plan that is compared lowest; ties by order."""
        cells = [f"ROUND({each.compared}{row},4)" for each in self.columns]
        least = f"MIN({','.join(cells)})"
        found = str(len(cells))
        for place in range(len(cells) - 1, 0, -1):
            found = f"IF({cells[place - 1]}={least},{place},{found})"
        return found

    def taken_columns(self, found: PlanColumns, place: int) -> None:
        """Write what the plan costs in its months, and its one-time fees."""
        block, plan = self.block, found.plan
        known = np.broadcast_to(plan.bill.recurring.known[0], (block.months,))
        found.taken = block.column(
            block.plan_title(plan, _("in its months")),
            list(map(float, np.where(plan.taken, known, 0.0))),
            lambda month: (
                f"IF({self.number}{FIRST + month}={place},"
                f"{found.recurring}{FIRST + month},0)"
            ),
            "money",
        )
        for fee in plan.fees:
            column = self.fee_column(plan, fee, place)
            found.fees.append(f"N({column}{{row}}){block.rate(fee.currency)}")
            if fee.amount is None:
                found.asked_fees.append(column)

    def fee_column(self, plan: BilledPlan, fee: Fee, place: int) -> str:
        """A fee due once, counted from the first month in which its plan is taken."""
        block = self.block
        begin = int(np.argmax(plan.taken)) if plan.taken.any() else block.months
        times = block.book.content.paths[fee.times] if fee.times else np.ones((1, 1))
        units = np.broadcast_to(times[0], (block.months,))
        is_due = np.arange(block.months) == begin + fee.month - 1
        numbers = f"${self.number}${FIRST}:${self.number}${block.book.last}"

        def formula(month: int) -> str:
            row = FIRST + month
            amount = block.fee_amount(plan, fee, row)
            due = f"$A{row}=MATCH({place},{numbers},0)+{fee.month - 1}"
            return f"IF(COUNTIF({numbers},{place})=0,0,IF({due},{amount},0))"

        stored: list[Stored] = [
            float(fee.amount or 0) * float(each) for each in units * is_due
        ]
        if fee.amount is None:
            asked = str(STATE_WORDS[State.QUOTE])
            stored = [asked if each else 0.0 for each in is_due]
        title = block.part_title(plan, fee.name, fee.currency)
        return block.column(title, stored, formula, "money")

    def recurring(self, row: int) -> str:
        return "+".join(f"{each.taken}{row}" for each in self.columns)

    def fees(self, row: int) -> str:
        return added([fee for each in self.columns for fee in each.fees], row)

    def cash(self, month: int) -> str:
        """Return what is paid of the recurring cost in a month, counted from 0."""
        pieces = []
        for each in self.columns:
            term = advance_of(each.plan)
            if term is None:
                pieces.append(f"{each.taken}{FIRST + month}")
            else:
                pieces.append(ahead(term, each.taken, month, self.block.months))
        return "+".join(pieces)

    def words(self, month: int) -> str:
        """Say what no number of the month's plan stands for."""
        row = FIRST + month
        # A fee may fall due when its plan is no longer the one taken.
        fees = [
            f"ISTEXT({column}{row})"
            for each in self.columns
            for column in each.asked_fees
        ]
        said = []
        for each in self.columns:
            tests = (
                (State.QUOTE, any_of([each.asked(row), *fees])),
                (State.UNKNOWN_RUNG, each.unknown(row)),
                (State.BLOCKED, each.stopped(row)),
            )
            pieces = [
                f'IF({test},{literal(f", {STATE_WORDS[state]}")},"")'
                for state, test in tests
            ]
            said.append(f"MID({'&'.join(pieces)},3,99)")
        return f"CHOOSE({self.number}{row},{','.join(said)})"
