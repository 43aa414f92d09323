"""`manage.py backup FILE`: database and files of one moment, also under load."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backups.archive import BadArchive
from config.backups.steps import back_up


class Command(BaseCommand):
    help = "Write a backup. It replaces an earlier one only after it was checked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            manifest = back_up(file, now=timezone.now())
        except FileExistsError as error:
            raise CommandError(
                f"{error.filename} exists: another backup runs, or one was broken off."
                " Delete it if none runs."
            ) from error
        except (BadArchive, OSError) as error:
            raise CommandError(f"The backup was not made: {error}") from error
        links = sum(number for number, _mac in manifest.heads.values())
        self.stdout.write(
            f"{file}: {len(manifest.file_paths)} files, {links} audit entries, checked."
        )
