"""Backups of the suite's own database, restored into another one by real commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from config.backups.archive import BadArchive, check_archive, open_archive
from workspace.models import Activity, AuditEntry, Job, StoredFile
from workspace.services.files import NewFile, store_file
from workspace.services.records import change_of, head_of, record

ROOT = Path(__file__).resolve().parent.parent.parent

SESSIONS = (
    "__import__('django.contrib.sessions.models', fromlist=['x'])"
    ".Session.objects.count()"
)

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Place:
    """An empty database and an empty storage, for another process."""

    url: str
    folder: Path

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.folder),
            "STORAGE_URL": f"folder://{self.folder}/files",
            "AUDIT_KEY": settings.AUDIT_KEY,
        }
        return subprocess.run(  # noqa: S603
            (sys.executable, "manage.py", *command),
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, query: str) -> str:
        """Ask the restored copy through the product's own models."""
        code = f"from workspace.models import *; print({query})"
        return self.manage("shell", "-v0", "-c", code).stdout.strip()


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    if connection.vendor == "sqlite":
        yield Place(f"sqlite:///{tmp_path}/other/db.sqlite3", tmp_path / "other")
        return
    values = connection.settings_dict
    name = f"{values['NAME']}_restored"
    host = f"{values['HOST']}:{values['PORT'] or 5432}"
    make_anew(name)
    yield Place(f"postgresql://{values['USER']}@{host}/{name}", tmp_path / "other")
    on_server(f'DROP DATABASE "{name}"')


def make_anew(name: str) -> None:
    on_server(f'DROP DATABASE IF EXISTS "{name}"')
    on_server(f'CREATE DATABASE "{name}"')


def on_server(statement: str) -> None:
    """Databases are made and dropped from beside them, outside of transactions."""
    values = connection.settings_dict
    with psycopg.connect(
        host=values["HOST"],
        port=values["PORT"] or 5432,
        user=values["USER"],
        password=values["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    ) as server:
        server.execute(statement)


@pytest.fixture
def kept(people, team, now) -> StoredFile:
    """Awkward text, an audit trail, an open session, a waiting job, and a file."""
    team.name = "Tab\tNewline\nBackslash\\ \u200fفارسی '\""
    team.save()
    for _number in range(3):
        record(
            "team.created",
            team=team,
            actor=people["owner"],
            change=change_of(team, after={"a": [1, None, "\\N"]}),
            now=now,
        )
    Session.objects.create(session_key="k", session_data="x", expire_date=now)
    Job.objects.create(kind="mail", run_after=now)
    return store_file(
        NewFile("f.bin", bytes(range(256)) * 99, "application/x-test"),
        team=team,
        owner=people["lead"],
        now=now,
    )


@pytest.fixture
def backup(kept, tmp_path) -> Path:
    path = tmp_path / "backup.zip"
    call_command("backup", path)
    return path


def test_a_restored_copy_is_what_was_backed_up(backup, kept, place, team):  # R60
    restored = place.manage("restore", str(backup))

    assert restored.returncode == 0, restored.stderr
    assert "No faults." in restored.stdout
    assert place.ask(f"repr(Team.objects.get(pk={team.pk}).name)") == repr(team.name)
    assert place.ask("User.objects.count(), AuditEntry.objects.count()") == "7 3"
    assert place.ask("Activity.objects.first().after") == str(
        Activity.objects.first().after
    )
    assert (place.folder / "files" / kept.path).read_bytes() == bytes(range(256)) * 99
    # Nobody is logged in by an old session, and no old mail goes out again.
    assert place.ask(f"{SESSIONS}, Job.objects.get().state") == "0 cancelled"


def test_a_place_in_use_is_not_overwritten_unless_forced(backup, place):
    place.manage("restore", str(backup))
    made = place.ask("Team.objects.create(name='Newer').pk > 0")

    refused = place.manage("restore", str(backup))
    kept_teams = place.ask("Team.objects.count()")
    forced = place.manage("restore", "--force", str(backup))

    assert made == "True"  # its number is behind those of the restored rows
    assert refused.returncode == 1
    assert "not empty" in refused.stderr
    assert kept_teams == "3"
    assert forced.returncode == 0, forced.stderr
    assert place.ask("Team.objects.count()") == "2"


def test_a_backup_of_a_newer_version_is_refused(backup, place):
    change_manifest(
        backup,
        lambda content: content["migrations"].append(["workspace", "9999_later"]),
    )

    refused = place.manage("restore", str(backup))

    assert refused.returncode == 1
    assert "newer" in refused.stderr


def middle_of_largest(backup: Path) -> int:
    """Return a place inside of stored bytes; between entries lies what nobody reads."""
    with zipfile.ZipFile(backup) as archive:
        entry = max(archive.infolist(), key=lambda each: each.compress_size)
    return entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2


def test_a_damaged_backup_is_refused(backup, place):
    content = bytearray(backup.read_bytes())
    content[middle_of_largest(backup)] ^= 0xFF
    backup.write_bytes(content)

    refused = place.manage("restore", str(backup))

    assert refused.returncode == 1
    assert "Nothing was restored" in refused.stderr


def test_a_cut_backup_is_refused(backup):
    backup.write_bytes(backup.read_bytes()[:-200])

    with pytest.raises(BadArchive):
        open_archive(backup)


def test_an_entry_at_a_strange_place_is_refused(backup):
    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr("files/../../etc/passwd", "x")

    with open_archive(backup) as archive, pytest.raises(BadArchive):
        check_archive(archive)


def test_the_last_backup_stays_when_the_next_one_fails(backup, monkeypatch):
    before = backup.read_bytes()

    def fail(_path):
        raise OSError("the disk is full")

    monkeypatch.setattr(default_storage, "open", fail)

    with pytest.raises(CommandError, match="disk is full"):
        call_command("backup", backup)

    assert backup.read_bytes() == before
    assert list(backup.parent.glob("*.half")) == []


def test_a_backup_is_for_its_owner_only(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_under_load_is_of_one_moment(kept, people, team, tmp_path, now):
    """Each write adds a chained entry: a copy of two moments would show a gap."""
    over, written = Event(), []

    def write() -> None:
        while not over.is_set():
            record(
                "team.created",
                team=team,
                actor=people["owner"],
                change=change_of(team),
                now=now,
            )
            written.append(1)
        connection.close()

    thread = Thread(target=write)
    thread.start()
    path = tmp_path / "backup.zip"
    try:
        while not written:
            pass
        call_command("backup", path)
    finally:
        over.set()
        thread.join()

    with open_archive(path) as archive:
        manifest = check_archive(archive)
    sequence, mac = manifest.heads[str(team.pk)]
    assert AuditEntry.objects.get(team=team, sequence=sequence).mac == mac
    assert sequence <= head_of(team)[0]


def test_the_audit_trail_is_verified_by_a_command(kept, team, capsys):  # R56
    call_command("verify_audit")
    AuditEntry.objects.filter(team=team, sequence=2).update(event="member.joined")

    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit")

    assert "entry 2 changed" in capsys.readouterr().err


def change_manifest(path: Path, change) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    content = json.loads(entries["manifest.json"])
    change(content)
    entries["manifest.json"] = json.dumps(content).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
