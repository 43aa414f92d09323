from decimal import Decimal

import pytest
from django.urls import reverse

from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.models import CostLine, Scenario
from evaluator.selectors.money import forecasts
from evaluator.selectors.money.inputs import money_case
from evaluator.selectors.money.scenario_cases import changed_case, changed_usage
from evaluator.selectors.money.scenarios import compare_scenarios
from tests.evaluator.prices import amount_a_month, enter

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
    """An agency for 100 a month, and a licence that costs nothing."""

    def made(name: str, category: str, amount: int) -> CostLine:
        return CostLine.objects.create(
            evaluation=evaluation,
            name=name,
            category=category,
            currency="USD",
            low=amount,
            likely=amount,
            high=amount,
        )

    made("Licence", "subscription", 0)
    return made("Agency", "consultants", 100)


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
        client.post(of(scenario, "scenario_restore")),
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
        ({"negotiated": "-5"}, "from 0 to 95"),
        ({"months": "11"}, "from 12 to 84"),
        ({"months": "36.5"}, "from 12 to 84"),
        ({"name": "Dear"}, "of this name already"),
    ],
)
def test_what_is_wrong_is_said(client, evaluation, scenario, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(of(evaluation, "scenario_add"), FORM | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_a_stale_save_shows_both_values(client, scenario, people):  # R48
    Scenario.objects.update(prices="0.125", months=60, version=2)
    client.force_login(people["lead"])
    typed = FORM | {"name": "Mine", "prices": "7", "version": "1"}

    answer = client.post(of(scenario, "scenario_edit"), typed)

    shown = [(each.theirs, each.yours) for each in answer.context["form"].conflicts]
    assert answer.status_code == 412
    assert {("Dear", "Mine"), ("12.50", "7.00"), ("60", "")} <= set(shown)
    again = client.post(of(scenario, "scenario_edit"), typed | {"version": "2"})
    assert again.status_code == 302


def test_what_is_removed_can_be_brought_back(client, evaluation, scenario, people):
    client.force_login(people["lead"])

    client.post(of(scenario, "scenario_remove"))
    removed = client.get(of(evaluation))
    client.post(of(scenario, "scenario_restore"))

    assert not removed.context["comparison"].scenarios
    assert of(scenario, "scenario_restore") in removed.content.decode()
    assert compare_scenarios(evaluation).scenarios == (scenario,)


def test_a_name_taken_meanwhile_keeps_the_removed_one_out(
    client, evaluation, scenario, people
):
    client.force_login(people["lead"])
    client.post(of(scenario, "scenario_remove"))
    client.post(of(evaluation, "scenario_add"), FORM | {"name": "Dear"})

    answer = client.post(of(scenario, "scenario_restore"), follow=True)

    assert "of this name already" in answer.content.decode()
    assert evaluation.scenarios.present().count() == 1


def test_a_scenario_without_changes_costs_what_is_expected(evaluation, line):
    nothing = evaluation.scenarios.create(name="The same")

    expected = money_case(evaluation)
    assert changed_case(expected, nothing) == expected


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
    hidden = client.get(own)
    back = client.post(f"{own}restore/", content_type=json)

    assert changed.json()["version"] == 2
    assert {each["scenario"] for each in found["totals"]} == {None, made["id"]}
    assert {"p10", "p50", "p90", "present_p50"} <= set(found["totals"][0])
    assert (gone.status_code, hidden.status_code) == (204, 404)
    assert back.json()["id"] == made["id"]


def test_ranges_that_take_long_come_after_the_likely_totals(
    client, evaluation, scenario, line, people, monkeypatch, now
):
    acme = evaluation.candidates.get(name="Acme")
    evaluation.candidates.update(stage="short")
    enter(acme, amount_a_month("10"), actor=people["lead"], now=now)
    forecasts.forget()
    monkeypatch.setattr(forecasts, "MOST_AT_ONCE", 0)
    client.force_login(people["lead"])

    first = client.get(of(evaluation)).content.decode()
    region = client.get(
        f"{of(evaluation)}?ranges=", headers={"HX-Request": "true"}
    ).content.decode()

    assert f'hx-get="{of(evaluation)}?ranges="' in first
    assert "Present value, P50" not in first
    assert "Present value, P50" in region
    assert "<html" not in region
    assert "hx-get" not in region


def test_the_page_says_in_words_what_differs(client, evaluation, line, people):
    evaluation.scenarios.create(
        name="Crisis",
        people="-0.1",
        growth="0.125",
        prices="0.08",
        negotiated="0.05",
        exchange="-0.02",
        discount_rate="0.03",
        months=60,
    )
    client.force_login(people["lead"])

    told = client.get(of(evaluation)).context["told"]

    assert told[:7] == [
        "10% fewer people and messages from the first month.",
        "Usage grows by 12.5 points a year more.",
        "Vendors' prices are 8% higher.",
        "A further discount of 5% is negotiated.",
        "Foreign currencies are 2% cheaper.",
        "The discount rate is 3 points a year higher.",
        "Costs are told over 60 months instead of 36.",
    ]


def test_one_set_of_differences_is_highlighted(client, evaluation, scenario, people):
    other = evaluation.scenarios.create(name="Long", months=60)
    client.force_login(people["lead"])

    answer = client.get(f"{of(evaluation)}?marked={other.pk}")

    differing = [str(each.label) for each in answer.context["changes"] if each.differs]
    assert answer.context["marked"] == other
    assert differing == ["Months"]


def test_ranges_of_what_is_expected_are_those_of_the_results(
    client, evaluation, scenario, line, people
):
    client.force_login(people["lead"])

    found = client.get(of(evaluation)).context["comparison"]
    results = client.get(of(evaluation, "cost_results")).context["results"]

    assert [row.base.range for row in found.rows] == [row.range for row in results.rows]


def test_who_has_no_price_is_no_cheapest_and_no_zero(client, evaluation, people, now):
    client.force_login(people["lead"])
    acme = evaluation.candidates.get(name="Acme")
    enter(acme, amount_a_month("100"), actor=people["lead"], now=now)
    url = reverse("evaluator:table_csv", args=[evaluation.pk, "scenarios"])

    cells = {row.candidate.name: row.base for row in compare_scenarios(evaluation).rows}
    text = b"".join(client.get(url).streaming_content).decode()

    assert cells["Acme"].is_cheapest
    assert not cells["Cedar"].is_cheapest
    assert cells["Cedar"].difference is None
    assert "Cedar,As expected,36,USD,,without the subscription," in text
    assert "without the subscription" in client.get(of(evaluation)).content.decode()


def test_totals_of_another_horizon_have_no_difference(evaluation, line):
    evaluation.scenarios.create(name="Long", kind="own", months=60)

    found = compare_scenarios(evaluation)

    assert {row.cells[0].difference for row in found.rows} == {None}


def test_scenarios_come_as_csv(client, evaluation, scenario, line, people):
    client.force_login(people["lead"])
    url = reverse("evaluator:table_csv", args=[evaluation.pk, "scenarios"])

    text = b"".join(client.get(url).streaming_content).decode()

    assert "Acme,As expected,36,USD,3600" in text
    assert "Acme,Dear,36,USD,5400" in text
