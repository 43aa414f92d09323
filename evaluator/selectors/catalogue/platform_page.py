"""One platform as its page shows it: facts in groups, what is unknown, own facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import GROUP_LABELS
from evaluator.catalogue.trust import is_old
from evaluator.catalogue.vocabulary import Group, PriceKind
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.fact_words import fact_label, qualifier_of
from workspace.models import Team

PRICE = "pricing.price"
TARIFF = "pricing.tariff"


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact of the page: the team's own first, the shipped one beside it."""

    fact: Fact
    is_old: bool
    replaced: Fact | None = None  # the shipped fact for which the own one stands

    @property
    def qualifier(self) -> str:
        return qualifier_of(self.fact)

    @property
    def is_own(self) -> bool:
        return self.fact.team_id is not None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact key and what is known of it."""

    key: str
    label: str
    facts: tuple[ShownFact, ...] = ()

    @property
    def can_enter(self) -> bool:
        """Tell whether a team can give an answer of its own."""
        return self.key != TARIFF


@dataclass(frozen=True, slots=True)
class FactGroup:
    group: Group
    label: str
    answered: tuple[Question, ...]
    prices: tuple[ShownFact, ...]
    tariffs: tuple[ShownFact, ...]
    unknown: tuple[Question, ...]

    @property
    def known_count(self) -> int:
        return len(self.answered) + bool(self.prices) + bool(self.tariffs)

    @property
    def size(self) -> int:
        return self.known_count + len(self.unknown)


@dataclass(frozen=True, slots=True)
class PlatformPage:
    groups: tuple[FactGroup, ...]

    @property
    def known_count(self) -> int:
        return sum(group.known_count for group in self.groups)

    @property
    def unknown_count(self) -> int:
        return sum(len(group.unknown) for group in self.groups)

    @property
    def total(self) -> int:
        return self.known_count + self.unknown_count


def platform_page(
    platform: Platform, *, team: Team | None, today: date
) -> PlatformPage:
    """Read all facts of the platform that this team may see. One query."""
    facts = defaultdict(list)
    for fact in (
        Fact.objects.for_team(team)
        .filter(platform=platform)
        .select_related("recorded_by")
        .order_by("position", "pk")
    ):
        facts[fact.key].append(fact)
    return PlatformPage(tuple(fact_group(group, facts, today=today) for group in Group))


def fact_group(
    group: Group, facts: defaultdict[str, list[Fact]], *, today: date
) -> FactGroup:
    questions = [
        Question(key, fact_label(key), shown_facts(facts[key], today=today))
        for key, fact_key in FACT_KEYS.items()
        if fact_key.group is group
    ]
    of_key = {question.key: question.facts for question in questions}
    return FactGroup(
        group=group,
        label=str(GROUP_LABELS[group]),
        answered=tuple(
            question
            for question in questions
            if question.facts and question.key not in {PRICE, TARIFF}
        ),
        prices=of_key.get(PRICE, ()),
        tariffs=of_key.get(TARIFF, ()),
        unknown=tuple(question for question in questions if not question.facts),
    )


def shown_facts(facts: Iterable[Fact], *, today: date) -> tuple[ShownFact, ...]:
    """Put each own fact over the shipped one of its slot; leave out the unknown."""
    facts = list(facts)
    own = {fact.slot: fact for fact in facts if fact.team_id}
    shipped = {fact.slot: fact for fact in facts if not fact.team_id}
    known = {slot: fact for slot, fact in shipped.items() if is_known(fact)}
    slots = [*known, *(slot for slot in own if slot not in known)]
    return tuple(
        shown(own.get(slot) or known[slot], known.get(slot), today) for slot in slots
    )


def shown(fact: Fact, shipped: Fact | None, today: date) -> ShownFact:
    replaced = shipped if shipped is not fact else None
    return ShownFact(
        fact=fact,
        is_old=is_old(fact.as_of, today),
        replaced=replaced,
    )


def is_known(fact: Fact) -> bool:
    """A price on request is an answer too."""
    return fact.value is not None or fact.details.get("price_kind") == PriceKind.QUOTE


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """Return the known facts that hold for a team: its own, else the shipped ones."""
    facts = list(facts)
    own = {(fact.key, fact.slot) for fact in facts if fact.team_id}
    return [
        fact
        for fact in facts
        if is_known(fact) and (fact.team_id or (fact.key, fact.slot) not in own)
    ]
