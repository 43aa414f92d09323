"""M11: tables in, through the door with its checks and its child process.

csv: 1,000,000 rows x 10 beside the bare csv module in this process. xlsx: 100,000 rows
x 12 beside openpyxl in read-only mode. Files are made once and read in turns. Large
tables are worked on in the child process; here it counts their rows.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.report import Figure, at_most, faster, peer, report
from common.tables.limits import IN_A_JOB
from common.tables.reader import read_table
from common.tables.reading import PLAIN

ROUNDS = 3
CSV_ROWS, CSV_COLUMNS = 1_000_000, 10
XLSX_ROWS, XLSX_COLUMNS = 100_000, 12


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        table, book = Path(folder, "table.csv"), Path(folder, "book.xlsx")
        write_csv(table)
        write_xlsx(book)
        ours, bare = in_turns(lambda: through_the_door(table), lambda: read_bare(table))
        name = f"csv {CSV_ROWS:,} x {CSV_COLUMNS}, bare csv module"
        yield Figure(name, ours, bare, at_most(1.5))
        ours, other = in_turns(
            lambda: through_the_door(book), lambda: read_openpyxl(book)
        )
        name = f"xlsx {XLSX_ROWS:,} x {XLSX_COLUMNS}, openpyxl"
        yield Figure(name, ours, other, faster(5))
        small, large = memory_of(table, rows=1_000), memory_of(table, rows=CSV_ROWS)
        name = "csv memory, beside a thousand rows"
        yield Figure(name, large, small, at_most(1.5), show=megabytes)


def in_turns(ours: Callable[[], int], other: Callable[[], int]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        counts = []
        for do, found in zip((ours, other), times, strict=True):
            began = perf_counter()
            counts.append(do())
            found.append(perf_counter() - began)
        assert counts[0] == counts[1]
    return median(times[0]), median(times[1])


def through_the_door(path: Path) -> int:
    from common.tables.door import work_on

    given = {"limits": asdict(IN_A_JOB), "options": asdict(PLAIN)}
    with path.open("rb") as file:
        return sum(
            work_on("benchmarks.m11_tables:counted", file, given, limits=IN_A_JOB)
        )


def counted(
    path: str, limits: dict[str, Any], options: dict[str, Any]
) -> Iterator[int]:
    """Work on the rows where they are read, in the child; only a number comes back."""
    for part in read_table(path, limits, options):
        yield len(part.get("rows", ()))


def read_bare(path: Path) -> int:
    with path.open(newline="", encoding="utf-8") as file:
        return sum(1 for _ in csv.reader(file, strict=True))


def read_openpyxl(path: Path) -> int:
    book = peer("openpyxl").load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.active.iter_rows(values_only=True))


def write_csv(path: Path) -> None:
    """Ten columns as contact lists have them, some cells empty, some quoted."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        for number in range(CSV_ROWS):
            writer.writerow(
                (
                    number,
                    f"person{number}@example.org",
                    f"Name {number % 977}",
                    "2026-11-22",
                    "" if number % 3 else "a note, with a comma",
                    number % 17,
                    "yes",
                    f"{number / 7:.2f}",
                    "فارسی",
                    "DE",
                )
            )


def write_xlsx(path: Path) -> None:
    with peer("xlsxwriter").Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(XLSX_ROWS):
            for column in range(XLSX_COLUMNS):
                if column % 3:
                    sheet.write_number(row, column, row * column / 7)
                else:
                    sheet.write_string(row, column, f"text {row % 1_009} {column}")


def memory_of(path: Path, *, rows: int) -> float:
    """Return the largest size in MB that the child process had for so many rows."""
    with path.open("rb") as file:
        head = b"".join(line for _, line in zip(range(rows), file, strict=False))
    with tempfile.NamedTemporaryFile(suffix=".csv") as part:
        part.write(head)
        part.flush()
        command = [sys.executable, "-m", "benchmarks.m11_tables", part.name]
        told = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    return float(told.stdout)


def megabytes(size: float) -> str:
    return f"{size:.0f} MB"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    if len(sys.argv) == 1:
        return report("M11  Tables in", figures())
    through_the_door(Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
    return 0


if __name__ == "__main__":
    sys.exit(main())
