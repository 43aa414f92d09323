"""Stakeholders: seated, described, spoken to, and let in by a personal link."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import LinkTick, Plan, PlanMember, Stakeholder, Talk, Task
from migration.models.template_text import role_names
from migration.selectors.people.links import PERSON
from migration.selectors.people.stakeholders import tasks_of
from migration.services.checklist.proofs import keep_file_of_link, proof_of_file
from migration.services.checklist.tasks import (
    complete_task,
    is_proof_asked,
    reopen_task,
)
from migration.services.people.first_deliverables import take_waiting_parts
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import ShareLink, User
from workspace.services.files import NewFile
from workspace.services.share_links import NewLink, Target, create_link, spend

TEXTS = ("name", "email", "deputy", "gains", "fears", "channel", "duties")
LEAST_HOURS = Decimal("0.5")


class StakeholderIsStale(StaleVersion):
    message = _("Somebody else changed this person since you opened the page.")


class NobodyNamed(DomainError):
    message = _("Give a name, or choose somebody of the plan.")


class ForeignMember(DomainError):
    message = _("Choose somebody who takes part in this plan.")


class UnknownRole(DomainError):
    message = _("Choose a role of the plan.")


class HoursTooFew(DomainError):
    message = _(
        "Enter at least half an hour a day, or nothing for full days. Give the tasks of"
        " somebody without time to somebody else."
    )


class TalkAhead(DomainError):
    message = _("This day has not come yet. Enter the day on which you spoke.")


class NoProofAsked(DomainError):
    message = _("This task asks for no proof, so no file is kept. Tick it without one.")


class NotYourTask(DomainError):
    message = _("This task is not yours any more.")


@dataclass(frozen=True, slots=True)
class StakeholderEdit:
    """What a form says of a person. Degrees are 1 low to 3 high, or None."""

    name: str = ""
    role: str = ""
    email: str = ""
    member: PlanMember | None = None
    deputy: str = ""
    influence: int | None = None
    interest: int | None = None
    stance: str = Stakeholder.Stance.NOT_YET
    gains: str = ""
    fears: str = ""
    channel: str = ""
    duties: str = ""
    hours_a_day: Decimal | None = None


@transaction.atomic
def seat(
    *,
    plan: Plan,
    edit: StakeholderEdit,
    actor: User,
    now: datetime,
    form_key: UUID | None = None,
) -> Stakeholder:
    """Put somebody on a chair; the same form sent twice seats one (R49)."""
    lock_plan(plan)
    known = Stakeholder.objects.filter(plan=plan, form_key=form_key).first()
    if form_key is not None and known is not None:
        return known
    seated = Stakeholder.objects.create(
        plan=plan, form_key=form_key, **columns_of(plan, edit)
    )
    take_waiting_parts(seated)
    tell("stakeholder.added", plan, actor=actor, now=now, stakeholder=seated.name)
    return seated


@transaction.atomic
def edit_stakeholder(
    *,
    stakeholder: Stakeholder,
    edit: StakeholderEdit,
    version: int,
    actor: User,
    now: datetime,
) -> Stakeholder:
    """Save the person, unless somebody else has since (R48)."""
    plan = lock_plan(stakeholder.plan)
    columns = columns_of(plan, edit)
    change_row(stakeholder, columns, version=version, stale=StakeholderIsStale)
    take_waiting_parts(stakeholder)
    tell(
        "stakeholder.changed", plan, actor=actor, now=now, stakeholder=stakeholder.name
    )
    return stakeholder


@transaction.atomic
def remove_stakeholder(*, stakeholder: Stakeholder, actor: User, now: datetime) -> None:
    """Leave the chair empty again. The person's links open nothing any more."""
    plan = lock_plan(stakeholder.plan)
    if remove_row(stakeholder, now=now):
        links = ShareLink.objects.of(kind=PERSON, pk=stakeholder.pk)
        links.filter(revoked_at=None).update(revoked_at=now)
        tell(
            "stakeholder.removed",
            plan,
            actor=actor,
            now=now,
            stakeholder=stakeholder.name,
        )


@transaction.atomic
def restore_stakeholder(
    *, stakeholder: Stakeholder, actor: User, now: datetime
) -> None:
    """Bring the person back; the links stay revoked."""
    plan = lock_plan(stakeholder.plan)
    if restore_row(stakeholder):
        tell(
            "stakeholder.restored",
            plan,
            actor=actor,
            now=now,
            stakeholder=stakeholder.name,
        )


@transaction.atomic
def note_talk(
    *,
    stakeholder: Stakeholder,
    spoken_on: date,
    note: str,
    actor: User,
    now: datetime,
) -> Talk:
    """Write down that somebody spoke with the person."""
    plan = lock_plan(stakeholder.plan)
    if spoken_on > plan.team.day_of(now):
        raise TalkAhead
    talk = stakeholder.talks.create(
        spoken_on=spoken_on, note=clean_line(note), entered_by=actor
    )
    tell(
        "stakeholder.spoken_to",
        plan,
        actor=actor,
        now=now,
        stakeholder=stakeholder.name,
    )
    return talk


@transaction.atomic
def remove_talk(*, talk: Talk, actor: User, now: datetime) -> None:
    stakeholder = talk.stakeholder
    plan = lock_plan(stakeholder.plan)
    talk.delete()
    tell(
        "stakeholder.talk_removed",
        plan,
        actor=actor,
        now=now,
        stakeholder=stakeholder.name,
    )


def make_personal_link(
    *, stakeholder: Stakeholder, new: NewLink, actor: User, now: datetime
) -> tuple[ShareLink, str]:
    """Return the link and its token, told this once (R24, R25)."""
    target = Target(PERSON, stakeholder.pk, stakeholder.plan.team)
    return create_link(new, target=target, actor=actor, now=now)


@transaction.atomic
def tick_by_link(
    *,
    stakeholder: Stakeholder,
    link: ShareLink,
    task_pk: int,
    proof: str,
    now: datetime,
    anyway: bool = False,
    file: NewFile | None = None,
) -> Task:
    """Tick one of the person's own tasks; the first tick of two stays (R27).

    A file is kept with the tick that it proves, and with no other.
    """
    task = own_task(stakeholder, task_pk)
    if file and not is_proof_asked(task):
        raise NoProofAsked
    proof = clean_line(proof) or (proof_of_file(file) if file else "")
    spend(link=link, now=now)
    by = str(stakeholder)
    if complete_task(
        task=task, proof=proof, actor=None, now=now, by_link_of=by, anyway=anyway
    ):
        if file:
            keep_file_of_link(task=task, file=file, now=now)
        LinkTick.objects.update_or_create(
            task=task, defaults={"stakeholder": stakeholder, "ticked_at": now}
        )
    return task


@transaction.atomic
def untick_by_link(
    *, stakeholder: Stakeholder, task_pk: int, version: int, now: datetime
) -> Task:
    """Take back a tick that was made over the person's own link; no other."""
    task = own_task(stakeholder, task_pk)
    own = LinkTick.objects.filter(task=task, stakeholder=stakeholder)
    if task.is_done and (task.done_by_id is not None or not own.exists()):
        raise NotYourTask
    by = str(stakeholder)
    reopen_task(task=task, version=version, actor=None, now=now, by_link_of=by)
    own.delete()
    return task


def own_task(stakeholder: Stakeholder, task_pk: int) -> Task:
    lock_plan(stakeholder.plan)
    task: Task | None = tasks_of(stakeholder).filter(pk=task_pk).first()
    if task is None:
        raise NotYourTask
    task.plan = stakeholder.plan
    return task


def columns_of(plan: Plan, edit: StakeholderEdit) -> dict[str, Any]:
    """Return the checked columns; somebody of the plan lends the own name."""
    columns = values_of(StakeholderEdit, edit)
    columns |= {name: clean_line(columns[name]) for name in TEXTS}
    if edit.role and edit.role not in role_names():
        raise UnknownRole
    if edit.hours_a_day is not None and edit.hours_a_day < LEAST_HOURS:
        raise HoursTooFew
    if edit.member is not None:
        if edit.member.plan_id != plan.pk:
            raise ForeignMember
        columns["name"] = columns["name"] or str(edit.member.user)
    if not columns["name"]:
        raise NobodyNamed
    return columns


def as_edited(
    plan: Plan, edit: StakeholderEdit, stored: Stakeholder | None = None
) -> Stakeholder:
    """Return the person as it would be saved; nothing is."""
    person = copy(stored) if stored else Stakeholder(plan=plan)
    for name, value in columns_of(plan, edit).items():
        setattr(person, name, value)
    return person
