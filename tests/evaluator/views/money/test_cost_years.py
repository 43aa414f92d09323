import pytest
from django.urls import reverse

from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, UsageProfile
from evaluator.models import CostLine
from evaluator.selectors.money.cost_workings import BilledRow, SpanRow
from evaluator.selectors.money.costs import Amount
from evaluator.services.money.usage import set_usage
from tests.evaluator.selectors.money.test_cost_results import per_contact
from tests.evaluator.views.money.test_cost_results import SEE

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation, people, now):
    """1,000 contacts that double each year, 2 cents each and 60 a month; an agency."""
    evaluation.candidates.update(stage="short")
    set_usage(
        evaluation=evaluation,
        profile=UsageProfile(
            {Measure.STORED_CONTACTS: Range.exactly(1000)},
            growth=(Growth(Range.exactly(1)),),
        ),
        version=0,
        actor=people["lead"],
        now=now,
    )
    acme = evaluation.candidates.get(name="Acme")
    per_contact(acme, "0.02", base="60")
    CostLine.objects.create(
        evaluation=evaluation,
        name="Agency",
        category="consultants",
        currency="USD",
        low=1000,
        likely=1500,
        high=4000,
        rhythm="monthly",
        source="Offer of 3 May",
    )
    return acme


def of(candidate, year=1) -> str:
    ids = [candidate.evaluation_id, candidate.pk, year]
    return reverse("evaluator:cost_year", args=ids)


def of_api(candidate, year=1) -> str:
    root = f"/api/v1/evaluations/{candidate.evaluation_id}/costs/"
    return f"{root}{candidate.pk}/years/{year}/"


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_opens_a_year(client, acme, people, person, status):  # R21
    client.force_login(people[person])

    answers = [client.get(of(acme)), client.get(of_api(acme))]

    assert [answer.status_code for answer in answers] == [status, status]


def test_a_year_opens_to_steps_lines_and_sources(client, acme, people):
    client.force_login(people["lead"])

    page = client.get(of(acme))

    text = page.content.decode()
    assert "1,000 × $0.02" in text
    assert "Offer of 3 May" in text
    assert "× inflation" in text
    found = page.context["found"]
    assert sum(group.amount.known for group in found.groups) == pytest.approx(
        found.total.known
    )


def test_a_year_that_there_is_not_is_not_found(client, acme, people):
    client.force_login(people["lead"])

    answers = [client.get(of(acme, 0)), client.get(of(acme, 4))]
    answers.append(client.get(of_api(acme, 9)))

    assert {answer.status_code for answer in answers} == {404}


def test_a_candidate_of_another_evaluation_is_not_found(client, acme, people):
    client.force_login(people["lead"])
    url = reverse("evaluator:cost_year", args=[acme.evaluation_id, acme.pk + 999, 1])

    assert client.get(url).status_code == 404


def test_the_costs_lead_to_each_year(client, acme, people):
    client.force_login(people["lead"])
    costs = reverse("evaluator:cost_results", args=[acme.evaluation_id])

    page = client.get(costs, {"candidate": acme.pk}).content.decode()

    assert f"{of(acme, 2)}#consultants" in page


def test_the_api_tells_the_same_year(client, acme, people):
    client.force_login(people["lead"])
    root = f"/api/v1/evaluations/{acme.evaluation_id}/costs/"

    found = client.get(of_api(acme, 2)).json()

    costs = client.get(root).json()["candidates"]
    told = next(each for each in costs if each["candidate"] == acme.pk)
    by_category = {each["category"]: each["years"][1] for each in told["categories"]}
    assert {
        each["category"]: each["amount"] for each in found["categories"]
    } == by_category
    lines = found["categories"][-1]["cost_lines"]
    assert (lines[0]["price"], lines[0]["units"]) == (1500, 12)


def test_a_year_needs_few_queries(client, acme, people, django_assert_max_num_queries):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(24):
        client.get(of(acme))


def test_a_year_without_a_price_is_no_zero(client, acme, people):
    client.force_login(people["lead"])
    CostLine.objects.all().delete()
    bolt = acme.evaluation.candidates.get(name="Bolt")

    page = client.get(of(bolt)).content.decode()

    assert "without the subscription" in page
    assert "Nothing is known to cost" not in page
    assert client.get(of_api(bolt)).json()["is_priced"] is False


def test_a_part_of_a_bill_says_the_states_of_its_months():
    spans = [
        SpanRow(None, [], "", Amount(5)),
        SpanRow(None, [], "", Amount(0, None, (State.BLOCKED,), 40)),
    ]

    found = BilledRow(None, "Contacts", spans, [], "").amount

    assert found == Amount(5, None, (State.BLOCKED,), 40)
