"""The lead sends everybody's own score sheet by mail, as a job."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.models import Evaluation, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.services.structure import lock_evaluation
from workspace.models import Job, StoredFile, User
from workspace.registries import JobKind
from workspace.services.job_runs import Progress
from workspace.services.jobs import enqueue_job
from workspace.services.mail import send_later
from workspace.services.records import change_of, record

KIND = "score_sheets"


class NobodyToSendTo(DomainError):
    message = _(
        "There is nobody to send a sheet to: all have submitted, or want no such mail."
    )


class SendingGone(DomainError):
    message = _("You can no longer send score sheets of this evaluation.")


def receivers(evaluation: Evaluation) -> QuerySet[Participant]:
    """Return who scores, has not submitted, and wants to be asked by mail."""
    people = evaluation.participants.evaluators()
    if evaluation.state != Evaluation.State.SCORING or evaluation.archived_at:
        return people.none()
    return people.filter(
        submitted_at=None,
        user__wants_reminders=True,
        user__is_active=True,
        user__memberships__team=evaluation.team_id,
    )


@transaction.atomic
def send_sheets(*, evaluation: Evaluation, actor: User, now: datetime) -> Job:
    """Queue the sending, once: a double click finds the job of the first.

    Refuses with NobodyToSendTo.
    """
    lock_evaluation(evaluation)
    arguments = {"evaluation": evaluation.pk}
    under_way = Job.objects.open().filter(kind=KIND, arguments=arguments, user=actor)
    if job := under_way.first():
        return job
    count = receivers(evaluation).count()
    if not count:
        raise NobodyToSendTo
    record(
        "sheets.sent",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"people": count}),
        now=now,
    )
    return enqueue_job(
        KIND, team=evaluation.team, user=actor, arguments=arguments, now=now
    )


def run_sending(job: Job, progress: Progress) -> StoredFile | None:
    """Queue one mail a person. The sheet itself is made when the mail is written."""
    evaluation = sendable_evaluation(job)
    people = list(receivers(evaluation).select_related("user").order_by("pk"))
    progress.begin(len(people))
    for participant in people:
        participant.evaluation = evaluation
        send_one(participant, job, now=progress.clock())
        progress.step()
    return None


@transaction.atomic
def send_one(participant: Participant, job: Job, *, now: datetime) -> None:
    """Check and claim in one statement: a job that is run again sends nothing twice."""
    not_by_this_job = Q(sheet_sent_at=None) | Q(sheet_sent_at__lt=job.created_at)
    claimed = Participant.objects.filter(
        not_by_this_job, pk=participant.pk, submitted_at=None
    ).update(sheet_sent_at=max(now, job.created_at))
    if claimed:
        send_later(
            "score_sheet",
            user=participant.user,
            team=participant.evaluation.team,
            arguments={"evaluation": participant.evaluation_id},
            now=now,
        )


def sendable_evaluation(job: Job) -> Evaluation:
    """Rights are checked again: they may have gone since the job was queued (R14)."""
    if job.user is None:
        raise SendingGone
    parts = Participant.objects.visible_to(job.user).select_related("evaluation__team")
    lead = parts.filter(evaluation=job.arguments["evaluation"]).first()
    if lead is None or Action.MANAGE not in allowed_actions(lead):
        raise SendingGone
    return lead.evaluation


SCORE_SHEETS = JobKind(name=KIND, title=_("Score sheets by mail"), run=run_sending)
