import pytest
from django.urls import reverse

from evaluator.models import CostLine, ReturnCase
from evaluator.selectors.money.returns import read_returns

pytestmark = pytest.mark.django_db

GAIN = {
    "name": "Carts",
    "kind": "carts_recovered",
    "factor_1": "Carts a month",
    "factor_1_likely": "۴۰۰",
    "factor_2": "Share that comes back",
    "factor_2_likely": "0.05",
    "factor_3": "Value",
    "factor_3_likely": "50",
    "version": "0",
}
FUNNEL = {
    "before_cost": "1000",
    "before_leads": "100",
    "before_customers": "10",
    "before_selling_price": "200",
    "after_cost": "1200",
    "after_leads": "120",
    "after_customers": "18",
    "after_selling_price": "200",
    "revenue": "10000",
    "target_price": "200",
    "opportunities_rate": "50",
    "leads_rate": "25",
    "rating_time": "3",
    "version": "0",
}


@pytest.fixture
def pair(evaluation):
    """Acme stays at nothing, Bolt costs 500 a month, nobody knows what Cedar costs."""
    evaluation.candidates.update(stage="short")
    acme, bolt = (evaluation.candidates.get(name=name) for name in ("Acme", "Bolt"))
    evaluation.candidates.update(is_incumbent=False)
    acme.is_incumbent = True
    acme.save(update_fields=["is_incumbent"])
    for candidate, amount in ((acme, 0), (bolt, 500)):
        line = CostLine.objects.create(
            evaluation=evaluation,
            name="Licence",
            category="subscription",
            currency="USD",
            low=amount,
            likely=amount,
            high=amount,
            is_indexed=False,
        )
        line.candidates.set([candidate])
    return acme, bolt


def of(evaluation, name: str = "returns") -> str:
    return reverse(f"evaluator:{name}", args=[evaluation.pk])


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 403), ("outsider", 404)],
)
def test_who_sees_the_return(client, evaluation, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(of(evaluation)).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("evaluator", 403), ("outsider", 404)]
)
def test_who_enters_it(client, evaluation, people, person, status):
    client.force_login(people[person])
    remove = reverse("evaluator:gain_remove", args=[evaluation.pk, "x"])

    answers = [
        client.post(of(evaluation), FUNNEL),
        client.post(of(evaluation, "gain_add"), GAIN | {"version": "1"}),
        client.post(remove),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_a_gain_is_held_against_what_moving_costs_more(
    client, evaluation, pair, people
):
    client.force_login(people["lead"])

    client.post(of(evaluation, "gain_add"), GAIN)

    found = read_returns(evaluation)
    pays = next(each for each in found.pays if each.candidate.name == "Bolt")
    assert found.gains[0].a_month == pytest.approx(1000)
    figures = pays.figures
    assert figures["net_present_value"].likely == pytest.approx(36 * (1000 - 500))
    assert figures["roi"].likely == pytest.approx(1.0)
    assert figures["benefit_to_cost"].likely == pytest.approx(2.0)
    assert figures["internal_rate"].likely is None
    assert pays.forecast.chance_of_loss == 0
    assert float(pays.break_evens[0].value) == pytest.approx(25)


def test_a_cost_that_is_not_whole_is_no_saving(client, evaluation, pair, people):
    client.force_login(people["lead"])
    cedar = evaluation.candidates.get(name="Cedar")
    client.post(of(evaluation, "gain_add"), GAIN)

    page = client.get(of(evaluation)).content.decode()
    told = client.get(f"/api/v1/evaluations/{evaluation.pk}/return/").json()

    assert "<bdi>Cedar</bdi>: subscription not priced" in page
    assert [each["candidate"] for each in told["pays"]] == [pair[1].pk]
    assert told["waiting"] == [
        {
            "candidate": cedar.pk,
            "because": [{"candidate": cedar.pk, "lacks": "no_price"}],
        }
    ]


@pytest.mark.parametrize("currency", ["", "GBP"])
def test_a_cost_of_staying_that_is_not_whole_keeps_all_back(
    client, evaluation, pair, people, currency
):
    """No licence of Acme is known, or its currency has no rate."""
    client.force_login(people["lead"])
    lines = CostLine.objects.filter(candidates=pair[0])
    lines.update(currency=currency) if currency else lines.delete()
    client.post(of(evaluation, "gain_add"), GAIN)

    found = read_returns(evaluation)

    assert not found.pays
    bolt = next(each for each in found.waiting if each.candidate == pair[1])
    gap = "no_rate" if currency else "no_price"
    assert [(each.candidate, each.gap) for each in bolt.lacks] == [(pair[0], gap)]


def test_what_it_is_today_is_no_gain(client, evaluation, pair, people):
    client.force_login(people["lead"])

    client.post(of(evaluation, "gain_add"), GAIN | {"factor_2_today": "0.04"})

    assert read_returns(evaluation).gains[0].a_month == pytest.approx(200)


def test_a_delay_and_a_ramp_bring_it_later(client, evaluation, pair, people):
    client.force_login(people["lead"])

    client.post(of(evaluation, "gain_add"), GAIN | {"delay": "3", "ramp": "1"})

    assert read_returns(evaluation).gains[0].in_all == pytest.approx(32_500)


def test_before_and_after_and_the_way_back_from_a_target(client, evaluation, people):
    client.force_login(people["lead"])

    client.post(of(evaluation), FUNNEL)

    found = read_returns(evaluation)
    assert found.before.cost_per_lead == 10
    assert found.after.lead_to_customer == pytest.approx(0.15)
    assert (found.increment.revenue, found.increment.cost) == (1600, 200)
    assert found.customers == 50
    assert [each.rounded for each in found.needed] == [100, 400]
    assert found.case.ratings == {"time": 3}


def test_what_a_customer_brings_over_its_lifetime(client, evaluation, people):
    client.force_login(people["lead"])
    customer = {"monthly_revenue": "500", "margin": "75", "churn": "2.5"}
    typed = {f"before_{name}": value for name, value in customer.items()}

    answer = client.post(of(evaluation), FUNNEL | typed, follow=True)

    found = read_returns(evaluation)
    assert found.customer_before.lifetime_value == pytest.approx(15_000)
    assert found.customer_before.value_to_cost == pytest.approx(150)  # 100 to win one
    assert found.customer_after is None
    assert "Lifetime value" in answer.content.decode()


def test_a_share_of_more_than_all_is_refused(client, evaluation, people):
    client.force_login(people["lead"])

    answer = client.post(of(evaluation), FUNNEL | {"after_churn": "120"})

    assert answer.status_code == 422
    assert "at most 100" in answer.content.decode()


def test_where_there_is_no_rate_of_return_the_page_says_why(
    client, evaluation, pair, people
):
    client.force_login(people["lead"])

    client.post(of(evaluation, "gain_add"), GAIN)

    assert "nothing is laid out" in client.get(of(evaluation)).content.decode()


def test_published_claims_stand_beside_and_fill_nothing_in(client, evaluation, people):
    client.force_login(people["lead"])

    page = client.get(of(evaluation))
    told = client.get(f"/api/v1/evaluations/{evaluation.pk}/return/").json()

    text = page.content.decode()
    assert all(claim["url"] in text for claim in told["claims"])
    assert len(told["claims"]) >= 3
    assert not page.context["found"].gains


def test_what_to_expect_parts_quick_wins_from_full_results(
    client, evaluation, pair, people
):
    client.force_login(people["lead"])
    client.post(of(evaluation, "gain_add"), GAIN)
    late = GAIN | {"name": "Leads", "delay": "3", "ramp": "2", "version": "1"}
    client.post(of(evaluation, "gain_add"), late)

    page = client.get(of(evaluation)).content.decode()

    assert "first effects in month 4, in full from month 6" in page
    assert page.count("quick win</span>") == 1


def test_the_same_hours_are_not_counted_twice(client, evaluation, people):
    client.force_login(people["lead"])
    hours = GAIN | {"kind": "time_saved", "hours_of": "Marketing"}
    client.post(of(evaluation, "gain_add"), hours)

    answer = client.post(
        of(evaluation, "gain_add"),
        hours | {"name": "Staff", "kind": "staff_cost", "version": "1"},
    )

    assert answer.status_code == 422
    assert "cannot stand beside" in answer.content.decode()
    assert len(ReturnCase.objects.get().benefits) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({f"factor_{n}_likely": "" for n in (1, 2, 3)}, "at least one number"),
        ({"factor_1_low": "900"}, "rises from low"),
        ({"factor_1": ""}, "what the number is"),
        ({"delay": "100"}, "from 0 to 84"),
    ],
)
def test_what_is_wrong_with_a_gain_is_said(client, evaluation, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(of(evaluation, "gain_add"), GAIN | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_stale_return_is_refused(client, evaluation, people):  # R48
    client.force_login(people["lead"])
    client.post(of(evaluation), FUNNEL)

    answer = client.post(of(evaluation), FUNNEL | {"before_cost": "7"})

    assert answer.status_code == 412
    assert ReturnCase.objects.get().before["cost"] == "1000"


def test_the_page_needs_few_queries(
    client, evaluation, pair, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    client.post(of(evaluation, "gain_add"), GAIN)

    with django_assert_max_num_queries(26):
        client.get(of(evaluation))


def test_the_api_tells_the_same_and_takes_gains(client, evaluation, pair, people):
    client.force_login(people["lead"])
    root = f"/api/v1/evaluations/{evaluation.pk}/return/"
    line = {
        "name": "Carts",
        "kind": "carts_recovered",
        "after": [
            {"name": "Sum", "value": {"low": "900", "likely": "1000", "high": "1100"}}
        ],
    }

    def send(method, path, body, version):
        return getattr(client, method)(
            path,
            body,
            content_type="application/json",
            headers={"If-Match": f'"{version}"'},
        )

    made = send("post", f"{root}gains/", {"line": line}, 0)
    stale = send("post", f"{root}gains/", {"line": line}, 0)
    wrong = send("post", f"{root}gains/", {"line": {"name": 3}}, 1)
    key = made.json()["gains"][0]["line"]["key"]

    assert [each.status_code for each in (made, stale, wrong)] == [200, 412, 400]
    figures = {each["figure"]: each for each in made.json()["pays"][0]["figures"]}
    assert figures["net_present_value"]["p50"] > 0
    assert figures["internal_rate"]["share"] == 0
    assert client.delete(f"{root}gains/{key}/").status_code == 204
    assert client.get(root).json()["gains"] == []


@pytest.fixture
def moved(client, evaluation, pair, people):
    """A gain of 1,000 a month from the fourth month on; Bolt costs 500 a month."""
    client.force_login(people["lead"])
    client.post(of(evaluation, "gain_add"), GAIN | {"delay": "3"})
    return pair[1]


def opened(candidate) -> str:
    ids = [candidate.evaluation_id, candidate.pk]
    return reverse("evaluator:return_detail", args=ids)


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 403), ("outsider", 404)],
)
def test_who_opens_the_figures_of_a_return(client, moved, people, person, status):
    # R21
    client.force_login(people[person])
    root = f"/api/v1/evaluations/{moved.evaluation_id}/return/"

    answers = [client.get(opened(moved)), client.get(f"{root}{moved.pk}/")]

    assert [answer.status_code for answer in answers] == [status, status]


def test_each_figure_opens_to_its_formula_with_numbers(client, moved):
    page = client.get(opened(moved)).content.decode()

    assert "Gains of $33,000 less extra cost of $18,000" in page
    assert "$15,000 / $18,000 = 83%" in page
    assert "At the end of month 5, $500 are still owed; month 6 brings $500" in page
    assert "all months add up to 0" in page
    assert "entered on the page Return" in page


def test_the_years_of_a_return_lead_to_the_years_of_its_costs(client, moved):
    page = client.get(opened(moved)).content.decode()

    ids = [moved.evaluation_id, moved.pk, 2]
    assert reverse("evaluator:cost_year", args=ids) in page


def test_what_stays_has_no_return_to_open(client, moved, pair):
    assert client.get(opened(pair[0])).status_code == 404


def test_the_api_opens_the_same_return(client, moved):
    root = f"/api/v1/evaluations/{moved.evaluation_id}/return/"

    found = client.get(f"{root}{moved.pk}/").json()

    told = {each["figure"]["figure"]: each for each in found["formulas"]}
    assert told["payback_months"]["figure"]["likely"] == pytest.approx(6)
    assert [row["net"] for row in found["months"][:4]] == [-500, -500, -500, 500]
    assert sum(row["present"] for row in found["years"]) == pytest.approx(15_000)


def test_an_opened_return_needs_few_queries(
    client, moved, django_assert_max_num_queries
):
    with django_assert_max_num_queries(26):
        client.get(opened(moved))
