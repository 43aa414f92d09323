from __future__ import annotations

import pytest

from common.text import match_key
from evaluator.catalogue.vocabulary import Facet
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.platforms import (
    PlatformSearch,
    find_platforms,
    likely_twins,
)
from evaluator.services.catalogue.shipped import load_catalogue

pytestmark = pytest.mark.django_db


def platform(name: str, **fields) -> Platform:
    return Platform.objects.create(
        key=name.lower().replace(" ", "-"),
        name=name,
        match_key=match_key(name),
        **fields,
    )


def names(team, search: PlatformSearch) -> list[str]:
    return [each.name for each in find_platforms(team, search).found]


@pytest.fixture
def acme(db) -> Platform:
    return platform(
        "Acme 360", aliases=["اکمه"], vendor="Roadrunner Ltd", channels=["email"]
    )


@pytest.mark.parametrize(
    "words", ["acme", "ACME 360", "acme ۳۶۰", "٣٦٠", "اكمه", "road", "360 acme"]
)
def test_a_platform_is_found_by_any_of_its_names_in_any_letters(team, acme, words):
    assert names(team, PlatformSearch(words=words)) == ["Acme 360"]  # R36


def test_a_word_of_no_name_finds_nothing(team, acme):
    assert names(team, PlatformSearch(words="acme bolt")) == []


def test_all_ticked_tags_must_hold(team, acme):
    platform("Bolt", channels=["email", "sms"])

    both = PlatformSearch(tags={Facet.CHANNEL: ["email", "sms"]})

    assert names(team, both) == ["Bolt"]


@pytest.mark.parametrize(("answer", "found"), [("yes", True), ("no", False)])
def test_the_teams_own_answer_wins_in_the_search(team, other_team, acme, answer, found):
    Fact.objects.create(
        platform=acme,
        team=team,
        key="channels.sms",
        value="said",
        details={"answer": answer},
    )
    sms = PlatformSearch(tags={Facet.CHANNEL: ["sms"]})

    assert (names(team, sms) == ["Acme 360"]) is found
    assert names(other_team, sms) == []


def test_the_list_is_by_name_and_holds_the_own_but_no_foreign_platforms(
    team, other_team
):
    platform("Cedar")
    platform("bolt", team=team)
    platform("Acme", team=other_team)

    found = find_platforms(team, PlatformSearch())

    assert [each.name for each in found.found] == ["bolt", "Cedar"]
    assert found.total == 2


def test_what_is_ticked_is_kept_beside_what_is_found(team, acme):
    found = find_platforms(team, PlatformSearch(words="none"), ticked={acme.pk})

    assert (found.found, found.ticked) == ([], [acme])


@pytest.mark.parametrize(
    ("typed", "is_twin"),
    [
        ("ACME 360", True),
        ("Acme360", True),
        ("Acme", True),
        ("اكمه", True),
        ("Bolt", False),
        ("36", False),
    ],
)
def test_names_that_are_much_alike_are_asked_about(team, acme, typed, is_twin):
    assert likely_twins(team, typed) == ([acme] if is_twin else [])  # R36


def test_a_shipped_platform_is_found_by_its_other_names(team, now):
    load_catalogue(now=now)
    others = {
        "PARDOT": "salesforce_account_engagement",
        "Eloqua": "oracle_eloqua",
        "Marketo Engage": "adobe_marketo_engage",
        "Infusionsoft": "keap",
        "میل چیمپ": "mailchimp",
        "اینترک": "intrack",
    }

    found = {
        name: {each.key for each in find_platforms(team, PlatformSearch(name)).found}
        for name in others
    }

    assert all(key in found[name] for name, key in others.items())
