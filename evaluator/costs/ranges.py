"""A figure that is not known exactly: low, likely, high."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from evaluator.costs.faults import Fault, Problem


@dataclass(frozen=True, slots=True)
class Range:
    """low <= likely <= high, all in the same unit; equal where the figure is sure."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def exactly(cls, value: Decimal | int | str) -> "Range":
        number = Decimal(value)
        return cls(number, number, number)

    @classmethod
    def of(
        cls,
        low: Decimal | int | str,
        likely: Decimal | int | str,
        high: Decimal | int | str,
    ) -> "Range":
        return cls(Decimal(low), Decimal(likely), Decimal(high))

    @property
    def is_sure(self) -> bool:
        return self.low == self.high

    def faults(
        self, part: str, *, lowest: Decimal | None = Decimal(0)
    ) -> Iterator[Problem]:
        """Yield what is wrong; lowest None allows any number."""
        if not self.low <= self.likely <= self.high:
            told = f"{self.low}, {self.likely}, {self.high}"
            yield Problem(Fault.RANGE_FALLS, part, {"value": told})
        if lowest is not None and self.low < lowest:
            yield Problem(Fault.NEGATIVE, part, {"value": str(self.low)})
