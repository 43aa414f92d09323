"""What a score sheet knows of itself: whose it is, and what stood in it when it left.

It says nothing to a reader, and is signed: what comes back is known to be ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core import signing

from common.text import match_key
from evaluator.models import Criterion, Evaluation
from evaluator.selectors.said import FIELDS, NOTHING_SAID, OwnSheet, Stored
from evaluator.selectors.sheet import CellKey

SALT = "score sheet"
FORM = 1  # of what is signed; another one is another kind of sheet


@dataclass(frozen=True, slots=True)
class Left:
    """What stood in a cell when the sheet was made: version, and marks of the texts."""

    version: int = 0
    marks: tuple[str, ...] = ("", "", "", "")

    def is_untouched(self, name: str, given: str) -> bool:
        return self.marks[FIELDS.index(name)] == mark_in(name, given)


NOTHING_LEFT = Left()


@dataclass(frozen=True, slots=True)
class Identity:
    """`criteria` and `candidates` give a mark of what each was when the sheet left."""

    evaluation: int
    participant: int
    round: str
    language: str
    criteria: Mapping[int, str]
    candidates: Mapping[int, str]
    columns: tuple[int, ...]  # the candidates that the sheet asks about
    cells: Mapping[CellKey, Left] = field(default_factory=dict)

    @property
    def keys(self) -> list[CellKey]:
        return [(row, column) for row in self.criteria for column in self.columns]

    def left(self, key: CellKey) -> Left:
        return self.cells.get(key, NOTHING_LEFT)


def identity_of(own: OwnSheet, *, language: str) -> Identity:
    evaluation = own.participant.evaluation
    asked = [column.pk for column in own.asked]
    return Identity(
        evaluation=evaluation.pk,
        participant=own.participant.pk,
        round=round_of(evaluation),
        language=language,
        criteria=criterion_marks(own),
        candidates=candidate_marks(own),
        columns=tuple(asked),
        cells={
            key: left_of(stored)
            for key, stored in own.stored.items()
            if key[1] in asked
        },
    )


def round_of(evaluation: Evaluation) -> str:
    """One round lasts from the opening to the reveal; what is given back is another."""
    moments = (evaluation.opened_at, evaluation.revealed_at)
    return "/".join(str(int(each.timestamp())) if each else "" for each in moments)


def criterion_marks(own: OwnSheet) -> dict[int, str]:
    return {leaf.pk: mark_of(meaning_of(leaf)) for leaf in own.sheet.rated}


def candidate_marks(own: OwnSheet) -> dict[int, str]:
    return {column.pk: mark_of_name(column.name) for column in own.sheet.candidates}


def meaning_of(criterion: Criterion) -> str:
    """All that decides what a score of the criterion means, in no language."""
    texts = (criterion.template_key, criterion.own_name, *criterion.own_scale)
    return "\n".join(texts)


def left_of(stored: Stored) -> Left:
    marks = (mark_in(name, getattr(stored.said, name)) for name in FIELDS)
    return Left(stored.version, tuple(marks))


def mark_in(name: str, text: str) -> str:
    """Return the mark of a field; of a cell without an entry it is that of nothing."""
    is_empty = name == "entry" and text == NOTHING_SAID.entry
    return mark_of("" if is_empty else text)


def mark_of_name(name: str) -> str:
    return mark_of(match_key(name))


def mark_of(text: str) -> str:
    """Return a short mark of the text; of nothing, nothing."""
    return blake2b(text.encode(), digest_size=6).hexdigest() if text else ""


def sign(identity: Identity) -> str:
    content = {
        "form": FORM,
        "evaluation": identity.evaluation,
        "participant": identity.participant,
        "round": identity.round,
        "language": identity.language,
        "criteria": list(identity.criteria.items()),
        "candidates": list(identity.candidates.items()),
        "columns": identity.columns,
        "cells": [
            [*key, left.version, *left.marks] for key, left in identity.cells.items()
        ],
    }
    return signing.Signer(key=settings.SIGNING_KEY, salt=SALT).sign_object(
        content, compress=True
    )


def unsign(text: str) -> Identity | None:
    """Return the identity, or None if it is not ours or was changed."""
    signer = signing.Signer(
        key=settings.SIGNING_KEY,
        fallback_keys=[*settings.SIGNING_KEY_FALLBACKS],
        salt=SALT,
    )
    try:
        content: dict[str, Any] = signer.unsign_object(text)
    except signing.BadSignature:
        return None
    if content.get("form") != FORM:
        return None
    return Identity(
        evaluation=content["evaluation"],
        participant=content["participant"],
        round=content["round"],
        language=content["language"],
        criteria=dict(content["criteria"]),
        candidates=dict(content["candidates"]),
        columns=tuple(content["columns"]),
        cells={
            (criterion, candidate): Left(version, tuple(marks))
            for criterion, candidate, version, *marks in content["cells"]
        },
    )
