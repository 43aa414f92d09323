"""What a process keeps of simulations is bounded by the memory it takes."""

import numpy as np
import pytest

from evaluator.costs.simulation import BillDraws, Draws, simulate
from evaluator.selectors.money.forecasts import MOST, Shelf, array_bytes
from tests.evaluator.costs.bills import fee
from tests.evaluator.costs.cases import case, tariff


def bills(count: int) -> BillDraws:
    return BillDraws(np.zeros((count, 1)))


def test_what_was_asked_for_last_stays_within_the_bytes():
    shelf: Shelf[BillDraws] = Shelf(800)
    first, second, third = bills(40), bills(40), bills(50)

    shelf.put("first", first)
    shelf.put("second", second)
    shelf.find("first")
    shelf.put("third", third)

    assert shelf.find("first") is first
    assert shelf.find("second") is None
    assert shelf.find("third") is third
    assert shelf.bytes == 720


def test_what_is_larger_than_the_shelf_moves_nothing_out():
    shelf: Shelf[BillDraws] = Shelf(800)
    small = shelf.put("small", bills(10))

    shelf.put("large", bills(101))

    assert shelf.find("large") is None
    assert shelf.find("small") is small


def test_what_is_put_again_counts_once():
    shelf: Shelf[BillDraws] = Shelf(800)

    for count in (10, 20):
        shelf.put("same", bills(count))

    assert shelf.bytes == 160


def test_results_without_arrays_are_bounded_by_their_count():
    shelf: Shelf[int] = Shelf()

    for number in range(MOST + 1):
        shelf.put(str(number), number)

    assert shelf.find("0") is None
    assert shelf.find("1") == 1


@pytest.mark.parametrize("count", [1000, 20_000])
def test_the_arrays_of_a_forecast_are_counted(count):
    billed: dict[str, BillDraws] = {}
    found = simulate(case(tariff("one", fee(10))), Draws(count), bills=billed)

    [forecast], [bill] = found.values(), billed.values()
    assert array_bytes(found) == forecast.nbytes >= forecast.sample.nbytes > 0
    assert array_bytes(bill) == bill.nbytes >= bill.figures.nbytes > 0
