"""Reminders of the due date: three and one days before it, and when the lead asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.models import Evaluation, Participant
from workspace.models import User
from workspace.services.mail import send_later
from workspace.services.records import change_of, record

DAYS_BEFORE = (timedelta(days=3), timedelta(days=1))
FIRST_HOUR = 7  # in the team's zone: a mail at midnight helps nobody


class NobodyToRemind(DomainError):
    message = _(
        "There is nobody to remind: all have submitted, were reminded today already,"
        " or want no reminders."
    )


def remind_before_due(now: datetime) -> None:
    """Remind whoever has not finished, in the evaluations that are due soon.

    Called every hour; nobody hears twice on one day of the team's zone.
    """
    # A day either side, for the zones that are ahead of or behind UTC.
    soon = now.date() - timedelta(days=1), now.date() + timedelta(days=5)
    evaluations = (
        Evaluation.objects.present()
        .filter(state=Evaluation.State.SCORING, archived_at=None, due_on__range=soon)
        .select_related("team")
        .order_by("pk")
    )
    for evaluation in evaluations:
        if is_day_before(evaluation, now=now):
            remind(evaluation, unfinished(evaluation), now=now)


def is_day_before(evaluation: Evaluation, *, now: datetime) -> bool:
    here = now.astimezone(ZoneInfo(evaluation.team.time_zone))
    return (
        here.hour >= FIRST_HOUR
        and evaluation.due_on is not None
        and evaluation.due_on - here.date() in DAYS_BEFORE
    )


@transaction.atomic
def remind_now(*, evaluation: Evaluation, actor: User, now: datetime) -> int:
    """Remind those who have not submitted; return to how many a mail goes."""
    count = remind(evaluation, unfinished(evaluation), now=now)
    if not count:
        raise NobodyToRemind
    record(
        "reminders.sent",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"people": count}),
        now=now,
    )
    return count


def unfinished(evaluation: Evaluation) -> Iterable[Participant]:
    """Return who has not submitted and wants reminders.

    Where all is open there is nothing to submit, so everybody who scores is asked.
    """
    people = evaluation.participants.evaluators().filter(
        user__wants_reminders=True,
        user__is_active=True,
        user__memberships__team=evaluation.team_id,
    )
    if evaluation.state != Evaluation.State.SCORING or evaluation.archived_at:
        return people.none()
    return people.filter(submitted_at=None).select_related("user").order_by("pk")


@transaction.atomic
def remind(
    evaluation: Evaluation, people: Iterable[Participant], *, now: datetime
) -> int:
    """Queue one mail to each who got none today."""
    today = evaluation.team.day_of(now)
    sent = 0
    for participant in people:
        not_yet_today = Q(reminded_on=None) | Q(reminded_on__lt=today)
        # Check and claim in one statement: two processes may run this at once.
        claimed = Participant.objects.filter(not_yet_today, pk=participant.pk).update(
            reminded_on=today
        )
        if claimed:
            send_later(
                "score_reminder",
                user=participant.user,
                team=evaluation.team,
                arguments={"evaluation": evaluation.pk},
                now=now,
            )
            sent += 1
    return sent
