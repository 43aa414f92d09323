"""The library of published claims on what a change brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluator.content.problems import named_twice, raise_if_any
from evaluator.content.published import Published, read_published
from evaluator.content.sections import SHIPPED, Section, read_section
from evaluator.costs.returns import Benefit

FILE = "return_claims.yaml"
KINDS = {each.value for each in Benefit}


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says that a kind of gain comes to."""

    key: str
    kind: str
    published: Published


@cache
def return_claims() -> tuple[Claim, ...]:
    return read_return_claims(SHIPPED)


def read_return_claims(folder: Path) -> tuple[Claim, ...]:
    """Return the checked library, or raise ContentError with every problem."""
    problems: list[str] = []
    file = read_section(folder / FILE, problems)
    claims = tuple(_read_claim(part) for part in file.parts("claims"))
    file.close()
    problems += named_twice((claim.key for claim in claims), FILE)
    raise_if_any(problems)
    return claims


def _read_claim(section: Section) -> Claim:
    claim = Claim(section.text("key"), section.text("kind"), read_published(section))
    if claim.kind not in KINDS:
        section.note(f"'{claim.kind}' is not a kind of gain.")
    if not claim.published.source.url:
        section.note("A claim without an address cannot be checked.")
    section.close()
    return claim
