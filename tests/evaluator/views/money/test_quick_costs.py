import pytest
from django.urls import reverse

from evaluator.models import CostLine, Participant
from tests.evaluator.prices import amount_a_month
from tests.evaluator.prices import enter as price

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]


@pytest.fixture
def acme(evaluation):
    evaluation.candidates.update(stage="short")
    return evaluation.candidates.get(name="Acme")


def url(evaluation) -> str:
    return reverse("evaluator:money", args=[evaluation.pk])


def cell(acme, kind, likely, version=0, **more):
    name = f"{kind}-{acme.pk}"
    return {
        f"{name}-likely": likely,
        f"initial-{name}-likely": "",
        f"{name}-version": str(version),
        **{f"{name}-{end}": value for end, value in more.items()},
    }


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_costs(client, evaluation, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(url(evaluation)).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("evaluator", 403), ("outsider", 404)]
)
def test_who_enters_costs(client, evaluation, acme, people, person, status):
    client.force_login(people[person])

    answer = client.post(url(evaluation), cell(acme, "migration", "۴٬۰۰۰"))

    assert answer.status_code == status
    assert CostLine.objects.filter(likely=4000).exists() == (status == 302)


def test_a_lead_can_open_prices_to_an_observer_and_close_them(
    client, evaluation, people
):  # R21
    parts = Participant.objects.filter(evaluation=evaluation)
    parts.filter(role="observer").update(price_right=True)
    parts.filter(role="evaluator").update(price_right=False)

    found = {}
    for person in ("observer", "evaluator"):
        client.force_login(people[person])
        found[person] = client.get(url(evaluation)).status_code

    assert found == {"observer": 200, "evaluator": 403}


def test_in_two_envelopes_prices_are_closed_until_the_reveal(
    client, evaluation, people
):  # R21
    evaluation.two_envelopes = True
    evaluation.save(update_fields=["two_envelopes"])

    found = {}
    for person in ("lead", "evaluator"):
        client.force_login(people[person])
        found[person] = client.get(url(evaluation)).status_code

    assert found == {"lead": 200, "evaluator": 403}


def test_without_the_right_the_step_is_closed_and_says_so(client, evaluation, people):
    client.force_login(people["observer"])

    page = client.get(
        reverse("evaluator:evaluation_overview", args=[evaluation.pk])
    ).content.decode()

    assert url(evaluation) not in page
    assert "you do not see prices" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"likely": "-1"}, "0 or more"),
        ({"likely": "dear"}, "number"),
        ({"likely": "5", "low": "6", "high": "9"}, "rises from low"),
        ({"likely": "", "low": "6", "high": ""}, "likely figure"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(
    client, evaluation, acme, people, sent, said
):
    client.force_login(people["lead"])
    likely = sent.pop("likely")

    answer = client.post(
        f"{url(evaluation)}?ranges", cell(acme, "migration", likely, **sent)
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_stale_figure_is_told(client, evaluation, acme, people):
    client.force_login(people["lead"])
    client.post(url(evaluation), cell(acme, "migration", "100"))

    answer = client.post(url(evaluation), cell(acme, "migration", "200"))

    assert answer.status_code == 412  # R48
    assert "Somebody else changed this figure" in answer.content.decode()


def test_more_figures_need_no_more_queries(
    client, evaluation, acme, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for kind in ("migration", "training", "content", "people", "subscription"):
        client.post(url(evaluation), cell(acme, kind, "100"))

    with django_assert_max_num_queries(26):
        client.get(url(evaluation))


@pytest.fixture
def doubled(client, evaluation, acme, people, now):
    """A figure for the subscription, and a tariff that came after it."""
    client.force_login(people["lead"])
    client.post(url(evaluation), cell(acme, "subscription", "1200"))
    price(acme, amount_a_month("80"), actor=people["lead"], now=now)
    return acme


TWICE = "The subscription counts twice"


@pytest.mark.parametrize("page", ["money", "cost_line_list", "cost_results"])
def test_what_counts_twice_is_said_with_the_ways_to_mend_it(
    client, evaluation, doubled, people, page
):
    address = reverse(f"evaluator:{page}", args=[evaluation.pk])
    prices = reverse("evaluator:price_detail", args=[evaluation.pk, doubled.pk])

    told = client.get(address).content.decode()
    client.force_login(people["evaluator"])
    seen = client.get(address).content.decode()

    assert told.count(TWICE) == 1
    assert f'<a href="{prices}">Prices</a>' in told
    assert TWICE in seen
    assert f'<a href="{prices}">Prices</a>' not in seen


def test_emptied_the_figure_counts_once(client, evaluation, doubled):
    line = CostLine.objects.get()
    said = cell(doubled, "subscription", "", version=line.version)
    name = f"initial-subscription-{doubled.pk}-likely"

    client.post(url(evaluation), said | {name: "1200"})

    assert TWICE not in client.get(url(evaluation)).content.decode()


def test_the_api_tells_what_counts_twice(client, evaluation, doubled):
    table = client.get(reverse("api:quick-costs", args=[evaluation.pk])).json()
    costs = client.get(reverse("api:costs", args=[evaluation.pk])).json()

    for found in (table["totals"], costs["candidates"]):
        assert {each["candidate"] for each in found if each["is_doubled"]} == {
            doubled.pk
        }
