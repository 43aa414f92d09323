"""M4: the comparison workbook, beside XlsxWriter and openpyxl writing the same cells.

The peers get the cells ready made, ours starts from the results; all end with the
bytes of the file. XlsxWriter writes them bare: no styles, widths, rules or chart.
openpyxl has no place for stored values; it writes the cells with the same styles, as
its documentation shows it (shared objects, given to each cell), and once without any.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import django

from benchmarks.report import Figure, at_most, faster, medians, peer, report

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from evaluator.selectors.results import Results  # noqa: E402 (models need Django set up)
from evaluator.workbooks.comparison.book import write_workbook  # noqa: E402
from evaluator.workbooks.comparison.content import Content  # noqa: E402
from tests.evaluator.workbooks.made_up import (  # noqa: E402
    Branch,
    Leaf,
    MadeUp,
    options,
)

xlsxwriter = peer("xlsxwriter")
openpyxl = peer("openpyxl")

SEED = 20261122
CATEGORIES = 5
STYLE = ("font", "fill", "border", "alignment", "number_format")
Sheets = dict[str, list["Cell"]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, counted from 0; `stored` stands beside a formula."""

    row: int
    column: int
    value: float | str
    stored: float | str
    style: Mapping[str, Any]

    @property
    def is_formula(self) -> bool:
        return isinstance(self.value, str) and self.value.startswith("=")


def figures() -> Iterator[Figure]:
    results = made_up(criteria=50, candidates=200, evaluators=1)
    cells = read_back(ours(results))
    found = medians(
        {
            "ours": lambda: ours(results),
            "bare": lambda: bare(cells),
            "openpyxl": lambda: by_openpyxl(cells),
            "unstyled": lambda: by_openpyxl(cells, styled=False),
        },
        rounds=5,
    )
    count = sum(len(sheet) for sheet in cells.values())
    formulas = sum(cell.is_formula for sheet in cells.values() for cell in sheet)
    print(f"50 x 200: {count:,} cells, {formulas:,} of them live formulas")
    yield Figure("50 x 200 bare XlsxWriter", found["ours"], found["bare"], at_most(1.3))
    yield Figure("50 x 200 openpyxl", found["ours"], found["openpyxl"], faster(3))
    yield Figure("50 x 200 openpyxl, unstyled", found["ours"], found["unstyled"])
    committee = made_up(criteria=50, candidates=20, evaluators=12)
    seconds = medians({"ours": lambda: ours(committee)}, rounds=5)["ours"]
    yield Figure("50 x 20 x 12 evaluators, at most 3 s", seconds, 3.0, at_most(1))
    seen, told = totals_of(results), totals_in(ours(results))
    assert all(abs(a - b) < 1e-9 for a, b in zip(seen, told, strict=True))


def made_up(*, criteria: int, candidates: int, evaluators: int) -> Results:
    dice = random.Random(SEED)  # noqa: S311 (no secret)
    tree = [
        Branch(
            f"Category {c}",
            dice.randint(1, 40),
            [
                Leaf(f"Criterion {c}.{n}", dice.randint(1, 9))
                for n in range(criteria // CATEGORIES)
            ],
        )
        for c in range(CATEGORIES)
    ]
    leaves = [leaf.name for branch in tree for leaf in branch.children]
    names = [f"Candidate {n}" for n in range(candidates)]
    said = {
        f"Person {n}": {
            name: {leaf: dice.choice([1, 2, 3, 4, 5, "a", None]) for leaf in leaves}
            for name in names
        }
        for n in range(evaluators)
    }
    results = MadeUp(tree, names, said).results()
    # The numbers are those of the page; here it is the writing that counts.
    assert results.ranking.standings
    assert results.personal
    return results


def ours(results: Results) -> bytes:
    return write_workbook(Content(results, options()))


def read_back(file: bytes) -> Sheets:
    formulas = openpyxl.load_workbook(BytesIO(file))
    values = openpyxl.load_workbook(BytesIO(file), data_only=True)
    return {
        sheet.title: [
            Cell(
                cell.row - 1,
                cell.column - 1,
                cell.value,
                values[sheet.title][cell.coordinate].value or "",
                {name: copy(getattr(cell, name)) for name in STYLE},
            )
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in formulas
    }


def bare(sheets: Sheets) -> bytes:
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    for name, cells in sheets.items():
        sheet = workbook.add_worksheet(name)
        for cell in cells:
            if cell.is_formula:
                place = (cell.row, cell.column)
                sheet.write_formula(*place, cell.value, None, cell.stored)
            elif isinstance(cell.value, str):
                sheet.write_string(cell.row, cell.column, cell.value)
            else:
                sheet.write_number(cell.row, cell.column, cell.value)
    workbook.close()
    return file.getvalue()


def by_openpyxl(sheets: Sheets, *, styled: bool = True) -> bytes:
    file = BytesIO()
    workbook = openpyxl.Workbook()
    for name, cells in sheets.items():
        sheet = workbook.create_sheet(name)
        for cell in cells:
            made = sheet.cell(cell.row + 1, cell.column + 1, cell.value)
            for name, value in cell.style.items() if styled else ():
                setattr(made, name, value)
    workbook.save(file)
    return file.getvalue()


def totals_of(results: Results) -> list[float]:
    return [each.total or 0.0 for each in results.ranking.standings]


def totals_in(file: bytes) -> list[float]:
    """Read the totals of the summary without calculating, as a preview does."""
    sheet = openpyxl.load_workbook(BytesIO(file), data_only=True)["Summary"]
    rows = sheet.iter_rows(min_col=1, max_col=3, values_only=True)
    return [total for rank, _name, total in rows if isinstance(rank, int)]


if __name__ == "__main__":
    sys.exit(report("M4  The comparison workbook", figures()))
