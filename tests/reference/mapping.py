"""From a case's `function` to the product's own calls.

Each function here takes the inputs of a case by name, hands them to the product and
gives its answer the names of the case. Inputs it does not know make the case fail.
"""

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import Any

from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import group_value, spread
from evaluator.scoring.ranking import POINTS, Ranking, competition_ranks, mean_ranking
from evaluator.scoring.ranking import rank as rank_candidates
from evaluator.scoring.robustness import weight_intervals
from evaluator.scoring.tree import (
    Row,
    global_weights,
    grow,
    leaf_weights,
    weights_from_points,
)
from evaluator.scoring.value_functions import (
    Linear,
    OutOfRange,
    value_function_from,
    values,
)
from tests.reference import mapping_money, mapping_schedule
from tests.reference.not_offered import NotOffered

Matrix = Sequence[Sequence[float | None]]
Results = Mapping[str, Any]

# What a named input may be; `not_offered.SETTINGS` lists the others.
OFFERED = {
    ("weighted_sum", "normalisation"): {"none", "fixed_range"},
    ("value_function", "kind"): {"piecewise", "target_interval"},
    ("missing", "policy"): {"renormalise", "zero", "worst", "bounds"},
}


def weighted_sum(
    matrix: Matrix,
    weights: Sequence[float],
    directions: Sequence[int] | None = None,
    normalisation: str = "none",
    ranges: Sequence[Sequence[float]] | None = None,
    normalise_weights: bool = True,  # the product always does
) -> Results:
    rows: Matrix = matrix
    if normalisation == "fixed_range":
        columns = _on_fixed_ranges(matrix, directions or [1] * len(weights), ranges)
        rows = list(zip(*columns, strict=True))
    elif directions and -1 in directions:
        message = "A cost needs a range to be turned round."
        raise NotOffered(message)
    ranking = rank_candidates(_scores(rows), dict(enumerate(weights)))
    return {
        "scores": _totals(ranking, len(matrix)),
        "ranks": [ranking.of(option).rank for option in range(len(matrix))],
        "best": sorted(ranking.winners),
    }


def value_function(kind: str, x: Sequence[float], **settings: Any) -> Results:
    if kind == "target_interval":
        return {"values": values(value_function_from({"kind": "target"} | settings), x)}
    heights = settings.pop("breakpoints_y")
    top = max(1, *heights)  # values on another scale than 0..1 are read as shares
    points = zip(
        settings.pop("breakpoints_x"), [height / top for height in heights], strict=True
    )
    function = value_function_from(
        {"kind": "piecewise", "points": [*points]} | settings
    )
    return {"values": [function.value(each) * top for each in x]}


def hierarchy(
    tree: Mapping[str, Any], alternatives: Mapping[str, Sequence[float]] | None = None
) -> Results:
    forest = grow(_rows(tree, None))
    leaves = leaf_weights(forest)
    found: dict[str, Any] = {
        "global": global_weights(forest),
        "leaf_sum": fsum(leaves.values()),
    }
    if alternatives:
        shares = {leaf: weights_from_points(row) for leaf, row in alternatives.items()}
        rows = list(zip(*(shares[leaf] for leaf in leaves), strict=True))
        scores = [dict(zip(leaves, row, strict=True)) for row in rows]
        ranking = rank_candidates(dict(enumerate(scores)), leaves)
        found["totals"] = _totals(ranking, len(rows))
    return found


def ranks(
    values: Sequence[float],
    descending: bool = True,
    methods: Sequence[str] = ("competition",),
) -> Results:
    towards_best = values if descending else [-value for value in values]
    found = {"competition": competition_ranks(towards_best)}
    return {method: found[method] for method in methods if method in found}


def missing(
    matrix: Matrix, weights: Sequence[float], scale: Sequence[float], policy: str
) -> Results:
    lowest, highest = scale
    if policy == "zero" and lowest:
        message = "A missing score counts as the lowest of its scale, which is not 0."
        raise NotOffered(message)
    on_scale = Linear(worst=lowest, best=highest)
    rows = [values(on_scale, row) for row in matrix]
    ranking = rank_candidates(
        _scores(rows),
        dict(enumerate(weights)),
        missing=MissingPolicy.ZERO
        if policy in {"zero", "worst"}
        else MissingPolicy.RENORMALISE,
    )

    def back(share: float | None) -> float | None:
        return None if share is None else lowest + (highest - lowest) * share

    found = [ranking.of(option) for option in range(len(matrix))]
    bounds = {
        "lowest": [back(each.lowest / POINTS) for each in found],
        "highest": [back(each.highest / POINTS) for each in found],
    }
    return bounds | {
        "scores": [back(total) for total in _totals(ranking, len(matrix))],
        "coverage": [each.coverage for each in found],
        # The schema names the policy `bounds`, but not what it calls the two.
        "lower": bounds["lowest"],
        "upper": bounds["highest"],
    }


def group(evaluators: Sequence[Mapping[str, Any]]) -> Results:
    options = range(len(evaluators[0]["matrix"]))
    personal = [weighted(**evaluator) for evaluator in evaluators]
    together = mean_ranking(personal)
    cells = zip(*(evaluator["matrix"] for evaluator in evaluators), strict=True)
    means = [
        [group_value(entries) for entries in zip(*rows, strict=True)] for rows in cells
    ]
    return {
        "individual_totals": [_totals(ranking, len(options)) for ranking in personal],
        "mean_of_totals": _totals(together, len(options)),
        "mean_weights": list(together.weights.values()),
        "totals_from_mean_weights_and_mean_scores": _totals(
            rank_candidates(_scores(means), together.weights), len(options)
        ),
    }


def weighted(weights: Sequence[float], matrix: Matrix) -> Ranking:
    return rank_candidates(_scores(matrix), dict(enumerate(weights)))


def points(points: Sequence[float]) -> Results:
    return {"weights": weights_from_points(points)}


def spread_of_scores(scores: Sequence[float]) -> Results:
    found = spread(scores)
    assert found is not None
    return {
        "n": found.n,
        "mean": found.mean,
        "sd_population": found.sd_population,
        "sd_sample": found.sd_sample,
        "range": found.range,
    }


def intervals(matrix: Matrix, weights: Sequence[float]) -> Results:
    by_number = dict(enumerate(weights))
    found = list(weight_intervals(_scores(matrix), by_number).values())
    best = rank_candidates(_scores(matrix), by_number).winners[0]
    names = ("lower", "upper", "challenger_lower", "challenger_upper")
    return {"best": best} | {
        name: [getattr(interval, name, None) for interval in found] for name in names
    }


MAPPED: dict[str, Callable[..., Results]] = {
    "weighted_sum": weighted_sum,
    "value_function": value_function,
    "hierarchy": hierarchy,
    "ranks": ranks,
    "missing": missing,
    "group": group,
    "points": points,
    "spread": spread_of_scores,
    "weight_intervals": intervals,
    **mapping_money.MAPPED,
    **mapping_schedule.MAPPED,
}


def _scores(matrix: Matrix) -> dict[int, dict[int, float | None]]:
    return {option: dict(enumerate(row)) for option, row in enumerate(matrix)}


def _totals(ranking: Ranking, options: int) -> list[float | None]:
    totals = [ranking.of(option).total for option in range(options)]
    return [None if total is None else total / POINTS for total in totals]


def _on_fixed_ranges(
    matrix: Matrix,
    directions: Sequence[int],
    ranges: Sequence[Sequence[float]] | None,
) -> list[list[float | None]]:
    assert ranges is not None
    functions = [
        Linear(*(ends if direction == 1 else ends[::-1]), OutOfRange.EXTRAPOLATE)
        for ends, direction in zip(ranges, directions, strict=True)
    ]
    columns = zip(*matrix, strict=True)
    return [
        values(function, column)
        for function, column in zip(functions, columns, strict=True)
    ]


def _rows(node: Mapping[str, Any], parent: str | None) -> list[Row]:
    below = [
        row for child in node.get("children", []) for row in _rows(child, node["name"])
    ]
    return [Row(node["name"], parent, node["local"]), *below]
