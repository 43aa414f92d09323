"""Criteria that take their values from the costs, on pages and in the API."""

import pytest
from django.urls import reverse

from evaluator.models import CostLine, Criterion, MeasuredValue
from evaluator.selectors.money.values import read_taking
from tests.evaluator.costed import bound, with_costs

pytestmark = pytest.mark.django_db

SEES = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
BINDS = [
    ("lead", 200),
    ("evaluator", 403),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]


@pytest.fixture
def costed(evaluation, people, now):
    return with_costs(evaluation, people["lead"], now)


@pytest.fixture
def price(costed, people, now):
    return bound(costed, people["lead"], now)


@pytest.fixture
def binding(costed):
    price = costed.criteria.get(own_name="Price")
    return reverse("evaluator:criterion_costs", args=[costed.pk, price.pk])


@pytest.fixture
def taking(costed):
    return reverse("evaluator:measured_costs", args=[costed.pk])


@pytest.mark.parametrize(("person", "status"), BINDS)
def test_who_binds_a_criterion(client, binding, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(binding).status_code == status
    posted = client.post(binding, {}).status_code
    assert posted == (422 if status == 200 else status)


@pytest.mark.parametrize(("person", "status"), SEES)
def test_who_compares_with_the_costs(client, taking, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(taking).status_code == status


@pytest.mark.parametrize("person", ["evaluator", "observer"])
def test_only_a_lead_takes_them(client, taking, price, people, person):
    client.force_login(people[person])

    assert client.post(taking, {"seen": "x"}).status_code == 403


def test_a_form_offers_figures_and_round_ends_and_sets_neither(client, binding, people):
    client.force_login(people["lead"])

    page = client.get(binding, {"figure": "yearly"}).content.decode()

    assert 'value="3000"' in page
    assert "Suggested, rounded" in page
    assert "subscription not priced" in page
    assert Criterion.objects.get(own_name="Price").kind == "rated"


def test_binding_by_the_form(client, binding, people):
    client.force_login(people["lead"])
    version = Criterion.objects.get(own_name="Price").version

    answer = client.post(
        binding,
        {
            "money_figure": "total",
            "unit": "USD",
            "worst": "9000",
            "best": "0",
            "version": version,
        },
    )

    price = Criterion.objects.get(own_name="Price")
    assert (answer.status_code, price.money_figure) == (302, "total")
    assert MeasuredValue.objects.get(candidate__name="Acme").value == 3600


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"worst": "5", "best": "5"}, 422, "two different values"),
        ({"unit": "EUR"}, 422, "The costs are told in USD."),
        ({"version": "99"}, 412, "Somebody else changed"),
    ],
)
def test_what_does_not_fit_is_refused(client, binding, people, typed, status, said):
    client.force_login(people["lead"])
    version = Criterion.objects.get(own_name="Price").version
    form = {"money_figure": "total", "unit": "USD", "worst": "9000", "best": "0"}

    answer = client.post(binding, form | {"version": version} | typed)

    assert answer.status_code == status
    assert said in answer.content.decode()


def dearer(evaluation):
    CostLine.objects.create(
        evaluation=evaluation,
        name="Agency",
        category="consultants",
        currency="USD",
        rhythm="once",
        low=900,
        likely=900,
        high=900,
    )


def test_changed_costs_are_told_old_beside_new_and_taken(
    client, costed, price, taking, people
):
    dearer(costed)
    client.force_login(people["lead"])
    measured = client.get(reverse("evaluator:measured_list", args=[costed.pk]))
    page = client.get(taking).content.decode()
    answer = client.post(taking, {"seen": read_taking(costed).seen})

    assert "The costs have changed" in measured.content.decode()
    assert "1,200" in page
    assert "1,500" in page
    assert answer.status_code == 302
    assert MeasuredValue.objects.get(candidate__name="Acme").value == 1500


def test_figures_that_moved_are_shown_once_more(client, costed, price, taking, people):
    seen = read_taking(costed).seen
    dearer(costed)
    client.force_login(people["lead"])

    answer = client.post(taking, {"seen": seen})

    assert answer.status_code == 412
    assert "Look at the figures once more." in answer.content.decode()


def test_the_page_has_as_many_queries_whatever_the_size(
    client, costed, price, taking, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    # Session, person, part; frame and steps; costs (8); criteria, candidates, values.
    with django_assert_max_num_queries(24):
        client.get(taking)


def test_the_api_offers_takes_and_tells(client, costed, price, people):
    dearer(costed)
    client.force_login(people["lead"])
    root = f"/api/v1/evaluations/{costed.pk}"
    figures = client.get(f"{root}/cost-figures/").json()["figures"]
    before = client.get(f"{root}/measurements/costs/").json()

    after = client.post(
        f"{root}/measurements/costs/", {"seen": before["seen"]}, "application/json"
    ).json()

    yearly = next(each for each in figures if each["figure"] == "yearly")
    assert yearly["unit"] == "USD a year"
    assert (before["changed"], after["changed"]) == ([price.pk], [])
    cell = after["criteria"][0]["cells"][0]
    assert cell["counts"]["value"] == "1500"


def test_the_api_binds_by_a_patch(client, costed, people):
    price = costed.criteria.get(own_name="Price")
    client.force_login(people["lead"])

    answer = client.patch(
        f"/api/v1/criteria/{price.pk}/",
        {
            "kind": "measured",
            "money_figure": "monthly",
            "value_function": {"kind": "linear", "worst": 500, "best": 0},
        },
        "application/json",
        headers={"If-Match": f'"{price.version}"'},
    ).json()

    assert (answer["money_figure"], answer["unit"]) == ("monthly", "USD a month")
    assert MeasuredValue.objects.get(candidate__name="Acme").value == 100


def test_the_api_takes_the_values_of_a_criterion_that_it_adds(client, costed, people):
    client.force_login(people["lead"])

    answer = client.post(
        f"/api/v1/evaluations/{costed.pk}/criteria/",
        {
            "kind": "measured",
            "name": "Total",
            "money_figure": "total",
            "value_function": {"kind": "linear", "worst": 9000, "best": 0},
        },
        "application/json",
    ).json()

    values = MeasuredValue.objects.filter(criterion=answer["id"])
    assert values.get(candidate__name="Acme").value == 3600


def test_a_figure_is_chosen_in_the_form_of_a_criterion_too(client, price, people):
    client.force_login(people["lead"])
    url = reverse("evaluator:criterion_detail", args=[price.evaluation_id, price.pk])

    page = client.get(url).content.decode()

    assert '<option value="yearly" selected>' in page
    assert "See the figures of the costs" in page


def test_another_figure_in_the_form_of_a_criterion_is_taken_at_once(
    client, price, people
):
    client.force_login(people["lead"])
    url = reverse("evaluator:criterion_detail", args=[price.evaluation_id, price.pk])
    form = {"name": "Price", "kind": "measured", "parent": price.parent_id}
    ends = {"shape": "linear", "worst": "9000", "best": "0", "unit": "USD"}

    answer = client.post(
        url, form | ends | {"money_figure": "total", "version": price.version}
    )

    assert answer.status_code == 302
    assert MeasuredValue.objects.get(candidate__name="Acme").value == 3600


def test_a_function_in_steps_stays_when_its_figure_is_saved_again(
    client, price, binding, people
):
    steps = {"kind": "piecewise", "points": [[0.0, 1.0], [3000.0, 0.2]]}
    Criterion.objects.filter(pk=price.pk).update(value_function=steps)
    client.force_login(people["lead"])
    page = client.get(binding).content.decode()

    client.post(
        binding,
        {"money_figure": "yearly", "unit": "USD a year", "version": price.version},
    )

    price.refresh_from_db()
    assert 'name="worst"' not in page
    assert (price.value_function, price.version) == (steps, 3)


def test_a_gap_after_the_reveal_shows_mark_and_old_value(client, costed, price, people):
    cedar = costed.candidates.get(name="Cedar")
    MeasuredValue.objects.filter(candidate=cedar).update(
        changed_after_reveal=True, value_before=777
    )
    costed.state, costed.revealed_at = "revealed", costed.created_at
    costed.save()
    url = reverse("evaluator:result_cell", args=[costed.pk, cedar.pk, price.pk])

    def page(name):
        client.force_login(people[name])
        return client.get(url).content.decode()

    said = ("subscription not priced", "changed after reveal", "Before it was 777.")
    assert all(words in page("lead") for words in said)
    assert not any(words in page("observer") for words in said)
