"""Figures beside a peer's: measured in turns, compared by ratio, judged by a goal."""

import gc
import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from types import ModuleType
from typing import Any

MARGIN = 0.25
"""A shared machine drifts: a goal missed by less than this is told, but no failure."""

LINE = "{:<42} {:>10} {:>10} {:>7} {:>9}  {}"


@dataclass(frozen=True)
class Goal:
    """`factor` times faster than the peer, or at most `factor` times its cost."""

    factor: float
    is_faster: bool = True

    def __str__(self) -> str:
        return f"{'>=' if self.is_faster else '<='} {self.factor:g}x"

    def ratio(self, ours: float, peer: float) -> float:
        return peer / ours if self.is_faster else ours / peer

    def is_met(self, ratio: float, margin: float = 0.0) -> bool:
        if self.is_faster:
            return ratio >= self.factor * (1 - margin)
        return ratio <= self.factor * (1 + margin)


def faster(factor: float) -> Goal:
    return Goal(factor)


def at_most(factor: float) -> Goal:
    return Goal(factor, is_faster=False)


@dataclass(frozen=True)
class Figure:
    """One line of the report. ours, peer: medians in the same unit, seconds or other.

    Without a goal it is there to be read, and never fails.
    """

    name: str
    ours: float
    peer: float
    goal: Goal | None = None
    show: Callable[[float], str] = lambda seconds: duration(seconds)

    @property
    def ratio(self) -> float:
        return (self.goal or faster(1)).ratio(self.ours, self.peer)

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return "for information"
        if self.goal.is_met(self.ratio):
            return "met"
        if self.goal.is_met(self.ratio, MARGIN):
            return f"not met (within the margin of {MARGIN:.0%})"
        return "NOT MET"


def medians(
    work: Mapping[str, Callable[[], Any]], *, rounds: int = 9, seconds: float = 0.02
) -> dict[str, float]:
    """Return the median seconds of one call of each, measured in turns.

    Each round calls each as often as fills `seconds`, so that a busy moment of the
    machine falls on all of them. Garbage is collected before each turn, outside its
    time, so that none pays for what the one before it left; in its turn the collector
    is on, and each pays for its own.
    """
    calls = {name: _calls_in(seconds, do) for name, do in work.items()}
    found: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, do in work.items():
            gc.collect()
            found[name].append(_time(do, calls[name]) / calls[name])
    return {name: median(times) for name, times in found.items()}


def times(ratio: float) -> str:
    return f"{ratio:.0f}x" if ratio >= 100 else f"{ratio:.3g}x"


def duration(seconds: float) -> str:
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} µs"


def peer(module: str) -> ModuleType:
    """Import a peer, or stop with one line that says what is missing."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        sys.exit(
            f"{error.name} is missing: pip install -r requirements-bench.txt brings it."
        )


def report(title: str, figures: Iterable[Figure]) -> int:
    """Print the figures; return 1 if a goal is missed by more than the margin."""
    lines = list(figures)
    print(f"\n{title}")
    print(LINE.format("", "ours", "peer", "ratio", "goal", ""))
    for each in lines:
        print(
            LINE.format(
                each.name,
                each.show(each.ours),
                each.show(each.peer),
                times(each.ratio),
                str(each.goal or ""),
                each.verdict,
            )
        )
    return int(any(each.verdict == "NOT MET" for each in lines))


def _calls_in(seconds: float, do: Callable[[], Any]) -> int:
    do()
    once = max(_time(do, 1), 1e-7)
    return max(1, int(seconds / once))


def _time(do: Callable[[], Any], calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        do()
    return perf_counter() - start
