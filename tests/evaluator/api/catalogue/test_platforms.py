from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluator.models import Fact, Platform

pytestmark = pytest.mark.django_db
SOURCED = {"source": "Mail from the vendor", "is_undated": True}


def add_platform(name: str, **columns: object) -> Platform:
    key = name.lower()
    return Platform.objects.create(key=key, name=name, match_key=key, **columns)


def test_the_list_narrows_by_all_that_the_page_narrows_by(script, people, team):
    add_platform("Acme", kinds=["crm"], channels=["email", "sms"])
    add_platform("Bolt", kinds=["crm"], channels=["email"])
    add_platform("Cedar", kinds=["cdp"], team=team)

    def names(query: str, person: str = "member") -> list[str]:
        return [
            each["name"] for each in script(person).get("platform-list", query=query)
        ]

    assert names("?kinds=crm") == ["Acme", "Bolt"]
    assert names("?channels=email&channels=sms") == ["Acme"]
    assert names("?search=ced") == names(f"?team={team.pk}&search=ced") == ["Cedar"]
    assert names("?search=ced", "outsider") == []


def test_a_word_that_no_facet_knows_is_refused(script):
    answer = script("member").ask("get", "platform-list", query="?kinds=rocket")

    assert answer.status_code == 400


def test_the_list_asks_as_much_for_many_rows_as_for_few(script):
    reader = script("member")
    add_platform("Acme")
    reader.get("platform-list")
    with CaptureQueriesContext(connection) as few:
        reader.get("platform-list")
    for number in range(9):
        add_platform(f"More {number}")

    with CaptureQueriesContext(connection) as many:
        reader.get("platform-list")

    assert len(many) == len(few) < 10


def test_a_team_adds_changes_and_removes_its_own_platform(script, team):  # R48
    member = script("member")
    body = {"team": team.pk, "name": "Ours", "channels": ["sms"]}
    made = member.ask("post", "platform-list", body=body)
    twin = member.ask("post", "platform-list", body=body | {"name": "Ourss"})
    pk = made.json()["id"]

    changed = member.ask(
        "patch", "platform-detail", pk, body={"vendor": "We"}, version=1
    )
    stale = member.ask("delete", "platform-detail", pk, version=1)
    gone = member.ask("delete", "platform-detail", pk, version=2)

    assert (made.status_code, twin.status_code) == (201, 409)
    assert (changed.json()["vendor"], changed.json()["channels"]) == ("We", ["sms"])
    assert stale.json()["current"]["vendor"] == "We"
    assert (stale.status_code, gone.status_code) == (412, 204)


def test_a_shipped_platform_is_nobodys_to_change(script):
    acme = add_platform("Acme")

    answer = script("member").ask(
        "patch", "platform-detail", acme.pk, body={"name": "x"}, version=1
    )

    assert answer.status_code == 403


def test_an_own_fact_stands_beside_the_shipped_one(script, team):
    acme = add_platform("Acme")
    shipped = Fact.objects.create(
        platform=acme, key="company.owner", value="Them", trust="vendor"
    )
    member = script("member")
    body = {"team": team.pk, "beside": shipped.pk, "value": "Others", **SOURCED}

    made = member.ask("post", "fact-list", acme.pk, body=body)
    again = member.ask("post", "fact-list", acme.pk, body=body)

    assert (made.status_code, again.status_code) == (201, 409)
    assert [each["value"] for each in member.get("fact-list", acme.pk)] == [
        "Them",
        "Others",
    ]
    assert len(script("outsider").get("fact-list", acme.pk)) == 1


def test_an_own_fact_is_changed_and_removed_by_version(script, team):  # R48
    acme, member = add_platform("Acme"), script("member")
    body = {"team": team.pk, "key": "company.owner", "value": "We", **SOURCED}
    pk = member.ask("post", "fact-list", acme.pk, body=body).json()["id"]

    changed = member.ask("patch", "fact-detail", pk, body={"note": "x"}, version=1)
    stale = member.ask("patch", "fact-detail", pk, body={"note": "y"}, version=1)
    gone = member.ask("delete", "fact-detail", pk, version=2)

    assert (changed.json()["value"], changed.json()["note"]) == ("We", "x")
    assert stale.json()["current"]["note"] == "x"
    assert (stale.status_code, gone.status_code) == (412, 204)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"value": "We"}, "as_of"),
        ({"value": "We", "is_undated": True}, "source"),
        ({"value": "We", "currency": "EUR", **SOURCED}, "currency"),
        ({"value": {"a": 1}, **SOURCED}, "value"),
    ],
)
def test_a_fact_without_what_it_rests_on_is_refused(script, team, sent, field):
    # R13
    acme = add_platform("Acme")
    body = {"team": team.pk, "key": "company.owner"} | sent

    answer = script("member").ask("post", "fact-list", acme.pk, body=body)

    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert not Fact.objects.exists()


def test_a_fact_of_another_platform_or_team_is_an_unknown_one(
    script, team, other_team
):  # R12
    acme, bolt = add_platform("Acme"), add_platform("Bolt")
    far = Fact.objects.create(platform=bolt, key="company.owner", value="x")
    member = script("member")
    body = {"value": "We", **SOURCED}

    beside = member.ask(
        "post", "fact-list", acme.pk, body=body | {"team": team.pk, "beside": far.pk}
    )
    elsewhere = member.ask(
        "post",
        "fact-list",
        acme.pk,
        body=body | {"team": other_team.pk, "key": "company.owner"},
    )

    assert (beside.status_code, elsewhere.status_code) == (404, 404)
    assert Fact.objects.count() == 1


def test_platforms_are_compared_fact_by_fact(script):
    acme, bolt = add_platform("Acme"), add_platform("Bolt")
    for platform, owner in ((acme, "One"), (bolt, "Two")):
        Fact.objects.create(platform=platform, key="company.owner", value=owner)
    query = f"?platforms={acme.pk}&platforms={bolt.pk}&only_differences=true"

    compared = script("member").get("platform-comparison", query=query)
    alone = script("member").ask(
        "get", "platform-comparison", query=f"?platforms={acme.pk}"
    )

    [row] = compared["rows"]
    assert (row["key"], row["verdict"]) == ("company.owner", "differs")
    assert alone.status_code == 400


def test_the_glossary_is_searched_in_the_language_of_the_person(script):
    found = script("member").get("glossary", query="?search=recusal")

    assert found
    assert {"term", "explanation", "see"} <= found[0].keys()
