import pytest

from common.charts.levels import score_level, spread_level


@pytest.mark.parametrize(
    ("share", "level"), [(0, 0), (0.09, 0), (0.5, 2), (0.79, 4), (1, 5), (1.2, 5)]
)
def test_a_score_gets_the_shade_of_its_nearest_step(share, level):
    assert score_level(share) == level


@pytest.mark.parametrize(("spread", "level"), [(0, 0), (1.25, 2), (2.5, 5), (9, 5)])
def test_disagreement_deepens_with_the_spread(spread, level):
    assert spread_level(spread, widest=2.5) == level


def test_a_scale_without_width_knows_no_disagreement():
    assert spread_level(1, widest=0) == 0
