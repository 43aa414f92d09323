"""A team's whole data as one archive, made in the background for an owner."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from workspace.models import Job, StoredFile, Team, User
from workspace.permissions import ALLOWED, TeamAction
from workspace.registries import DataPart, JobKind, data_parts
from workspace.services.data_archives import DataArchive, file_name
from workspace.services.data_rows import rows_of_team
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import Progress
from workspace.services.jobs import enqueue_job
from workspace.services.records import change_of, record

KIND = "team_archive"
KEPT_FOR = timedelta(days=1)
MINUTE = 60


class MayNotExport(DomainError):
    message = gettext_lazy("Only owners of the team can take its data.")


@transaction.atomic
def enqueue_archive(*, team: Team, actor: User, now: datetime) -> Job:
    """Queue the archive, once: a double click finds the job of the first.

    Refuses with TooManyJobs.
    """
    Team.objects.select_for_update().get(pk=team.pk)
    under_way = Job.objects.open().filter(user=actor, team=team, kind=KIND)
    if job := under_way.first():
        return job
    record("data.exported", team=team, actor=actor, change=change_of(team), now=now)
    return enqueue_job(KIND, team=team, user=actor, arguments={}, now=now)


def run_archive(job: Job, progress: Progress) -> StoredFile | None:
    """Write the archive; the right to it is checked again (R14)."""
    team, owner = exported_team(job)
    now = progress.clock()
    day = team.day_of(now).isoformat()
    folder = file_name(_("%(team)s - data %(day)s") % {"team": team.name, "day": day})
    parts = parts_of_teams()
    progress.begin(len(parts) + 1)
    with tempfile.TemporaryFile() as file:
        with DataArchive(file, folder, now) as archive:
            for part in parts:
                archive.add_part(part, rows_of_team(part, team, owner))
                progress.step()
            archive.add_files(_("Files that scores and answers rest on"))
            archive.finish("workspace/archive/team.html", {"shown_team": team})
        file.seek(0)
        new = NewFile(f"{folder}.zip", file, "application/zip", now + KEPT_FOR)
        return store_file(new, team=team, owner=owner, now=now)


def exported_team(job: Job) -> tuple[Team, User]:
    if job.user is None or job.team is None:
        raise MayNotExport
    member = job.team.members.filter(user=job.user).first()
    if member is None or TeamAction.EXPORT_TEAM not in ALLOWED[member.role]:
        raise MayNotExport
    return job.team, job.user


def parts_of_teams() -> list[DataPart]:
    return [part for part in data_parts if part.team]


ARCHIVE = JobKind(
    name=KIND,
    title=gettext_lazy("Data of the team"),
    run=run_archive,
    is_heavy=True,
    soft_limit=9 * MINUTE,
    hard_limit=10 * MINUTE,
)
