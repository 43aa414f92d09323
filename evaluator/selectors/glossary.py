"""The glossary in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass

from common.text import match_key
from evaluator.content.glossary import Term, glossary, term_by_key


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    key: str
    term: str
    explanation: str
    english: str  # what the word is in English, where the reader's is another
    see: tuple[tuple[str, str], ...]  # key and word of related terms


def find_terms(language: str, *, search: str = "") -> list[GlossaryEntry]:
    """Return the terms that hold all words, in any language, by the reader's alphabet.

    Somebody who knows the English word finds the own one by it, and the other way.
    """
    words = match_key(search).split()
    found = [
        entry_of(term, language)
        for term in glossary()
        if all(word in haystack(term, language) for word in words)
    ]
    return sorted(found, key=lambda entry: (match_key(entry.term), entry.key))


def haystack(term: Term, language: str) -> str:
    names = (term.term.en, term.term.ar, term.term.fa)
    return match_key("\n".join((*names, term.explanation.in_language(language))))


def entry_of(term: Term, language: str) -> GlossaryEntry:
    word = term.term.in_language(language)
    related = filter(None, map(term_by_key, term.see))
    return GlossaryEntry(
        key=term.key,
        term=word,
        explanation=term.explanation.in_language(language),
        english=term.term.en if term.term.en != word else "",
        see=tuple((other.key, other.term.in_language(language)) for other in related),
    )
