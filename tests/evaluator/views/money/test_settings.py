import pytest
from django.urls import reverse

from evaluator.models import ExchangeRate, MoneySettings

pytestmark = pytest.mark.django_db

FORM = {
    "currency": "EUR",
    "months": "60",
    "yearly_budget": "20000",
    "discount_rate": "8",
    "discount_rate_low": "6",
    "discount_rate_high": "10",
    "inflation": "2.5",
    "convention": "mid",
    "budget_rule": "kept_out",
    "version": "0",
}
RATE = {"currency": "GBP", "likely": "1.2", "low": "1.1", "source": "ECB"}


@pytest.fixture
def urls(evaluation):
    return {
        name: reverse(f"evaluator:{name}", args=[evaluation.pk])
        for name in ("money_settings", "exchange_rate_set")
    }


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 403), ("outsider", 404)],
)
def test_who_sees_how_costs_are_told(client, urls, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(urls["money_settings"]).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("evaluator", 403), ("outsider", 404)]
)
def test_who_changes_it(client, urls, evaluation, people, person, status):
    client.force_login(people[person])
    remove = reverse("evaluator:exchange_rate_remove", args=[evaluation.pk, "GBP"])

    answers = [
        client.post(urls["money_settings"], FORM),
        client.post(urls["exchange_rate_set"], RATE),
        client.post(remove),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_rates_are_entered_in_per_cent_and_kept_as_shares(client, urls, people):
    client.force_login(people["lead"])

    client.post(urls["money_settings"], FORM)

    row = MoneySettings.objects.get()
    assert [
        str(each.normalize()) for each in (row.discount_rate_low, row.inflation)
    ] == [
        "0.06",
        "0.025",
    ]
    assert (row.months, row.convention) == (60, "mid")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"months": "7"}, "from 12 to 84"),
        ({"discount_rate_low": "9"}, "rises from low"),
        ({"discount_rate": "5000", "discount_rate_high": ""}, "between -99"),
        ({"yearly_budget": "-3"}, "0 or more"),
    ],
)
def test_what_is_wrong_is_said(client, urls, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(urls["money_settings"], FORM | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_stale_settings_show_both_values(client, urls, people):  # R48
    client.force_login(people["lead"])
    client.post(urls["money_settings"], FORM)

    answer = client.post(urls["money_settings"], FORM | {"months": "24"})

    assert answer.status_code == 412
    assert "60" in answer.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"likely": "0"}, "above 0"),
        ({"low": "3"}, "rises from low"),
        ({"currency": "USD"}, "needs no exchange rate"),
    ],
)
def test_an_impossible_rate_is_refused(client, urls, people, changed, said):
    client.force_login(people["lead"])

    answer = client.post(urls["exchange_rate_set"], RATE | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not ExchangeRate.objects.exists()


def test_the_page_needs_few_queries(
    client, urls, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(24):
        client.get(urls["money_settings"])


def test_the_api_holds_usage_settings_and_rates(client, evaluation, people):
    client.force_login(people["lead"])
    root = f"/api/v1/evaluations/{evaluation.pk}"
    profile = {"figures": {"sms": {"low": "1", "likely": "2", "high": "3"}}}

    def put(path, body, version=0):
        return client.put(
            f"{root}/{path}/",
            body,
            content_type="application/json",
            headers={"If-Match": f'"{version}"'},
        )

    answers = [
        put("usage", {"profile": profile}),
        put("usage", {"profile": {"figures": {"sms": {"low": "x"}}}}, 1),
        put("usage", {"profile": profile}),
        put("exchange-rates/gbp", {"likely": "1.2"}),
        put("exchange-rates/xxx", {"likely": "1.2"}),
    ]

    assert [each.status_code for each in answers] == [200, 400, 412, 200, 404]
    found = client.get(f"{root}/money-settings/").json()
    assert [rate["currency"] for rate in found["rates"]] == ["GBP"]
    assert client.delete(f"{root}/exchange-rates/gbp/").status_code == 204
