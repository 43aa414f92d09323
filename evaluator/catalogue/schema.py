"""The form of a platform file: read all of it, or say all that is wrong."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields

from evaluator.catalogue.dates import earliest_day
from evaluator.catalogue.entries import FactEntry, PlatformEntry
from evaluator.catalogue.facts import read_fact
from evaluator.catalogue.fields import Fields, as_mapping
from evaluator.catalogue.problems import CatalogueError, Findings, Say
from evaluator.catalogue.vocabulary import MECHANISMS, TAGS, UNDATED, Facet, Grade

__all__ = ["CatalogueError", "parse_platform"]

HEAD_FIELDS = frozenset(field.name for field in fields(PlatformEntry))
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*", re.ASCII)
_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z0-9-]+(/[^\s/]+)*", re.ASCII)

NumberedFact = tuple[int, FactEntry]


def parse_platform(
    mapping: Mapping[str, object], file: str = "platform"
) -> PlatformEntry:
    """Return the checked entry, or raise CatalogueError with every problem."""
    findings = Findings(file)
    raw = as_mapping(mapping)
    if raw is None:
        findings.at()("This file has no named fields.", "Begin with its key.")
        raise CatalogueError(findings.problems)
    head = Fields(raw, findings.at(), HEAD_FIELDS)
    numbered = _read_facts(head, findings)
    entry = _build(head, tuple(fact for _, fact in numbered))
    _check_head(entry, head)
    for number, fact in numbered:
        _check_within(entry, fact, findings.at(number, fact.key))
    _check_slots(numbered, findings)
    findings.raise_if_any()
    return entry


def _read_facts(head: Fields, findings: Findings) -> list[NumberedFact]:
    raw = head.raw.get("facts")
    if not isinstance(raw, list | tuple) or not raw:
        head.say("There are no facts.", "List them under 'facts'.")
        return []
    read = [(n, read_fact(each, n, findings)) for n, each in enumerate(raw, start=1)]
    return [(number, fact) for number, fact in read if fact is not None]


def _build(head: Fields, facts: tuple[FactEntry, ...]) -> PlatformEntry:
    return PlatformEntry(
        key=head.text("key", required=True),
        name=head.text("name", required=True),
        vendor=head.text("vendor", required=True),
        kinds=head.words("kinds", TAGS[Facet.KIND]),
        compiled_on=head.date("compiled_on"),
        facts=facts,
        aliases=head.words("aliases"),
        homepage=head.text("homepage"),
        domains=head.words("domains"),
        mechanisms=head.words("mechanisms", MECHANISMS),
        grade=head.choice("grade", Grade),
        caveats=head.words("caveats"),
    )


def _check_head(entry: PlatformEntry, head: Fields) -> None:
    if entry.key and not _KEY.fullmatch(entry.key):
        head.say(f"'{entry.key}' is no key.", "Use small letters, digits and _.")
    if not entry.kinds:
        head.say("The platform is of no kind.", "Name at least one under 'kinds'.")
    if entry.compiled_on == UNDATED:
        head.say("The day of collection is missing.", "Write it in compiled_on.")
    for domain in entry.domains:
        if not _DOMAIN.fullmatch(domain):
            head.say(f"'{domain}' is no domain.", "Write it like example.com/path.")


def _check_within(entry: PlatformEntry, fact: FactEntry, say: Say) -> None:
    """Check what a fact says against the rest of its file."""
    if fact.based_on and fact.based_on not in entry.known_keys():
        say(
            f"It reads '{fact.based_on}', of which nothing is known here.",
            "Name the key of a known fact of this file.",
        )
    day, compiled = earliest_day(fact.as_of), earliest_day(entry.compiled_on)
    if day and compiled and day > compiled:
        say("It is dated after compiled_on.", "Correct the one or the other.")


def _check_slots(numbered: list[NumberedFact], findings: Findings) -> None:
    taken = Counter((fact.key, fact.slot) for _, fact in numbered)
    for number, fact in numbered:
        if taken[fact.key, fact.slot] > 1:
            findings.at(number, fact.key)(
                f"Another fact has the same slot '{fact.slot}'.",
                "Tell them apart by plan, tier, unit or item.",
            )
