"""What a workbook knows of itself: of which plan it is, and what stood in it.

It says nothing to a reader, and is signed: what comes back is known to be ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core import signing

from common.tables.exports import unguarded
from common.text import clean_text
from migration.models import Task

SALT = "plan workbook"
FORM = 1  # of what is signed; another one is another kind of workbook


@dataclass(frozen=True, slots=True)
class Left:
    """What stood in the row of a task: when it was ticked, and marks of its texts."""

    done_at: float  # 0 while it is open
    task: str
    proof: str
    note: str


@dataclass(frozen=True, slots=True)
class Identity:
    """made_at: seconds; by: id of the person."""

    plan: int
    by: int
    made_at: int
    tasks: Mapping[int, Left]


def left_of(task: Task) -> Left:
    return Left(
        done_at=task.done_at.timestamp() if task.done_at else 0,
        task=mark_of(task.title),
        proof=mark_of(task.proof),
        note=mark_of(task.note),
    )


def mark_of(text: str) -> str:
    """Return a short mark of the text as a cell gives it back; of nothing, nothing."""
    text = clean_text(unguarded(text))
    return blake2b(text.encode(), digest_size=6).hexdigest() if text else ""


def sign(identity: Identity) -> str:
    content = {
        "form": FORM,
        "plan": identity.plan,
        "by": identity.by,
        "made_at": identity.made_at,
        "tasks": [
            [pk, left.done_at, left.task, left.proof, left.note]
            for pk, left in identity.tasks.items()
        ],
    }
    signer = signing.Signer(key=settings.SIGNING_KEY, salt=SALT)
    return signer.sign_object(content, compress=True)


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
        plan=content["plan"],
        by=content["by"],
        made_at=content["made_at"],
        tasks={pk: Left(*left) for pk, *left in content["tasks"]},
    )
