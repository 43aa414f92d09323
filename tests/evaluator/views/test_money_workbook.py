from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluator.models import CostLine, Participant
from tests.evaluator.workbooks.reading import Reading
from workspace.models import Activity, AuditEntry

pytestmark = pytest.mark.django_db


def url_of(evaluation) -> str:
    return reverse("evaluator:money_workbook", args=[evaluation.pk])


@pytest.fixture
def short_listed(evaluation):
    evaluation.candidates.update(stage="short")
    return evaluation


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lead", 200),
        ("evaluator", 200),
        ("observer", 403),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_who_may_take_the_costs(client, short_listed, people, person, status):  # R21
    client.force_login(people[person])

    assert client.post(url_of(short_listed)).status_code == status
    taken = Activity.objects.filter(verb="workbook.costs_exported")
    assert taken.exists() == (status == 200)


def test_in_two_envelopes_only_the_lead_takes_them(client, short_listed, people):
    short_listed.two_envelopes = True
    short_listed.save()
    client.force_login(people["evaluator"])

    assert client.post(url_of(short_listed)).status_code == 403


def test_who_lost_the_right_to_see_prices_gets_no_file(client, short_listed, people):
    part = Participant.objects.get(evaluation=short_listed, user=people["evaluator"])
    part.price_right = False
    part.save()
    client.force_login(people["evaluator"])

    assert client.post(url_of(short_listed)).status_code == 403


def test_the_file_holds_a_sheet_for_each_part(client, short_listed, people):
    client.force_login(people["lead"])

    answer = client.post(url_of(short_listed))

    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [
        "Cost by year",
        "Cost by month",
        "Return",
        "Return by month",
        "Gains and funnel",
        "Scenarios",
        "Bills",
        "Cost lines",
        "Lines by month",
        "Usage",
        "Tariff steps",
        "Assumptions",
    ]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "costs" in answer.headers["Content-Disposition"]


def test_what_people_typed_is_no_formula_there(client, short_listed, people):  # R38
    short_listed.candidates.filter(name="Acme").update(name="=1+1")
    client.force_login(people["lead"])

    answer = client.post(url_of(short_listed))

    cell = Reading(answer.content, shows_formulas=True).sheet("Cost by year")
    found = [each for row in cell.iter_rows() for each in row if each.value == "=1+1"]
    assert found
    assert all(each.data_type == "s" for each in found)


def test_scenarios_and_what_was_taken_for_granted_are_told(
    client, short_listed, people
):
    short_listed.scenarios.create(name="Dear", lines="0.5")
    short_listed.scenarios.create(name="Gone", removed_at="2026-11-01T00:00Z")
    client.force_login(people["lead"])

    book = Reading(client.post(url_of(short_listed)).content)

    told = [row[1].value for row in book.sheet("Scenarios").iter_rows()]
    assumed = [row[0].value for row in book.sheet("Assumptions").iter_rows()]
    assert "Cost lines are 50% higher." in told
    assert "Gone" not in told
    assert "No figure, so taken for granted: Marketable contacts" in assumed
    assert "An active user" in assumed


def test_without_anybody_to_price_there_is_no_file(client, evaluation, people):
    evaluation.candidates.update(stage="long")
    client.force_login(people["lead"])

    answer = client.post(url_of(evaluation))

    assert answer.headers["Location"] == reverse(
        "evaluator:cost_results", args=[evaluation.pk]
    )
    assert not Activity.objects.filter(verb="workbook.costs_exported").exists()


def test_taking_it_is_recorded(client, short_listed, people):  # R56
    client.force_login(people["lead"])

    client.post(url_of(short_listed))

    assert AuditEntry.objects.filter(event="workbook.costs_exported").count() == 1


def test_a_get_leads_to_the_button(client, short_listed, people):  # R41
    client.force_login(people["lead"])

    answer = client.get(url_of(short_listed))

    assert answer.headers["Location"].endswith("/money/results/")
    page = client.get(answer.headers["Location"]).content.decode()
    assert url_of(short_listed) in page


def test_more_lines_need_no_more_queries(
    client, short_listed, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(12):
        CostLine.objects.create(
            evaluation=short_listed,
            name=f"Line {number}",
            category="people",
            currency="USD",
            low=1,
            likely=2,
            high=3,
        )

    with django_assert_max_num_queries(40):
        client.post(url_of(short_listed))


def test_the_api_sends_the_same_file(client, short_listed, people):
    client.force_login(people["lead"])

    url = f"/api/v1/evaluations/{short_listed.pk}/costs/workbook/"
    answer = client.post(url, content_type="application/json")

    assert answer.status_code == 200
    assert "Cost by year" in load_workbook(BytesIO(answer.content)).sheetnames
    assert Activity.objects.filter(verb="workbook.costs_exported").count() == 1
