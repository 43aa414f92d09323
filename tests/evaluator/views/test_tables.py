from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from evaluator.exports.evaluation_tables import TABLES
from evaluator.models import Evaluation
from evaluator.selectors.results import read_results

pytestmark = pytest.mark.django_db

RESULTS = sorted(name for name, offered in TABLES.items() if offered.is_result)


def rows_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def address(evaluation: Evaluation, table: str) -> str:
    return reverse("evaluator:table_csv", args=[evaluation.pk, table])


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_table_is_a_rectangle_with_a_head(client, revealed, people, table):
    client.force_login(people["evaluator"])

    head, *rows = rows_of(client.get(address(revealed, table)))

    assert all(head)
    assert {len(row) for row in rows} <= {len(head)}
    empty = {"must-haves", "measurements", "activity", "cost-lines", "cost-years"}
    empty.add("scenario-changes")
    assert rows or table in empty


@pytest.mark.parametrize(
    ("person", "own", "status"),
    [
        ("lead", 403, 200),
        ("evaluator", 200, 200),
        ("observer", 403, 200),
        ("member", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_takes_tables_home(client, revealed, people, person, own, status):  # R9
    client.force_login(people[person])

    assert client.get(address(revealed, "own-scores")).status_code == own
    assert client.get(address(revealed, "ranking")).status_code == status


@pytest.mark.parametrize("table", RESULTS)
def test_nothing_of_the_results_leaves_before_the_reveal(
    client, evaluation, people, table
):  # R17
    client.force_login(people["lead"])

    assert client.get(address(evaluation, table)).status_code == 404


def test_a_table_that_is_none_is_not_found(client, revealed, people):
    client.force_login(people["lead"])

    assert client.get(address(revealed, "secrets")).status_code == 404


def test_the_ranking_is_the_one_number(client, revealed, people, now):
    client.force_login(people["observer"])

    _head, first, *_rest = rows_of(client.get(address(revealed, "ranking")))

    best = read_results(revealed, today=now.date()).ranking.standings[0]
    assert float(first[2]) == best.total


def test_own_scores_are_those_of_the_person_alone(client, revealed, people):  # R17
    client.force_login(people["second"])

    rows = rows_of(client.get(address(revealed, "own-scores")))[1:]

    scored = {(row[0], row[1]): row[2] for row in rows if row[2]}
    own = revealed.participants.get(user=people["second"])
    assert len(scored) == own.ballots.filter(scores__value__isnull=False).count()


def test_a_result_asks_as_often_as_its_page(client, revealed, people):
    client.force_login(people["observer"])

    # session, person, memberships, participant with evaluation and team; then the
    # eight of read_results
    with assertNumQueries(12):
        rows_of(client.get(address(revealed, "scores")))


@pytest.mark.parametrize(
    "name",
    [
        "evaluator:evaluation_list",
        "evaluator:platform_list",
        "evaluator:glossary",
        "migration:plan_list",
    ],
)
def test_a_list_comes_as_a_file_with_its_filters(client, evaluation, people, name):
    client.force_login(people["lead"])

    answer = client.get(reverse(name), {"format": "csv", "search": "zzz"})
    head, *rows = rows_of(answer)

    assert answer["Content-Type"].startswith("text/csv")
    assert all(head)
    assert all(len(row) == len(head) for row in rows)


def test_members_take_the_list_of_people(client: Client, team, people):
    client.force_login(people["member"])
    url = reverse("workspace:member_list", args=[team.pk])

    rows = rows_of(client.get(url, {"format": "csv"}))

    assert len(rows) == 1 + team.members.count()
