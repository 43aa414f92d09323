import json
from decimal import Decimal

import pytest

from evaluator.costs import tariffs, usage
from evaluator.costs.components import (
    Balance,
    Commitment,
    Fee,
    Introduction,
    Meter,
    Quote,
    Source,
    Tier,
    TimeRule,
    Timing,
    counting,
    ladder,
)
from evaluator.costs.faults import InputInvalid
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Growth, Jump, UsageProfile

CONTACTS = Meter(
    "Contacts",
    counting(Measure.STORED_CONTACTS),
    ladder((500, 16), (1000, "20.50"), (2000, None)),
    "USD",
    timing=Timing(TimeRule.RATCHET, 12),
    features=frozenset({"b", "a"}),
)
TARIFF = Tariff(
    "acme",
    "Acme",
    (
        Plan(
            "pro",
            "Pro",
            (
                CONTACTS,
                Fee("Base", Decimal(99), "USD", source=Source("page", trust="V")),
                Commitment(discount=Decimal("0.1")),
                Introduction(3, Decimal("0.3")),
            ),
        ),
        Plan("max", "Max", (Quote("Max by quote"),)),
    ),
)
PROFILE = UsageProfile(
    {Measure.STORED_CONTACTS: Range.of(9000, 10000, "12000")},
    growth=(Growth(Range.exactly("0.2")),),
    jumps=(Jump(4, Measure.STORED_CONTACTS, Range.exactly(5000)),),
    season=(Decimal(1),) * 11 + (Decimal("1.5"),),
)


def test_a_tariff_survives_the_way_through_json():
    text = json.dumps(to_json(TARIFF))

    assert from_json(Tariff, json.loads(text), tariffs.faults) == TARIFF


def test_a_usage_profile_survives_the_way_through_json():
    text = json.dumps(to_json(PROFILE))

    assert from_json(UsageProfile, json.loads(text), usage.faults) == PROFILE


def test_what_holds_its_default_is_not_written():
    assert to_json(TARIFF)["plans"][1] == {
        "key": "max",
        "name": "Max",
        "components": [{"kind": "quote", "name": "Max by quote"}],
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"plans": 3}, "tariff (Acme) > plans holds 3, where a list is expected."),
        ({"colour": 1}, "tariff (Acme) > colour is not known here: leave it out."),
        ({"key": None}, "tariff (Acme) > key holds None, where str is expected."),
        ({"plans": []}, "Acme has no plan: add at least one."),
    ],
)
def test_json_that_is_no_tariff_is_refused_with_the_part(change, sentence):
    raw = to_json(TARIFF) | change

    with pytest.raises(InputInvalid) as refused:
        from_json(Tariff, raw, tariffs.faults)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999999", True, "ten", None])
def test_a_number_that_is_none_is_refused(number):
    raw = to_json(PROFILE)
    raw["season"][0] = number

    with pytest.raises(InputInvalid, match="season > 1 holds"):
        from_json(UsageProfile, raw, usage.faults)


def test_a_component_of_no_known_kind_is_refused():
    raw = to_json(TARIFF)
    raw["plans"][0]["components"][0]["kind"] = "lottery"

    with pytest.raises(InputInvalid, match=r"components > 1 > kind holds 'lottery'"):
        from_json(Tariff, raw, tariffs.faults)


def test_every_default_of_a_tier_can_be_left_out():
    assert to_json(Tier(10)) == {"up_to": 10}
    assert to_json(Balance(10, 12)) == {"pays": 10, "gets": 12}
