"""The two views of the score sheet, and what drawing and saving them costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluator.models import Candidate, Criterion, Evaluation
from evaluator.services.structure import bump_versions
from tests.evaluator.views.scoring import save, url_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "rows", "columns"),
    [
        ("", 4, 3),
        ("?missing=on", 3, 3),
        ("?category={}", 2, 3),
        ("?candidate={}", 4, 1),
    ],
)
def test_the_grid_can_be_narrowed(page, scoring, say, query, rows, columns):
    for candidate in ("Acme", "Bolt", "Cedar"):
        say(scoring, "evaluator", "Price", candidate, 3)
    wanted = (
        scoring.criteria.get(own_name="Budget")
        if "category" in query
        else scoring.candidates.get(name="Bolt")
    )

    url = url_of("score_sheet", scoring.pk) + query.format(wanted.pk)
    content = page.get(url).content.decode()

    assert content.count("data-criterion=") == rows
    assert content.count("data-candidate=") == columns


def test_what_cannot_be_read_narrows_nothing(page, scoring):
    url = url_of("score_sheet", scoring.pk)

    content = page.get(f"{url}?candidate=x&category=99999").content.decode()

    assert content.count("data-criterion=") == 4


def grown(evaluation: Evaluation, criteria: int, candidates: int) -> None:
    for number in range(criteria):
        Criterion.objects.create(
            evaluation=evaluation,
            parent=evaluation.criteria.get(own_name="Budget"),
            kind="rated",
            own_name=f"More {number}",
        )
    for number in range(candidates):
        Candidate.objects.create(
            evaluation=evaluation,
            name=f"More {number}",
            match_key=f"more {number}",
            stage="short",
        )
    bump_versions(evaluation)


@pytest.mark.parametrize("view", ["grid", "one"])
def test_a_page_costs_the_same_whatever_the_size(page, scoring, say, view):
    # session, user, teams, own part; recusals, ballots, own scores; the structure:
    # candidates, tree, must-haves that fail, measured values; counts of the frame;
    # one at a time: the scores of its criterion
    url = f"{url_of('score_sheet', scoring.pk)}?view={view}"
    say(scoring, "evaluator", "Price", "Acme", 4)
    with CaptureQueriesContext(connection) as small:
        page.get(url)
    grown(scoring, criteria=18, candidates=9)

    with CaptureQueriesContext(connection) as large:
        page.get(url)

    assert len(large) == len(small) <= 13


@pytest.mark.parametrize("view", ["grid", "one"])
def test_an_unchanged_page_is_not_drawn_again(
    page, scoring, view, django_assert_num_queries
):
    url = f"{url_of('score_sheet', scoring.pk)}?view={view}"
    first = page.get(url)

    with django_assert_num_queries(4):  # session, user, teams, own part
        second = page.get(url)

    assert len(second.content) == len(first.content)
    token = second.content.decode().partition('data-csrf="')[2][:64]
    assert token.isalnum()
    assert token not in first.content.decode()


def test_a_save_costs_the_same_whatever_the_size(page, scoring, cell):
    # session, user, teams, own part, candidate, criterion; begin, claim, recusal,
    # ballot, score, write, commit; recusals, ballots, own scores, the score
    save(page, cell, "4")
    with CaptureQueriesContext(connection) as small:
        save(page, cell, "3", version=1)
    grown(scoring, criteria=18, candidates=9)
    page.get(url_of("score_sheet", scoring.pk))

    with CaptureQueriesContext(connection) as large:
        save(page, cell, "2", version=2)

    assert len(large) == len(small) <= 17


@pytest.mark.parametrize(
    ("headers", "cookies", "is_grid"),
    [
        ({}, {}, True),
        ({"User-Agent": "Mozilla/5.0 (iPhone) Mobile/15E148"}, {}, False),
        ({}, {"viewport": "narrow"}, False),
        ({"User-Agent": "Mobile"}, {"viewport": "wide"}, True),
        ({"User-Agent": "Mobile"}, {"score_view": "grid"}, True),
        ({}, {"score_view": "one"}, False),
    ],
)
def test_a_phone_shows_one_at_a_time_until_somebody_chooses(
    page, scoring, headers, cookies, is_grid
):
    page.cookies.load(cookies)

    response = page.get(url_of("score_sheet", scoring.pk), headers=headers)

    assert ('id="score-grid"' in response.content.decode()) == is_grid


def test_the_choice_of_a_view_is_remembered(page, scoring):
    page.get(url_of("score_sheet", scoring.pk) + "?view=one")

    response = page.get(url_of("score_sheet", scoring.pk))

    assert 'id="score-grid"' not in response.content.decode()


def test_one_at_a_time_begins_with_what_is_missing(page, scoring, say):
    for candidate in ("Acme", "Bolt", "Cedar"):
        say(scoring, "evaluator", "Price", candidate, 3)

    response = page.get(url_of("score_sheet", scoring.pk) + "?view=one")

    assert response.context["criterion"].own_name == "Growth"
