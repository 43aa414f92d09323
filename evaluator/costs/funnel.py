"""From leads to customers and back: before and after, and from a target upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

FUZZ = 1e-9


@dataclass(frozen=True, slots=True)
class Funnel:
    """One period. conversion: customers / leads, 0..1; selling price: the average.

    Give customers or conversion; the other follows. None is what nobody knows, and
    what follows from it is None too, never 0.
    """

    cost: float
    leads: float
    customers: float | None = None
    conversion: float | None = None
    selling_price: float | None = None

    @property
    def cost_per_lead(self) -> float | None:
        """cost / leads."""
        return divided(self.cost, self.leads)

    @property
    def won(self) -> float | None:
        """Customers: as given, or leads x conversion."""
        if self.customers is not None:
            return self.customers
        return None if self.conversion is None else self.leads * self.conversion

    @property
    def lead_to_customer(self) -> float | None:
        """Conversion: as given, or customers / leads."""
        if self.conversion is not None:
            return self.conversion
        return divided(self.customers, self.leads)

    @property
    def acquisition_cost(self) -> float | None:
        """cost / customers."""
        return divided(self.cost, self.won)

    @property
    def revenue(self) -> float | None:
        """customers x average selling price."""
        if self.won is None or self.selling_price is None:
            return None
        return self.won * self.selling_price

    @property
    def return_per_lead(self) -> float | None:
        """revenue / leads."""
        return divided(self.revenue, self.leads)

    @property
    def return_per_money(self) -> float | None:
        """revenue / cost."""
        return divided(self.revenue, self.cost)

    @property
    def roi(self) -> float | None:
        """(revenue - cost) / cost."""
        return (
            None
            if self.revenue is None
            else divided(self.revenue - self.cost, self.cost)
        )


@dataclass(frozen=True, slots=True)
class Increment:
    """What the change alone brings: after less before."""

    before: Funnel
    after: Funnel

    @property
    def revenue(self) -> float | None:
        if self.before.revenue is None or self.after.revenue is None:
            return None
        return self.after.revenue - self.before.revenue

    @property
    def cost(self) -> float:
        return self.after.cost - self.before.cost

    @property
    def roi(self) -> float | None:
        """(extra revenue - extra cost) / extra cost."""
        return (
            None
            if self.revenue is None
            else divided(self.revenue - self.cost, self.cost)
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """rate: the share of this stage that reaches the one before it in the list."""

    name: str
    rate: float


@dataclass(frozen=True, slots=True)
class Needed:
    stage: str
    exact: float | None
    rounded: int | None


def needed(customers: float, stages: Sequence[Stage]) -> list[Needed]:
    """Return what each stage must hold to win the customers, upwards.

    exact: n / rate, stage by stage. rounded: each stage rounded up before the next,
    because there is no half opportunity. None above a stage that lets nobody through.
    """
    exact: float | None = customers
    rounded: int | None = _up(customers)
    found = []
    for stage in stages:
        exact = divided(exact, stage.rate)
        each = divided(rounded, stage.rate)
        rounded = None if each is None else _up(each)
        found.append(Needed(stage.name, exact, rounded))
    return found


def customers_for(revenue: float, selling_price: float) -> int | None:
    """Return the customers that bring a revenue, rounded up."""
    found = divided(revenue, selling_price)
    return None if found is None else _up(found)


@dataclass(frozen=True, slots=True)
class Customer:
    """What one customer brings: revenue a month, margin 0..1, churn a month 0..1."""

    revenue: float
    margin: float
    churn: float
    acquisition_cost: float | None = None

    @property
    def lifetime(self) -> float | None:
        """Months: 1 / churn."""
        return divided(1.0, self.churn)

    @property
    def lifetime_value(self) -> float | None:
        """revenue x margin / churn."""
        return divided(self.revenue * self.margin, self.churn)

    @property
    def value_to_cost(self) -> float | None:
        """lifetime value / acquisition cost."""
        return divided(self.lifetime_value, self.acquisition_cost)

    @property
    def payback_months(self) -> float | None:
        """acquisition cost / (revenue x margin)."""
        return divided(self.acquisition_cost, self.revenue * self.margin)


def divided(number: float | None, by: float | None) -> float | None:
    """Return number / by; None where either is unknown or by is 0."""
    return None if number is None or not by else number / by


def _up(number: float) -> int:
    return ceil(number - FUZZ * max(1.0, abs(number)))
