"""What the floor itself puts into the registries. Imported once the models exist."""

from workspace.activity import ACTIVITY_TEXTS, ACTIVITY_WORDS
from workspace.data_parts import DATA_PARTS, KEPT_OUT
from workspace.mails import INVITATION, TOKEN_CREATED
from workspace.navigation import team_group
from workspace.registries import (
    activity_texts,
    activity_words,
    data_parts,
    kept_out,
    mail_templates,
    purgers,
    rail,
    register_job,
)
from workspace.services.accounts import purge_codes
from workspace.services.api_tokens import purge_tokens
from workspace.services.files import purge_files
from workspace.services.kept_answers import purge_answers
from workspace.services.limits import purge_attempts
from workspace.services.mail import MAIL
from workspace.services.schedule import DUTIES, PURGE, purge_jobs
from workspace.services.sessions import purge_sessions
from workspace.services.team_archives import ARCHIVE

for kind in (MAIL, PURGE, DUTIES, ARCHIVE):
    register_job(kind)
purgers += [
    purge_files,
    purge_jobs,
    purge_sessions,
    purge_codes,
    purge_attempts,
    purge_tokens,
    purge_answers,
]
mail_templates["invitation"] = INVITATION
mail_templates["token_created"] = TOKEN_CREATED
activity_texts.update(ACTIVITY_TEXTS)
activity_words.update(ACTIVITY_WORDS)
rail.append(team_group)
data_parts += DATA_PARTS
kept_out.update(KEPT_OUT)
