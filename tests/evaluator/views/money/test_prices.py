from __future__ import annotations

import pytest
from django.urls import reverse

from evaluator.models import Pricing
from tests.evaluator.prices import (
    amount_a_month,
    enter,
    from_catalogue,
    stairs,
    use_contacts,
)

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [
    ("lead", 302),
    ("evaluator", 403),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
QUOTE = {"amount": "18,600", "currency": "usd", "every": "year"}


def url_of(name: str, *args: object) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.fixture
def acme(evaluation, people, now):
    candidate = evaluation.candidates.get(name="Acme")
    enter(candidate, amount_a_month("80"), actor=people["lead"], now=now)
    return candidate


@pytest.fixture
def lead(client, people):
    client.force_login(people["lead"])
    return client


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_prices(client, evaluation, acme, people, person, status):  # R21
    client.force_login(people[person])

    for url in (
        url_of("price_list", evaluation.pk),
        url_of("price_detail", evaluation.pk, acme.pk),
        url_of("price_version", evaluation.pk, acme.pk, 1),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_changes_prices(client, evaluation, acme, people, person, status):  # R9
    client.force_login(people[person])
    here = (evaluation.pk, acme.pk)

    answers = [
        client.post(url_of("price_quote", *here), QUOTE),
        client.post(url_of("price_use", *here), {"origin": "own", "number": 1}),
        client.post(url_of("price_detail", *here), {"pinned_plan": "", "version": 3}),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_one_quote_takes_one_amount_in_any_digits(lead, evaluation, acme):
    quote = QUOTE | {"amount": "۱۸٬۶۰۰"}

    lead.post(url_of("price_quote", evaluation.pk, acme.pk), quote)

    page = lead.get(url_of("price_detail", evaluation.pk, acme.pk)).content.decode()
    assert "$18,600.00" in page
    assert acme.tariff_versions.count() == 2


def test_the_next_quote_begins_with_the_one_in_use(lead, evaluation, acme):
    url = url_of("price_quote", evaluation.pk, acme.pk)
    quote = QUOTE | {"every": "month", "one_time": "900.50", "months": "24"}
    lead.post(url, quote)

    form = lead.get(url).context["form"]

    shown = {name: str(form[name].value()) for name in ("amount", "one_time", "months")}
    assert shown == {"amount": "18600", "one_time": "900.5", "months": "24"}
    assert form["every"].value() == "month"
    assert form["currency"].value() == "USD"


def test_versions_without_a_note_are_told_apart(lead, evaluation, acme, people, now):
    lead.post(url_of("price_quote", evaluation.pk, acme.pk), QUOTE)

    page = lead.get(url_of("price_detail", evaluation.pk, acme.pk)).context["page"]

    assert [line.gist for line in page.versions] == ["$18,600 a year", "$80 a month"]


def test_a_tariff_that_is_more_than_a_quote_is_not_squeezed_into_one(
    lead, evaluation, acme, people, now
):
    url = url_of("price_quote", evaluation.pk, acme.pk)
    lead.post(url, QUOTE)
    enter(acme, stairs((5000, "145")), actor=people["lead"], now=now)

    assert lead.get(url).context["form"]["amount"].value() is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": "-5"}, "Enter an amount of 0 or more."),
        ({"amount": "1" * 14}, "Enter a smaller amount."),
        ({"currency": "xxq"}, "Enter a currency by its three letters"),
        ({"every": "day"}, "Select a valid choice"),
    ],
)
def test_a_wrong_quote_is_told_at_its_field(lead, evaluation, acme, change, sentence):
    answer = lead.post(url_of("price_quote", evaluation.pk, acme.pk), QUOTE | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert acme.tariff_versions.count() == 1


def test_the_list_says_when_a_rung_is_passed(lead, evaluation, acme, people, now):
    use_contacts(evaluation, 4900, growth="0.01")
    tariff = stairs((5000, "145"), (10_000, "234"))
    enter(acme, tariff, actor=people["lead"], now=now)

    page = lead.get(url_of("price_list", evaluation.pk)).content.decode()

    assert "In month 4 you pass 5,000 (Stored contacts): $89.00 more a month." in page


def test_blocked_quote_and_unknown_rung_have_words_of_their_own(lead, evaluation):
    use_contacts(evaluation, 60_000)
    for name, key in (
        ("Acme", "klaviyo"),
        ("Bolt", "insider"),
        ("Cedar", "engagebay"),
    ):
        from_catalogue(evaluation.candidates.get(name=name), key)

    page = lead.get(url_of("price_list", evaluation.pk)).content.decode()

    assert "state-blocked" in page
    assert "10,000 people are not reached." in page
    assert "state-quote-needed" in page
    assert "state-unknown-rung" in page


def test_a_missing_rate_is_asked_for(lead, evaluation, acme, people, now):
    enter(acme, amount_a_month("80", "GBP"), actor=people["lead"], now=now)

    page = lead.get(url_of("price_list", evaluation.pk)).content.decode()

    assert "The tariff is in GBP: enter an exchange rate to USD." in page


def test_a_bill_opens_to_its_parts_and_sources(lead, evaluation, acme):
    from_catalogue(acme, "customer_io")
    Pricing.objects.all().delete()
    use_contacts(evaluation, 30_000)
    here = url_of("price_detail", evaluation.pk, acme.pk)
    lead.post(here, {"pinned_plan": "essentials", "version": 0})

    page = lead.get(here, {"month": "۲"}).content.decode()

    assert "Plans in month 2" in page
    assert "25,000 × $0.009" in page
    assert "https://customer.io/pricing" in page
    assert "You pinned it." in page


def test_a_stale_wish_shows_both_values(lead, evaluation, acme):  # R48
    here = url_of("price_detail", evaluation.pk, acme.pk)
    lead.post(here, {"pinned_plan": "only", "version": 1})

    answer = lead.post(here, {"pinned_plan": "", "version": 1})

    assert answer.status_code == 412
    assert "Saved by somebody else" in answer.content.decode()


def test_an_unknown_version_is_refused_in_words(lead, evaluation, acme):
    answer = lead.post(
        url_of("price_use", evaluation.pk, acme.pk),
        {"origin": "own", "number": 9},
        follow=True,
    )

    assert "Choose a version that is on the list." in answer.content.decode()


def test_the_list_costs_few_queries(lead, evaluation, django_assert_max_num_queries):
    # Session, user, part, candidates, settings, usage, rates, versions, progress, team.
    with django_assert_max_num_queries(14):
        lead.get(url_of("price_list", evaluation.pk))
