import pytest

from benchmarks.report import Figure, at_most, duration, faster, medians, peer, report


@pytest.mark.parametrize(
    ("ours", "goal", "verdict"),
    [
        (1.0, faster(10), "met"),
        (1.2, faster(10), "not met (within the margin of 25%)"),
        (1.4, faster(10), "NOT MET"),
        (13.0, at_most(1.3), "met"),
        (16.0, at_most(1.3), "not met (within the margin of 25%)"),
        (17.0, at_most(1.3), "NOT MET"),
        (99.0, None, "for information"),
    ],
)
def test_a_figure_is_judged_by_its_goal_and_the_margin(ours, goal, verdict):
    assert Figure("sum", ours, 10.0, goal).verdict == verdict


@pytest.mark.parametrize(("ours", "code"), [(1.0, 0), (1.2, 0), (1.4, 1)])
def test_only_a_goal_missed_by_more_than_the_margin_fails(capsys, ours, code):
    assert report("M99", [Figure("sum", ours, 10.0, faster(10))]) == code
    assert ">= 10x" in capsys.readouterr().out


def test_what_is_measured_takes_turns():
    calls = []

    found = medians(
        {"ours": lambda: calls.append("o"), "peer": lambda: calls.append("p")},
        rounds=3,
        seconds=1e-7,
    )

    assert set(found) == {"ours", "peer"}
    assert "".join(calls[-6:]) == "opopop"


def test_a_missing_peer_stops_with_one_line():
    with pytest.raises(SystemExit, match=r"no_such_peer is missing: pip install"):
        peer("no_such_peer")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(2.5, "2.5 s"), (0.034, "34 ms"), (4.6e-7, "0.46 µs")]
)
def test_durations_have_a_fitting_unit(seconds, shown):
    assert duration(seconds) == shown
