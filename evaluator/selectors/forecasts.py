"""Simulations, kept for as long as what they rest on stays the same."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import sha256
from threading import Lock

from evaluator.costs.cashflow import Case
from evaluator.costs.json_form import to_json
from evaluator.costs.simulation import USUAL, Draws, Forecast, simulate

MOST = 32

_kept: OrderedDict[str, Mapping[str, Forecast]] = OrderedDict()
_lock = Lock()


def forecasts(case: Case, draws: Draws = USUAL) -> Mapping[str, Forecast]:
    """Return the forecast of each candidate, by key. Raises InputInvalid.

    The same case and draws give the same figures, so that they may be kept; each
    process keeps a few for itself, under a key made of all that goes into them.
    """
    key = key_of(case, draws)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = simulate(case, draws)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def key_of(case: Case, draws: Draws) -> str:
    content = json.dumps([to_json(case), to_json(draws)], sort_keys=True)
    return sha256(content.encode()).hexdigest()
