"""What the change brings, against what staying would cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from evaluator.content.return_claims import return_claims
from evaluator.costs.funnel import (
    Customer,
    Funnel,
    Increment,
    Needed,
    Stage,
    customers_for,
    needed,
)
from evaluator.costs.json_form import from_json
from evaluator.costs.returns import Benefit, BenefitLine, monthly
from evaluator.costs.simulation import USUAL, Draws
from evaluator.models import Candidate, Evaluation, ReturnCase
from evaluator.selectors.money.costs import Computed, compute
from evaluator.selectors.money.funnel_words import (
    OF_CUSTOMERS,
    OF_FUNNELS,
    Row,
    rows_of,
)
from evaluator.selectors.money.inputs import money_settings, priced
from evaluator.selectors.money.published import PublishedFigure, figure_in
from evaluator.selectors.money.return_figures import Pays, pays_of
from evaluator.selectors.money.return_gaps import Waiting, waiting_of

BENEFIT_LABELS: Mapping[Benefit, str | Promise] = MappingProxyType(
    {
        Benefit.MARKETING_RETURN: _("Marketing return"),
        Benefit.STAFF_COST: _("Staff cost saved"),
        Benefit.REVENUE: _("Revenue"),
        Benefit.CARTS_RECOVERED: _("Abandoned carts recovered"),
        Benefit.CUSTOMER_EXPERIENCE: _("Customer experience and repeat purchase"),
        Benefit.LIFETIME_VALUE: _("Customer lifetime value"),
        Benefit.LEAD_CONVERSION: _("Lead conversion"),
        Benefit.TIME_SAVED: _("Time saved"),
        Benefit.OTHER: _("Other"),
    }
)
STATEMENTS: Mapping[str, str | Promise] = MappingProxyType(
    {
        "time": _("It saves time that we use for something better."),
        "personal": _("Messages can be more personal."),
        "scale": _("We can grow without more people."),
        "competition": _("It keeps us up with our competitors."),
        "channels": _("We reach people over several channels from one place."),
        "productivity": _("The team gets more done."),
        "scheduling": _("Work can be planned and sent at the right hour."),
    }
)
FIGURES = ("cost", "leads", "customers", "selling_price")
SOON = 3  # months: full results usually take three to six
OF_A_CUSTOMER = ("monthly_revenue", "margin", "churn")


@dataclass(frozen=True, slots=True)
class Gain:
    """A benefit line, and what it comes to in a full month and over the horizon."""

    place: int
    line: BenefitLine
    a_month: float
    in_all: float

    @property
    def label(self) -> str | Promise:
        return BENEFIT_LABELS[self.line.kind]

    @property
    def first_month(self) -> int:
        """The month, 1 = the first, in which it begins."""
        return self.line.delay + 1

    @property
    def full_month(self) -> int:
        return self.line.delay + self.line.ramp + 1

    @property
    def is_quick(self) -> bool:
        """Tell whether it is there in full before results usually take."""
        return self.full_month <= SOON


@dataclass(frozen=True, slots=True)
class Returns:
    """pays: of whom the return is told. waiting: of whom it is not, though gains are.

    instead: what stays otherwise.
    """

    case: ReturnCase
    currency: str
    before: Funnel | None
    after: Funnel | None
    customer_before: Customer | None
    customer_after: Customer | None
    needed: tuple[Needed, ...]
    customers: int | None
    gains: tuple[Gain, ...]
    pays: tuple[Pays, ...]
    waiting: tuple[Waiting, ...]
    instead: Candidate | None
    computed: Computed
    draws: Draws

    @property
    def sentences(self) -> list[str]:
        return self.computed.sentences

    @property
    def increment(self) -> Increment | None:
        if self.before is None or self.after is None:
            return None
        return Increment(self.before, self.after)

    @property
    def funnel_rows(self) -> list[Row]:
        return rows_of(OF_FUNNELS, self.before, self.after, self.currency)

    @property
    def customer_rows(self) -> list[Row]:
        before, after = self.customer_before, self.customer_after
        return rows_of(OF_CUSTOMERS, before, after, self.currency)


def return_case(evaluation: Evaluation) -> ReturnCase:
    """Return the stored case, or an empty one that is not stored."""
    found = ReturnCase.objects.filter(evaluation=evaluation).first()
    return found or ReturnCase(evaluation=evaluation, version=0)


def benefit_lines(case: ReturnCase) -> tuple[BenefitLine, ...]:
    return tuple(
        from_json(BenefitLine, raw, lambda _line: iter(())) for raw in case.benefits
    )


def read_returns(evaluation: Evaluation) -> Returns:
    """Compute what the change brings, candidate by candidate."""
    case = return_case(evaluation)
    lines = benefit_lines(case)
    found = compute(evaluation)
    months = found.case.months
    candidates = priced(evaluation)
    instead = next((each for each in candidates if each.is_incumbent), None)
    target = figures(case.target)
    price = target.get("selling_price")
    customers = (
        customers_for(target["revenue"], price)
        if price and target.get("revenue") is not None
        else None
    )
    return Returns(
        case=case,
        currency=money_settings(evaluation).currency,
        before=funnel_of(case.before),
        after=funnel_of(case.after),
        customer_before=customer_of(case.before),
        customer_after=customer_of(case.after),
        needed=tuple(stages(customers, target)),
        customers=customers,
        gains=tuple(gains_of(lines, months)),
        pays=tuple(pays_of(found, candidates, lines, instead)),
        waiting=tuple(waiting_of(found, candidates, instead) if lines else ()),
        instead=instead,
        computed=found,
        draws=USUAL,
    )


def figures(raw: Mapping[str, str]) -> dict[str, float]:
    return {name: float(value) for name, value in raw.items() if value != ""}


def funnel_of(raw: Mapping[str, str]) -> Funnel | None:
    """Return the funnel; None while cost or leads are not known."""
    found = figures(raw)
    if "cost" not in found or "leads" not in found:
        return None
    return Funnel(**{name: found[name] for name in FIGURES if name in found})


def customer_of(raw: Mapping[str, str]) -> Customer | None:
    """Return what one customer brings; None while any of its figures is not known."""
    found = figures(raw)
    if not all(name in found for name in OF_A_CUSTOMER):
        return None
    funnel = funnel_of(raw)
    return Customer(
        found["monthly_revenue"],
        found["margin"] / 100,
        found["churn"] / 100,
        funnel.acquisition_cost if funnel else None,
    )


def stages(customers: int | None, target: Mapping[str, float]) -> list[Needed]:
    """Return opportunities and leads that the customers need, upwards."""
    if customers is None:
        return []
    rates = [
        Stage(name, target[f"{name}_rate"] / 100)
        for name in ("opportunities", "leads")
        if target.get(f"{name}_rate")
    ]
    return needed(customers, rates)


def claims() -> list[tuple[Benefit, str | Promise, list[PublishedFigure]]]:
    """Return what others publish, by kind of gain, in the reader's language."""
    language = get_language() or "en"
    return [
        (kind, BENEFIT_LABELS[kind], found)
        for kind in Benefit
        if (
            found := [
                figure_in(each.published, language)
                for each in return_claims()
                if each.kind == kind
            ]
        )
    ]


def gains_of(lines: tuple[BenefitLine, ...], months: int) -> Iterator[Gain]:
    for place, line in enumerate(lines):
        gained = monthly(line, months)[0]
        full = monthly(
            BenefitLine(line.key, line.name, line.kind, line.after, line.before), 1
        )
        yield Gain(place, line, float(full[0, 0]), float(gained.sum()))
