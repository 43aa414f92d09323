import pytest

from evaluator.costs.faults import InputInvalid, refuse
from evaluator.costs.returns import Benefit, faults, monthly, ramped
from tests.evaluator.costs.gains import benefit


def test_an_effect_comes_after_its_delay_and_by_steps():
    assert ramped(5, 1, 2).tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])


def test_a_benefit_is_what_the_change_adds_to_a_product():
    line = benefit(1000, "0.03", 50, before=(1000, "0.02", 50))

    assert monthly(line, 2)[0].tolist() == pytest.approx([500, 500])


def test_the_same_hours_are_saved_once():
    time = benefit(1, key="a", name="Time", kind=Benefit.TIME_SAVED, hours_of="ops")
    staff = benefit(1, key="b", name="Staff", kind=Benefit.STAFF_COST, hours_of="ops")

    with pytest.raises(InputInvalid, match="Staff cannot stand beside Time"):
        refuse(faults((time, staff)))
