from decimal import Decimal

import pytest

from evaluator.catalogue.problems import CatalogueError
from evaluator.catalogue.schema import parse_platform
from tests.evaluator.catalogue.conftest import (
    amount,
    platform,
    problems_of,
    statement,
)


def test_a_right_file_becomes_an_entry_with_exact_figures():
    facts = [amount(value=224.72, source={"url": "https://a.example", "via": "copy"})]

    entry = parse_platform(platform(*facts))
    fee = entry.facts[0]

    assert (entry.key, entry.kinds) == ("acme", ("marketing_automation",))
    assert fee.value == Decimal("224.72")
    assert fee.source.via == "copy"
    assert fee.slot == "Pro; one-time; USD"


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (amount(unit=None), "This figure has no unit."),
        (amount(source=None), "There is no source."),
        (amount(source={}), "The source names nothing."),
        (amount(source={"via": "a copy"}), "The source names nothing."),
        (amount(source={"url": "acme.example"}), "is no web address"),
        (amount(source={"text": "not recorded"}), "A figure needs its source."),
        (amount(source={"url": "https://a.example", "page": "2"}), "'page' is not"),
        (amount(currency=None), "This amount has no currency."),
        (amount(currency="US$"), "'US$' is no currency code."),
        (amount(currency="BTC"), "'BTC' is no currency code."),
        (amount(value=True), "The value True does not fit."),
        (amount(value=float("nan")), "does not fit."),
        (amount(value=["a", "b"]), "does not fit."),
        (amount(value=""), "The value '' does not fit."),
        (amount(price=3), "The field 'price' is not known."),
        (amount(plan=2026), "The field 'plan' is no text."),
        (amount(confidence="sure"), "'sure' is no word of 'confidence'."),
        (amount(months=0), "The field 'months' is no count."),
        (amount(tags=["cloud"]), "This key carries no tags."),
        (amount(answer="yes"), "Only the words of a claim have an answer."),
        (amount(terms={"base": 3}), "Only a tariff has terms."),
        (amount(tier={"quantity": "many", "unit": "contacts"}), "is no number."),
        (amount(tier={"quantity": 3}), "The field 'unit' is missing."),
        (amount(includes={"cars": 1}), "The field 'cars' is not known."),
        (amount(based_on="channels.sms"), "of which nothing is known here."),
        (amount(key="pricing.fee"), "The fact key 'pricing.fee' is not known."),
        ({"key": "channels.sms"}, "The value is missing."),
        ("pricing", "This fact has no named fields."),
    ],
)
def test_a_broken_fact_is_refused_by_name(fact, said):
    problems = problems_of(fact)

    assert len(problems) == 1
    assert said in problems[0]
    assert problems[0].startswith("acme.yaml, fact 1")


@pytest.mark.parametrize(
    "as_of",
    ["", "August 2026", "2026-13", "2026-02-30", "26", "2026-8-1", "unknown", 12.5],
)
def test_a_date_that_is_none_is_refused(as_of):
    problems = problems_of(amount(as_of=as_of))

    assert (
        "is no date. Write 2026, 2026-05, 2026-05-14 or the word undated."
        in (problems[0])
    )


def test_a_missing_date_asks_for_one_or_for_the_word_undated():
    problems = problems_of(amount(as_of=None))

    assert (
        "'as_of' is missing. Write 2026, 2026-05, 2026-05-14 or the word"
        in (problems[0])
    )


@pytest.mark.parametrize("as_of", ["2026", 2026, "2026-05", "2026-05-14", "undated"])
def test_a_date_is_as_exact_as_the_source_gives_it(as_of):
    entry = parse_platform(platform(amount(as_of=as_of)))

    assert entry.facts[0].as_of == str(as_of)


def test_a_date_after_the_day_of_collection_is_refused():
    assert "dated after compiled_on" in problems_of(amount(as_of="2027-01"))[0]


def test_two_facts_of_one_slot_are_both_named():
    problems = problems_of(amount(value=1), amount(value=2), amount(plan="Max"))

    assert [problem.split(":")[0] for problem in problems] == [
        "acme.yaml, fact 1 (pricing.onboarding_fee)",
        "acme.yaml, fact 2 (pricing.onboarding_fee)",
    ]
    assert "Tell them apart by plan, tier, unit or item." in problems[0]


def test_an_item_tells_two_facts_apart():
    entry = parse_platform(platform(amount(item="1"), amount(item="2")))

    assert len({fact.slot for fact in entry.facts}) == 2


def test_all_problems_come_at_once():
    problems = problems_of(amount(unit=None, currency="X"), {"key": "no"}, name=None)

    assert len(problems) == 4


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "The field 'colour' is not known."),
        ({"key": "Acme One"}, "'Acme One' is no key."),
        ({"vendor": None}, "The field 'vendor' is missing."),
        ({"kinds": []}, "The platform is of no kind."),
        ({"kinds": ["toaster"]}, "'toaster' is no word of 'kinds'."),
        ({"aliases": "Acme"}, "The field 'aliases' is no list of words."),
        ({"domains": ["https://acme.example"]}, "is no domain."),
        ({"mechanisms": ["barter"]}, "'barter' is no word of 'mechanisms'."),
        ({"grade": "superb"}, "'superb' is no word of 'grade'."),
        ({"compiled_on": None}, "The field 'compiled_on' is missing."),
        ({"compiled_on": "undated"}, "The day of collection is missing."),
        ({"facts": []}, "There are no facts."),
    ],
)
def test_a_broken_head_is_refused(changes, said):
    problems = problems_of(**changes)

    assert said in problems[0]
    assert problems[0].startswith("acme.yaml: ")


def test_what_is_no_mapping_is_refused():
    with pytest.raises(CatalogueError, match="This file has no named fields"):
        parse_platform(["acme"])


def test_an_unknown_fact_needs_neither_date_nor_source():
    entry = parse_platform(platform({"key": "channels.sms", "value": None}))

    assert entry.facts[0].is_unknown


def test_a_price_on_request_is_no_unknown_and_needs_its_source():
    quote = amount(key="pricing.price", price_kind="quote")
    entry = parse_platform(platform({**quote, "value": None}))

    problems = problems_of({**quote, "value": None, "source": None})

    assert entry.facts[0].needs_quote
    assert "There is no source." in problems[0]


def test_a_price_needs_plan_period_and_kind():
    problems = problems_of(amount(key="pricing.price"))

    assert "A price needs plan, billing_period and price_kind." in problems[0]


def test_a_claim_keeps_its_words_and_needs_an_answer():
    words = statement("channels.sms", "via partner")

    entry = parse_platform(platform(words | {"answer": "partly"}))

    assert entry.facts[0].value == "via partner"
    assert "A claim needs an answer." in problems_of(words)[0]


def test_words_may_do_without_a_recorded_source_but_not_without_any():
    owner = statement("company.owner", "Acme Ltd")

    entry = parse_platform(platform(owner | {"source": {"text": "not recorded"}}))

    assert entry.facts[0].source.text == "not recorded"
    assert "There is no source." in problems_of(owner | {"source": None})[0]


def test_typed_words_are_checked_too():
    problems = problems_of(
        statement("availability.billing_currency", "dollars"),
        statement("company.acquired_on", "long ago"),
        statement("pricing.tariff", "barter"),
    )

    assert "'dollars' is no currency code." in problems[0]
    assert "'long ago' is no date." in problems[1]
    assert "'barter' is no mechanism." in problems[2]
