"""The people of an evaluation, and who is invited."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from evaluator.models import Evaluation, Participant
from workspace.models import Invitation


@dataclass(frozen=True, slots=True)
class Invited:
    email: str
    role: str  # as a word
    role_key: str


@dataclass(frozen=True, slots=True)
class People:
    present: tuple[Participant, ...]
    left: tuple[Participant, ...]
    invited: tuple[Invited, ...]

    @property
    def leads(self) -> int:
        return sum(each.role == Participant.Role.LEAD for each in self.present)

    @property
    def evaluators(self) -> int:
        return sum(each.is_evaluator for each in self.present)


def read_people(evaluation: Evaluation) -> People:
    """Read who takes part, who left, who is invited. Two queries."""
    rows = list(
        evaluation.participants.select_related("user").order_by(
            "user__name", "user__email", "pk"
        )
    )
    return People(
        present=tuple(each for each in rows if each.left_at is None),
        left=tuple(each for each in rows if each.left_at is not None),
        invited=tuple(invited_to(evaluation)),
    )


def invited_to(evaluation: Evaluation) -> list[Invited]:
    """Return who has an open invitation that leads to this evaluation."""
    open_ones = Invitation.objects.usable(now=timezone.now())
    return [
        Invited(
            invitation.email,
            str(Participant.Role(grant["role"]).label),
            grant["role"],
        )
        for invitation in open_ones.filter(team=evaluation.team_id).order_by("email")
        for grant in invitation.grants
        if grant["kind"] == "evaluation" and grant["id"] == evaluation.pk
    ]
