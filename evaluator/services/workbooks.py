"""Taking the comparison home: recorded, at once when small, as a job when large."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.text import file_name
from evaluator.models import Evaluation
from evaluator.permissions import sees_prices
from evaluator.selectors.results import Results, read_results
from evaluator.services.structure import lock_evaluation
from evaluator.workbooks.comparison import (
    STEPS,
    NothingToCompare,
    WorkbookOptions,
    build_workbook,
    cells_of,
)
from evaluator.workbooks.money import build_money_workbook
from workspace.models import Job, ShareLink, StoredFile, User
from workspace.registries import JobKind
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import Progress
from workspace.services.jobs import enqueue_job
from workspace.services.records import change_of, record

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KIND = "comparison_workbook"
# About a second of writing. More cells are written in the background, so that no
# request waits for them.
MOST_CELLS_AT_ONCE = 30_000
KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 100


class ResultsGone(DomainError):
    message = gettext_lazy("You can no longer see the results of this evaluation.")


def is_large(results: Results) -> bool:
    return cells_of(results) > MOST_CELLS_AT_ONCE


def workbook_name(evaluation: Evaluation, *, day: str) -> str:
    """Return the file's name in the language that is active."""
    values = {"title": title_in_file_names(evaluation), "day": day}
    name = _("%(title)s - comparison %(day)s") % values
    return f"{name.strip(' .')}.xlsx"


def title_in_file_names(evaluation: Evaluation) -> str:
    return file_name(evaluation.title, longest=LONGEST_NAME)


@transaction.atomic
def export_workbook(
    *,
    results: Results,
    options: WorkbookOptions,
    actor: User | None,
    link: ShareLink | None = None,
) -> bytes:
    """Build the workbook and record who took it. Refuses with NothingToCompare."""
    file = build_workbook(results, options)
    record_export(results.evaluation, actor=actor, link=link, now=options.now)
    return file


def money_workbook_name(evaluation: Evaluation, *, day: str) -> str:
    """Return the file's name in the language that is active."""
    values = {"title": title_in_file_names(evaluation), "day": day}
    name = _("%(title)s - costs %(day)s") % values
    return f"{name.strip(' .')}.xlsx"


@transaction.atomic
def export_money_workbook(
    *, evaluation: Evaluation, options: WorkbookOptions, actor: User
) -> bytes:
    """Build the workbook of costs and record who took it.

    For who may see prices (R21). Refuses with NothingToCost.
    """
    file = build_money_workbook(evaluation, options)
    record(
        "workbook.costs_exported",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation),
        now=options.now,
    )
    return file


def record_export(
    evaluation: Evaluation,
    *,
    actor: User | None,
    now: datetime,
    link: ShareLink | None = None,
) -> None:
    after = {"link": link.label} if link else None
    record(
        "workbook.exported",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after=after),
        now=now,
    )


@transaction.atomic
def enqueue_workbook(*, results: Results, options: WorkbookOptions, actor: User) -> Job:
    """Queue the workbook, once: a double click finds the job of the first.

    Refuses with NothingToCompare, and TooManyJobs.
    """
    evaluation, now = results.evaluation, options.now
    if not results.is_computable:
        raise NothingToCompare
    lock_evaluation(evaluation)
    arguments: dict[str, int | str] = {
        "evaluation": evaluation.pk,
        "language": options.language,
    }
    under_way = Job.objects.open().filter(user=actor, kind=KIND, arguments=arguments)
    if job := under_way.first():
        return job
    record_export(evaluation, actor=actor, now=now)
    return enqueue_job(
        KIND, team=evaluation.team, user=actor, arguments=arguments, now=now
    )


def run_workbook(job: Job, progress: Progress) -> StoredFile | None:
    """Build the workbook for whoever asked, if they may still see the results."""
    evaluation = readable_evaluation(job)
    now = progress.clock()
    progress.begin(STEPS)
    results = read_results(evaluation, today=evaluation.team.day_of(now))
    options = WorkbookOptions(
        language=str(job.arguments["language"]),
        now=now,
        shows_prices=may_see_prices(job, evaluation),
    )
    file = build_workbook(results, options, after_step=progress.step)
    with options.speaking():
        name = workbook_name(evaluation, day=options.today.isoformat())
    new = NewFile(name, file, XLSX, expires_at=now + KEPT_FOR)
    return store_file(new, team=evaluation.team, owner=job.user, now=now)


def may_see_prices(job: Job, evaluation: Evaluation) -> bool:
    """Prices go into the workbook of those with the right (R21)."""
    part = evaluation.participants.present().filter(user=job.user).first()
    if part is None:
        return False
    part.evaluation = evaluation
    return sees_prices(part)


def readable_evaluation(job: Job) -> Evaluation:
    """Rights are checked again: they may have gone since the job was queued (R14)."""
    if job.user is None:
        raise ResultsGone
    rows = Evaluation.objects.visible_to(job.user).present().select_related("team")
    evaluation = rows.filter(pk=job.arguments["evaluation"]).first()
    if evaluation is None or not evaluation.shows_results:
        raise ResultsGone
    return evaluation


WORKBOOK = JobKind(
    name=KIND,
    title=gettext_lazy("Comparison workbook"),
    run=run_workbook,
    is_heavy=True,
)
