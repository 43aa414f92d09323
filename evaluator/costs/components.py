"""The closed set of parts that a plan's bill is made of.

Few parts, combined freely, cover every mechanism of the vendors met (A.1 to A.17 of
the pricing study): *base plus blocks* is a Fee and a Meter with something included,
*seats* are a Meter of seats, *credits* a Meter of messages with weights, *send
multiple* and *event fair use* are one FairUse, *self-hosted* is Fee, Labour and Meter.
Amounts are Decimal, in the part's own currency; None is a price that is not public.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import ActiveUsers

ONE = Decimal(1)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read. trust: the catalogue's mark; as_of: a date or ""."""

    text: str = ""
    url: str = ""
    as_of: str = ""
    trust: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure that counts, weight times (5 credits per WhatsApp message)."""

    measure: Measure
    weight: Decimal = ONE


@dataclass(frozen=True, slots=True)
class FairUse:
    """So many of the measure belong to one billed unit (10 mails per contact)."""

    measure: Measure
    per_unit: Decimal


@dataclass(frozen=True, slots=True)
class Basis:
    """The billable quantity (A.1, A.2, A.8, A.9).

    q = max(minimum, ceil(sum of weight x measure), ceil(measure / per_unit) for each
    fair use). minimum: a contracted band, or the fewest seats sold.
    """

    counted: tuple[Counted, ...]
    fair_use: tuple[FairUse, ...] = ()
    minimum: int = 0
    active_users: ActiveUsers | None = None


def counting(*measures: Measure, minimum: int = 0) -> Basis:
    """Return the basis that adds these measures up."""
    return Basis(tuple(Counted(measure) for measure in measures), minimum=minimum)


class TimeRule(StrEnum):
    """How the quantity of other months moves the bill of this one (A.10)."""

    FOLLOW = "follow"  # up and down at once
    FOLLOW_UP = "follow_up"  # up at once, down after `months` months
    RATCHET = "ratchet"  # only up, until the renewal every `months` months
    PEAK = "peak"  # the highest of each period of `months` months
    RENEWAL = "renewal"  # as at the last renewal; what is above costs `over_price`
    CARRY = "carry"  # bought in packs, what is unused stays for later months


@dataclass(frozen=True, slots=True)
class Timing:
    rule: TimeRule = TimeRule.FOLLOW
    months: int = 1


class TierMode(StrEnum):
    """How tiers price a quantity (A.3, A.5, A.12)."""

    FLAT = "flat"  # the price of the one band that holds it
    VOLUME = "volume"  # all units at the rate of the band reached
    GRADUATED = "graduated"  # each unit at the rate of its own band
    SPEND = "spend"  # all units at the rate of the spend reached at the first rate
    CHEAPEST = "cheapest"  # the least of any band's price and its overage


class Beyond(StrEnum):
    """What is above the last tier."""

    QUOTE = "quote"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Tier:
    """up_to: its last unit, None without end. flat: due once in the tier.

    unit: per unit or block; in CHEAPEST the overage price of a unit above the tier.
    above: the last unit that is surely below the tier, where a band is listed with
    both its ends. In SPEND up_to is an amount, and the tier ends just below it.
    """

    up_to: int | None
    unit: Decimal | None = NOTHING
    flat: Decimal | None = NOTHING
    above: int | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """From a quantity to an amount.

    size: units in a block; is_whole: a begun block is paid in full (if not, the price
    is for `size` units, and parts of them are paid by their share). is_complete: no
    rung is missing between those listed; where one may be, the amount is unknown and
    the next listed rung its upper bound.
    """

    tiers: tuple[Tier, ...]
    mode: TierMode = TierMode.GRADUATED
    size: int = 1
    is_whole: bool = True
    is_complete: bool = True
    beyond: Beyond = Beyond.QUOTE


def per_unit(price: Decimal | int | str | None) -> Rate:
    """Return one price per unit."""
    return blocks(1, price)


def blocks(size: int, price: Decimal | int | str | None) -> Rate:
    """Return one price per begun block."""
    return Rate(
        (Tier(None, unit=None if price is None else Decimal(price)),), size=size
    )


def by_share(size: int, price: Decimal | int | str) -> Rate:
    """Return one price per `size` units, parts of them by their share."""
    return Rate((Tier(None, unit=Decimal(price)),), size=size, is_whole=False)


def ladder(
    *rungs: tuple[int, Decimal | int | str | None], is_complete: bool = False
) -> Rate:
    """Return flat prices by band; not complete unless somebody says so."""
    tiers = tuple(
        Tier(up_to, flat=None if price is None else Decimal(price))
        for up_to, price in rungs
    )
    return Rate(tiers, TierMode.FLAT, is_complete=is_complete)


@dataclass(frozen=True, slots=True)
class Meter:
    """A recurring price by quantity: rate(q after its timing - included) - credit.

    credit: what the plan's price already pays of it, never below 0. features: bought
    only when one of them is required; always when there are none. is_discounted: the
    plan's commercial terms hold for it too.
    """

    name: str
    basis: Basis
    rate: Rate
    currency: str
    included: int = 0
    timing: Timing = Timing()
    credit: Decimal = NOTHING
    over_price: Decimal | None = None
    features: frozenset[str] = frozenset()
    is_discounted: bool = True
    note: str = ""
    source: Source | None = None


class Every(StrEnum):
    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Fee:
    """A fixed amount (A.13, A.15), times the measure if one is named.

    month: when a fee of ONCE falls due, counted from 1 = the first month of the plan;
    a YEAR fee falls due in this month of each year.
    """

    name: str
    amount: Decimal | None
    currency: str
    every: Every = Every.MONTH
    month: int = 1
    times: Measure | None = None
    features: frozenset[str] = frozenset()
    is_discounted: bool = True
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Labour:
    """Own work that a plan needs: hours a year x rate / 12 a month (A.16)."""

    name: str
    hours_per_year: Decimal
    hourly_rate: Decimal
    currency: str
    times: Measure | None = None
    features: frozenset[str] = frozenset()
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A hard stop: above `allowed` the vendor stops sending or collecting.

    When plans are chosen, a plan that is stopped gives way to the next one.
    """

    name: str
    basis: Basis
    allowed: int
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    basis: Basis
    allowed: int
    size: int = 1


@dataclass(frozen=True, slots=True)
class Overage:
    """Blocks for one month above a tier that stays (A.10).

    blocks = max over allowances of ceil(max(0, q - allowed) / size), each at price.
    """

    name: str
    allowances: tuple[Allowance, ...]
    price: Decimal | None
    currency: str
    is_discounted: bool = False
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """There is no public price: ask the vendor."""

    name: str
    note: str = ""
    source: Source | None = None


class Paid(StrEnum):
    MONTHLY = "monthly"
    AHEAD = "ahead"  # the whole term in its first month, rises by their remainder


@dataclass(frozen=True, slots=True)
class Commitment:
    """A fixed term with a discount: price x (1 - discount) (A.14)."""

    months: int = 12
    discount: Decimal = NOTHING
    paid: Paid = Paid.MONTHLY
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Introduction:
    """price x (1 - discount) in the first `months` months, then the list price."""

    months: int
    discount: Decimal
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """What was negotiated: price x (1 - discount)."""

    discount: Decimal
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Indexation:
    """price x (1 + rate)^n after n full spans of `months` months."""

    rate: Range
    months: int = 12
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """Prepaid: pay so many months at the price of the day, get more as a credit.

    Each month takes its price from the credit; when it is not enough, the next
    purchase falls due.
    """

    pays: int
    gets: int
    source: Source | None = None


Charge: TypeAlias = Meter | Fee | Labour | Overage | Quote | Limit
Terms: TypeAlias = Commitment | Introduction | Discount | Indexation | Balance
Component: TypeAlias = (
    Meter
    | Fee
    | Labour
    | Limit
    | Overage
    | Quote
    | Commitment
    | Introduction
    | Discount
    | Indexation
    | Balance
)
TERMS = (Commitment, Introduction, Discount, Indexation, Balance)
