"""Somebody without account is asked to attest a criterion of a gate, and does."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.fields import LinkField
from common.text import clean_line
from migration.models import GateCriterion, Question, Stakeholder
from migration.selectors.people.questions import attestable_in
from migration.services.gates.gate_votes import AttestsThere, attest_by_link
from migration.services.people.questions import (
    ChangedSince,
    NoLongerAsked,
    claimed,
)
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import ShareLink, User
from workspace.services.share_links import spend


class OneOrTheOther(DomainError):
    message = _("Ask a question, or choose a criterion: one at a time.")


class NotAttestable(DomainError):
    message = _("Choose a criterion that a person attests and nobody has yet.")


class WhyNotMissing(DomainError):
    message = _("Say why you cannot attest it, so that it can be mended.")


class AddressOdd(DomainError):
    message = _("Enter a web address that begins with https:// or http://, or none.")


@transaction.atomic
def ask_to_attest(
    *, stakeholder: Stakeholder, criterion: GateCriterion, actor: User, now: datetime
) -> Question:
    """Ask somebody without account to attest a criterion; asked once at a time."""
    lock_plan(stakeholder.plan)
    if stakeholder.member_id:
        raise AttestsThere(name=stakeholder.name)
    if criterion not in attestable_in(stakeholder.plan):
        raise NotAttestable
    waiting = stakeholder.questions.waiting().filter(criterion=criterion).first()
    if waiting is not None:
        return waiting
    asked = Question.objects.create(
        stakeholder=stakeholder, criterion=criterion, asked_by=actor, asked_at=now
    )
    tell(
        "question.attestation_asked",
        stakeholder.plan,
        actor=actor,
        now=now,
        stakeholder=stakeholder.name,
    )
    return asked


@transaction.atomic
def attest_asked_by_link(
    *,
    stakeholder: Stakeholder,
    link: ShareLink,
    pk: int,
    agrees: bool,
    said: str,
    proof_link: str,
    version: int | None,
    now: datetime,
) -> None:
    """Attest what was asked with its proof, or say why it cannot be attested.

    `version` is that of the criterion which the reader saw: no other is attested.
    """
    question = claimed(stakeholder, pk, criterion__isnull=False)
    criterion, said = question.criterion, clean_line(said)
    if criterion is None:
        raise NoLongerAsked
    if criterion.version != version:
        raise ChangedSince(current=criterion)
    if not agrees and not said:
        raise WhyNotMissing
    criterion.gate.plan = stakeholder.plan
    spend(link=link, now=now)
    if agrees:
        attest_by_link(
            criterion=criterion,
            stakeholder=stakeholder,
            proof=said,
            link=checked_address(proof_link),
            version=version,
            now=now,
        )
    else:
        tell(
            "question.attestation_refused",
            stakeholder.plan,
            actor=None,
            now=now,
            stakeholder=stakeholder.name,
        )
    question.agrees, question.answer, question.answered_at = agrees, said, now
    question.save(update_fields=["agrees", "answer", "answered_at"])


def checked_address(address: str) -> str:
    """Return a web address, with https:// before it, or nothing where none is given."""
    try:
        return str(LinkField(required=False).clean(clean_line(address)))
    except ValidationError as error:
        raise AddressOdd from error
