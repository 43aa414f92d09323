"""What the floor itself puts into the registries. Imported once the models exist."""

from workspace.activity import ACTIVITY_TEXTS, ACTIVITY_WORDS
from workspace.mails import INVITATION
from workspace.navigation import team_group
from workspace.registries import (
    activity_texts,
    activity_words,
    mail_templates,
    purgers,
    rail,
    register_job,
)
from workspace.services.accounts import purge_codes
from workspace.services.files import purge_files
from workspace.services.limits import purge_attempts
from workspace.services.mail import MAIL
from workspace.services.schedule import DUTIES, PURGE, purge_jobs
from workspace.services.sessions import purge_sessions

for kind in (MAIL, PURGE, DUTIES):
    register_job(kind)
purgers += [
    purge_files,
    purge_jobs,
    purge_sessions,
    purge_codes,
    purge_attempts,
]
mail_templates["invitation"] = INVITATION
activity_texts.update(ACTIVITY_TEXTS)
activity_words.update(ACTIVITY_WORDS)
rail.append(team_group)
