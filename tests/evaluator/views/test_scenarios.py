from decimal import Decimal

import pytest
from django.urls import reverse

from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.models import CostLine, Scenario
from evaluator.selectors.money import money_case
from evaluator.selectors.scenarios import (
    changed_usage,
    compare_scenarios,
    scenario_case,
)

pytestmark = pytest.mark.django_db
FORM = {
    "name": "Crisis",
    "kind": "crisis",
    "people": "-۱۰",
    "lines": "50",
    "inflation": "",
}


def of(thing, name: str = "scenario_list") -> str:
    return reverse(f"evaluator:{name}", args=[thing.pk])


@pytest.fixture
def scenario(evaluation) -> Scenario:
    return evaluation.scenarios.create(name="Dear", kind="own", lines="0.5")


@pytest.fixture
def line(evaluation) -> CostLine:
    return CostLine.objects.create(
        evaluation=evaluation,
        name="Agency",
        category="consultants",
        currency="USD",
        low=100,
        likely=100,
        high=100,
    )


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 403), ("outsider", 404)],
)
def test_who_sees_scenarios(client, evaluation, scenario, people, person, status):
    client.force_login(people[person])

    assert client.get(of(evaluation)).status_code == status


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_changes_scenarios(client, evaluation, scenario, people, person, status):
    client.force_login(people[person])

    answers = [
        client.post(of(evaluation, "scenario_add"), FORM),
        client.post(
            of(scenario, "scenario_edit"), FORM | {"name": "Own", "version": "1"}
        ),
        client.post(of(scenario, "scenario_remove")),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert Scenario.objects.filter(name="Dear").exists() == (status != 302)


def test_a_scenario_keeps_its_changes_as_shares(client, evaluation, people):
    client.force_login(people["lead"])

    client.post(of(evaluation, "scenario_add"), FORM)

    made = Scenario.objects.get()
    assert (str(made.people), str(made.lines), made.inflation) == (
        "-0.1000",
        "0.5000",
        0,
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "required"),
        ({"people": "-96"}, "between -95 and 900"),
        ({"growth": "x"}, "such as 12.5"),
        ({"name": "Dear"}, "of this name already"),
    ],
)
def test_what_is_wrong_is_said(client, evaluation, scenario, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(of(evaluation, "scenario_add"), FORM | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_a_stale_scenario_is_refused(client, scenario, people):  # R48
    client.force_login(people["lead"])

    answer = client.post(of(scenario, "scenario_edit"), FORM | {"version": "7"})

    assert answer.status_code == 412


def test_a_scenario_without_changes_costs_what_is_expected(evaluation, line):
    nothing = evaluation.scenarios.create(name="The same")

    assert scenario_case(evaluation, nothing) == money_case(evaluation)


def test_cost_lines_cost_more_by_their_share(evaluation, scenario, line):
    found = compare_scenarios(evaluation)

    added = [row.cells[0].difference for row in found.rows]
    assert added
    assert [each for each in added if each is not None] == pytest.approx(
        [36 * 50] * len(added)
    )


def test_points_are_added_to_growth_a_year_and_to_what_did_not_grow():
    profile = UsageProfile(
        growth=(Growth(Range.exactly("0.01"), Period.MONTH, frozenset({"sms"})),)
    )

    monthly, others = changed_usage(profile, Scenario(growth=Decimal("0.1"))).growth

    assert float(monthly.rate.likely) == pytest.approx(1.01**12 - 1 + 0.1, abs=1e-6)
    assert str(others.rate.likely) == "0.1"
    assert "sms" not in others.measures


def test_the_page_needs_few_queries(
    client, evaluation, scenario, line, people, django_assert_max_num_queries
):
    evaluation.scenarios.create(name="Second")
    client.force_login(people["lead"])

    with django_assert_max_num_queries(30):
        client.get(of(evaluation))


def test_a_script_adds_changes_compares_and_removes(client, evaluation, line, people):
    client.force_login(people["lead"])
    place = f"/api/v1/evaluations/{evaluation.pk}/scenarios/"
    body = {"name": "Dear", "lines": "0.5"}
    json = "application/json"

    made = client.post(place, body, content_type=json).json()
    own = f"/api/v1/scenarios/{made['id']}/"
    changed = client.put(
        own, body | {"lines": "1"}, content_type=json, headers={"If-Match": '"1"'}
    )
    found = client.get(place).json()
    gone = client.delete(own)

    assert changed.json()["version"] == 2
    assert {each["scenario"] for each in found["totals"]} == {None, made["id"]}
    assert gone.status_code == 204
    assert not Scenario.objects.exists()
