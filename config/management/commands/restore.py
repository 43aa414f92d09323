"""`manage.py restore FILE`: from a backup into an empty place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backups.archive import BadArchive
from config.backups.steps import Refused, restore


class Command(BaseCommand):
    help = "Restore a backup. Stop web server, worker and scheduler first."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--force", action="store_true", help="replace what is there now"
        )

    def handle(self, *_args: Any, file: Path, force: bool, **_options: Any) -> None:
        try:
            faults = restore(file, is_forced=force, now=timezone.now())
        except (BadArchive, Refused) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        if faults:
            raise CommandError("Restored, but not as it was: " + " ".join(faults))
        self.stdout.write("Restored. Everybody has to log in again.")
        call_command("verify_audit", stdout=self.stdout)
