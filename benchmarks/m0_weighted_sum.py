"""M0: one weighted sum, beside pymcdm and scikit-criteria.

The matrix is known and stays, as while somebody moves a weight: scikit-criteria and we
have taken it in beforehand (`mkdm`, `ScoreTable`), pymcdm has no such step. Its columns
sum to 1, so that pymcdm's own normalisation changes nothing and all three must agree.
"""

import sys
from collections.abc import Iterator

import numpy as np

from benchmarks.report import Figure, Goal, faster, medians, peer, report
from evaluator.scoring.aggregate import FloatArray, ScoreTable, weighted_totals

pymcdm = peer("pymcdm.methods")
skcriteria = peer("skcriteria")
skcriteria_simple = peer("skcriteria.agg.simple")

SEED = 20261122


def figures() -> Iterator[Figure]:
    yield from _compare(20, 60, beside_pymcdm=faster(50), beside_skcriteria=faster(300))
    yield from _compare(200, 500, beside_pymcdm=faster(40), beside_skcriteria=None)


def _compare(
    candidates: int,
    criteria: int,
    *,
    beside_pymcdm: Goal,
    beside_skcriteria: Goal | None,
) -> Iterator[Figure]:
    matrix, weights = _problem(candidates, criteria)
    table = ScoreTable.from_rows(matrix.tolist())
    gaps = ScoreTable.from_rows(_with_gaps(matrix))
    profit = np.ones(criteria)
    wsm = pymcdm.WSM()
    bare = pymcdm.WSM(lambda column, cost: column)
    problem = skcriteria.mkdm(matrix, [max] * criteria, weights=weights)
    model = skcriteria_simple.WeightedSumModel()
    ours = weighted_totals(table, weights)
    np.testing.assert_allclose(ours, wsm(matrix, weights, profit), rtol=1e-12)
    np.testing.assert_allclose(ours, bare(matrix, weights, profit), rtol=1e-12)
    np.testing.assert_allclose(ours, model.evaluate(problem).e_.score, rtol=1e-12)

    found = medians(
        {
            "ours": lambda: weighted_totals(table, weights),
            "gaps": lambda: weighted_totals(gaps, weights),
            "pymcdm": lambda: wsm(matrix, weights, profit),
            "bare": lambda: bare(matrix, weights, profit, validation=False),
            "skcriteria": lambda: model.evaluate(problem),
        }
    )

    def figure(name: str, own: str, other: str, goal: Goal | None = None) -> Figure:
        return Figure(
            f"{candidates} x {criteria} {name}", found[own], found[other], goal
        )

    yield figure("pymcdm", "ours", "pymcdm", beside_pymcdm)
    yield figure("scikit-criteria", "ours", "skcriteria", beside_skcriteria)
    yield figure("pymcdm without checks or scaling", "ours", "bare")
    yield figure("a tenth missing (peers: none)", "gaps", "pymcdm")


def _problem(candidates: int, criteria: int) -> tuple[FloatArray, FloatArray]:
    random = np.random.default_rng(SEED)
    matrix = random.random((candidates, criteria))
    weights = random.random(criteria)
    return matrix / matrix.sum(axis=0), weights / weights.sum()


def _with_gaps(matrix: FloatArray) -> list[list[float | None]]:
    missing = np.random.default_rng(SEED).random(matrix.shape) < 0.1
    return np.where(missing, None, matrix.astype(object)).tolist()


if __name__ == "__main__":
    sys.exit(report("M0  One weighted sum", figures()))
