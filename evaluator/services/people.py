"""Who takes part in an evaluation, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.transactions import locked_change
from evaluator.models import Evaluation, Participant
from evaluator.services.evaluations import settle_mode
from evaluator.services.reveal import reveal_when_all_submitted
from evaluator.services.structure import lock_evaluation
from workspace.models import Member, Team, User
from workspace.services.invitations import Guest, Sent, invite
from workspace.services.records import change_of, record

LEAD, EVALUATOR = Participant.Role.LEAD, Participant.Role.EVALUATOR
# From least to most, to tell when a role is raised.
RANKS = ("observer", "evaluator", "lead")


class NotAMember(DomainError):
    message = _("Only people of the team can take part. Invite them first.")


class TakesPartAlready(DomainError):
    message = _("%(name)s takes part already.")


class LastLead(DomainError):
    message = _("An evaluation needs a lead. Make somebody else lead first.")


class OwnRoleRaised(DomainError):
    message = _("Nobody raises the own role. Ask another lead.")


class ScoresAlready(DomainError):
    message = _(
        "The scoring is open, so %(name)s stays an evaluator. You can remove the"
        " person; the submitted scores stay."
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A role, and for a lead whether the lead scores too."""

    role: str
    also_scores: bool = False

    @property
    def is_evaluator(self) -> bool:
        return self.role == EVALUATOR or (self.role == LEAD and self.also_scores)


@dataclass(frozen=True, slots=True)
class NewGuest:
    """An address to invite, as what, and the language of the mail."""

    email: str
    part: Part
    language: str = "en"


@locked_change
def add_participant(
    *,
    evaluation: Evaluation,
    user: User,
    part: Part,
    actor: User | None,
    now: datetime,
) -> Participant:
    """Let a member of the team take part; who left comes back to the own scores."""
    lock_evaluation(evaluation)
    if not Member.objects.filter(team=evaluation.team_id, user=user).exists():
        raise NotAMember
    if evaluation.participants.present().filter(user=user).exists():
        raise TakesPartAlready(name=str(user))
    before = evaluation.participants.evaluators().count()
    participant, _made = Participant.objects.update_or_create(
        evaluation=evaluation,
        user=user,
        defaults={
            "role": part.role,
            "is_evaluator": part.is_evaluator,
            "left_at": None,
        },
        create_defaults={
            "role": part.role,
            "is_evaluator": part.is_evaluator,
            "added_at": now,
        },
    )
    settle_mode(evaluation, evaluators_before=before)
    touch(evaluation)
    tell(
        "participant.added",
        participant,
        after={"role": part.role},
        actor=actor,
        now=now,
    )
    return participant


@locked_change
def invite_participant(
    *, evaluation: Evaluation, guest: NewGuest, actor: User, now: datetime
) -> Sent | None:
    """Invite an address into team and evaluation; who is in the team is just added."""
    member = Member.objects.filter(
        team=evaluation.team_id, user__email__iexact=guest.email
    ).select_related("user")
    found = member.first()
    if found is not None:
        add_participant(
            evaluation=evaluation,
            user=found.user,
            part=guest.part,
            actor=actor,
            now=now,
        )
        return None
    grant = {
        "kind": "evaluation",
        "id": evaluation.pk,
        "role": guest.part.role,
        "also_scores": guest.part.also_scores,
    }
    return invite(
        team=evaluation.team,
        guest=Guest(email=guest.email, language=guest.language, grants=[grant]),
        actor=actor,
        now=now,
    )


@locked_change
def change_part(
    *, participant: Participant, part: Part, actor: User, now: datetime
) -> Participant:
    """Give another role. Who may score while scoring is open keeps on scoring."""
    evaluation = lock_evaluation(participant.evaluation)
    participant.refresh_from_db()
    participant.evaluation = evaluation
    check_change(participant, part, actor)
    before = evaluation.participants.evaluators().count()
    told = {"role": participant.role, "scores": participant.is_evaluator}
    participant.role, participant.is_evaluator = part.role, part.is_evaluator
    participant.save(update_fields=["role", "is_evaluator"])
    settle_mode(evaluation, evaluators_before=before)
    touch(evaluation)
    tell(
        "participant.role_changed",
        participant,
        before=told,
        after={"role": part.role, "scores": part.is_evaluator},
        actor=actor,
        now=now,
    )
    return participant


class LeadSeesPrices(DomainError):
    message = _("A lead always sees prices.")


@locked_change
def change_price_right(
    *,
    participant: Participant,
    price_right: bool | None,
    actor: User,
    now: datetime,
) -> Participant:
    """Let a person see prices or not; None: as the role has it (R21)."""
    evaluation = lock_evaluation(participant.evaluation)
    participant.refresh_from_db()
    participant.evaluation = evaluation
    if participant.role == LEAD:
        raise LeadSeesPrices
    if participant.price_right == price_right:
        return participant
    before = price_word(participant.price_right)
    participant.price_right = price_right
    participant.save(update_fields=["price_right"])
    touch(evaluation)
    tell(
        "participant.price_right_changed",
        participant,
        before={"sees_prices": before},
        after={"sees_prices": price_word(price_right)},
        actor=actor,
        now=now,
    )
    return participant


def price_word(price_right: bool | None) -> str:  # noqa: FBT001 (as it is stored)
    return {None: "as_role", True: "yes", False: "no"}[price_right]


def check_change(participant: Participant, part: Part, actor: User) -> None:
    is_own = participant.user_id == actor.pk
    if is_own and RANKS.index(part.role) > RANKS.index(participant.role):
        raise OwnRoleRaised
    if participant.role == LEAD and part.role != LEAD:
        check_other_lead(participant)
    evaluation = participant.evaluation
    stops_scoring = participant.is_evaluator and not part.is_evaluator
    if stops_scoring and evaluation.state != Evaluation.State.SETUP:
        raise ScoresAlready(name=str(participant.user))


@locked_change
def remove_participant(
    *, participant: Participant, actor: User, now: datetime
) -> Participant:
    """Take a person out; submitted scores stay in the evaluation."""
    evaluation = lock_evaluation(participant.evaluation)
    participant.refresh_from_db()
    participant.evaluation = evaluation
    if participant.left_at is not None:
        return participant
    if participant.role == LEAD:
        check_other_lead(participant)
    leave(participant, actor=actor, now=now)
    return participant


def leave(participant: Participant, *, actor: User, now: datetime) -> None:
    evaluation = participant.evaluation
    participant.left_at = now
    participant.save(update_fields=["left_at"])
    touch(evaluation)
    tell(
        "participant.removed",
        participant,
        before={"role": participant.role},
        actor=actor,
        now=now,
    )
    # Perhaps the others were only waiting for this person.
    reveal_when_all_submitted(evaluation, now=now)


def check_other_lead(participant: Participant) -> None:
    leads = participant.evaluation.participants.present().filter(role=LEAD)
    if not leads.exclude(pk=participant.pk).exists():
        raise LastLead


def touch(evaluation: Evaluation) -> None:
    """Pages and caches that show people are stale now."""
    evaluation.result_version += 1
    evaluation.save(update_fields=["result_version"])


def tell(
    verb: str,
    participant: Participant,
    *,
    actor: User | None,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    evaluation = participant.evaluation
    person = {"person": str(participant.user)}
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=person | dict(before) if before else None,
            after=person | dict(after) if after else None,
        ),
        now=now,
    )


def give_grant(
    *,
    team: Team,
    user: User,
    grant: Mapping[str, Any],
    invited_by: User | None,
    now: datetime,
) -> None:
    """Give the role of an accepted invitation, if the evaluation is still there."""
    evaluation = Evaluation.objects.present().filter(team=team, pk=grant["id"]).first()
    if evaluation is None:
        return
    if evaluation.participants.present().filter(user=user).exists():
        return  # somebody added the person meanwhile: that role stands
    add_participant(
        evaluation=evaluation,
        user=user,
        part=Part(grant["role"], grant.get("also_scores", False)),
        actor=invited_by,
        now=now,
    )


@locked_change
def leave_evaluations(*, team: Team, user: User, actor: User, now: datetime) -> None:
    """Close a person's parts in the team's evaluations; scores stay in them.

    An evaluation that loses its last lead gets an owner of the team as lead, or else
    nobody could ever finish it.
    """
    parts = Participant.objects.present().filter(user=user, evaluation__team=team)
    for participant in parts.select_related("evaluation__team", "user"):
        lock_evaluation(participant.evaluation)
        leave(participant, actor=actor, now=now)
        if participant.role == LEAD:
            hand_over(participant, actor=actor, now=now)


def hand_over(former: Participant, *, actor: User, now: datetime) -> None:
    evaluation = former.evaluation
    if evaluation.participants.present().filter(role=LEAD).exists():
        return
    members = Member.objects.filter(team=evaluation.team_id).exclude(user=former.user)
    heir = members.owners().order_by("joined_at", "pk").first()
    if heir is None:
        return
    present = evaluation.participants.present().filter(user=heir.user).first()
    if present is None:
        add_participant(
            evaluation=evaluation,
            user=heir.user,
            part=Part(LEAD),
            actor=actor,
            now=now,
        )
        return
    # As lead the owner goes on scoring, if that was the role before.
    present.role = LEAD
    present.save(update_fields=["role"])
    tell(
        "participant.role_changed", present, after={"role": LEAD}, actor=actor, now=now
    )
