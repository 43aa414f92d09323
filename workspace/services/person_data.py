"""All that is kept about one person, as one archive (R57)."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from workspace.models import AuditEntry, StoredFile, User
from workspace.registries import DataPart, data_parts
from workspace.services.data_archives import DataArchive, file_name
from workspace.services.data_rows import rows_about
from workspace.services.records import append_to_chain


@transaction.atomic
def export_person(
    *, person: User, file: IO[bytes], actor: User | None, now: datetime
) -> str:
    """Write the archive into the file; return the name that it should have.

    It is written at once and stays nowhere: no copy of it waits for somebody.
    """
    folder = file_name(_("My data %(day)s") % {"day": now.date().isoformat()})
    with DataArchive(file, folder, now) as archive:
        for part in data_parts:
            if part.person:
                archive.add_part(part, rows_about(part, person))
        archive.add_table(
            "mentions",
            _("Where your name stands in rows about other things"),
            ["what", "id", "as"],
            mentions_of(person),
        )
        archive.add_table(
            "audit",
            _("Entries of the audit trail, which knows you by a pseudonym"),
            ["event", "at"],
            audit_of(person),
        )
        own = StoredFile.objects.filter(owner=person, expires_at=None)
        archive.files |= set(own.values_list("pk", flat=True))
        archive.add_files(_("Files that you added"))
        archive.finish("workspace/archive/person.html", {"person": person})
    append_to_chain("data.exported", team=None, actor=actor, now=now)
    return f"{folder}.zip"


def mentions_of(person: User) -> list[list[str | int]]:
    """Return each row that names the person as who made or changed it."""
    found: list[list[str | int]] = []
    told = {(part.model, lookup) for part in data_parts for lookup in part.person}
    for part in data_parts:
        for field in people_fields(part):
            if (part.model, field) not in told:
                rows = part.model._default_manager.filter(**{field: person})
                pks = rows.order_by("pk").values_list("pk", flat=True)
                found += [[part.name, pk, field] for pk in pks.iterator()]
    return found


def people_fields(part: DataPart) -> list[str]:
    return [
        field.name
        for field in part.model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is User
    ]


def audit_of(person: User) -> list[tuple[str, datetime]]:
    entries = AuditEntry.objects.filter(pseudonym=person.pseudonym)
    return list(entries.order_by("at", "pk").values_list("event", "at"))
