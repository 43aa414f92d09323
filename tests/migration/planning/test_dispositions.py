from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.asset_kinds import DISPOSITIONS, SIZES, asset_kinds
from migration.planning.dispositions import (
    Reason,
    months_before,
    propose,
    shipped_effort,
)

TODAY = date(2026, 3, 31)


def test_sixteen_kinds_are_shipped_and_larger_ones_take_longer():
    kinds = asset_kinds().kinds

    assert len(kinds) == 16
    for kind in kinds:
        assert kind.hours["S"] < kind.hours["M"] < kind.hours["L"]


@pytest.mark.parametrize(
    ("last_used", "disposition", "reason"),
    [
        (date(2025, 3, 31), "retire", Reason.UNUSED),
        (date(2025, 4, 1), "rebuild", Reason.USED),
        (None, "rebuild", Reason.UNKNOWN_USE),
    ],
)
def test_what_nobody_used_for_a_year_is_to_retire(last_used, disposition, reason):
    proposal = propose(last_used, TODAY)

    assert (proposal.disposition, proposal.reason) == (disposition, reason)


def test_a_month_that_is_shorter_gives_its_last_day():
    assert months_before(TODAY, 1) == date(2026, 2, 28)


def test_hours_are_a_share_of_a_rebuild():
    effort = shipped_effort()

    assert effort.hours_of("workflow", "L", "rebuild") == 16
    assert effort.hours_of("workflow", "L", "as_is") == Decimal("6.40")
    assert effort.hours_of("field", "S", "retire") == Decimal("0.01")


@given(
    st.sampled_from([kind.key for kind in asset_kinds().kinds]),
    st.sampled_from(SIZES),
    st.sampled_from(DISPOSITIONS),
)
def test_nothing_takes_longer_than_to_rebuild_it(kind, size, disposition):
    effort = shipped_effort()

    hours = effort.hours_of(kind, size, disposition)
    assert 0 < hours <= effort.hours_of(kind, size, "rebuild")
