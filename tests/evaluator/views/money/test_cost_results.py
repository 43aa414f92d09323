import pytest
from django.urls import reverse

from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, UsageProfile
from evaluator.models import (
    Candidate,
    CostLine,
    Criterion,
    Evaluation,
    MeasuredValue,
    MoneySettings,
)
from evaluator.selectors.money import forecasts
from evaluator.selectors.money.value_for_money import ValuePoint, with_efficient
from evaluator.selectors.results import read_results
from evaluator.services.money.usage import set_usage
from tests.evaluator.revealed import SHEETS, reveal_with
from tests.evaluator.selectors.money.test_cost_results import per_contact

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]


@pytest.fixture
def url(evaluation) -> str:
    return reverse("evaluator:cost_results", args=[evaluation.pk])


@pytest.fixture
def filled(evaluation, people, now):
    evaluation.candidates.update(stage="short")
    profile = UsageProfile(
        {Measure.STORED_CONTACTS: Range.of(900, 1000, 1200)},
        growth=(Growth(Range.of("0.1", "0.2", "0.4")),),
    )
    set_usage(
        evaluation=evaluation,
        profile=profile,
        version=0,
        actor=people["lead"],
        now=now,
    )
    for number, each in enumerate(evaluation.candidates.order_by("name"), start=1):
        per_contact(each, f"0.0{number}", base=str(100 - 20 * number))
    line = CostLine.objects.create(
        evaluation=evaluation,
        name="Agency",
        category="consultants",
        currency="USD",
        low=1000,
        likely=2000,
        high=4000,
        rhythm="once",
    )
    assert line.pk
    return evaluation


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_costs_in_all(client, url, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(url).status_code == status


def test_an_empty_page_says_what_to_do_next(client, evaluation, url, people):
    evaluation.candidates.update(stage="long", is_incumbent=False)
    client.force_login(people["lead"])

    assert "Make a short list" in client.get(url).content.decode()


def test_the_page_tells_totals_drivers_and_crossings(client, filled, url, people):
    client.force_login(people["lead"])

    page = client.get(url).content.decode()

    assert "Agency" in page
    assert "costs more than" in page
    assert "10,000 draws" in page


def test_the_legend_names_the_lines_that_are_drawn(client, filled, url, people):
    """A candidate without a price has no line, and takes no colour of another."""
    acme = filled.candidates.get(name="Acme")
    acme.pricing.delete()
    client.force_login(people["lead"])

    page = client.get(url)

    drawn = [str(candidate) for _look, candidate in page.context["legend"]]
    assert "Acme" in page.content.decode()
    assert drawn[:1] == ["Bolt"]
    assert "Acme" not in drawn


@pytest.fixture
def slow(monkeypatch):
    """Let every simulation take longer than a person waits."""
    forecasts.forget()
    monkeypatch.setattr(forecasts, "MOST_AT_ONCE", 0)


def test_what_takes_long_comes_after_the_likely_figures(
    client, filled, url, people, slow
):
    client.force_login(people["lead"])

    first = client.get(url).content.decode()
    region = client.get(
        f"{url}?ranges=", headers={"HX-Request": "true"}
    ).content.decode()
    later = client.get(url).content.decode()

    assert f'hx-get="{url}?ranges="' in first
    assert "being worked out" in first
    assert "Agency" in first
    assert "costs more than" not in first
    assert region.lstrip().startswith('<div class="stack" id="costs">')
    assert "costs more than" in region
    assert "being worked out" not in region + later


def test_without_scripts_a_link_brings_the_ranges(client, filled, url, people, slow):
    client.force_login(people["lead"])

    page = client.get(f"{url}?axis=contacts&ranges=").content.decode()

    assert "<html" in page
    assert "being worked out" not in page
    assert "costs more than" in page


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("cost-totals", "Present value"),
        ("cost-years", "Consultants"),
        ("cost-months", "Cash"),
    ],
)
def test_costs_come_as_csv_to_those_who_see_prices(
    client, filled, people, table, said
):  # R21
    address = reverse("evaluator:table_csv", args=[filled.pk, table])
    client.force_login(people["observer"])
    closed = client.get(address).status_code
    client.force_login(people["lead"])

    text = b"".join(client.get(address).streaming_content).decode()

    assert closed == 403
    assert said in text


def test_no_amount_reaches_who_does_not_see_prices(client, filled, people):  # R21
    CostLine.objects.update(low=777123, likely=777123, high=777123)
    client.force_login(people["observer"])
    pages = [
        reverse(f"evaluator:{name}", args=[filled.pk])
        for name in ("evaluation_overview", "candidate_list", "participant_list")
    ]

    bodies = [client.get(page).content.decode() for page in pages]

    assert not any("777" in body.replace(",", "") for body in bodies)


def test_more_candidates_need_no_more_queries(
    client, filled, url, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(24):
        client.get(url)


def test_the_api_tells_the_same_totals(client, filled, people):
    client.force_login(people["lead"])

    found = client.get(f"/api/v1/evaluations/{filled.pk}/costs/").json()

    assert found["candidates"][0]["total"]["known"] > 0
    assert len(found["candidates"][0]["months"]) == found["months"] == 36
    assert found["crossings"]


def test_a_criterion_that_counts_cost_is_left_out_of_the_score_beside_cost(
    client, filled, url, people, now
):
    reveal_with(filled, SHEETS, at=now)
    dear = Criterion.objects.create(
        evaluation=filled,
        kind="measured",
        own_name="Price a month",
        unit="USD per month",
        weight=50,
        value_function={"kind": "linear", "worst": 900, "best": 100},
    )
    for candidate in filled.candidates.all():
        MeasuredValue.objects.create(candidate=candidate, criterion=dear, value=800)
    before = read_results(filled, today=now.date())
    client.force_login(people["lead"])

    value = client.get(url).context["value"]

    Criterion.objects.filter(pk=dear.pk).delete()
    without = read_results(filled, today=now.date())
    assert value.is_scored
    assert [each.own_name for each in value.aside] == ["Price a month"]
    for point in value.points:
        pk = point.candidate.pk
        assert point.score == pytest.approx(without.ranking.of(pk).total)
        assert point.score != before.ranking.of(pk).total


def test_the_chart_names_the_candidates_and_what_is_efficient(
    client, filled, url, people, now
):
    reveal_with(filled, SHEETS, at=now)
    client.force_login(people["lead"])

    page = client.get(url)

    wide, narrow = (
        page.context["value"].chart.wide,
        page.context["value"].chart.narrow,
    )
    assert "On the efficient line: " in wide.label
    assert narrow.width < 400 < wide.width
    assert [each.css_class for each in wide.paths] in ([], ["line reference"])
    assert "Efficient line: nobody scores as much for less" in page.content.decode()


def test_no_score_stands_beside_cost_before_the_reveal(client, filled, url, people):
    # R17
    MoneySettings.objects.create(evaluation=filled, budget_rule="kept_out")
    Evaluation.objects.filter(pk=filled.pk).update(state="scoring", mode="sealed")
    client.force_login(people["lead"])

    value = client.get(url).context["value"]

    assert value.is_sealed
    assert value.points == ()


def test_who_scores_less_for_more_is_off_the_efficient_line():
    def point(cost, score):
        return ValuePoint(Candidate(), cost, score)

    found = with_efficient([point(3, 50), point(1, 40), point(2, 60), point(2, 55)])

    assert [(each.cost, each.score, each.is_efficient) for each in found] == [
        (1, 40, True),
        (2, 60, True),
        (2, 55, False),
        (3, 50, False),
    ]


def test_after_the_reveal_score_is_held_against_cost(client, filled, url, people, now):
    MoneySettings.objects.create(evaluation=filled, budget_rule="kept_out")
    reveal_with(filled, SHEETS, at=now)
    client.force_login(people["lead"])

    page = client.get(url)
    told = client.get(f"/api/v1/evaluations/{filled.pk}/costs/").json()

    value = page.context["value"]
    points = told["value_for_money"]["points"]
    assert [each["score"] for each in points] == [each.score for each in value.points]
    ranked = {each.candidate.name for each in value.points}
    assert ranked == {"Acme", "Bolt", "Cedar"}
    assert value.points[0].is_efficient
    assert "nobody scores as much for less" in page.content.decode()
