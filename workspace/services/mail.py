"""Mail goes out as jobs, in the language of the person who gets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from workspace.models import Job, StoredFile, Team, User
from workspace.registries import JobKind, mail_templates
from workspace.services.job_runs import Progress
from workspace.services.jobs import enqueue_job
from workspace.services.letters import write_letter


def send_later(
    template: str,
    *,
    user: User | None,
    team: Team | None,
    arguments: Mapping[str, int | str],
    now: datetime,
) -> Job:
    """Queue a mail to this person.

    `template` names an entry of `mail_templates`; it turns the arguments (ids only)
    into the context when the mail is written. Without a person, that names the address.
    """
    return enqueue_job(
        "mail",
        team=team,
        user=user,
        arguments={"template": template, **arguments},
        now=now,
    )


def run_mail(job: Job, _progress: Progress) -> StoredFile | None:
    """Write and send one mail, unless it has become pointless."""
    letter = write_letter(mail_templates[job.arguments["template"]], job)
    if letter is not None:
        letter.send()
    return None


MAIL = JobKind(
    "mail", _("Mail"), run_mail, soft_limit=60, hard_limit=90, is_shown=False
)
