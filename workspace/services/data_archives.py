"""A zip that is read without the product: a README, and each table as csv and JSON."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Self

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.functional import Promise

from common.tables.exports import Table, csv_lines
from workspace.models import StoredFile
from workspace.registries import DataPart
from workspace.services.data_rows import columns_of, file_fields

CHUNK = 1 << 20
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the README: a table, and how many rows it has."""

    name: str
    title: str | Promise
    rows: int


@dataclass
class DataArchive:
    """Writes into one folder of a zip, so that unpacking makes one folder."""

    file: IO[bytes]
    folder: str
    now: datetime
    tables: list[Told] = field(default_factory=list)
    files: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.file, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.zip.close()

    def add_part(self, part: DataPart, rows: QuerySet[Any]) -> None:
        """Write the rows, and remember which files belong to them."""
        columns = columns_of(part)
        names = [column.name for column in columns]
        named = file_fields(part)
        cells = []
        for row in rows.iterator(chunk_size=1000):
            cells.append([column.value_of(row) for column in columns])
            self.files |= {pk for each in named if (pk := getattr(row, each))}
        self.add_table(part.name, part.title, names, cells)

    def add_table(
        self,
        name: str,
        title: str | Promise,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
    ) -> None:
        cells = ([as_cell(each) for each in row] for row in rows)
        lines = csv_lines(Table(str(title), columns, cells))
        self.write(f"{name}.csv", (line.encode() for line in lines))
        content = [dict(zip(columns, row, strict=True)) for row in rows]
        text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        self.write(f"{name}.json", [text.encode()])
        self.tables.append(Told(name, title, len(rows)))

    def add_files(self, title: str | Promise) -> None:
        """Add the files that the rows name, and no other."""
        rows = []
        for stored in StoredFile.objects.filter(pk__in=self.files).order_by("pk"):
            if not default_storage.exists(stored.path):
                continue
            place = f"files/{stored.pk}-{file_name(stored.name)}"
            with default_storage.open(stored.path) as content:
                self.write(place, iter(lambda: content.read(CHUNK), b""))
            rows.append([stored.pk, stored.name, place, stored.created_at])
        self.add_table("files", title, ["id", "name", "place", "created_at"], rows)

    def finish(self, template: str, context: Mapping[str, Any]) -> None:
        told = {"tables": self.tables, "now": self.now, **context}
        self.write("README.html", [render_to_string(template, told).encode()])

    def write(self, name: str, chunks: Iterable[bytes]) -> None:
        entry = zipfile.ZipInfo(f"{self.folder}/{name}", self.now.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with self.zip.open(entry, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)


def as_cell(value: Any) -> Any:
    """Return a value as one cell: what has parts is written as JSON."""
    if isinstance(value, dict | list):
        if not value:
            return None
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value


def file_name(text: str) -> str:
    """Return a name that every system can write: nothing in it leads elsewhere."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", text).split()).strip(" .")
    return name[-LONGEST_NAME:].lstrip(" .") or "file"
