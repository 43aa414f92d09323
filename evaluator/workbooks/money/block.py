"""The columns of one candidate's bill, and a part of it as formulas find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.tables.cells import literal
from evaluator.catalogue.part_labels import part_name
from evaluator.costs.components import Charge, Commitment, Fee
from evaluator.models import Candidate
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.billed import Billed, BilledPlan
from evaluator.workbooks.money.layout import FIRST, MoneyBook, Role, letter
from evaluator.workbooks.plain_sheet import HEAD, Stored

WIDTH = 16
Formula = Callable[[int], str]
"""Of a row, or of a month counted from 0: its reader says which."""


@dataclass(frozen=True, slots=True)
class Part:
    """A recurring part. column: its list price; a word where no number stands.

    factor: exchange rate and terms, with `{row}`. upper: the column that has the next
    listed rung where the price is not known. asked, unknown: tests of a row.
    """

    component: Charge
    column: str
    factor: str = ""
    upper: str = ""
    asked: Formula | None = None
    unknown: Formula | None = None

    @property
    def known(self) -> str:
        return f"N({self.column}{{row}}){self.factor}"

    @property
    def most(self) -> str:
        return f"N({self.upper or self.column}{{row}}){self.factor}"


@dataclass
class Block:
    """The columns of one candidate; place: the next free column."""

    book: MoneyBook
    candidate: Candidate
    billed: Billed
    place: int
    plan_column: str = ""
    sums: tuple[str, str] = ("", "")

    @property
    def months(self) -> int:
        return self.billed.months

    @property
    def key(self) -> str:
        return str(self.candidate.pk)

    def reserve(self) -> int:
        """Keep a column for what can only be written when later ones stand."""
        self.place += 1
        return self.place - 1

    def column(
        self,
        title: str,
        stored: Iterable[Stored],
        formula: Formula | None,
        look: str,
        name: str = "",
        *,
        at: int | None = None,
    ) -> str:
        """Write one column and return its letter. formula: of a month, 0 the first."""
        sheet = self.book.sheets[Role.BILLS]
        place = self.reserve() if at is None else at
        sheet.worksheet.set_column(place, place, WIDTH)
        head = f"{self.candidate.name}: {title}"
        sheet.text(HEAD, place, head, "head_number")
        for month, value in enumerate(stored):
            row = FIRST + month
            if formula is None:
                sheet.entry(row, place, value, look)
            else:
                sheet.formula(row, place, formula(month), value, look)
        if name:
            self.book.columns[Role.BILLS, f"{self.key}.{name}"] = letter(place)
        return letter(place)

    def taken(self, plan: BilledPlan, formula: str, row: int) -> str:
        """Count a part only in the months of its plan, where the plan is typed."""
        if self.billed.is_one_plan or self.billed.follows:
            return formula
        return f"IF({self.plan_column}{row}={literal(plan.name)},{formula},0)"

    def part_title(self, plan: BilledPlan, name: str, currency: str) -> str:
        return f"{self.plan_title(plan, part_name(name))} ({currency})"

    def plan_title(self, plan: BilledPlan, title: str) -> str:
        return title if self.billed.is_one_plan else f"{plan.name} · {title}"

    def rate(self, currency: str) -> str:
        if currency == self.book.content.currency:
            return ""
        return f"*{self.book.cells[f'rate.{currency}']}"

    def fee_amount(self, plan: BilledPlan, fee: Fee, row: int) -> str:
        first = self.book.step(self.key, plan.key, fee)
        found = f"{self.book.sheet(Role.STEPS)}$H${first}"
        if not fee.times:
            return found
        counted = f"{found}*{self.book.used(fee.times, row)}"
        # A word stands there until somebody types a price.
        return counted if fee.amount else f"IF(ISTEXT({found}),{found},{counted})"


def typed_title(title: str) -> str:
    return _("%(part)s, typed") % {"part": title}


def added(parts: Iterable[str], row: int) -> str:
    return "+".join(each.format(row=row) for each in parts) or "0"


def ahead(term: Commitment, column: str, month: int, months: int) -> str:
    """Pay the term in its first month, and every change for the months left."""
    start = month - month % term.months
    left = min(start + term.months, months) - month
    own = f"{column}{FIRST + month}"
    if month == start:
        return f"{own}*{left}"
    return f"({own}-{column}{FIRST + month - 1})*{left}"
