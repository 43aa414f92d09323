"""One platform of the catalogue and its facts, as read and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.vocabulary import (
    FIGURES,
    TAGS,
    Answer,
    Confidence,
    Facet,
    Form,
    Grade,
    Group,
    PriceKind,
)

FactValue = Decimal | str | tuple[str, ...] | None
Quantity = Decimal | None
Part = str | Quantity | tuple[Quantity, ...]
Rung = Mapping[str, str | Quantity]
Term = str | bool | Quantity | tuple[str | Quantity | Rung, ...] | Mapping[str, Part]

CLAIMED = frozenset({Answer.YES, Answer.PARTLY})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: an address, or words where no address is known.

    With an address, the text says which part of it was read. `via` tells through
    which copy.
    """

    text: str = ""
    url: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """The quantity a price is for; None where the source does not tell it."""

    quantity: Decimal | None
    unit: str

    def __str__(self) -> str:
        return f"{'?' if self.quantity is None else self.quantity} {self.unit}"


@dataclass(frozen=True, slots=True)
class FactEntry:
    """One figure or statement, with all that the source says about it.

    A value of None is unknown, or only quoted on request.
    """

    key: str
    value: FactValue = None
    form: Form | None = None  # None: no value
    unit: str = ""
    currency: str = ""
    as_of: str = ""  # 2026, 2026-05, 2026-05-14 or undated; empty when unknown
    source: Source | None = None
    confidence: Confidence | None = None
    note: str = ""
    plan: str = ""
    item: str = ""  # tells apart what plan, tier and unit do not
    tier: Tier | None = None
    billing_period: str = ""
    price_kind: PriceKind | None = None
    includes: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    months: int | None = None  # how long it lasts
    terms: Mapping[str, Term] = field(default_factory=dict, hash=False)
    answer: Answer | None = None
    tags: tuple[str, ...] = ()
    based_on: str = ""  # the fact key whose words this one reads

    @property
    def group(self) -> Group:
        return FACT_KEYS[self.key].group

    @property
    def slot(self) -> str:
        """What tells this fact from others of its key, whatever its value."""
        parts = (
            self.plan,
            str(self.tier or ""),
            self.unit,
            self.currency,
            self.billing_period,
            str(self.price_kind or ""),
            self.item,
        )
        return "; ".join(part for part in parts if part)

    @property
    def needs_quote(self) -> bool:
        return self.value is None and self.price_kind is PriceKind.QUOTE

    @property
    def is_unknown(self) -> bool:
        return self.value is None and not self.needs_quote

    @property
    def is_figure(self) -> bool:
        return self.form in FIGURES


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    key: str
    name: str
    vendor: str
    kinds: tuple[str, ...]
    compiled_on: str
    facts: tuple[FactEntry, ...]
    aliases: tuple[str, ...] = ()
    homepage: str = ""
    domains: tuple[str, ...] = ()  # the vendor's own, some with a path
    mechanisms: tuple[str, ...] = ()  # how the vendor bills; empty: unknown
    grade: Grade | None = None
    caveats: tuple[str, ...] = ()

    def facts_of(self, key: str) -> tuple[FactEntry, ...]:
        return tuple(fact for fact in self.facts if fact.key == key)

    def known_keys(self) -> frozenset[str]:
        """Return the keys that hold at least one value or a quote."""
        return frozenset(fact.key for fact in self.facts if not fact.is_unknown)

    def tags(self, facet: Facet) -> tuple[str, ...]:
        """Return the words by which the list finds this platform."""
        found = self.kinds if facet is Facet.KIND else fact_tags(self.facts, facet)
        return tuple(tag for tag in TAGS[facet] if tag in found)


def fact_tags(facts: Iterable[FactEntry], facet: Facet) -> frozenset[str]:
    """Return written tags, and those of the claims answered with yes or partly."""
    found: set[str] = set()
    for fact in facts:
        fact_key = FACT_KEYS[fact.key]
        if fact_key.facet is not facet:
            continue
        found.update(fact.tags)
        if fact_key.tag and fact.answer in CLAIMED:
            found.add(fact_key.tag)
    return frozenset(found)
