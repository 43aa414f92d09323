"""Where a figure comes from its range: its likely value, one end, or by chance.

A sampler gives one number per draw for a named input. It is the only thing that parts
the base case, the tornado and the simulation.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.ranges import Range

FloatArray: TypeAlias = NDArray[np.float64]
Sampler: TypeAlias = Callable[[str, Range], FloatArray]
"""(name of the input, its range) -> one number per draw."""


def likely(name: str, figure: Range) -> FloatArray:
    """Take the likely value of everything: the base case."""
    return np.array([float(figure.likely)])


def pinned(values: Mapping[str, float]) -> Sampler:
    """Take the named inputs at these values, all others at their likely one."""

    def sampler(name: str, figure: Range) -> FloatArray:
        return np.array([values.get(name, float(figure.likely))])

    return sampler


class RandomSampler:
    """Draw every input by chance, block after block.

    Each input has a stream of its own from (seed, name): what another input does,
    or how many there are, changes none of its numbers. Within a block an input keeps
    its numbers, so that all candidates meet the same future.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, np.random.Generator] = {}
        self._block: dict[str, FloatArray] = {}
        self._draws = 1

    def next_block(self, draws: int) -> None:
        self._draws = draws
        self._block = {}

    def __call__(self, name: str, figure: Range) -> FloatArray:
        if figure.is_sure:
            return np.array([float(figure.likely)])
        if name not in self._block:
            stream = self._streams.get(name)
            if stream is None:
                key = crc32(name.encode())
                stream = np.random.default_rng(
                    np.random.SeedSequence([self._seed, key])
                )
                self._streams[name] = stream
            self._block[name] = drawn_triangular(stream, figure, self._draws)
        return self._block[name]


def drawn_triangular(
    stream: np.random.Generator, figure: Range, draws: int
) -> FloatArray:
    """Draw by the inverse of F(x) = (x - a)^2 / ((b - a)(c - a)) left of the mode c.

    mean (a + b + c) / 3. Source: Wikipedia, Triangular distribution.
    """
    low, mode, high = float(figure.low), float(figure.likely), float(figure.high)
    chance = stream.random(draws)
    width, below, above = high - low, mode - low, high - mode
    rising = low + np.sqrt(chance * width * below)
    falling = high - np.sqrt((1 - chance) * width * above)
    return np.where(chance * width < below, rising, falling)
