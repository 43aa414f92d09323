"""Stakeholders are asked, and answer over their personal links."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion, StateConflict
from common.text import clean_line
from migration.models import (
    Asset,
    Gate,
    GateDecision,
    GateVote,
    Question,
    Stakeholder,
)
from migration.selectors.people.questions import is_owner
from migration.services.gates.gate_votes import Ballot, vote_by_link
from migration.services.inventory.assets import sign_asset_by_link
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import remove_row
from workspace.models import ShareLink, User
from workspace.services.share_links import spend


class QuestionMissing(DomainError):
    message = _("Write what you want to know.")


class NothingToAskFor(DomainError):
    message = _(
        "Nothing of this person waits for a signature or a vote: an asset must be"
        " theirs, decided and not signed; a gate must ask for their role."
    )


class AnswerMissing(DomainError):
    message = _("Write an answer.")


class ReasonMissing(DomainError):
    message = _("Say why you do not agree, so that it can be mended.")


class NoLongerAsked(StateConflict):
    message = _("This is not asked any more, or was answered already.")


class ChangedSince(StaleVersion):
    message = _(
        "This was changed since you opened the page. Look again before you sign."
    )


@transaction.atomic
def ask_question(
    *, stakeholder: Stakeholder, text: str, actor: User, now: datetime
) -> Question:
    lock_plan(stakeholder.plan)
    text = clean_line(text)
    if not text:
        raise QuestionMissing
    asked = Question.objects.create(
        stakeholder=stakeholder, text=text, asked_by=actor, asked_at=now
    )
    tell(
        "question.asked",
        stakeholder.plan,
        actor=actor,
        now=now,
        stakeholder=stakeholder.name,
    )
    return asked


@transaction.atomic
def ask_to_sign(*, stakeholder: Stakeholder, actor: User, now: datetime) -> int:
    """Ask for the signature of the person's assets and the votes at gates; count them.

    What is asked already is not asked twice.
    """
    lock_plan(stakeholder.plan)
    waiting = stakeholder.questions.waiting()
    asked = {(question.asset_id, question.gate_id) for question in waiting}
    said_by = {"stakeholder": stakeholder, "asked_by": actor, "asked_at": now}
    wanted = [
        Question(asset=asset, **said_by)
        for asset in unsigned_of(stakeholder)
        if (asset.pk, None) not in asked
    ] + [
        Question(gate=gate, **said_by)
        for gate in unvoted_of(stakeholder)
        if (None, gate.pk) not in asked
    ]
    if not wanted:
        raise NothingToAskFor
    Question.objects.bulk_create(wanted)
    tell(
        "question.signatures_asked",
        stakeholder.plan,
        actor=actor,
        now=now,
        stakeholder=stakeholder.name,
        count=len(wanted),
    )
    return len(wanted)


def unvoted_of(stakeholder: Stakeholder) -> list[Gate]:
    """Return the open gates that need the person's vote; an account votes there."""
    plan = stakeholder.plan
    if stakeholder.member_id or not stakeholder.role or not plan.uses_gates:
        return []
    voted = GateVote.objects.filter(stakeholder=stakeholder, replaced_at=None)
    decided = GateDecision.objects.filter(gate__plan=plan, reopened_at=None)
    gates = plan.gates.present().exclude(pk__in=voted.values("gate"))
    gates = gates.exclude(pk__in=decided.values("gate")).order_by("position", "pk")
    return [gate for gate in gates if stakeholder.role in gate.voters]


def unsigned_of(stakeholder: Stakeholder) -> list[Asset]:
    """Return the decided assets whose owner this is, by account or by name."""
    assets = stakeholder.plan.assets.present().filter(signed_at=None)
    decided = assets.exclude(disposition="").in_order()
    return [asset for asset in decided if is_owner(stakeholder, asset)]


@transaction.atomic
def withdraw_question(*, question: Question, actor: User, now: datetime) -> None:
    """Take the question back; a second time changes nothing."""
    lock_plan(question.stakeholder.plan)
    if remove_row(question, now=now):
        tell(
            "question.withdrawn",
            question.stakeholder.plan,
            actor=actor,
            now=now,
            stakeholder=question.stakeholder.name,
        )


@transaction.atomic
def answer_by_link(
    *, stakeholder: Stakeholder, link: ShareLink, pk: int, answer: str, now: datetime
) -> None:
    """Answer a plain question, once."""
    question = claimed(stakeholder, pk, asset=None, gate=None, criterion=None)
    answer = clean_line(answer)
    if not answer:
        raise AnswerMissing
    spend(link=link, now=now)
    question.answer, question.answered_at = answer, now
    question.save(update_fields=["answer", "answered_at"])
    tell(
        "question.answered",
        stakeholder.plan,
        actor=None,
        now=now,
        stakeholder=stakeholder.name,
    )


@transaction.atomic
def sign_by_link(
    *,
    stakeholder: Stakeholder,
    link: ShareLink,
    pk: int,
    agrees: bool,
    version: int | None,
    reason: str,
    now: datetime,
) -> None:
    """Agree to what becomes of an asset, or refuse with a reason.

    `version` is that of the asset which the reader saw: no other is signed. Who does
    not own it any more is not asked any more.
    """
    question = claimed(stakeholder, pk, asset__isnull=False)
    asset, reason = question.asset, clean_line(reason)
    if asset is None or not is_owner(stakeholder, asset):
        raise NoLongerAsked
    if asset.version != version:
        raise ChangedSince(current=asset)
    if not agrees and not reason:
        raise ReasonMissing
    spend(link=link, now=now)
    if agrees:
        sign_asset_by_link(asset=asset, note=stakeholder.name, now=now)
    question.agrees, question.answered_for = agrees, asset.disposition
    question.answer, question.answered_at = reason, now
    question.save(update_fields=["agrees", "answered_for", "answer", "answered_at"])
    tell(
        "question.signed" if agrees else "question.refused",
        stakeholder.plan,
        actor=None,
        now=now,
        stakeholder=stakeholder.name,
    )


@transaction.atomic
def answer_gate_by_link(
    *, stakeholder: Stakeholder, link: ShareLink, pk: int, ballot: Ballot, now: datetime
) -> None:
    """Vote at a gate, once for each time it is asked."""
    question = claimed(stakeholder, pk, gate__isnull=False)
    if question.gate is None:
        raise NoLongerAsked
    question.gate.plan = stakeholder.plan
    spend(link=link, now=now)
    vote = vote_by_link(
        gate=question.gate, stakeholder=stakeholder, ballot=ballot, now=now
    )
    question.answered_for, question.answered_at = vote.vote, now
    question.answer = vote.condition or vote.reason
    question.save(update_fields=["answered_for", "answer", "answered_at"])


def claimed(stakeholder: Stakeholder, pk: int, **kind: object) -> Question:
    """Lock the plan and return a question of the person that still waits."""
    lock_plan(stakeholder.plan)
    waiting = stakeholder.questions.waiting().select_related(
        "asset", "gate", "criterion__gate"
    )
    found = waiting.filter(pk=pk, **kind).first()
    if found is None:
        raise NoLongerAsked
    return found
