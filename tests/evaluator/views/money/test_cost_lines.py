import pytest
from django.urls import reverse

from evaluator.models import CostLine

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Agency",
    "category": "consultants",
    "likely": "۱٬۵۰۰",
    "currency": "USD",
    "rhythm": "monthly",
    "is_indexed": "on",
}


@pytest.fixture
def line(evaluation) -> CostLine:
    return CostLine.objects.create(
        evaluation=evaluation,
        name="Agency",
        category="consultants",
        currency="USD",
        low=1,
        likely=2,
        high=3,
    )


def of(evaluation, name: str = "cost_line_list") -> str:
    return reverse(f"evaluator:{name}", args=[evaluation.pk])


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 403), ("outsider", 404)],
)
def test_who_sees_cost_lines(client, evaluation, line, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(of(evaluation)).status_code == status


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_changes_cost_lines(client, evaluation, line, people, person, status):
    client.force_login(people[person])

    answers = [
        client.post(of(evaluation, "cost_line_add"), FORM),
        client.post(of(line, "cost_line_edit"), FORM | {"version": "1"}),
        client.post(of(line, "cost_line_remove")),
        client.post(of(line, "cost_line_restore")),
    ]

    assert {answer.status_code for answer in answers[:3]} == {status}
    assert CostLine.objects.filter(likely=1500).exists() == (status == 302)


def test_a_line_starts_from_the_library_with_its_question(client, evaluation, people):
    client.force_login(people["lead"])

    page = client.get(of(evaluation, "cost_line_add"), {"usual": "agency"})

    text = page.content.decode()
    assert "Agency or consultant on retainer" in text
    assert "pay somebody every month" in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"likely": "-1"}, "0 or more"),
        ({"low": "9999"}, "rises from low"),
        ({"rhythm": "per_unit"}, "what each unit is"),
        ({"from_month": "7", "to_month": "3"}, "before the first"),
        ({"from_month": "100"}, "from 1 to 84"),
        ({"share": "0"}, "above 0"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, evaluation, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(of(evaluation, "cost_line_add"), FORM | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not CostLine.objects.exists()


def test_a_stale_line_shows_both_values(client, line, people):  # R48
    client.force_login(people["lead"])
    CostLine.objects.update(name="Theirs", version=2)

    answer = client.post(
        of(line, "cost_line_edit"), FORM | {"name": "Mine", "version": "1"}
    )

    assert answer.status_code == 412
    assert "Theirs" in answer.content.decode()


def test_lines_come_as_csv(client, evaluation, line, people):
    client.force_login(people["lead"])

    answer = client.get(
        reverse("evaluator:table_csv", args=[evaluation.pk, "cost-lines"])
    )

    assert "Agency,USD,1,2,3" in b"".join(answer.streaming_content).decode()


def test_more_lines_need_no_more_queries(
    client, evaluation, line, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(30):
        CostLine.objects.create(
            evaluation=evaluation,
            name=f"Line {number}",
            category="training",
            currency="USD",
        )

    with django_assert_max_num_queries(22):
        client.get(of(evaluation))


def test_the_api_adds_changes_and_takes_back(client, evaluation, people):
    client.force_login(people["lead"])
    body = {
        "name": "Agency",
        "category": "consultants",
        "currency": "USD",
        "likely": "5",
        "high": "9",
    }
    root = f"/api/v1/evaluations/{evaluation.pk}/cost-lines/"

    made = client.post(root, body, content_type="application/json")
    line = f"/api/v1/cost-lines/{made.json()['id']}/"
    changed = client.put(
        line,
        body | {"likely": "7"},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )
    foreign = client.post(
        root, body | {"candidates": [10**6]}, content_type="application/json"
    )
    wrong = client.post(
        root, body | {"from_month": 5, "to_month": 2}, content_type="application/json"
    )

    assert [each.status_code for each in (made, changed, foreign, wrong)] == [
        201,
        200,
        404,
        400,
    ]
    assert client.delete(line).status_code == 204
    back = client.post(f"{line}restore/", content_type="application/json")
    assert back.status_code == 200


def test_a_published_figure_is_shown_and_never_filled_in(client, evaluation, people):
    client.force_login(people["lead"])

    answer = client.get(of(evaluation, "cost_line_add") + "?usual=onboarding")

    page = answer.content.decode()
    assert "HubSpot: 3,000 USD once" in page
    assert "https://www.hubspot.com/pricing/marketing" in page
    assert not answer.context["form"].initial.get("likely")
