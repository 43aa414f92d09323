"""Simulations, kept for as long as what they rest on stays the same."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any, Generic, TypeVar

from evaluator.costs.cashflow import Candidate, Case
from evaluator.costs.json_form import to_json
from evaluator.costs.lines import ZERO
from evaluator.costs.samples import KEPT
from evaluator.costs.simulation import USUAL, BillDraws, Draws, Forecast, simulate
from evaluator.costs.tariffs import Tariff
from evaluator.costs.ventures import ReturnForecast, Venture
from evaluator.costs.ventures import simulate as simulate_returns

# Of the arrays that a process keeps. Ten candidates over five years are 6 to 11 MiB of
# results, which bills of 5 MiB give again soon; four scenarios of them find room.
RESULT_BYTES, BILL_BYTES = 12 * 2**20, 20 * 2**20
# Of anything kept, also where it holds no arrays: some kB each.
MOST = 256
# Parts of plans x months x draws: a tenth of a second.
MOST_AT_ONCE = 6_000_000
T = TypeVar("T")


class Shelf(Generic[T]):
    """What was asked for last, by a key made of all that goes into it.

    The same case and draws give the same figures, so that they may be kept; each
    process keeps a few for itself. What is larger than the shelf is not kept.
    """

    def __init__(self, most_bytes: int = 0) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def find(self, key: str) -> T | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: str, found: T) -> T:
        size = array_bytes(found)
        if size > self._most_bytes:
            return found
        with self._lock:
            _before, freed = self._kept.pop(key, (None, 0))
            self._kept[key] = found, size
            self.bytes += size - freed
            while self.bytes > self._most_bytes or len(self._kept) > MOST:
                _key, (_oldest, freed) = self._kept.popitem(last=False)
                self.bytes -= freed
        return found

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0


def array_bytes(found: object) -> int:
    """Return how much memory the draws of a result take."""
    if isinstance(found, Mapping):
        return sum(map(array_bytes, found.values()))
    return found.nbytes if isinstance(found, Forecast | BillDraws) else 0


_results: Shelf[Mapping[str, Forecast]] = Shelf(RESULT_BYTES)
_small: Shelf[Any] = Shelf()
_bills: Shelf[BillDraws] = Shelf(BILL_BYTES)


def forget() -> None:
    """Keep nothing any more, as a process that has just begun."""
    _results.clear()
    _small.clear()
    _bills.clear()


def take_long(*cases: Case, draws: Draws = USUAL) -> bool:
    """Tell whether the forecasts take longer than a person waits without a sign."""
    parts = sum(parts_to_draw(case, draws) * case.months for case in cases)
    return parts * draws.count > MOST_AT_ONCE


def parts_to_draw(case: Case, draws: Draws) -> int:
    """Return how many parts of tariffs are not drawn yet."""
    if _results.find(key_of(case, draws)) is not None:
        return 0
    pairs = zip(case.candidates, bill_keys(case, draws), strict=True)
    return sum(
        len(plan.components)
        for candidate, key in pairs
        if candidate.tariff and _bills.find(key) is None
        for plan in candidate.tariff.plans
    )


def forecasts(case: Case, draws: Draws = USUAL) -> Mapping[str, Forecast]:
    """Return the forecast of each candidate, by key. Raises InputInvalid."""
    return kept(key_of(case, draws), lambda: drawn_anew(case, draws), _results)


def drawn_anew(case: Case, draws: Draws) -> Mapping[str, Forecast]:
    """Simulate, with the bills that are known from before.

    A bill is drawn again when what it rests on changes: not with a cost line.
    """
    if draws.count > KEPT:
        return simulate(case, draws)
    keys = dict(
        zip((each.key for each in case.candidates), bill_keys(case, draws), strict=True)
    )
    known = {name: found for name, key in keys.items() if (found := _bills.find(key))}
    before = set(known)
    results = simulate(case, draws, bills=known)
    for name in known.keys() - before:
        _bills.put(keys[name], known[name])
    return results


def return_forecasts(
    ventures: Sequence[Venture], draws: Draws = USUAL
) -> list[ReturnForecast]:
    """Return the forecast of each venture of one case. Raises InputInvalid."""
    if not ventures:
        return []
    first = ventures[0]
    pairs = [(each.candidate, each.instead) for each in ventures]
    key = key_of(first.case, first.benefits, pairs, draws)
    return kept_small(key, lambda: simulate_returns(ventures, draws))


def kept_small(key: str, compute: Callable[[], T]) -> T:
    """Return the small result that was computed under this key, or compute it now."""
    return kept(key, compute, _small)


def kept(key: str, compute: Callable[[], T], shelf: Shelf[T]) -> T:
    found: T | None = shelf.find(key)
    return shelf.put(key, compute()) if found is None else found


def key_of(case: Case, *parts: object) -> str:
    """Return a key of a case, and of what else goes into a result."""
    own = [[candidate_text(each), each.key] for each in case.candidates]
    rest = [to_json(part) for part in (replace(case, candidates=()), *parts)]
    return hashed(own, rest)


def bill_keys(case: Case, draws: Draws) -> list[str]:
    """Return a key of each candidate's bill: all that it is drawn from."""
    rest = replace(case, candidates=(), lines=(), inflation=ZERO)
    shared = hashed(to_json(rest), to_json(draws))
    return [hashed(shared, candidate_text(each)) for each in case.candidates]


def candidate_text(candidate: Candidate) -> str:
    """Write by what a candidate is billed, whoever it is."""
    told = [
        tariff_text(candidate.tariff) if candidate.tariff else "",
        candidate.pinned,
        sorted(candidate.required),
    ]
    return json.dumps(told)


@lru_cache(maxsize=256)
def tariff_text(tariff: Tariff) -> str:
    """Write a tariff as text, once: it is the longest part of a key."""
    return hashed(to_json(tariff))


def hashed(*parts: object) -> str:
    content = json.dumps(parts, sort_keys=True)
    return sha256(content.encode()).hexdigest()
