"""What `backup` and `restore` do, in order."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from common.version import product_version
from config.backups.archive import (
    FILES,
    STORED_PATH,
    BadArchive,
    Manifest,
    Writer,
    check_archive,
    chunks_of,
    open_archive,
)
from config.backups.engines import Ask, engine
from workspace.services.erasure import repeat_erasures
from workspace.services.erasure_list import FOLDER as ERASURES
from workspace.services.restored import settle_after_restore

HEADS = """
    SELECT team_id, sequence, mac FROM workspace_auditentry AS entry
    WHERE NOT EXISTS (
        SELECT 1 FROM workspace_auditentry AS later
        WHERE later.sequence > entry.sequence
        AND (later.team_id = entry.team_id
             OR (later.team_id IS NULL AND entry.team_id IS NULL))
    )
"""


class Refused(Exception):
    """A restore that would do harm."""


def back_up(target: Path, *, now: datetime) -> Manifest:
    """Write beside the target, check what was written, and only then replace it."""
    half = target.with_name(f"{target.name}.half")
    with half.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        try:
            manifest = write(file, now=now)
            with open_archive(half) as archive:
                engine().check(archive, check_archive(archive))
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return manifest


def write(file: BinaryIO, *, now: datetime) -> Manifest:
    manifest = Manifest(product_version(), now.isoformat(), connection.vendor)
    paths: list[str] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = Writer(archive, manifest)
        engine().write(writer, lambda ask: note(ask, manifest, paths))
        add_files(writer, paths)
        writer.finish()
    file.flush()
    os.fsync(file.fileno())
    return manifest


def note(ask: Ask, manifest: Manifest, paths: list[str]) -> None:
    """Read, in the snapshot of the rows, what else belongs to it."""
    manifest.migrations = [
        (app, name) for app, name in ask("SELECT app, name FROM django_migrations")
    ]
    manifest.heads = {
        str(team or ""): (sequence, mac) for team, sequence, mac in ask(HEADS)
    }
    paths += [path for (path,) in ask("SELECT path FROM workspace_storedfile")]


def add_files(writer: Writer, paths: list[str]) -> None:
    for path in paths:
        # Purged since the snapshot: its row is over too.
        if not default_storage.exists(path):
            continue
        with default_storage.open(path) as file:
            writer.add(f"{FILES}{path}", chunks_of(file))


def restore(source: Path, *, is_forced: bool, now: datetime) -> list[str]:
    """Replace database and files; return the faults that were found afterwards."""
    with open_archive(source) as archive:
        manifest = check_archive(archive)
        refuse_unfit(manifest)
        engine().check(archive, manifest)
        if not is_forced:
            refuse_occupied()
        empty_storage()
        engine().replace(archive, manifest)
        restore_files(archive, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    settle_after_restore(now=now)
    faults = faults_of(manifest)
    # Who was erased since the backup must not come back (R57).
    repeat_erasures(now=now)
    return faults


def refuse_unfit(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        raise Refused(
            f"The backup is of {manifest.engine}, this database is {connection.vendor}."
        )
    known = MigrationLoader(None).disk_migrations
    newer = [pair for pair in map(tuple, manifest.migrations) if pair not in known]
    if newer:
        raise Refused(
            f"The backup was made by version {manifest.version}, which is newer than"
            f" this one ({product_version()}). Install that version first."
        )


def refuse_occupied() -> None:
    if not engine().is_empty():
        raise Refused("The database is not empty. Use --force to replace it.")
    if any(stored_paths()):
        raise Refused("The storage is not empty. Use --force to replace its files.")


def empty_storage() -> None:
    """Leave no file behind that no row of the restored copy knows."""
    for path in list(stored_paths()):
        default_storage.delete(path)


def stored_paths(folder: str = "") -> Iterator[str]:
    """Yield the files of teams; the list of erasures outlives every restore."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        if f"{folder}{name}" == ERASURES:
            continue
        yield from stored_paths(f"{folder}{name}/")


def restore_files(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for path in manifest.file_paths:
        if not STORED_PATH.fullmatch(path):
            raise BadArchive(f"The backup names a file at a strange place: {path}.")
        with archive.open(f"{FILES}{path}") as entry:
            default_storage.save(path, File(entry))


def faults_of(manifest: Manifest) -> list[str]:
    """Compare what arrived with what the manifest knew."""
    with connection.cursor() as cursor:
        cursor.execute(HEADS)
        heads = {str(team or ""): (number, mac) for team, number, mac in cursor}
    expected = {team: tuple(head) for team, head in manifest.heads.items()}
    lost = [path for path in manifest.file_paths if not default_storage.exists(path)]
    faults = [f"The file {path} did not arrive." for path in lost]
    if heads != expected:
        faults.append("The audit trail does not end where it did in the backup.")
    return faults
