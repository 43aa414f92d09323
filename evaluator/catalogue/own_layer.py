"""A team's own platforms and facts as a file says them: read whole, or all its faults.

The form is that of the shipped files, with what only a team's layer needs: the slot a
fact stands in, its language, and the words by which the list finds an own platform.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from evaluator.catalogue.entries import FactEntry
from evaluator.catalogue.facts import FACT_FIELDS, read_fact
from evaluator.catalogue.fields import Fields
from evaluator.catalogue.problems import Findings, Say
from evaluator.catalogue.vocabulary import TAGS, Facet

MOST_FACTS = 5_000
HIGHEST_FIGURE = Decimal(10) ** 14
LANGUAGES = ("en", "ar", "fa")
TAG_LISTS = {
    "kinds": Facet.KIND,
    "deployments": Facet.DEPLOYMENT,
    "audiences": Facet.AUDIENCE,
    "channels": Facet.CHANNEL,
    "integrations": Facet.INTEGRATION,
}
HEAD_TEXTS = ("vendor", "homepage", "note")
HEAD_FIELDS = frozenset({"key", "name", "facts", *HEAD_TEXTS, *TAG_LISTS})
# What the columns of the database hold.
LONGEST = {"name": 120, "vendor": 200, "homepage": 600, "unit": 120, "slot": 300}
LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: a line, or a row of a sheet."""

    line: int
    sheet: str = ""

    @property
    def line_text(self) -> str:
        return str(self.line)


@dataclass(frozen=True, slots=True)
class Fault:
    place: Place
    what: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class RawFact:
    raw: object
    place: Place


@dataclass(frozen=True, slots=True)
class RawPlatform:
    raw: Mapping[str, object]
    place: Place
    facts: Sequence[RawFact] = ()


@dataclass(frozen=True, slots=True)
class OwnFact:
    entry: FactEntry
    slot: str
    language: str
    place: Place


@dataclass(frozen=True, slots=True)
class OwnPlatform:
    """One platform of the file; with a key it is a shipped one with own facts."""

    key: str
    name: str
    place: Place
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facts: tuple[OwnFact, ...] = ()


class LayerError(ValueError):
    """The file cannot be taken; every fault is listed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.what for fault in self.faults))


def read_layer(raw: Sequence[RawPlatform]) -> list[OwnPlatform]:
    """Return the platforms of the file, or raise LayerError with every fault."""
    faults: list[Fault] = []
    platforms = [read_own_platform(each, faults) for each in raw]
    if sum(len(each.facts) for each in platforms) > MOST_FACTS:
        faults.append(Fault(Place(1), f"There are more than {MOST_FACTS} facts."))
    find_twins(platforms, faults)
    if faults:
        raise LayerError(faults)
    return platforms


def read_own_platform(raw: RawPlatform, faults: list[Fault]) -> OwnPlatform:
    say = sayer(raw.place, faults)
    head = Fields(raw.raw, say, HEAD_FIELDS)
    key, name = head.text("key"), head.text("name")
    if not key and not name:
        say("The platform has neither key nor name.", "Write the name of your own.")
    if key and any(head.has(each) for each in (*HEAD_TEXTS, *TAG_LISTS)):
        say(
            "This platform comes with the product.",
            "Leave out all but its key, its name and your facts.",
        )
    texts = {each: head.text(each) for each in HEAD_TEXTS}
    for column, text in {"name": name, **texts}.items():
        check_length(column, text, say)
    if texts["homepage"] and not texts["homepage"].startswith(("https://", "http://")):
        say("The homepage is no web address.", "Begin it with https://.")
    lists = {each: head.words(each, TAGS[facet]) for each, facet in TAG_LISTS.items()}
    facts = [read_own_fact(each, faults) for each in raw.facts]
    found = tuple(fact for fact in facts if fact is not None)
    return OwnPlatform(key, name, raw.place, texts, lists, found)


def read_own_fact(raw: RawFact, faults: list[Fault]) -> OwnFact | None:
    fields = dict(raw.raw) if isinstance(raw.raw, Mapping) else raw.raw
    slot, language = "", "en"
    say = sayer(raw.place, faults, key=key_of(fields))
    if isinstance(fields, dict):
        own = Fields(
            {name: fields.pop(name, None) for name in ("slot", "language")},
            say,
            FACT_FIELDS | {"slot", "language"},
        )
        slot, language = own.text("slot"), own.text("language") or "en"
    findings = Findings("")
    entry = read_fact(fields, 1, findings, is_own=True)
    for problem in findings.problems:
        say(problem.what, problem.mend)
    if language not in LANGUAGES:
        say(f"'{language}' is no language of facts.", f"Use {', '.join(LANGUAGES)}.")
    if entry is None:
        return None
    slot = slot or entry.plan
    check_lengths(entry, slot, say)
    return OwnFact(entry, slot, language, raw.place)


def check_lengths(entry: FactEntry, slot: str, say: Say) -> None:
    texts = {"unit": entry.unit, "slot": slot, "note": entry.note}
    if entry.source is not None:
        texts |= {"source": entry.source.text, "via": entry.source.via}
        texts["homepage"] = entry.source.url
    if isinstance(entry.value, str):
        texts["value"] = entry.value
    for column, text in texts.items():
        check_length(column, text, say)
    if isinstance(entry.value, Decimal) and abs(entry.value) >= HIGHEST_FIGURE:
        say("The figure is too high.", "Write a number below 100 trillion.")


def check_length(column: str, text: str, say: Say) -> None:
    most = LONGEST.get(column, LONGEST_TEXT)
    if len(text) > most:
        called = "address" if column == "homepage" else column
        say(f"The {called} is longer than {most} characters.", "Shorten it.")


def find_twins(platforms: Sequence[OwnPlatform], faults: list[Fault]) -> None:
    for platform in platforms:
        taken = Counter((fact.entry.key, fact.slot) for fact in platform.facts)
        for fact in platform.facts:
            if taken[fact.entry.key, fact.slot] > 1:
                say = sayer(fact.place, faults, key=fact.entry.key)
                say(
                    f"Another fact has the same slot '{fact.slot}'.",
                    "Tell them apart by 'slot', or leave one out.",
                )


def sayer(place: Place, faults: list[Fault], *, key: str = "") -> Say:
    def say(what: str, mend: str) -> None:
        faults.append(Fault(place, f"{what} {mend}", key))

    return say


def key_of(raw: object) -> str:
    return str(raw.get("key") or "") if isinstance(raw, Mapping) else ""
