"""Nothing of what was collected may get lost from the shipped files.

The numbers were counted in the collected material itself, before it was put into
this form, and leave out what only reads another fact.
"""

from collections import Counter

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.trust import fact_trust

DERIVED = "company.owner"  # read off the vendor's line in the head


def collected(shipped):
    return [
        (platform, fact)
        for platform in shipped
        for fact in platform.facts
        if not (fact.is_unknown or fact.based_on or fact.key == DERIVED)
    ]


def test_all_29_platforms_are_there_by_name(shipped):
    names = [platform.name for platform in shipped]

    assert len(names) == 29
    assert names == sorted(names, key=str.casefold)


def test_every_question_is_listed_for_every_platform_known_or_not(shipped):
    for platform in shipped:
        assert {fact.key for fact in platform.facts} == set(FACT_KEYS), platform.key


def test_no_fact_of_any_group_is_lost(shipped):
    counted = Counter(str(fact.group) for _, fact in collected(shipped))

    assert counted == {
        "audience": 86,
        "deployment": 31,
        "pricing": 498,
        "limits": 179,
        "channels": 151,
        "integrations": 168,
        "reporting": 52,
        "ease_of_use": 63,
        "languages": 33,
        "support": 55,
        "security": 102,
        "import_export": 106,
    }


def test_no_figure_of_any_kind_is_lost(shipped):
    forms = Counter(str(fact.form or "quote") for _, fact in collected(shipped))
    prices = Counter(fact.key for _, fact in collected(shipped))

    assert (forms["number"], forms["money"], forms["quote"]) == (149, 184, 1)
    assert (forms["tariff"], forms["words"]) == (38, 67)
    assert forms["claim"] + forms["text"] == 1085
    assert (prices["pricing.price"], prices["pricing.hidden_cost"]) == (171, 83)


def test_every_amount_keeps_its_currency(shipped):
    counted = Counter(
        fact.currency
        for _, fact in collected(shipped)
        if fact.currency and fact.form != "tariff"
    )

    assert counted == {"USD": 167, "EUR": 9, "GBP": 4, "INR": 4, "PLN": 1}


def test_dates_copies_notes_and_confidence_are_kept(shipped):
    facts = [fact for _, fact in collected(shipped)]

    assert Counter(fact.as_of == "undated" for fact in facts) == {False: 910, True: 614}
    assert sum(bool(fact.note) for fact in facts) == 105
    # The other seven: an index through which one repository was read.
    assert sum(bool(fact.source.via) for fact in facts) == 486 + 7
    assert Counter(str(fact.confidence) for fact in facts) == {
        "high": 544,
        "medium": 227,
        "low": 348,
        "None": 405,
    }


def test_a_source_is_an_address_or_words_as_it_was_collected(shipped):
    sources = [fact.source for _, fact in collected(shipped)]

    assert sum(bool(source.url) for source in sources) == 857
    assert sum(source.text == "not recorded" for source in sources) == 2


def test_trust_marks_of_the_shipped_facts(shipped):
    marks = Counter(str(fact_trust(*pair)) for pair in collected(shipped))

    assert marks == {"vendor": 748, "third_party": 404, "unverified": 372}


def test_a_fact_that_reads_another_takes_over_its_source_and_date(shipped):
    readings = [(p, fact) for p in shipped for fact in p.facts if fact.based_on]

    assert len(readings) == 70
    for platform, fact in readings:
        origins = {(f.as_of, f.source) for f in platform.facts_of(fact.based_on)}
        assert (fact.as_of, fact.source) in origins, (platform.key, fact.key)


def test_known_examples_read_as_they_were_collected(shipped):
    hubspot = next(p for p in shipped if p.key == "hubspot_marketing_hub")
    fee = hubspot.facts_of("pricing.onboarding_fee")[0]
    act_on = next(p for p in shipped if p.key == "act_on")
    quoted = act_on.facts_of("pricing.price")[1]

    assert (fee.plan, str(fee.value), fee.currency) == ("Professional", "3000", "USD")
    assert fee.source.url == "https://www.hubspot.com/pricing/marketing"
    assert (fee.as_of, fee.confidence) == ("2026-08-13", "high")
    assert quoted.needs_quote
    assert not quoted.is_unknown


def test_what_is_asked_but_nobody_found_stays_unknown(shipped):
    for key in ("company.acquired_by", "company.acquired_on", "availability.sold_in"):
        facts = [fact for platform in shipped for fact in platform.facts_of(key)]

        assert len(facts) == 29
        assert all(fact.is_unknown for fact in facts)


def test_slots_and_units_fit_the_columns_they_are_stored_in(shipped):
    facts = [fact for platform in shipped for fact in platform.facts]

    assert max(len(fact.slot) for fact in facts) <= 300
    assert max(len(fact.unit) for fact in facts) <= 120
