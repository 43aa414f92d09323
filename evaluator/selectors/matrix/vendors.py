"""Which platform of the catalogue each vendor of a spreadsheet is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from common.text import match_key
from evaluator.models import Candidate, Evaluation, Platform
from evaluator.selectors.catalogue.platforms import is_alike


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor of the sheet, and what it is: a candidate, a platform, or neither.

    `may_be_said`: nothing has exactly this name, so a person may say what it is; it is
    settled all the same where nothing is even like it (`likely`).
    """

    name: str
    key: str
    is_settled: bool
    platform: Platform | None = None
    candidate: Candidate | None = None
    likely: Sequence[Platform] = ()
    may_be_said: bool = False


def known_names(platforms: Iterable[Platform]) -> frozenset[str]:
    """Return the match keys of all names of the catalogue."""
    return frozenset(key for platform in platforms for key in keys_of(platform))


def keys_of(platform: Platform) -> list[str]:
    return [platform.match_key, *map(match_key, platform.aliases)]


def match_vendors(
    names: Sequence[str],
    *,
    platforms: Sequence[Platform],
    evaluation: Evaluation | None,
    choices: Mapping[str, int | None],
) -> list[Vendor]:
    """Match each vendor: by a person's choice, by candidate, by name and other names.

    What is only alike is asked about, never taken. One query.
    """
    candidates = (
        list(evaluation.candidates.select_related("platform")) if evaluation else []
    )
    return [match_vendor(name, platforms, candidates, choices) for name in names]


def match_vendor(
    name: str,
    platforms: Sequence[Platform],
    candidates: Sequence[Candidate],
    choices: Mapping[str, int | None],
) -> Vendor:
    key = match_key(name)
    likely = tuple(
        platform
        for platform in platforms
        if any(is_alike(key, known) for known in keys_of(platform))
    )
    same = [each for each in candidates if each.match_key == key]
    exact = [platform for platform in platforms if key in keys_of(platform)]
    by_pk = {platform.pk: platform for platform in platforms}
    may_be_said = not same and len(exact) != 1
    platform: Platform | None = None
    if key in choices and (choices[key] is None or choices[key] in by_pk):
        platform = by_pk.get(choices[key] or 0)
        is_settled = True
    elif same:
        return Vendor(name, key, is_settled=True, candidate=same[0])
    else:
        platform = exact[0] if len(exact) == 1 else None
        is_settled = platform is not None or not likely
    here = [each for each in candidates if platform and each.platform_id == platform.pk]
    return Vendor(
        name=name,
        key=key,
        is_settled=is_settled,
        platform=platform,
        candidate=here[0] if here else (same[0] if same else None),
        likely=likely,
        may_be_said=may_be_said,
    )


def twins_among(vendors: Iterable[Vendor]) -> list[tuple[str, str]]:
    """Return pairs of vendors that would be one and the same candidate."""
    first: dict[object, str] = {}
    twins = []
    for vendor in vendors:
        if vendor.candidate:
            same: object = ("candidate", vendor.candidate.pk)
        elif vendor.platform:
            same = ("platform", vendor.platform.pk)
        else:
            continue
        if same in first:
            twins.append((first[same], vendor.name))
        first.setdefault(same, vendor.name)
    return twins
