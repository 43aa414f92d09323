"""Answers kept for a day, so that a POST sent twice makes one thing (R49).

A row says that a request runs before it starts. A request that was broken off leaves
its row behind: whether it took effect nobody can tell, so it is never run again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from workspace.ciphers import field_cipher
from workspace.models import KeptAnswer, User

KEPT = timedelta(hours=24)
# Longer than any request runs.
BROKEN_OFF = timedelta(minutes=2)


class StillRunning(StateConflict):
    message = _("The request with this Idempotency-Key still runs. Ask again soon.")


class OutcomeUnknown(StateConflict):
    message = _(
        "The request with this Idempotency-Key was broken off. Look whether it took"
        " effect, then send it with another key if it did not."
    )


class ReachHasShrunk(StateConflict):
    message = _("You have left a team since the request with this Idempotency-Key.")


class OtherRequest(DomainError):
    message = _("This Idempotency-Key was used for another request. Take a new one.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that names a key: who sent it, where to, and a digest of its body."""

    user: User
    key: str
    address: str
    body: str
    teams: Sequence[int]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: Any
    headers: Mapping[str, str]


def claim(asked: Asked, *, now: datetime) -> KeptAnswer | Answer:
    """Return the row of a request that may run now, or the answer it had before.

    Call it outside of any transaction. Raises StillRunning, OutcomeUnknown and
    ReachHasShrunk (409), OtherRequest (422).
    """
    old = KeptAnswer.objects.filter(user=asked.user, created_at__lte=now - KEPT)
    old.filter(key=key_of(asked)).delete()
    try:
        with transaction.atomic():
            return KeptAnswer.objects.create(
                user=asked.user,
                key=key_of(asked),
                asked=digest_of(asked.address, asked.body),
                teams=sorted(asked.teams),
                created_at=now,
            )
    except IntegrityError:
        return answer_again(asked, now=now)


def answer_again(asked: Asked, *, now: datetime) -> Answer:
    kept = KeptAnswer.objects.filter(user=asked.user, key=key_of(asked)).first()
    if kept is None:
        raise StillRunning  # refused between our two looks: the next try runs
    if kept.asked != digest_of(asked.address, asked.body):
        raise OtherRequest
    if kept.status is None:
        raise StillRunning if now - kept.created_at < BROKEN_OFF else OutcomeUnknown
    if not set(kept.teams) <= set(asked.teams):
        raise ReachHasShrunk
    content = json.loads(field_cipher().decrypt(kept.content.encode()))
    return Answer(kept.status, content["body"], content["headers"])


def keep(row: KeptAnswer, answer: Answer) -> None:
    content = json.dumps({"body": answer.content, "headers": dict(answer.headers)})
    KeptAnswer.objects.filter(pk=row.pk).update(
        status=answer.status,
        content=field_cipher().encrypt(content.encode()).decode(),
    )


def release(row: KeptAnswer) -> None:
    """Forget a request that was refused: nothing has happened, so it may come again."""
    row.delete()


def purge_answers(now: datetime) -> None:
    KeptAnswer.objects.filter(created_at__lt=now - KEPT).delete()


def key_of(asked: Asked) -> str:
    """A token reaches one team only, so that its answers are no other token's."""
    return digest_of(str(asked.user.bound_team_id or ""), asked.key)


def digest_of(*parts: str) -> str:
    return hmac.new(
        settings.SIGNING_KEY.encode(), "\0".join(parts).encode(), hashlib.sha256
    ).hexdigest()
