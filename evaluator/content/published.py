"""A figure that somebody published, with its source: shown, never filled in."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.catalogue.vocabulary import Trust
from evaluator.content.sections import Section
from evaluator.content.words import Words
from evaluator.costs.components import Source

TRUSTS = {each.value for each in Trust}


@dataclass(frozen=True, slots=True)
class Published:
    """A figure that somebody published: shown beside a question, never filled in."""

    text: Words
    source: Source


def read_published(section: Section) -> Published:
    """Read text and source; the caller closes the section."""
    source = Source(
        section.text("source"),
        section.optional_text("url"),
        section.text("as_of"),
        section.text("trust"),
    )
    if source.trust not in TRUSTS:
        section.note(f"'{source.trust}' is not a trust mark.")
    return Published(section.words("text"), source)
