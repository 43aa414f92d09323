"""Two records, one write: the activity people read, and the chained audit entry."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Model

from workspace.models import Activity, AuditEntry, Team, User

# R56: what is chained besides being told. Everything else is an activity only.
CHAINED = frozenset(
    {
        "account.logged_in",
        "account.login_failed",
        "account.logged_out",
        "account.password_changed",
        "account.email_changed",
        "account.mfa_changed",
        "account.erased",
        "team.created",
        "team.mfa_required",
        "member.joined",
        "member.role_changed",
        "member.removed",
        "invitation.sent",
        "invitation.revoked",
        "participant.added",
        "participant.role_changed",
        "participant.price_right_changed",
        "participant.removed",
        "scoring.opened",
        "ballots.submitted",
        "ballots.reopened",
        "evaluation.revealed",
        "evaluation.deleted",
        "evaluation.restored",
        "structure.changed",
        "choice.recorded",
        "link.created",
        "link.extended",
        "link.revoked",
        "token.created",
        "token.revoked",
        "workbook.exported",
        "workbook.costs_exported",
        "data.exported",
    }
)
GENESIS = "0" * 64
TRIES = 10


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed: kind and id of the object, its name, values, and why."""

    kind: str
    pk: int
    subject: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    reason: str = ""


def change_of(
    target: Model,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Change:
    return Change(
        kind=target._meta.model_name or "",
        pk=int(target.pk),
        subject=str(target)[:300],
        before=before,
        after=after,
        reason=reason,
    )


def record(
    verb: str, *, team: Team, actor: User | None, change: Change, now: datetime
) -> Activity:
    """Write the activity and, for a chained verb, its audit entry.

    Call it inside the transaction of the change: either all is written or nothing.
    """
    activity = Activity.objects.create(
        team=team,
        verb=verb,
        target_kind=change.kind,
        target_id=change.pk,
        subject=change.subject,
        before=change.before,
        after=change.after,
        reason=change.reason,
        actor=actor,
        at=now,
    )
    if verb in CHAINED:
        append_to_chain(
            verb,
            team=team,
            actor=actor,
            change=change,
            digest=digest_of(activity),
            now=now,
        )
    return activity


def append_to_chain(
    event: str,
    *,
    team: Team | None,
    actor: User | None,
    now: datetime,
    change: Change | None = None,
    digest: str = "",
) -> AuditEntry:
    """Append one entry to the team's chain, or to that of the accounts (team None)."""
    entry = AuditEntry(
        team=team,
        event=event,
        pseudonym=actor.pseudonym if actor else None,
        object_kind=change.kind if change else "",
        object_id=change.pk if change else None,
        digest=digest,
        at=now,
    )
    for _attempt in range(TRIES - 1):
        try:
            return link(entry)
        except IntegrityError:
            continue  # another process took this sequence number
    return link(entry)


@transaction.atomic
def link(entry: AuditEntry) -> AuditEntry:
    """Give the entry its place behind the last one, and save it."""
    # One writer a chain: the lock keeps sequence and previous hash in step. The chain
    # of the accounts has no team to lock; its first entry stands in for one.
    if entry.team_id:
        Team.objects.select_for_update().get(pk=entry.team_id)
    else:
        AuditEntry.objects.select_for_update().filter(team=None, sequence=1).first()
    last = AuditEntry.objects.filter(team=entry.team).order_by("sequence").last()
    entry.sequence = last.sequence + 1 if last else 1
    entry.previous = last.mac if last else GENESIS
    entry.mac = mac_of(entry)
    entry.save(force_insert=True)
    return entry


def mac_of(entry: AuditEntry) -> str:
    """HMAC-SHA256 over all fields and the previous link, with the audit key."""
    fields = [
        entry.team_id,
        entry.sequence,
        entry.event,
        str(entry.pseudonym or ""),
        entry.object_kind,
        entry.object_id,
        entry.digest,
        entry.previous,
        entry.at.astimezone(UTC).isoformat(),
    ]
    return hmac.new(
        settings.AUDIT_KEY.encode(), canonical(fields), hashlib.sha256
    ).hexdigest()


def digest_of(activity: Activity) -> str:
    """SHA-256 of the activity's content, so that the chain shows a later change."""
    content = [
        activity.pk,
        activity.verb,
        activity.target_kind,
        activity.target_id,
        activity.subject,
        activity.before,
        activity.after,
        activity.reason,
    ]
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: list[Any]) -> bytes:
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a chain is broken, and how."""

    sequence: int
    what: str


def verify_chain(team: Team | None) -> Iterator[Fault]:
    """Find changed, deleted and reordered entries.

    A cut at the end shows only against a head kept elsewhere (`head_of`).
    """
    previous, expected = GENESIS, 1
    for entry in AuditEntry.objects.filter(team=team).order_by("sequence").iterator():
        if entry.sequence != expected:
            yield Fault(expected, "missing")
        if entry.previous != previous:
            yield Fault(entry.sequence, "does not follow the entry before it")
        if not hmac.compare_digest(entry.mac, mac_of(entry)):
            yield Fault(entry.sequence, "changed")
        previous, expected = entry.mac, entry.sequence + 1


def head_of(team: Team | None) -> tuple[int, str]:
    """Return sequence and hash of the last entry; keep it outside the database."""
    last = AuditEntry.objects.filter(team=team).order_by("sequence").last()
    return (last.sequence, last.mac) if last else (0, GENESIS)
