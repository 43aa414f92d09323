"""The file a backup is: a zip whose manifest knows what must be in it."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database/"
FILES = "files/"
CHUNK = 1024 * 1024
STORED_PATH = re.compile(r"teams/\d+/[0-9a-f]{32}")


class BadArchive(Exception):
    """The file is no backup, or not all of one."""


@dataclass
class Manifest:
    """`heads` are the last links of the audit chains, by team; "" is the accounts'.

    `tables` holds columns and number of rows where the database is kept by tables.
    """

    version: str
    made_at: str
    engine: str
    migrations: list[tuple[str, str]] = field(default_factory=list)
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    tables: dict[str, tuple[list[str], int]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def file_paths(self) -> list[str]:
        return [
            name.removeprefix(FILES) for name in self.digests if name.startswith(FILES)
        ]


class Writer:
    """Adds entries, each with its digest in the manifest; that comes last."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.archive = archive
        self.manifest = manifest

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        digest = hashlib.sha256()
        with self.archive.open(name, "w", force_zip64=True) as entry:
            for chunk in chunks:
                digest.update(chunk)
                entry.write(chunk)
        self.manifest.digests[name] = digest.hexdigest()

    def finish(self) -> None:
        text = json.dumps(asdict(self.manifest), indent=1)
        self.archive.writestr(MANIFEST, text)


def chunks_of(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def open_archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise BadArchive(f"{path.name} cannot be read as a backup.") from error


def check_archive(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest, once every entry is there and is what was written."""
    try:
        manifest = read_manifest(archive)
        names = {entry.filename for entry in archive.infolist()} - {MANIFEST}
        if names != manifest.digests.keys():
            raise BadArchive("The backup has too few or too many entries.")
        for name, digest in manifest.digests.items():
            check_entry(archive, name, digest)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise BadArchive("The backup is damaged.") from error
    return manifest


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        content = json.loads(archive.read(MANIFEST))
        manifest = Manifest(**content)
    except (KeyError, TypeError, ValueError) as error:
        raise BadArchive("The backup has no readable manifest.") from error
    if manifest.format != FORMAT:
        raise BadArchive("The backup was made by a newer version of Changeover.")
    return manifest


def check_entry(archive: zipfile.ZipFile, name: str, digest: str) -> None:
    found = hashlib.sha256()
    with archive.open(name) as entry:
        for chunk in chunks_of(entry):
            found.update(chunk)
    path = name.removeprefix(FILES)
    is_place = name.startswith(DATABASE) or STORED_PATH.fullmatch(path)
    if found.hexdigest() != digest or not is_place:
        raise BadArchive(f"The backup is damaged: {name}.")
