"""The glossary: terms of the field and the words of the product, explained."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.content.words import Words

FILE = "glossary.yaml"


@dataclass(frozen=True, slots=True)
class Term:
    key: str
    term: Words
    explanation: Words
    see: tuple[str, ...]  # keys of related terms


@cache
def glossary() -> tuple[Term, ...]:
    return read_glossary(SHIPPED)


@cache
def _terms_by_key() -> dict[str, Term]:
    return {term.key: term for term in glossary()}


def term_by_key(key: str) -> Term | None:
    return _terms_by_key().get(key)


def read_glossary(folder: Path) -> tuple[Term, ...]:
    """Return the checked terms, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    terms = tuple(_read_term(part) for part in file.parts("terms"))
    file.close()
    problems.extend(named_twice((term.key for term in terms), FILE))
    problems.extend(_loose_ends(terms))
    raise_if_any(problems)
    return terms


def _read_term(section: Section) -> Term:
    term = Term(
        key=section.text("key"),
        term=section.words("term"),
        explanation=section.words("explanation"),
        see=section.texts("see"),
    )
    section.close()
    return term


def _loose_ends(terms: tuple[Term, ...]) -> list[str]:
    known = {term.key for term in terms}
    return [
        f"{FILE}, {term.key}: '{key}' under 'see' is not another term."
        for term in terms
        for key in term.see
        if key not in known - {term.key}
    ]
