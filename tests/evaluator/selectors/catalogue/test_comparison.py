from __future__ import annotations

import pytest

from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.comparison import Verdict, compare_platforms

pytestmark = pytest.mark.django_db

KEY = "channels.sms"


@pytest.fixture
def platforms(db) -> list[Platform]:
    return [
        Platform.objects.create(key=name.lower(), name=name, match_key=name.lower())
        for name in ("Acme", "Bolt")
    ]


def claim(platform: Platform, answer: str, **fields) -> Fact:
    return Fact.objects.create(
        **{
            "platform": platform,
            "key": KEY,
            "value": f"{answer}, on some plans",
            "details": {"form": "claim", "answer": answer},
            **fields,
        }
    )


def rows(platforms, team, *, only_differences=False) -> dict:
    comparison = compare_platforms(
        platforms, team=team, only_differences=only_differences
    )
    return {row.key: row for group in comparison.groups for row in group.rows}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (("yes", "no"), Verdict.DIFFERS),
        (("yes", "yes"), Verdict.SAME),
        (("yes", None), Verdict.UNKNOWN),
    ],
)
def test_only_known_answers_differ_or_agree(platforms, team, answers, verdict):
    for platform, answer in zip(platforms, answers, strict=True):
        if answer:
            claim(platform, answer)

    assert rows(platforms, team)[KEY].verdict is verdict


def test_figures_differ_by_value_unit_currency_and_plan(platforms, team):
    for platform, value in zip(platforms, (10, 20), strict=True):
        Fact.objects.create(
            platform=platform, key="limits.users", value=value, unit="users"
        )

    assert rows(platforms, team)["limits.users"].differs


def test_the_teams_own_fact_stands_for_the_shipped_one(platforms, team, other_team):
    claim(platforms[0], "no")
    claim(platforms[1], "yes")
    claim(platforms[0], "yes", team=team)

    assert rows(platforms, team)[KEY].verdict is Verdict.SAME
    assert rows(platforms, other_team)[KEY].verdict is Verdict.DIFFERS


def test_what_agrees_is_left_out_when_only_differences_are_asked_for(platforms, team):
    for platform in platforms:
        claim(platform, "yes")

    assert rows(platforms, team, only_differences=True) == {}


def test_what_is_known_of_none_is_named_once_a_group(platforms, team):
    claim(platforms[0], "yes")

    comparison = compare_platforms(platforms, team=team, only_differences=False)

    channels = next(each for each in comparison.groups if each.group == "channels")
    assert "Email" in channels.unknown
    assert [row.key for row in channels.rows] == [KEY]


def test_comparing_takes_one_query(platforms, team, django_assert_num_queries):
    with django_assert_num_queries(1):  # the facts
        compare_platforms(platforms, team=team, only_differences=False)
