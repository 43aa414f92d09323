"""Simulations, kept for as long as what they rest on stays the same."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from threading import Lock
from typing import Any, TypeVar

from evaluator.costs.cashflow import Case
from evaluator.costs.json_form import to_json
from evaluator.costs.simulation import USUAL, Draws, Forecast, simulate
from evaluator.costs.ventures import ReturnForecast, Venture
from evaluator.costs.ventures import simulate as simulate_returns

MOST = 128
T = TypeVar("T")

_kept: OrderedDict[str, Any] = OrderedDict()
_lock = Lock()


def forecasts(case: Case, draws: Draws = USUAL) -> Mapping[str, Forecast]:
    """Return the forecast of each candidate, by key. Raises InputInvalid."""
    return kept(key_of(case, draws), lambda: simulate(case, draws))


def return_forecasts(
    ventures: Sequence[Venture], draws: Draws = USUAL
) -> list[ReturnForecast]:
    """Return the forecast of each venture of one case. Raises InputInvalid."""
    if not ventures:
        return []
    first = ventures[0]
    pairs = [(each.candidate, each.instead) for each in ventures]
    key = key_of(first.case, first.benefits, pairs, draws)
    return kept(key, lambda: simulate_returns(ventures, draws))


def kept(key: str, compute: Callable[[], T]) -> T:
    """Return what was computed under this key, or compute it now.

    The same case and draws give the same figures, so that they may be kept; each
    process keeps a few for itself, under a key made of all that goes into them.
    """
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    found = compute()
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def key_of(*parts: object) -> str:
    content = json.dumps([to_json(part) for part in parts], sort_keys=True)
    return sha256(content.encode()).hexdigest()
