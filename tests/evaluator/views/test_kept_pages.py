"""Pages are kept as text; whatever changes, the very next request shows it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluator.models import Criterion, Evaluation
from evaluator.selectors.structures import structure_at
from tests.evaluator.changes import Stage
from workspace.kept_pages import shelf

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b")
OF_RESULTS = {"choose", "submit_again", "reopen_only", "remove_evaluator"}


@pytest.fixture
def stage(scoring, people, part_of, say, now):
    """What the changes below are made with."""
    budget = scoring.criteria.get(own_name="Budget")
    Criterion.objects.create(evaluation=scoring, kind="must_have", own_name="Sends SMS")
    Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    say(scoring, "evaluator", "Price", "Acme", 4)
    return Stage(scoring, people, part_of, say, now)


CHANGES = [
    name
    for name, member in vars(Stage).items()
    if callable(member)
    and name not in {"__init__", "me", "acme", "criterion", "change", *OF_RESULTS}
]


def text_of(client, url: str) -> bytes:
    return TOKEN.sub(b"", client.get(url).content)


@pytest.mark.parametrize("view", ["grid", "one"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_very_next_request_shows_a_change(client, stage, change, view):
    client.force_login(stage.people["evaluator"])
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    url = f"{url}?view={view}"
    before = text_of(client, url)
    getattr(stage, change)()

    after = text_of(client, url)

    shelf.clear()
    structure_at.cache_clear()
    assert after == text_of(client, url)
    # Weights and measured values are not said where one criterion is asked at a time.
    assert after != before or (view, change) in {("one", "weigh"), ("one", "measure")}


@pytest.mark.parametrize(
    "change",
    [
        "submit_again",
        "reopen_only",
        "choose",
        "rename_candidate",
        "rename_criterion",
        "weigh",
        "fail_must_have",
        "measure",
        "rename",
        "archive",
        "speak_persian",
    ],
)
@pytest.mark.parametrize("person", ["lead", "observer"])
def test_the_very_next_request_for_the_results_shows_a_change(
    client, stage, change, person
):
    for criterion in ("Price", "Growth", "Answers", "Training"):
        stage.say(stage.evaluation, "evaluator", criterion, "Bolt", 2)
    stage.reveal()
    stage.evaluation.refresh_from_db()
    client.force_login(stage.people[person])
    url = reverse("evaluator:results", args=[stage.evaluation.pk])
    before = text_of(client, url)
    getattr(stage, change)()

    after = text_of(client, url)

    shelf.clear()
    assert after == text_of(client, url)
    seen = change not in {"speak_persian", "reopen_only"}
    assert (after != before) == seen


def test_a_live_score_shows_in_the_results_at_once(client, stage):
    Evaluation.objects.update(mode="open")
    client.force_login(stage.people["observer"])
    url = reverse("evaluator:results", args=[stage.evaluation.pk])
    before = text_of(client, url)
    stage.say(stage.evaluation, "second", "Price", "Bolt", 1)

    after = text_of(client, url)

    shelf.clear()
    assert after == text_of(client, url) != before


@pytest.mark.parametrize("person", ["evaluator", "lead"])
def test_drafts_of_another_let_no_page_be_drawn_again(client, stage, person):  # R18
    client.force_login(stage.people[person])
    page = "score_sheet" if person == "evaluator" else "ballot_list"
    url = reverse(f"evaluator:{page}", args=[stage.evaluation.pk])
    with CaptureQueriesContext(connection) as before:
        client.get(url)
        client.get(url)
    stage.say(stage.evaluation, "second", "Price", "Acme", 5)

    with CaptureQueriesContext(connection) as after:
        client.get(url)

    kept = {"evaluator": 4, "lead": len(before) // 2}
    assert len(after) == kept[person]


def test_what_is_said_once_is_not_kept(client, stage):
    client.force_login(stage.people["evaluator"])
    acme = stage.acme()
    args = [stage.evaluation.pk, acme.pk]
    client.post(reverse("evaluator:recusal_edit", args=args), {"reason": "Shares"})
    url = reverse("evaluator:score_sheet", args=args[:1])

    said, again = client.get(url), client.get(url)

    assert "You do not score Acme." in said.content.decode()
    assert "You do not score Acme." not in again.content.decode()


def test_a_kept_page_is_nobody_elses(client, stage):  # R16
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    client.force_login(stage.people["evaluator"])
    client.get(url)
    client.force_login(stage.people["second"])

    assert "0 of 12 answered" in client.get(url).content.decode()


def test_a_form_of_a_kept_page_carries_a_token_that_counts(stage):  # R41
    client = Client(enforce_csrf_checks=True)
    client.force_login(stage.people["evaluator"])
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    client.get(url)
    kept = client.get(url).content.decode()
    token = re.search(r'data-csrf="(\w+)"', kept)[1]
    cell = [
        stage.evaluation.pk,
        stage.criterion("Growth").pk,
        stage.acme().pk,
    ]

    response = client.post(
        reverse("evaluator:score_save", args=cell),
        {"entry": "3", "version": 0, "part": "cell"},
        headers={"X-CSRFToken": token, "HX-Request": "true"},
    )

    assert response.status_code == 200
