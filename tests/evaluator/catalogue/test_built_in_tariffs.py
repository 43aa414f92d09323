"""The tariffs that ship are sound, and say what the catalogue says."""

from dataclasses import fields, is_dataclass

import pytest

from evaluator.catalogue.built_in_tariffs import (
    built_in_tariff,
    read_tariff,
    read_tariffs,
)
from evaluator.catalogue.reader import read_catalogue
from evaluator.catalogue.trust import fact_trust
from evaluator.content.problems import ContentError
from evaluator.costs.components import (
    Source,
)

HUBSPOT = "hubspot_marketing_hub"
PARDOT = "salesforce_account_engagement"
ASKED_FOR = (
    HUBSPOT,
    PARDOT,
    "brevo",
    "omnisend",
    "activecampaign",
    "mailchimp",
    "klaviyo",
    "customer_io",
    "encharge",
    "engagebay",
    "keap",
    "getresponse",
    "constant_contact_lead_gen_crm",
    "ortto",
    "drip",
    "clevertap",
    "moengage",
    "dynamics_365_customer_insights",
    "oracle_eloqua",
    "act_on",
    "openemm",
    "mautic",
)


def sources(thing):
    if isinstance(thing, Source):
        yield thing
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from sources(getattr(thing, each.name))
    elif isinstance(thing, tuple | frozenset):
        for each in thing:
            yield from sources(each)


def test_all_files_are_sound_and_each_is_of_a_platform_of_the_catalogue():
    platforms = {entry.key for entry in read_catalogue()}

    found = read_tariffs()

    assert set(ASKED_FOR) <= set(found) <= platforms


def test_every_source_is_that_of_a_fact_of_the_platform():
    entries = read_catalogue()
    known = {
        (fact.source.url, fact.as_of, str(fact_trust(entry, fact)))
        for entry in entries
        for fact in entry.facts
        if fact.source
    }

    for key, tariff in read_tariffs().items():
        told = {(each.url, each.as_of, each.trust) for each in sources(tariff)}
        assert told <= known, key


def test_a_platform_without_tariff_has_none():
    assert built_in_tariff("own-platform") is None
    assert built_in_tariff("../platforms/brevo") is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("key: [", "x.yaml: while parsing"),
        ("key: y\nname: X\nplans: []", "has no plan"),
        ("key: y\nname: X\nplans: []\nsurprise: 1", "is not known here"),
        (
            "key: y\nname: X\nplans: [{key: a, name: A, components: [],"
            " features: [speed]}]",
            "'speed' is no question of the catalogue",
        ),
        (
            "key: y\nname: X\nplans: [{key: a, name: A, components: []}]",
            "name the file after its key",
        ),
    ],
)
def test_a_faulty_file_is_refused_with_its_problems(tmp_path, text, problem):
    path = tmp_path / "x.yaml"
    path.write_text(text)

    with pytest.raises(ContentError, match=r"x\.yaml") as refused:
        read_tariff(path)

    assert problem in str(refused.value)


def test_the_problems_of_all_files_come_together(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("key: y\nname: X\nplans: []")

    with pytest.raises(ContentError) as refused:
        read_tariffs(tmp_path)

    assert [each[:6] for each in refused.value.problems] == ["a.yaml", "b.yaml"]
