from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.adoption import ReviewKind, review_day, share_reached

LIVE = date(2026, 3, 2)
FIGURES = st.decimals(
    min_value=-(10**6), max_value=10**6, places=2, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [
        ("100", "200", "150", 0.5),
        ("40", "30", "35", 0.5),  # less is better
        ("100", "200", "250", 1.5),
        ("100", "200", "90", -0.1),
    ],
)
def test_a_share_is_of_the_way_to_the_target(baseline, target, value, share):
    found = share_reached(Decimal(baseline), Decimal(target), Decimal(value))

    assert found == pytest.approx(share)


@pytest.mark.parametrize(
    ("baseline", "target", "value"),
    [(None, "2", "1"), ("1", None, "1"), ("1", "2", None), ("5", "5", "5")],
)
def test_without_a_figure_or_a_way_there_is_no_share(baseline, target, value):
    figures = [None if each is None else Decimal(each) for each in (baseline, target)]

    found = share_reached(*figures, None if value is None else Decimal(value))

    assert found is None


@given(FIGURES, FIGURES)
def test_the_target_is_the_whole_way_and_the_baseline_none_of_it(baseline, target):
    if baseline == target:
        return

    assert share_reached(baseline, target, target) == pytest.approx(1)
    assert share_reached(baseline, target, baseline) == pytest.approx(0)


def test_reviews_follow_the_go_live_and_audits_each_other():
    days = {kind: review_day(kind, went_live=LIVE) for kind in ReviewKind}

    assert days[ReviewKind.DAY_30] == date(2026, 4, 1)
    assert days[ReviewKind.DAY_90] == date(2026, 5, 31)
    assert days[ReviewKind.AUDIT] == date(2026, 8, 30)
    later = review_day(ReviewKind.AUDIT, went_live=LIVE, last_audit=date(2026, 9, 10))
    assert later == date(2026, 12, 10)
