from decimal import Decimal

import pytest

from evaluator.costs.faults import InputInvalid
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import RandomSampler, pinned
from evaluator.costs.usage import (
    ActiveUsers,
    Growth,
    Jump,
    Period,
    UsageProfile,
    differences,
    faults,
    paths,
)

STORED = Measure.STORED_CONTACTS


def profile(stored=1000, **settings):
    return UsageProfile({STORED: Range.exactly(stored)}, **settings)


def of(found, measure):
    return found[measure][0].tolist()


def test_growth_compounds_and_every_month_is_whole():
    yearly = Growth(Range.exactly("0.21"))

    path = paths(profile(growth=(yearly,)), 13)

    assert of(path, STORED)[:2] == [1000, 1016]  # 1000 x 1.21^(1/12) = 1016.01
    assert of(path, STORED)[12] == 1210


def test_a_growth_per_month_compounds_by_the_month():
    monthly = Growth(Range.exactly("0.1"), Period.MONTH)

    assert of(paths(profile(growth=(monthly,)), 3), STORED) == [1000, 1100, 1210]


def test_a_half_is_rounded_up():
    assert of(paths(profile("2.5"), 1), STORED) == [3]


def test_a_jump_grows_along_from_its_month():
    jump = Jump(2, STORED, Range.exactly(500))
    monthly = Growth(Range.exactly("0.1"), Period.MONTH)

    path = paths(profile(growth=(monthly,), jumps=(jump,)), 3)

    assert of(path, STORED) == [1000, 1600, 1760]


def test_the_season_moves_sends_by_calendar_month_and_no_contacts():
    season = tuple(Decimal(factor) for factor in (1, 2, 3, *[1] * 9))
    figures = {
        STORED: Range.exactly(100),
        Measure.SENDS_PER_CONTACT: Range.exactly(4),
        Measure.TRANSACTIONAL_EMAILS: Range.exactly(10),
    }

    path = paths(UsageProfile(figures, season=season, first_month=2), 3)

    assert of(path, STORED) == [100, 100, 100]
    assert of(path, Measure.EMAILS) == [820, 1230, 410]


def test_a_measure_without_figure_rests_on_a_named_one():
    path = paths(profile(), 1)

    assert of(path, Measure.MESSAGED_CONTACTS) == [1000]
    assert of(path, Measure.BRANDS) == [1]
    assert of(path, Measure.SMS) == [0]
    assumed = profile().assumed()
    assert assumed[Measure.MESSAGED_CONTACTS] is Measure.MARKETABLE_CONTACTS
    assert STORED not in assumed


def test_chance_stays_inside_the_range_and_is_repeatable():
    figure = UsageProfile({STORED: Range.of(10, 20, 40)})
    first, again = RandomSampler(7), RandomSampler(7)
    first.next_block(500)
    again.next_block(500)

    drawn = paths(figure, 2, first)[STORED]

    assert drawn.shape == (500, 2)
    assert drawn.min() >= 10
    assert drawn.max() <= 40
    assert (drawn == paths(figure, 2, again)[STORED]).all()


def test_one_input_can_be_pinned():
    figure = UsageProfile({STORED: Range.of(10, 20, 40)})

    assert of(paths(figure, 1, pinned({"usage.stored_contacts": 40.0})), STORED) == [40]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (profile(-1), "stored_contacts must be 0 or more, not -1."),
        (
            UsageProfile({STORED: Range.of(2, 1, 3)}),
            "stored_contacts must rise from low over likely to high, not 2, 1, 3.",
        ),
        (
            profile(growth=(Growth(Range.exactly(9), Period.MONTH),)),
            "growth 1 makes the figure pass 1,000,000,000,000: enter a smaller growth.",
        ),
        (
            profile(season=(Decimal(1),)),
            "season needs twelve factors, one per month, not 1.",
        ),
        (
            profile(season=(Decimal(0),) * 12),
            "season is 0 in every month: at least one month must have a factor.",
        ),
        (
            profile(jumps=(Jump(0, STORED, Range.exactly(1)),)),
            "stored_contacts > jump names the month 0: months count from 1.",
        ),
    ],
)
def test_a_wrong_profile_is_told_in_a_sentence(wrong, sentence):
    assert [str(each) for each in faults(wrong)] == [sentence]
    with pytest.raises(InputInvalid):
        paths(wrong, 84)


def test_two_definitions_of_an_active_user_are_told_apart():
    theirs = ActiveUsers(window_days=28, has_anonymous=True)

    assert differences(ActiveUsers(), theirs) == ("window_days", "has_anonymous")
