"""The app's rules as formulas that Excel 2010 and LibreOffice read alike.

Each is written once for a row: COLUMN stands for the candidate's column. SUMPRODUCT
takes text as 0 when its ranges are given apart, so a state never counts; whether
there is a number is asked with ISNUMBER.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlsxwriter.utility import xl_col_to_name

from common.tables.cells import literal
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import FEWEST_TO_TRIM, GroupMethod
from evaluator.scoring.ranking import POINTS, TIE
from evaluator.scoring.value_functions import Rated
from evaluator.workbooks.comparison.layout import COLUMN, Layout
from evaluator.workbooks.comparison.words import Words

PER_SCORE = POINTS // Rated.highest
TIE_IN_POINTS = f"{TIE * POINTS:.0E}"
MOST_ARGUMENTS = 250


def letter(column: int) -> str:
    """Return the letters of a column counted from 0."""
    return str(xl_col_to_name(column))


def cells(row: int) -> str:
    return f"{COLUMN}{row}"


def column(first: int, last: int) -> str:
    return f"{COLUMN}{first}:{COLUMN}{last}"


def present(weights: str, values: str) -> str:
    """Sum of the weights that carry a value."""
    return f"SUMPRODUCT({weights},--ISNUMBER({values}))"


def weighted(weights: str, values: str) -> str:
    return f"SUMPRODUCT({weights},{values})"


def group_value(entries: Sequence[str], method: GroupMethod) -> str:
    """The group's value of a cell, an error where nobody scored."""
    scores = ",".join(entries)
    found = {
        GroupMethod.MEDIAN: f"MEDIAN({scores})",
        GroupMethod.TRIMMED: trimmed(scores),
    }.get(method, f"AVERAGE({scores})")
    return f"{PER_SCORE}*{found}"


def or_word(value: str, word: str) -> str:
    """The value, or else the word in that cell.

    `& ""` keeps an emptied cell from being read as 0.
    """
    return f'IFERROR({value},{word}&"")'


def trimmed(scores: str) -> str:
    """The mean without the highest and the lowest, from four scores on."""
    return (
        f"IF(COUNT({scores})<{FEWEST_TO_TRIM},AVERAGE({scores}),"
        f"(SUM({scores})-MAX({scores})-MIN({scores}))/(COUNT({scores})-2))"
    )


def branch_total(shares: str, values: str, policy: MissingPolicy, nothing: str) -> str:
    """A category's own total, as if it were the whole."""
    covered = present(shares, values)
    by = f"SUM({shares})" if policy is MissingPolicy.ZERO else covered
    total = f"{weighted(shares, values)}/{by}"
    return f"IF({covered}>0,{total},{literal(nothing)})"


def coverage(is_sound: str, weights: str, values: str) -> str:
    return f"IF({is_sound},{present(weights, values)},0)"


def total(points: str, covered: str, policy: MissingPolicy, nothing: str) -> str:
    """`points` over what carries a value, or over everything."""
    found = points if policy is MissingPolicy.ZERO else f"{points}/{covered}"
    return f"IF({covered}>0,{found},{literal(nothing)})"


def unless_out(verdict: str | None, out: str, formula: str) -> str:
    if verdict is None:
        return formula
    return f"IF({verdict}={literal(out)},{literal(out)},{formula})"


def rank(row: int, across: str, nothing: str) -> str:
    """1 + the number of totals that are better by more than the tie tolerance."""
    own = cells(row)
    better = f"SUMPRODUCT(ISNUMBER({across})*({across}>{own}+{TIE_IN_POINTS}))"
    return f"IF(ISNUMBER({own}),1+{better},{literal(nothing)})"


def mean_of(cells_of_people: Iterable[str], nothing: str) -> str:
    """The mean over those who have the number; `nothing` is a formula."""
    return f"IFERROR(AVERAGE({','.join(cells_of_people)}),{nothing})"


def total_of(addresses: Sequence[str]) -> str:
    """The sum of many cells."""
    return _chunked("SUM", addresses)


def counted(addresses: Sequence[str]) -> str:
    """How many of many cells hold numbers."""
    return _chunked("COUNT", addresses)


def spans(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return ascending rows as few spans: 4, 5, 6, 9 as (4, 6), (9, 9)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def linear(x: str, ends: Sequence[str], *, clips: bool) -> str:
    """`ends`: the worst and the best, whichever is the higher."""
    worst, best = ends
    share = f"{POINTS}*({x}-{worst})/({best}-{worst})"
    return f"MAX(0,MIN({POINTS},{share}))" if clips else share


def piecewise(
    x: str, measurements: Sequence[str], values: Sequence[str], *, clips: bool
) -> str:
    """The first value, and what each piece adds up to x."""
    pieces = _pieces(x, measurements, values, clips=clips)
    return "+".join([values[0], *pieces])


def _pieces(
    x: str, measurements: Sequence[str], values: Sequence[str], *, clips: bool
) -> Iterator[str]:
    count = len(measurements) - 1
    steps = zip(pairwise(measurements), pairwise(values), strict=True)
    for place, ((x0, x1), (y0, y1)) in enumerate(steps):
        reached = x
        if clips or place < count - 1:
            reached = f"MIN({reached},{x1})"
        if clips or place > 0:
            reached = f"MAX({reached},{x0})"
        yield f"({y1}-{y0})*({reached}-{x0})/({x1}-{x0})"


def target(x: str, ends: Sequence[str]) -> str:
    """`ends`: lowest, start and end of the ideal, highest."""
    lowest, start, end, highest = ends
    rising = f"({x}-{lowest})/({start}-{lowest})"
    falling = f"({highest}-{x})/({highest}-{end})"
    return (
        f"{POINTS}*IF(AND({x}>={start},{x}<={end}),1,"
        f"IF(OR({x}<={lowest},{x}>={highest}),0,IF({x}<{start},{rising},{falling})))"
    )


def part(total: str, values: str, points: str, nothing: str) -> str:
    """The points that a category brings, if there is a total and anything scored."""
    none = literal(nothing)
    return f"IF(ISNUMBER({total}),IF(COUNT({values})=0,{none},{points}),{none})"


def order(layout: Layout, words: Words) -> str:
    """The place on the summary: ranked, then without total, then out; each once."""
    own, ranks = cells(layout.rank), layout.across(layout.rank)
    totals, so_far = layout.across(layout.total), layout.up_to_here(layout.total)
    no_total, out = literal(words.no_total), literal(words.out)
    equals = layout.up_to_here(layout.rank)
    ranked = f'COUNTIF({ranks},"<"&{own})+COUNTIF({equals},{own})'
    unranked = f"COUNT({ranks})+COUNTIF({so_far},{no_total})"
    behind = f"COUNT({ranks})+COUNTIF({totals},{no_total})+COUNTIF({so_far},{out})"
    is_out = f"{cells(layout.total)}={out}"
    return f"IF(ISNUMBER({own}),{ranked},IF({is_out},{behind},{unranked}))"


def _chunked(function: str, addresses: Sequence[str]) -> str:
    """Functions take 255 arguments at most."""
    starts = range(0, len(addresses), MOST_ARGUMENTS)
    chunks = (",".join(addresses[at : at + MOST_ARGUMENTS]) for at in starts)
    return "+".join(f"{function}({chunk})" for chunk in chunks)
