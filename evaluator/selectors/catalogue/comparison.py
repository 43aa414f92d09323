"""Platforms side by side, fact by fact, with what differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import GROUP_LABELS
from evaluator.catalogue.vocabulary import FIGURES, Form, Group
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.fact_words import fact_label, form_of
from evaluator.selectors.catalogue.platform_page import standing_facts
from workspace.models import Team

FEWEST = 2
MOST = 6


class Verdict(StrEnum):
    DIFFERS = "differs"
    SAME = "same"
    UNKNOWN = "unknown"  # fewer than two platforms answer: nothing to compare


@dataclass(frozen=True, slots=True)
class ComparedRow:
    key: str
    label: str
    cells: tuple[tuple[Fact, ...], ...]  # by platform; empty: unknown
    verdict: Verdict

    @property
    def differs(self) -> bool:
        return self.verdict is Verdict.DIFFERS


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    group: Group
    label: str
    rows: tuple[ComparedRow, ...]
    unknown: tuple[str, ...]  # what is known of none of them


@dataclass(frozen=True, slots=True)
class Comparison:
    platforms: tuple[Platform, ...]
    groups: tuple[ComparedGroup, ...]

    @property
    def columns(self) -> int:
        return 1 + len(self.platforms)

    @property
    def differences(self) -> int:
        return sum(row.differs for group in self.groups for row in group.rows)


def compare_platforms(
    platforms: Sequence[Platform], *, team: Team | None, only_differences: bool
) -> Comparison:
    """Cross the platforms with all facts. One query, whatever is compared."""
    found: defaultdict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in (
        Fact.objects.for_team(team)
        .filter(platform__in=platforms)
        .order_by("position", "pk")
    ):
        found[fact.platform_id, fact.key].append(fact)
    rows: defaultdict[Group, list[ComparedRow]] = defaultdict(list)
    for key, fact_key in FACT_KEYS.items():
        rows[fact_key.group].append(
            compared_row(key, [found[platform.pk, key] for platform in platforms])
        )
    groups = (compared_group(group, rows[group], only_differences) for group in Group)
    return Comparison(
        platforms=tuple(platforms), groups=tuple(group for group in groups if group)
    )


def compared_group(
    group: Group,
    rows: Sequence[ComparedRow],
    only_differences: bool,  # noqa: FBT001
) -> ComparedGroup | None:
    shown = [row for row in rows if any(row.cells)]
    unknown = tuple(row.label for row in rows if not any(row.cells))
    if only_differences:
        shown, unknown = [row for row in shown if row.differs], ()
    if not shown and not unknown:
        return None
    return ComparedGroup(group, str(GROUP_LABELS[group]), tuple(shown), unknown)


def compared_row(key: str, facts: Sequence[Sequence[Fact]]) -> ComparedRow:
    cells = tuple(tuple(standing_facts(of_platform)) for of_platform in facts)
    said = [frozenset(map(comparable, cell)) for cell in cells if cell]
    if len(said) < FEWEST:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.DIFFERS if len(set(said)) > 1 else Verdict.SAME
    return ComparedRow(key, fact_label(key), cells, verdict)


def comparable(fact: Fact) -> Hashable:
    """Return what must be equal for two platforms to be alike in this.

    The answer of a claim counts and the tags of a text, not the words beside them: no
    two sources choose the same ones.
    """
    form, details = form_of(fact), fact.details
    if form is Form.CLAIM:
        return str(details.get("answer", ""))
    if details.get("tags"):
        return frozenset(details["tags"])
    if form in FIGURES:
        return (fact.value, fact.unit, fact.currency, details.get("plan"))
    if isinstance(fact.value, list):
        return frozenset(str(word).casefold() for word in fact.value)
    return str(fact.value).casefold()
