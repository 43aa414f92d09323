"""`manage.py export_person ADDRESS FILE`: all that is kept about one person (R57)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workspace.models import User
from workspace.services.person_data import export_person


class Command(BaseCommand):
    help = "Write all that is kept about a person into a new zip file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, email: str, file: Path, **_options: Any) -> None:
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError("There is no account with this address.")
        try:
            with file.open("xb") as target:
                os.fchmod(target.fileno(), 0o600)
                now = timezone.now()
                export_person(person=person, file=target, actor=None, now=now)
        except OSError as error:
            raise CommandError(
                f"{file} cannot be written: {error.strerror}."
            ) from error
        self.stdout.write(f"Written to {file}.")
