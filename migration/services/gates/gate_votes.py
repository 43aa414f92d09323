"""What people say at a gate: a criterion attested, a vote given or changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_line
from migration.models import Gate, GateCriterion, GateVote, Stakeholder
from migration.services.gates.gates import (
    CriterionIsStale,
    lock_open_gate,
    turn_over,
)
from migration.services.trail import tell
from workspace.models import User

MOST_REASON, MOST_CONDITION, MOST_PROOF = 400, 200, 600


class ProofMissing(DomainError):
    message = _("Say what proves it: who saw what, and where it is kept.")


class IsMeasured(DomainError):
    message = _("This is measured from the plan. Mend the figure instead.")


class ConditionMissing(DomainError):
    message = _("Say on what condition, in one line that can become a task.")


class ReasonMissing(DomainError):
    message = _("Say why not.")


class WordsTooLong(DomainError):
    message = _("Say it in at most %(most)s characters.")


class HasAccount(DomainError):
    message = _("%(name)s has an account, and votes there.")


class AttestsThere(DomainError):
    message = _("%(name)s has an account, and attests there.")


@dataclass(frozen=True, slots=True)
class Ballot:
    """vote: one of GateVote.Vote."""

    vote: str
    reason: str = ""
    condition: str = ""


@transaction.atomic
def attest(
    *,
    criterion: GateCriterion,
    proof: str,
    link: str = "",
    version: int | None = None,
    actor: User,
    now: datetime,
) -> GateCriterion:
    """Say that it is true, and what proves it."""
    gate = lock_criterion(criterion, version)
    write_proof(criterion, proof, link)
    criterion.attested_at, criterion.attested_by = now, actor
    criterion.attested_for = None
    save_said(criterion)
    tell(
        "gate.attested",
        gate.plan,
        actor=actor,
        now=now,
        gate=str(gate),
        reason=criterion.text,
    )
    return criterion


@transaction.atomic
def attest_by_link(
    *,
    criterion: GateCriterion,
    stakeholder: Stakeholder,
    proof: str,
    link: str,
    version: int | None,
    now: datetime,
) -> GateCriterion:
    """Take the word of somebody without account, for the text that was seen."""
    if stakeholder.member_id:
        raise AttestsThere(name=stakeholder.name)
    gate = lock_criterion(criterion, version or 0)
    write_proof(criterion, proof, link)
    criterion.attested_at, criterion.attested_by = now, None
    criterion.attested_for = stakeholder
    save_said(criterion)
    tell(
        "gate.attested_by_link",
        gate.plan,
        actor=None,
        now=now,
        gate=str(gate),
        reason=said_of(criterion),
    )
    return criterion


def said_of(criterion: GateCriterion) -> str:
    return f"{criterion.attester}: {criterion.text}"


def write_proof(criterion: GateCriterion, proof: str, link: str) -> None:
    if criterion.measure:
        raise IsMeasured
    proof = clean_line(proof)
    if not proof:
        raise ProofMissing
    if len(proof) > MOST_PROOF:
        raise WordsTooLong(most=MOST_PROOF)
    criterion.proof, criterion.proof_link = proof, link


@transaction.atomic
def withdraw(
    *,
    criterion: GateCriterion,
    version: int | None = None,
    actor: User,
    now: datetime,
) -> GateCriterion:
    """Take the word back. What proved it stays, to be looked at again."""
    gate = lock_criterion(criterion, version)
    if criterion.attested_at is not None:
        criterion.attested_at = criterion.attested_by = None
        criterion.attested_for = None
        save_said(criterion)
        text = criterion.text
        tell(
            "gate.attestation_withdrawn",
            gate.plan,
            actor=actor,
            now=now,
            gate=str(gate),
            reason=text,
        )
    return criterion


def lock_criterion(criterion: GateCriterion, version: int | None) -> Gate:
    gate = lock_open_gate(criterion.gate)
    criterion.refresh_from_db()
    criterion.gate = gate
    is_old = version is not None and version != criterion.version
    if is_old or criterion.removed_at is not None:
        raise CriterionIsStale(current=criterion)
    return gate


def save_said(criterion: GateCriterion) -> None:
    criterion.version += 1
    criterion.save()
    turn_over(criterion.gate)


@transaction.atomic
def cast_vote(*, gate: Gate, ballot: Ballot, actor: User, now: datetime) -> GateVote:
    """Give the own vote, or change it; what was said before stays in the history.

    It also takes the place of what was noted before the person had an account.
    """
    lock_open_gate(gate)
    own = Q(voter=actor) | Q(stakeholder__member__user=actor)
    gate.votes.filter(own, replaced_at=None).update(replaced_at=now)
    vote = written(GateVote(gate=gate, voter=actor, given_at=now), ballot)
    turn_over(gate)
    tell("gate.voted", gate.plan, actor=actor, now=now, gate=str(gate))
    return vote


@transaction.atomic
def note_vote(
    *,
    gate: Gate,
    stakeholder: Stakeholder,
    ballot: Ballot,
    actor: User,
    now: datetime,
) -> GateVote:
    """Write down the vote of somebody of the plan who has no account."""
    vote = taken(gate, stakeholder, ballot, noted_by=actor, now=now)
    tell(
        "gate.vote_noted",
        gate.plan,
        actor=actor,
        now=now,
        gate=str(gate),
        reason=vote.who,
    )
    return vote


@transaction.atomic
def vote_by_link(
    *, gate: Gate, stakeholder: Stakeholder, ballot: Ballot, now: datetime
) -> GateVote:
    """Take the vote that somebody without account gives over the personal link."""
    vote = taken(gate, stakeholder, ballot, noted_by=None, now=now)
    tell(
        "gate.voted_by_link",
        gate.plan,
        actor=None,
        now=now,
        gate=str(gate),
        reason=vote.who,
    )
    return vote


def taken(
    gate: Gate,
    stakeholder: Stakeholder,
    ballot: Ballot,
    *,
    noted_by: User | None,
    now: datetime,
) -> GateVote:
    lock_open_gate(gate)
    if stakeholder.member_id:
        raise HasAccount(name=stakeholder.name)
    standing = gate.votes.filter(stakeholder=stakeholder, replaced_at=None)
    standing.update(replaced_at=now)
    vote = GateVote(gate=gate, stakeholder=stakeholder, noted_by=noted_by, given_at=now)
    turn_over(gate)
    return written(vote, ballot)


def written(vote: GateVote, ballot: Ballot) -> GateVote:
    """Fill the vote and save it. A condition belongs to a vote with one only."""
    reason, condition = clean_line(ballot.reason), clean_line(ballot.condition)
    for text, most in ((reason, MOST_REASON), (condition, MOST_CONDITION)):
        if len(text) > most:
            raise WordsTooLong(most=most)
    vote.vote, vote.reason = ballot.vote, reason
    if ballot.vote == GateVote.Vote.CONDITIONS:
        if not condition:
            raise ConditionMissing
        vote.condition = condition
    if ballot.vote == GateVote.Vote.NO_GO and not reason:
        raise ReasonMissing
    vote.save()
    return vote
