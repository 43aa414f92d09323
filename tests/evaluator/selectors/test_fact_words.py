from __future__ import annotations

import pytest
from django.utils import translation

from evaluator.models import Fact
from evaluator.selectors.catalogue.fact_words import (
    date_text,
    extras_text,
    fact_text,
    qualifier_of,
    words_of,
)
from evaluator.selectors.money.tariffs import Steps, TermLine, tariff_terms


def fact(key: str = "limits.other", value: object = None, **fields) -> Fact:
    return Fact(key=key, value=value, **{"details": {}, **fields})


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (fact(value=890, unit="per month", currency="USD"), "$890 per month"),
        (fact(value=19.9, unit="per month", currency="EUR"), "€19.90 per month"),
        (fact(value=0.0079, unit="per SMS", currency="USD"), "$0.0079 per SMS"),
        (fact(value=10000, unit="contacts"), "10,000 contacts"),
        (fact(value=1.5, unit="odd units"), "1.5 odd units"),
        (fact(value=10.1, unit="percent"), "10.1%"),
        (fact(value="SaaS"), "SaaS"),
        (fact(value=["English", "Arabic"]), "English, Arabic"),
        (fact(), "unknown"),
        (fact(details={"price_kind": "quote"}), "quote needed"),
        (
            fact("pricing.tariff", "flat_tier", details={"form": "tariff"}),
            "one price per tier",
        ),
        (
            fact("company.acquired_on", "2019-05", details={"form": "date"}),
            "May 2019",
        ),
        (
            fact("availability.billing_currency", "EUR", details={"form": "currency"}),
            "Euro (EUR)",
        ),
        (
            fact("audience.sizes", ["SMB"], details={"tags": ["small", "mid_size"]}),
            "small, mid-size: SMB",
        ),
    ],
)
def test_a_value_is_written_by_its_form(given, text):
    assert fact_text(given) == text


@pytest.mark.parametrize(
    ("said", "answer", "text"),
    [
        ("yes", "yes", "yes"),
        ("yes, from Pro", "yes", "yes: from Pro"),
        ("yes (SAML)", "yes", "yes: (SAML)"),
        ("yes, from Pro", "partly", "partly: yes, from Pro"),
        ("via Zapier", "unknown", "unknown: via Zapier"),
    ],
)
def test_a_claim_is_its_answer_and_the_words_beside_it(said, answer, text):
    claim = fact("channels.sms", said, details={"form": "claim", "answer": answer})

    assert fact_text(claim) == text


def test_our_words_are_translated_and_the_source_keeps_its_own():
    price = fact(value=890, unit="per glass of tea", currency="USD")

    with translation.override("fa"):
        words = words_of(price)

    assert words.source == "per glass of tea"
    assert words.main.startswith("۸۹۰")


@pytest.mark.parametrize(
    ("language", "as_of", "text"),
    [
        ("en", "2026-05-14", "14 May 2026"),
        ("en", "2026-05", "May 2026"),
        ("en", "2026", "2026"),
        ("en", "", "undated"),
        ("fa", "2026-05-14", "۲۴ اردیبهشت ۱۴۰۵"),
        ("fa", "2026-05", "مه ۲۰۲۶"),
    ],
)
def test_a_date_is_as_exact_as_its_source(language, as_of, text):
    with translation.override(language):
        assert date_text(as_of) == text


def test_a_fact_tells_for_what_it_holds():
    details = {
        "plan": "Pro",
        "tier": {"quantity": 2000, "unit": "contacts"},
        "item": "1",
    }

    assert qualifier_of(fact(details=details)) == "Pro · 2,000 contacts"


def test_a_price_tells_what_it_includes_and_how_long_it_lasts():
    details = {"includes": {"core_seats": 3}, "months": 12}

    text = extras_text(fact(details=details))

    assert text == "includes 3 core seats · for 12 months"


def test_the_steps_of_a_tariff_become_a_table():
    terms = {
        "ladder": [{"up_to": 1000, "price": 49}, {"up_to": None, "price": 5.5}],
        "send_multiplier": 10,
        "between_rungs": "unknown",
        "later_bands": None,
    }

    read = tariff_terms(fact(currency="USD", details={"terms": terms}))

    assert read.steps == (
        Steps("steps", ("Up to", "Price"), (("1,000", "$49"), ("unknown", "$5.50"))),
    )
    assert read.lines == (
        TermLine("sends per contact", "10"),
        TermLine("between the steps", "unknown", is_source=True),
        TermLine("price of later blocks", "unknown"),
    )


def test_lists_of_bounds_and_prices_become_one_table():
    terms = {
        "rung_upper_bounds": [2000, None],
        "rung_prices_monthly": [99, 179],
        "rung_prices_yearly": [79, 139],
    }

    steps = tariff_terms(fact(currency="USD", details={"terms": terms})).steps

    assert [table.rows for table in steps] == [
        (("2,000", "$99", "$79"), ("unknown", "$179", "$139"))
    ]
