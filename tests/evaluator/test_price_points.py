"""R21, R22: value and points of a price do not tell the price; totals stay one."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from evaluator.models import Criterion, MeasuredValue, MoneySettings
from evaluator.selectors.result_blocks import category_parts
from evaluator.selectors.results import read_results

pytestmark = pytest.mark.django_db

AMOUNTS = {"Acme": 44128, "Bolt": 31007, "Cedar": 12345}


@pytest.fixture
def price(revealed) -> Criterion:
    criterion = revealed.criteria.create(
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        weight=100,
        parent=revealed.criteria.get(own_name="Budget"),
        value_function={"kind": "linear", "worst": 90000, "best": 0},
    )
    for name, amount in AMOUNTS.items():
        MeasuredValue.objects.create(
            candidate=revealed.candidates.get(name=name),
            criterion=criterion,
            value=amount,
        )
    return criterion


@pytest.fixture
def acme(revealed):
    return revealed.candidates.get(name="Acme")


@pytest.mark.parametrize("ticked", [True, False])
def test_a_link_shows_them_where_that_was_ticked(  # R22
    client, people, revealed, price, ticked
):
    client.force_login(people["lead"])
    form = {"label": "Board", "days": "14"} | ({"shows_prices": "on"} if ticked else {})
    page = client.post(reverse("evaluator:link_create", args=[revealed.pk]), form)
    reader = Client()
    reader.get(page.context["address"].removeprefix(settings.SITE_URL))

    text = reader.get(reverse("evaluator:shared_results")).content.decode()

    assert ("needs the right to see prices" in text) != ticked
    assert ("44,128" in text) == ticked


def ask(client, people, name, url):
    client.force_login(people[name])
    return client.get(url)


SEES = [("lead", True), ("evaluator", True), ("observer", False)]


@pytest.mark.parametrize(("person", "sees"), SEES)
def test_who_sees_value_and_points_in_the_api(
    client, people, revealed, price, acme, person, sees
):
    client.force_login(people[person])
    root = f"/api/v1/evaluations/{revealed.pk}/results"
    ranking = client.get(f"{root}/").json()["ranking"]
    cells = client.get(f"{root}/cells/?page_size=100").json()["results"]
    total = client.get(f"{root}/{acme.pk}/").json()
    cell = client.get(f"{root}/{acme.pk}/{price.pk}/").json()

    points = [each["contributions"][str(price.pk)] for each in ranking]
    values = [each["value"] for each in cells if each["criterion"] == price.pk]
    part = next(
        each
        for category in total["categories"]
        for each in category["contributions"]
        if each["criterion"] == price.pk
    )
    told = [*points, *values, part["value"], part["points"], cell["value"]]
    assert all((each is not None) == sees for each in told)
    assert (cell["measured"] is not None, cell["is_withheld"]) == (sees, not sees)


@pytest.mark.parametrize(("person", "sees"), SEES)
@pytest.mark.parametrize("table", ["contributions", "scores", "ranking", "stability"])
def test_who_sees_them_in_tables(client, people, revealed, price, person, sees, table):
    url = reverse("evaluator:table_csv", args=[revealed.pk, table])

    answer = ask(client, people, person, url)

    rows = b"".join(answer.streaming_content).decode().splitlines()
    if table in {"contributions", "scores"}:
        [row] = [row for row in rows if row.startswith("Price a year")]
        assert any(cell for cell in row.split(",")[2:]) == sees
    elif table == "ranking":
        decimals = {len(row.split(",")[2].partition(".")[2]) for row in rows[1:]}
        assert (max(decimals) > 1) == sees
    else:
        assert any(row.startswith("Budget") for row in rows[1:]) == sees


@pytest.mark.parametrize(("person", "sees"), SEES)
def test_who_sees_them_on_pages(client, people, revealed, price, acme, person, sees):
    pages = [
        ask(client, people, person, reverse(f"evaluator:{name}", args=args))
        for name, args in (
            ("results", [revealed.pk]),
            ("result_total", [revealed.pk, acme.pk]),
            ("result_cell", [revealed.pk, acme.pk, price.pk]),
        )
    ]

    texts = [page.content.decode() for page in pages]
    word = "needs the right to see prices"
    assert [word in text for text in texts] == [not sees] * 3
    heat = pages[0].context["heat"]
    levels = {
        cell.level for row in heat if row.criterion == price for cell in row.cells
    }
    assert (levels == {0}) != sees


def values_of(file: bytes) -> dict[str, dict[str, list[object]]]:
    book = load_workbook(BytesIO(file), data_only=True)
    return {
        sheet.title: {
            str(row[0]): list(row[1:])
            for row in sheet.iter_rows(values_only=True)
            if row[0]
        }
        for sheet in book
    }


@pytest.mark.parametrize(("person", "sees"), SEES)
def test_who_sees_them_in_the_workbook(client, people, revealed, price, person, sees):
    client.force_login(people[person])

    answer = client.post(reverse("evaluator:workbook_download", args=[revealed.pk]))

    sheets = values_of(answer.content)
    told = sheets["Comparison"]["Price a year"][1:]
    total = sheets["Comparison"]["Total of 100"][1]
    assert ("Measured" in sheets) == sees
    assert (told == ["price"] * 3) != sees
    assert (total == round(total, 1)) != sees
    assert sheets["Comparison"]["Rank"][1:] == [
        each["rank"] for each in ranks_by_name(client, people, revealed)
    ]


def ranks_by_name(client, people, evaluation):
    client.force_login(people["lead"])
    found = client.get(f"/api/v1/evaluations/{evaluation.pk}/results/").json()
    return sorted(found["ranking"], key=lambda each: each["name"])


def test_ranks_and_rounded_totals_are_those_of_everybody(
    client, people, revealed, price
):
    def ranking(name):
        client.force_login(people[name])
        url = f"/api/v1/evaluations/{revealed.pk}/results/"
        return client.get(url).json()["ranking"]

    lead, observer = ranking("lead"), ranking("observer")

    assert [each["rank"] for each in observer] == [each["rank"] for each in lead]
    assert [each["total"] for each in observer] == [
        round(each["total"], 1) for each in lead
    ]


def test_kept_out_no_total_contains_a_price(client, people, revealed, price):
    def totals():
        client.force_login(people["observer"])
        url = f"/api/v1/evaluations/{revealed.pk}/results/"
        return [each["total"] for each in client.get(url).json()["ranking"]]

    MoneySettings.objects.create(evaluation=revealed, budget_rule="kept_out")
    before = totals()
    MeasuredValue.objects.update(value=1)

    assert totals() == before


def test_an_own_total_beside_own_scores_does_not_tell_the_second_envelope(
    client, people, scoring, part_of
):
    scoring.two_envelopes = True
    scoring.save()
    price = scoring.criteria.create(
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        weight=100,
        parent=scoring.criteria.get(own_name="Budget"),
        value_function={"kind": "linear", "worst": 90000, "best": 0},
    )
    for each in scoring.candidates.all():
        each.measured_values.create(criterion=price, value=44128)
    client.force_login(people["evaluator"])
    url = reverse("evaluator:score_sheet", args=[scoring.pk])

    page = client.get(url)

    assert "your totals here leave them out" in page.content.decode()
    weights = page.context["sheet"].open_weights
    assert weights[price.pk] == 0
    assert sum(weights.values()) == pytest.approx(1)


@pytest.mark.parametrize(("person", "sees"), SEES)
def test_who_sees_the_ends_of_a_price(client, people, revealed, price, person, sees):
    client.force_login(people[person])
    url = f"/api/v1/evaluations/{revealed.pk}/criteria/?page_size=100"
    listed = client.get(url).json()["results"]
    one = client.get(f"/api/v1/criteria/{price.pk}/").json()

    found = next(each for each in listed if each["id"] == price.pk)
    assert bool(found["value_function"]) == bool(one["value_function"]) == sees


def test_bars_are_drawn_as_wide_as_points_are_told(revealed, price):
    revealed.criteria.exclude(pk=price.pk).filter(parent=price.parent).delete()
    results = read_results(revealed, today=revealed.created_at.date())
    seen = results.without_prices()

    for standing in seen.ranking.standings:
        parts = list(category_parts(seen, standing))
        told = [round(part.value, 1) for part in parts]
        assert [part.value for part in parts] == told
        assert parts[-1].title == "Budget"
