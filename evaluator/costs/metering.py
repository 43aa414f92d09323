"""From usage to the billable quantity of each month (A.1, A.2, A.8 to A.10)."""

from collections.abc import Iterator

import numpy as np

from evaluator.costs.components import Basis, TimeRule, Timing
from evaluator.costs.measures import PEOPLE, Measure
from evaluator.costs.samplers import FloatArray
from evaluator.costs.usage import Paths

FUZZ = 1e-7  # what a float may lack of a whole number


def whole_up(numbers: FloatArray) -> FloatArray:
    """Round up, unless only the float's own error stands above a whole number."""
    return np.ceil(numbers - FUZZ)


def quantity(basis: Basis, paths: Paths) -> FloatArray:
    """Return max(minimum, ceil(sum of w x measure), ceil(measure / per unit)...)."""
    found: FloatArray = _counted(basis, paths)
    for fair in basis.fair_use:
        needed = whole_up(paths[fair.measure] / float(fair.per_unit))
        found = np.maximum(found, needed)
    return np.maximum(found, float(basis.minimum)) if basis.minimum else found


def _counted(basis: Basis, paths: Paths) -> FloatArray:
    if len(basis.counted) == 1 and basis.counted[0].weight == 1:
        return paths[basis.counted[0].measure]
    months = next(iter(paths.values())).shape[-1]
    found = np.zeros((1, months))
    for counted in basis.counted:
        found = found + paths[counted.measure] * float(counted.weight)
    return whole_up(found)


def timed(q: FloatArray, timing: Timing) -> FloatArray:
    """Return the quantity that the bill of each month goes by (A.10)."""
    months = q.shape[-1]
    if timing.rule is TimeRule.FOLLOW_UP:
        return _highest_of_last(q, timing.months)
    if timing.rule in {TimeRule.FOLLOW, TimeRule.CARRY}:
        return q
    found = np.empty_like(q)
    for span in spans(months, timing.months):
        part = q[:, span]
        if timing.rule is TimeRule.RATCHET:
            found[:, span] = np.maximum.accumulate(part, axis=1)
        elif timing.rule is TimeRule.PEAK:
            found[:, span] = part.max(axis=1, keepdims=True)
        else:
            found[:, span] = part[:, :1]
    return found


def spans(months: int, length: int) -> Iterator[slice]:
    """Cut the months into spans of a length, the last one as long as is left."""
    for start in range(0, months, length):
        yield slice(start, min(start + length, months))


def _highest_of_last(q: FloatArray, lag: int) -> FloatArray:
    found = q.copy()
    for back in range(1, min(lag, q.shape[-1] - 1) + 1):
        np.maximum(found[:, back:], q[:, :-back], out=found[:, back:])
    return found


def people_beyond(basis: Basis, paths: Paths, over: FloatArray) -> FloatArray:
    """Return how many people a stop leaves out when `over` units are too many.

    People where people are counted; their share of the mails where mails are;
    nobody where seats or calls are.
    """
    measures = {counted.measure for counted in basis.counted}
    if measures & PEOPLE:
        return over
    if Measure.EMAILS in measures:
        mails = np.maximum(paths[Measure.EMAILS], 1.0)
        return whole_up(over * paths[Measure.MESSAGED_CONTACTS] / mails)
    return np.zeros_like(over)
