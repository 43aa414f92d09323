"""A file of a team's own facts: what it would change, and taking it as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.errors import StateConflict
from common.text import clean_line, clean_text, match_key
from common.transactions import locked_change
from evaluator.catalogue.entries import Source
from evaluator.catalogue.own_layer import (
    HEAD_TEXTS,
    TAG_LISTS,
    Fault,
    LayerError,
    OwnFact,
    OwnPlatform,
)
from evaluator.catalogue.vocabulary import UNDATED
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.fact_words import fact_label
from evaluator.selectors.catalogue.own_layer import layer_of
from evaluator.services.catalogue.own_facts import contents
from evaluator.services.catalogue.shipped import details_of, plain, word
from workspace.models import Team, User
from workspace.services.records import change_of, record

COMPARED = (
    "value", "unit", "currency", "as_of", "source", "source_url", "via",
    "confidence", "note", "details", "language",
)  # fmt: skip


class LayerIsStale(StateConflict):
    message = _(
        "Somebody changed your team's facts since you looked at the differences. Here"
        " they are anew."
    )


@dataclass(frozen=True, slots=True)
class FactChange:
    """An own fact that is new, or says something else; `after` is not stored yet."""

    before: Fact | None
    after: Fact
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return fact_label(self.after.key)


@dataclass(slots=True)
class PlatformChange:
    """What the file changes on one platform."""

    platform: Platform
    is_new: bool = False
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    facts: list[FactChange] = field(default_factory=list)

    @property
    def is_any(self) -> bool:
        return self.is_new or bool(self.after or self.facts)


@dataclass(frozen=True, slots=True)
class Difference:
    """The file against what the team has; `seen` stands for the latter."""

    changes: list[PlatformChange]
    new: int
    changed: int
    unchanged: int
    kept: int  # facts of the team that the file does not hold
    seen: str

    @property
    def is_any(self) -> bool:
        return bool(self.changes)


def find_difference(team: Team, layer: Sequence[OwnPlatform]) -> Difference:
    """Compare the file with the team's layer. Raises LayerError for unknown platforms.

    What the file does not hold stays as it is.
    """
    platforms = platforms_of(team, layer)
    stored = {
        (fact.platform_id, fact.key, fact.slot): fact
        for fact in Fact.objects.filter(team=team, withdrawn_at=None)
    }
    changes, unchanged, met = [], 0, set()
    for said, platform in zip(layer, platforms, strict=True):
        change = head_change(said, platform)
        for own in said.facts:
            place = (platform.pk, own.entry.key, own.slot)
            before = stored.get(place)
            met.add(place)
            if told := fact_change(before, fact_from(own, platform, team, before)):
                change.facts.append(told)
            else:
                unchanged += 1
        if change.is_any:
            changes.append(change)
    facts = [fact for change in changes for fact in change.facts]
    return Difference(
        changes=changes,
        new=sum(fact.before is None for fact in facts),
        changed=sum(fact.before is not None for fact in facts),
        unchanged=unchanged,
        kept=len(stored.keys() - met),
        seen=digest_of_layer(team),
    )


def platforms_of(team: Team, layer: Sequence[OwnPlatform]) -> list[Platform]:
    """Return the row of each platform of the file; new ones are not stored yet."""
    shipped = {each.key: each for each in Platform.objects.filter(team=None)}
    shipped_names = {each.match_key: each for each in shipped.values()}
    own = {each.match_key: each for each in Platform.objects.filter(team=team)}
    faults, found, names = [], [], set()
    for said in layer:
        name = match_key(said.name)
        about = said.key or f"name {name}"
        if about in names:
            faults.append(Fault(said.place, "This platform stands in the file twice."))
        names.add(about)
        if said.key and said.key not in shipped:
            what = f"No platform of the catalogue has the key '{said.key}'."
            faults.append(Fault(said.place, f"{what} Leave the key of your own out."))
        elif not said.key and not name:
            faults.append(Fault(said.place, "The platform has no name. Write one."))
        elif not said.key and name not in own and name in shipped_names:
            what = "This platform comes with the product."
            key = shipped_names[name].key
            faults.append(Fault(said.place, f"{what} Write its key: {key}."))
        else:
            found.append(shipped[said.key] if said.key else own_row(said, own, team))
    if faults:
        raise LayerError(faults)
    return found


def own_row(said: OwnPlatform, own: Mapping[str, Platform], team: Team) -> Platform:
    stored = own.get(match_key(said.name))
    if stored is not None:
        return stored
    return Platform(
        team=team,
        name=clean_line(said.name),
        match_key=match_key(said.name),
        key=slugify(said.name)[:80] or "own",
    )


def head_change(said: OwnPlatform, platform: Platform) -> PlatformChange:
    is_new = platform.pk is None
    change = PlatformChange(platform, is_new=is_new)
    if said.key:
        return change
    after: dict[str, Any] = {"name": clean_line(said.name)}
    after |= {name: clean_text(said.texts[name]) for name in HEAD_TEXTS}
    after |= {name: list(said.lists[name]) for name in TAG_LISTS}
    before = {name: getattr(platform, name) for name in after}
    other = [name for name in after if before[name] != after[name]]
    change.before = {} if is_new else {name: before[name] for name in other}
    change.after = {name: after[name] for name in other}
    return change


def fact_from(
    own: OwnFact, platform: Platform, team: Team, before: Fact | None
) -> Fact:
    entry = own.entry
    source = entry.source or Source()
    details = details_of(entry)
    value = plain(entry.value)
    if before is not None and before.value == value and "form" in before.details:
        # What form the same words were entered in is not in the file.
        details["form"] = before.details["form"]
    return Fact(
        platform=platform,
        team=team,
        key=entry.key,
        slot=clean_line(own.slot),
        value=value,
        unit=clean_line(entry.unit),
        currency=entry.currency,
        as_of="" if entry.as_of == UNDATED else entry.as_of,
        source=clean_text(source.text),
        source_url=source.url,
        via=clean_text(source.via),
        trust=Fact.Trust.OWN,
        confidence=word(entry.confidence),
        note=clean_text(entry.note),
        details=details,
        language=own.language,
    )


def fact_change(before: Fact | None, after: Fact) -> FactChange | None:
    if before is None:
        return FactChange(None, after)
    columns = tuple(
        name for name in COMPARED if getattr(before, name) != getattr(after, name)
    )
    return FactChange(before, after, columns) if columns else None


def digest_of_layer(team: Team) -> str:
    text = json.dumps(layer_of(team), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@locked_change
def take_layer(
    *,
    team: Team,
    layer: Sequence[OwnPlatform],
    seen: str,
    actor: User,
    now: datetime,
) -> Difference:
    """Write all that the file changes, or nothing.

    Raises LayerError, and LayerIsStale when the team's facts are not those seen.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    difference = find_difference(team, layer)
    if difference.seen != seen:
        raise LayerIsStale
    for change in difference.changes:
        write_platform(change, actor=actor, now=now)
        for fact in change.facts:
            write_fact(fact, change.platform, actor=actor, now=now)
        tell(team, change, actor=actor, now=now)
    return difference


def write_platform(change: PlatformChange, *, actor: User, now: datetime) -> None:
    platform = change.platform
    if not change.after and not change.is_new:
        return
    for name, value in change.after.items():
        setattr(platform, name, value)
    if change.is_new:
        platform.created_by, platform.created_at = actor, now
    else:
        platform.version += 1
    platform.save()


def write_fact(
    change: FactChange, platform: Platform, *, actor: User, now: datetime
) -> None:
    fact = change.before
    if fact is None:
        fact = change.after
        fact.platform = platform
        fact.position = position_of(fact)
    else:
        for name in COMPARED:
            setattr(fact, name, getattr(change.after, name))
        fact.version += 1
    fact.recorded_by, fact.recorded_at = actor, now
    fact.save()


def position_of(fact: Fact) -> int:
    """Return the place of the shipped fact beside which this one stands."""
    beside = Fact.objects.filter(
        team=None, platform=fact.platform, key=fact.key, slot=fact.slot
    )
    return beside.values_list("position", flat=True).first() or 0


def tell(team: Team, change: PlatformChange, *, actor: User, now: datetime) -> None:
    """One entry a platform, with all that was said before and after."""
    before = [contents(each.before) for each in change.facts if each.before]
    after = [contents(each.after) for each in change.facts]
    told = change_of(
        change.platform,
        before={**change.before, "facts": before},
        after={**change.after, "facts": after},
    )
    record("layer.imported", team=team, actor=actor, change=told, now=now)
