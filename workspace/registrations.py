"""What the floor itself puts into the registries. Imported once the models exist."""

from workspace.registries import purgers, register_job
from workspace.services.files import purge_files
from workspace.services.mail import MAIL
from workspace.services.schedule import DUTIES, PURGE, purge_jobs

for kind in (MAIL, PURGE, DUTIES):
    register_job(kind)
purgers += [purge_files, purge_jobs]
