"""The list of platforms: found by words and tags, by name and in no other order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from types import MappingProxyType

from common.text import match_key
from evaluator.catalogue.entries import CLAIMED
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.vocabulary import Facet
from evaluator.models import Evaluation, Fact, Platform
from workspace.models import Team, User

COLUMNS = {
    Facet.KIND: "kinds",
    Facet.DEPLOYMENT: "deployments",
    Facet.AUDIENCE: "audiences",
    Facet.MARKET: "markets",
    Facet.CHANNEL: "channels",
    Facet.INTEGRATION: "integrations",
}
# Two names that are this alike may be one name typed twice.
ALIKE = 0.84
SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class PlatformSearch:
    """What is asked of a platform: words of its name, and tags of each facet."""

    words: str = ""
    tags: Mapping[Facet, Iterable[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundPlatforms:
    """What fits all that is asked, by name, out of how many; and what was ticked."""

    found: list[Platform]
    total: int
    ticked: list[Platform]


def find_platforms(
    team: Team | None, search: PlatformSearch, *, ticked: Collection[int] = ()
) -> FoundPlatforms:
    """Search the team's catalogue. Two queries.

    The words are compared here, by match keys: the database knows neither the three
    sets of digits nor the two of letters, and a catalogue is some hundred rows.
    """
    own_answers = claims_of_team(team)
    platforms = platforms_by_name(team)
    return FoundPlatforms(
        found=search_platforms(platforms, search, own_answers=own_answers),
        total=len(platforms),
        ticked=[platform for platform in platforms if platform.pk in ticked],
    )


def search_platforms(
    platforms: Iterable[Platform],
    search: PlatformSearch,
    *,
    own_answers: Mapping[int, Mapping[tuple[Facet, str], bool]] = MappingProxyType({}),
) -> list[Platform]:
    """Return those that fit all that is asked, in the order in which they came."""
    words = match_key(search.words).split()
    return [
        platform
        for platform in platforms
        if is_named(platform, words)
        and has_tags(platform, search.tags, own_answers.get(platform.pk, {}))
    ]


def platforms_by_name(team: Team | None) -> list[Platform]:
    return list(Platform.objects.for_team(team).order_by("match_key", "pk"))


def is_named(platform: Platform, words: Iterable[str]) -> bool:
    names = "\n".join([platform.match_key, *map(match_key, other_names(platform))])
    return all(word in names for word in words)


def other_names(platform: Platform) -> list[str]:
    return [*platform.aliases, platform.vendor]


def has_tags(
    platform: Platform,
    wanted: Mapping[Facet, Iterable[str]],
    own_answers: Mapping[tuple[Facet, str], bool],
) -> bool:
    def has(facet: Facet, tag: str) -> bool:
        return own_answers.get((facet, tag), tag in getattr(platform, COLUMNS[facet]))

    return all(has(facet, tag) for facet, tags in wanted.items() for tag in tags)


def claims_of_team(
    team: Team | None,
) -> defaultdict[int, dict[tuple[Facet, str], bool]]:
    """Return what the team's own facts say of tags: they win over the shipped ones."""
    answers: defaultdict[int, dict[tuple[Facet, str], bool]] = defaultdict(dict)
    if team is None:
        return answers
    tagged = {key: known for key, known in FACT_KEYS.items() if known.tag}
    for fact in Fact.objects.of_team(team).filter(key__in=tagged):
        known = tagged[fact.key]
        if known.facet and (answer := fact.details.get("answer")):
            answers[fact.platform_id][known.facet, known.tag] = answer in CLAIMED
    return answers


def likely_twins(team: Team, name: str) -> list[Platform]:
    """Return the platforms whose name, or another name, may mean the same (R36)."""
    key = match_key(name)
    return [
        platform
        for platform in platforms_by_name(team)
        if any(
            is_alike(key, match_key(known))
            for known in [platform.name, *platform.aliases]
        )
    ]


def is_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= SHORTEST_PART and shorter in longer:
        return True
    return SequenceMatcher(None, one, other).ratio() >= ALIKE


def evaluations_open_to(
    user: User, team: Team | None, platform: Platform
) -> list[Evaluation]:
    """Return the team's evaluations in set-up to which this user may add it."""
    return list(
        Evaluation.objects.visible_to(user)
        .present()
        .filter(
            team=team,
            archived_at=None,
            opened_at=None,
            participants__user=user,
            participants__role="lead",
        )
        .exclude(candidates__platform=platform)
        .order_by("title", "pk")
    )
