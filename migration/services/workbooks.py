"""Taking a plan home as a workbook: recorded, at once when small, else as a job."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.text import file_name
from evaluator.services.workbooks import KEPT_FOR, LONGEST_NAME, XLSX
from evaluator.workbooks.comparison.options import WorkbookOptions
from migration.models import Plan, PlanMember
from migration.services.plans.plans import lock_plan
from migration.workbooks.plan.book import STEPS, write_workbook
from migration.workbooks.plan.content import Content, read_content
from workspace.models import Job, StoredFile, User
from workspace.querysets import in_teams_of
from workspace.registries import JobKind
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import Progress
from workspace.services.jobs import enqueue_job
from workspace.services.records import change_of, record

KIND = "plan_workbook"
# About a second of writing. More is written in the background, so that no request
# waits for it.
MOST_CELLS_AT_ONCE = 15_000


class PlanGone(DomainError):
    message = gettext_lazy("You can no longer see this plan.")


def read_for_workbook(
    member: PlanMember, options: WorkbookOptions, *, shows_feelings: bool
) -> Content:
    """Read what the workbook says; dates count from the team's day."""
    today = member.plan.team.day_of(options.now)
    with options.speaking():
        return read_content(member, today=today, shows_feelings=shows_feelings)


def is_large(content: Content) -> bool:
    return content.cells > MOST_CELLS_AT_ONCE


def workbook_name(plan: Plan, options: WorkbookOptions) -> str:
    with options.speaking():
        title = file_name(plan.title, longest=LONGEST_NAME)
        values = {"title": title, "day": options.today.isoformat()}
        name = _("%(title)s - plan %(day)s") % values
    return f"{name.strip(' .')}.xlsx"


@transaction.atomic
def export_plan(*, content: Content, options: WorkbookOptions, actor: User) -> bytes:
    """Write the workbook and record who took it."""
    file = write_workbook(content, options)
    record_export(content.plan, actor=actor, now=options.now)
    return file


def record_export(plan: Plan, *, actor: User, now: datetime) -> None:
    change = change_of(plan)
    record("plan.exported", team=plan.team, actor=actor, change=change, now=now)


@transaction.atomic
def enqueue_plan(*, content: Content, options: WorkbookOptions, actor: User) -> Job:
    """Queue the workbook, once: a double click finds the job of the first.

    Refuses with TooManyJobs.
    """
    plan = lock_plan(content.plan)
    arguments: dict[str, int | str] = {
        "plan": plan.pk,
        "language": options.language,
        "feelings": int(content.shows_feelings),
    }
    under_way = Job.objects.open().filter(user=actor, kind=KIND, arguments=arguments)
    if job := under_way.first():
        return job
    record_export(plan, actor=actor, now=options.now)
    return enqueue_job(
        KIND, team=plan.team, user=actor, arguments=arguments, now=options.now
    )


def run_plan_workbook(job: Job, progress: Progress) -> StoredFile | None:
    """Write the workbook for whoever asked, if they may still see the plan."""
    member, now = readable_member(job), progress.clock()
    progress.begin(STEPS)
    options = WorkbookOptions(language=str(job.arguments["language"]), now=now)
    content = read_for_workbook(
        member, options, shows_feelings=bool(job.arguments["feelings"])
    )
    file = write_workbook(content, options, after_step=progress.step)
    name = workbook_name(member.plan, options)
    new = NewFile(name, file, XLSX, expires_at=now + KEPT_FOR)
    return store_file(new, team=member.plan.team, owner=job.user, now=now)


def readable_member(job: Job) -> PlanMember:
    """Rights are checked again: they may have gone since the job was queued (R14)."""
    if job.user is None:
        raise PlanGone
    rows = PlanMember.objects.filter(in_teams_of(job.user, "plan__team"))
    member: PlanMember | None = (
        rows.select_related("plan__team", "user")
        .filter(user=job.user, plan=job.arguments["plan"], plan__deleted_at=None)
        .first()
    )
    if member is None:
        raise PlanGone
    return member


WORKBOOK = JobKind(
    name=KIND,
    title=gettext_lazy("Workbook of a plan"),
    run=run_plan_workbook,
    is_heavy=True,
)
