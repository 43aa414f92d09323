from __future__ import annotations

import pytest

from evaluator.costs.json_form import to_json
from tests.evaluator.prices import amount_a_month, enter, from_catalogue, use_contacts

pytestmark = pytest.mark.django_db

QUOTE = {"amount": "18600", "currency": "USD", "every": "year"}


@pytest.fixture
def acme(evaluation, people, now):
    candidate = evaluation.candidates.get(name="Acme")
    enter(candidate, amount_a_month("80"), actor=people["lead"], now=now)
    return candidate


def test_a_quote_is_entered_and_billed_by(script, evaluation, acme):
    lead = script("lead")
    here = (evaluation.pk, acme.pk)

    made = lead.ask("post", "price-quote", *here, body=QUOTE)
    price = lead.ask("get", "price-detail", *here).json()

    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert (price["number"], price["whole"]["known"]) == (2, 55_800)


def test_a_tariff_goes_out_and_in_unchanged(script, evaluation, acme):
    lead = script("lead")
    here = (evaluation.pk, from_catalogue(acme, "hubspot_marketing_hub").pk)
    shipped = lead.ask("get", "tariff-version-detail", *here, 0).json()["tariff"]

    made = lead.ask("post", "tariff-version-list", *here, body={"tariff": shipped})

    assert made.status_code == 201
    assert made.json()["tariff"] == shipped


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"plans": []}, "Acme has no plan: add at least one."),
        ({"surprise": 1}, "tariff (Acme) > surprise is not known here: leave it out."),
        ({"plans": 3}, "tariff (Acme) > plans holds 3, where a list is expected."),
    ],
)
def test_a_faulty_tariff_is_refused_with_its_sentences(
    script, evaluation, acme, change, sentence
):
    body = {"tariff": to_json(amount_a_month("80")) | change}

    answer = script("lead").ask(
        "post", "tariff-version-list", evaluation.pk, acme.pk, body=body
    )

    assert answer.status_code == 400
    assert answer.json()["errors"]["tariff"] == [sentence]


def test_a_plan_is_pinned_with_the_version_that_was_read(script, evaluation, acme):
    lead = script("lead")
    here = (evaluation.pk, acme.pk)
    body = {"pinned_plan": "only"}

    pinned = lead.ask("patch", "price-detail", *here, body=body, version=1)
    late = lead.ask("patch", "price-detail", *here, body=body, version=1)

    assert (pinned.status_code, pinned.json()["pinned_plan"]) == (200, "only")
    assert late.status_code == 412


def test_one_goes_back_to_what_ships(script, evaluation, acme):
    from_catalogue(acme, "mailchimp")
    use_contacts(evaluation, 4000)

    answer = script("lead").ask(
        "put", "price-tariff", evaluation.pk, acme.pk, body={"origin": "built_in"}
    )

    plans = {each["plan"]: each["reason"] for each in answer.json()["plans"]}
    assert plans["standard"] == "taken"
    assert plans["free"] == "blocked"


def test_prices_are_for_those_with_the_right(script, evaluation, acme):  # R21
    answer = script("observer").ask("get", "price-list", evaluation.pk)

    assert answer.status_code == 403
