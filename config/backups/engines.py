"""How each kind of database is written into an archive, and read from it.

SQLite is copied whole by VACUUM INTO; PostgreSQL table by table, in one snapshot.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from config.backups.archive import DATABASE, BadArchive, Manifest, Writer, chunks_of

Ask = Callable[[str], list[tuple[Any, ...]]]

# What a restored copy must not bring back to life.
LEFT_OUT = {"django_session", "usersessions_usersession"}
SQLITE_ENTRY = f"{DATABASE}db.sqlite3"


class Engine(Protocol):
    def write(self, writer: Writer, note: Callable[[Ask], None]) -> None:
        """Add the database; `note` reads more from the same moment."""

    def check(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        """Refuse an archive whose database cannot be read back."""

    def is_empty(self) -> bool: ...

    def replace(self, archive: zipfile.ZipFile, manifest: Manifest) -> None: ...


class SQLite:
    entry = SQLITE_ENTRY

    def write(self, writer: Writer, note: Callable[[Ask], None]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "db.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(copy)])
            with closing(sqlite3.connect(copy)) as database:
                note(lambda query: database.execute(query).fetchall())
            with copy.open("rb") as file:
                writer.add(self.entry, chunks_of(file))

    def check(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        with tempfile.TemporaryDirectory() as folder:
            check_sqlite(Path(archive.extract(self.entry, folder)))

    def is_empty(self) -> bool:
        return not connection.introspection.table_names()

    def replace(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        target = Path(str(connection.settings_dict["NAME"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        # In the same folder, so that the last step is one rename.
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            copy = Path(archive.extract(self.entry, folder))
            connection.close()
            for rest in ("-journal", "-wal", "-shm"):
                target.with_name(target.name + rest).unlink(missing_ok=True)
            copy.replace(target)


def check_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as database:
            [(verdict,)] = database.execute("PRAGMA integrity_check").fetchall()
    except (sqlite3.DatabaseError, ValueError) as error:
        raise BadArchive("The database in the backup is damaged.") from error
    if verdict != "ok":
        raise BadArchive("The database in the backup is damaged.")


class PostgreSQL:
    def write(self, writer: Writer, note: Callable[[Ask], None]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SET LOCAL statement_timeout = 0")
            note(lambda query: cursor.execute(query) or list(cursor.fetchall()))
            for table in tables():
                columns = columns_of(cursor, table)
                lines = Lines(copied(cursor, table, columns))
                writer.add(entry_of(table), lines)
                writer.manifest.tables[table] = (columns, lines.number)

    def check(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        for table, (_columns, number) in manifest.tables.items():
            with archive.open(entry_of(table)) as entry:
                if sum(chunk.count(b"\n") for chunk in chunks_of(entry)) != number:
                    raise BadArchive(f"Rows of {table} are missing in the backup.")

    def is_empty(self) -> bool:
        return not connection.introspection.table_names()

    def replace(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        drop_tables()
        migrate_to(manifest.migrations)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            names = ", ".join(map(quoted, tables()))
            cursor.execute(f"TRUNCATE {names} CASCADE")
            for table, (columns, _number) in manifest.tables.items():
                with (
                    archive.open(entry_of(table)) as entry,
                    cursor.copy(f"COPY {listed(table, columns)} FROM STDIN") as copy,
                ):
                    for chunk in chunks_of(entry):
                        copy.write(chunk)
            for table, (columns, _number) in manifest.tables.items():
                if "id" in columns:
                    move_sequence(cursor, table)


class Lines:
    """Passes chunks on and counts their lines: COPY writes one for each row."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = chunks
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.chunks:
            self.number += bytes(chunk).count(b"\n")
            yield chunk


def copied(cursor: Any, table: str, columns: list[str]) -> Iterator[bytes]:
    with cursor.copy(f"COPY {listed(table, columns)} TO STDOUT") as copy:
        yield from copy


def tables() -> list[str]:
    names = connection.introspection.django_table_names(
        only_existing=True, include_views=False
    )
    return sorted(set(names) - LEFT_OUT)


def columns_of(cursor: Any, table: str) -> list[str]:
    found = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in found]


def quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def listed(table: str, columns: list[str]) -> str:
    return f"{quoted(table)} ({', '.join(map(quoted, columns))})"


def entry_of(table: str) -> str:
    return f"{DATABASE}{table}.copy"


def drop_tables() -> None:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {quoted(table)} CASCADE")


def migrate_to(applied: list[tuple[str, str]]) -> None:
    """Bring an empty database to the state in which the backup was made."""
    executor = MigrationExecutor(connection)
    nodes = executor.loader.graph.node_map
    names = {(app, name) for app, name in applied}
    # Only the last of each app: an earlier one as a target would migrate backwards.
    last = [
        key
        for key in sorted(names)
        if not any(
            child.key[0] == key[0] and child.key in names
            for child in nodes[key].children
        )
    ]
    executor.migrate(last)
    call_command("createcachetable", verbosity=0)


def move_sequence(cursor: Any, table: str) -> None:
    """Let the next row get a number that no restored row has."""
    cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [quoted(table)])
    [(sequence,)] = cursor.fetchall()
    if sequence:
        last = f"SELECT max(id) FROM {quoted(table)}"  # noqa: S608 (a model's table)
        cursor.execute(f"SELECT setval(%s, ({last}))", [sequence])


ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    return ENGINES[connection.vendor]
