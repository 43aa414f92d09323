"""A matrix written in a layout drawn by lot is read back the same."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from common.text import match_key
from evaluator.matrix.grid import plain_sheet, plain_sheet_from
from evaluator.matrix.guess import guess_layout
from evaluator.matrix.reading import read_matrix
from tests.evaluator.matrix.sheets import MadeSheet

VENDORS = ["Brevo", "Mautic", "Keap", "اینترک", "HubSpot"]
CRITERIA = [
    "Price clarity",
    "Learning curve",
    "Two-way sync",
    "Answer time",
    "آموزش تیم",
    "لوحات خاصة",
    "Send limits",
    "Room to grow",
]
CATEGORIES = ["Budget plan", "Daily use", "پشتیبانی"]
KNOWN = frozenset(map(match_key, VENDORS))
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True)
class Made:
    """What is meant: weights and scores by (category, name), vendors in order."""

    vendors: list[str]
    rows: list[tuple[str, str, int, list[int | None]]]


@st.composite
def matrices(draw) -> Made:
    vendors = draw(st.permutations(VENDORS))[: draw(st.integers(2, 5))]
    names = draw(st.permutations(CRITERIA))[: draw(st.integers(3, 8))]
    score = st.one_of(st.none(), st.integers(0, 5))
    rows = []
    for place, name in enumerate(names):
        category = CATEGORIES[place * len(CATEGORIES) // len(names)]
        # One score at the least: a row of nothing looks like a heading.
        scores = [draw(st.integers(0, 5)), *(draw(score) for _ in vendors[1:])]
        rows.append((category, name, draw(st.integers(1, 40)), scores))
    return Made(vendors, rows)


@dataclass(frozen=True)
class Way:
    """How it is written down."""

    title: bool
    total: bool
    by_headings: bool
    has_weights: bool
    has_comments: bool
    persian: bool
    turned: bool


ways = st.builds(
    Way,
    title=st.booleans(),
    total=st.booleans(),
    by_headings=st.booleans(),
    has_weights=st.booleans(),
    has_comments=st.booleans(),
    persian=st.booleans(),
    turned=st.booleans(),
)


def write(made: Made, way: Way) -> MadeSheet:
    rows = [head_of(made, way)]
    before = ""
    for category, name, weight, scores in made.rows:
        if way.by_headings and category != before:
            rows.append([category])
        before = category
        row: list[Any] = [] if way.by_headings else [category]
        row += [name, *([digits(weight, way)] if way.has_weights else [])]
        for score in scores:
            row.append(None if score is None else digits(score, way))
            if way.has_comments:
                row.append(None)
        rows.append(row)
    if way.total:
        rows.append(["Total", *[99] * (len(rows[0]) - 1)])
    if way.title:
        rows[:0] = [["Which platform for next year?"], []]
    width = max(map(len, rows))
    padded = [row + [None] * (width - len(row)) for row in rows]
    if way.turned:
        padded = [list(column) for column in zip(*padded, strict=True)]
    return MadeSheet(padded)


def head_of(made: Made, way: Way) -> list[Any]:
    head: list[Any] = [] if way.by_headings else ["Category"]
    head += ["Criterion", *(["Weight"] if way.has_weights else [])]
    for vendor in made.vendors:
        head.append(vendor)
        if way.has_comments:
            head.append("Comments")
    return head


def digits(number: int, way: Way) -> int | str:
    return str(number).translate(PERSIAN) if way.persian else number


@given(made=matrices(), way=ways)
@settings(max_examples=150, deadline=None)
def test_what_was_written_is_read_back(made, way):
    sheet = plain_sheet_from(plain_sheet(write(made, way)).to_json())

    # Low scores alone could be of a shorter scale; a person would say so on the page.
    layout = guess_layout(sheet, KNOWN)
    matrix = read_matrix(sheet, layout)

    assert layout.is_turned == way.turned
    assert not matrix.problems
    assert list(matrix.vendors) == made.vendors
    assert [(each.category, each.name) for each in matrix.criteria] == [
        (category, name) for category, name, _weight, _scores in made.rows
    ]
    if way.has_weights:
        weights = [Decimal(weight) for _c, _n, weight, _s in made.rows]
        assert [each.weight for each in matrix.criteria] == weights
    filled = [
        (criterion, vendor)
        for criterion, (*_row, scores) in enumerate(made.rows)
        for vendor, score in enumerate(scores)
        if score is not None
    ]
    assert [(each.criterion, each.vendor) for each in matrix.cells] == filled
    if layout.scale.best == 5:
        assert [each.score for each in matrix.cells] == [
            made.rows[criterion][3][vendor] for criterion, vendor in filled
        ]


@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(max_size=12),
                st.integers(-9, 120),
                st.floats(allow_nan=False, allow_infinity=False, width=16),
                st.booleans(),
                st.sampled_from(["Criterion", "Weight", "Score", "yes", "✓", "Brevo"]),
            ),
            max_size=6,
        ),
        max_size=9,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_sheet_is_read_without_breaking(rows):
    sheet = MadeSheet(rows)

    matrix = read_matrix(sheet, guess_layout(sheet, KNOWN))

    assert matrix.rows_read == matrix.rows_taken + matrix.rows_reported
