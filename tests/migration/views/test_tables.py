import csv
from urllib.parse import unquote

import pytest
from django.urls import reverse

from migration.exports.plan_tables import TABLES
from migration.models import DayOff, ListCount
from migration.services.schedule.schedule import make_baseline

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")
STATUSES = (200, 200, 200, 404, 404)


def rows_of(answer) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def table(client, plan, people):
    def get(name: str, person: str = "observer"):
        client.force_login(people[person])
        return client.get(reverse("migration:plan_table", args=[plan.pk, name]))

    return get


@pytest.mark.parametrize(("person", "status"), list(zip(CAST, STATUSES, strict=True)))
def test_who_may_have_the_tables(table, person, status):
    answers = {table(name, person).status_code for name in TABLES}

    assert answers == {status}


def test_each_table_is_named_for_what_it_holds_and_for_its_plan(table, plan):
    named = {name: unquote(table(name)["Content-Disposition"]) for name in TABLES}

    for name, offered in TABLES.items():
        assert f"{offered.label} - {plan.title}.csv" in named[name]


def test_an_unknown_table_is_not_there(table):
    assert table("salaries").status_code == 404


def test_links_and_days_off_are_rows(table, plan, task_of, now):
    plan.days_free.create(
        kind=DayOff.Kind.FREEZE, name="Year end", first_on=now, last_on=now
    )

    waits, days = rows_of(table("links")), rows_of(table("days-off"))

    pairs = {(row["Task before"], row["Task that waits"]) for row in waits}
    assert (task_of("charter").title, task_of("purchase").title) in pairs
    assert [row["Name"] for row in days] == ["Year end"]


def test_a_baseline_tells_each_task(table, plan, people, now):
    plan.uses_baselines = True
    plan.save()
    make_baseline(plan=plan, name="Start", actor=people["lead"], now=now)

    rows = rows_of(table("baselines"))

    assert len(rows) == plan.tasks.count()
    assert {row["Baseline"] for row in rows} == {"Start"}


def test_counts_and_losses_are_rows_and_no_formulas(table, plan, now):
    contacts = plan.contact_lists.create(name="=News")
    contacts.counts.create(
        side=ListCount.Side.SOURCE, counted_on=now, counts={"active": 7}
    )
    plan.losses.create(what="Old forms", told="All")

    [count], [loss] = rows_of(table("list-counts")), rows_of(table("losses"))

    assert (count["List"], count["Status"], count["People"]) == (
        "'=News",
        "active",
        "7",
    )
    assert loss["What will not move"] == "Old forms"


def test_people_and_talks_are_rows(table, plan, people, now):
    person = plan.stakeholders.create(name="Nadia", role="web")
    person.talks.create(spoken_on=now, note="She agrees")

    [talk], members = rows_of(table("talks")), rows_of(table("people"))

    assert (talk["Name"], talk["What was said"]) == ("Nadia", "She agrees")
    assert len(members) == plan.members.count()
