import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.diagnosis.signs import (
    FigureRule,
    Level,
    Outcome,
    Question,
    Reading,
    level_of,
    level_of_figure,
    outcome_of,
    read_sign,
    share_of_fee,
)

QUESTIONS = (
    Question("avoid"),
    Question("weeks"),
    Question("plan", is_reversed=True),
    Question("untrained", is_mending=True),
)
SHARE = FigureRule("used", "percent", is_low_worse=True, mild=75, strong=50)
HOURS = FigureRule("hours", "hours", is_low_worse=False, mild=10, strong=40)


def reading(level: Level, *, mending: float | None = None) -> Reading:
    return Reading(level, None, None, {}, level, Level.UNKNOWN, mending, 0)


def test_a_sign_is_the_mean_over_people_of_what_each_said():
    people = {
        "emma": {"avoid": 5, "weeks": 5, "plan": 1},
        "reza": {"avoid": 1, "weeks": 1, "plan": 5},
    }

    found = read_sign(people, QUESTIONS)

    assert found.people == {"emma": 1, "reza": 0}
    assert (found.strength, found.spread, found.level) == (0.5, 1, Level.MILD)
    assert found.is_disputed


def test_who_answers_more_statements_counts_no_more_than_others():
    people = {"emma": {"avoid": 5, "weeks": 5}, "reza": {"avoid": 1}}

    assert read_sign(people, QUESTIONS).strength == 0.5


def test_what_nobody_knows_is_no_zero():
    found = read_sign({"emma": {"avoid": None, "weeks": None}}, QUESTIONS)

    assert (found.level, found.strength, found.answers) == (Level.UNKNOWN, None, 0)


def test_the_statement_on_mending_does_not_raise_the_sign():
    found = read_sign({"emma": {"avoid": 1, "untrained": 5}}, QUESTIONS)

    assert (found.strength, found.is_mendable) == (0, True)


def test_of_answers_and_figure_the_higher_one_counts():
    calm = {"emma": {"avoid": 1}}

    found = read_sign(calm, QUESTIONS, Level.STRONG)

    assert (found.of_answers, found.level) == (Level.CALM, Level.STRONG)


@pytest.mark.parametrize(
    ("strength", "level"),
    [
        (None, Level.UNKNOWN),
        (0.39, Level.CALM),
        (0.4, Level.MILD),
        (0.64, Level.MILD),
        (0.65, Level.STRONG),
    ],
)
def test_the_thresholds_of_the_answers(strength, level):
    assert level_of(strength) is level


@pytest.mark.parametrize(
    ("value", "rule", "level"),
    [
        (None, SHARE, Level.UNKNOWN),
        (80, SHARE, Level.CALM),
        (75, SHARE, Level.MILD),
        (50, SHARE, Level.STRONG),
        (9, HOURS, Level.CALM),
        (10, HOURS, Level.MILD),
        (40, HOURS, Level.STRONG),
    ],
)
def test_the_thresholds_of_a_figure(value, rule, level):
    assert level_of_figure(value, rule) is level


def test_money_is_read_as_a_share_of_the_fee_in_its_own_currency():
    assert share_of_fee(5000, "EUR", 20000, "EUR") == 25
    assert share_of_fee(5000, "EUR", 20000, "USD") is None
    assert share_of_fee(5000, "EUR", 0, "EUR") is None
    assert share_of_fee(5000, "EUR", None, "") is None


@pytest.mark.parametrize(
    ("levels", "outcome"),
    [
        ("strong strong", Outcome.UNKNOWN),
        ("calm calm calm", Outcome.STAY),
        ("calm calm mild", Outcome.REPAIR),
        ("strong calm calm", Outcome.REPAIR),
        ("strong strong calm", Outcome.LOOK),
        ("strong strong strong", Outcome.CHANGE),
    ],
)
def test_what_all_signs_say_together(levels, outcome):
    readings = [reading(Level(level)) for level in levels.split()]

    assert outcome_of(readings) is outcome


def test_clear_signs_that_can_be_mended_ask_for_a_repair():
    readings = [reading(Level.STRONG, mending=0.9)] * 3

    assert outcome_of(readings) is Outcome.REPAIR


@given(
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]),
        st.dictionaries(
            st.sampled_from([each.key for each in QUESTIONS]),
            st.none() | st.integers(1, 5),
        ),
    )
)
def test_strength_and_spread_stay_between_nothing_and_one(people):
    found = read_sign(people, QUESTIONS)

    assert found.strength is None or 0 <= found.strength <= 1
    assert found.spread is None or 0 <= found.spread <= 1
