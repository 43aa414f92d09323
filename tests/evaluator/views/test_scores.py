"""Scores, saved one by one, and the page that shows the own ones."""

import pytest
from django.urls import reverse

from evaluator.models import Candidate, Criterion, Evaluation, Participant, Score
from tests.evaluator.views.scoring import HTMX, save, url_of

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 403),
    ("evaluator", 200),
    ("second", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_pages_of_scoring(client, scoring, cell, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("score_sheet", scoring.pk),
        url_of("score_criterion", scoring.pk, cell[1]),
        url_of("ballot_review", scoring.pk),
        url_of("recusal_edit", scoring.pk, cell[2]),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_saves_a_score(client, cell, people, person, status):
    client.force_login(people[person])

    assert save(client, cell, "4").status_code == status
    assert Score.objects.exists() == (status == 200)


@pytest.mark.parametrize(
    ("person", "target"),
    [
        ("evaluator", "score_sheet"),
        ("lead", "ballot_list"),
        ("observer", "ballot_list"),
    ],
)
def test_the_step_leads_everybody_to_their_page(
    client, scoring, people, person, target
):
    client.force_login(people[person])

    response = client.get(url_of("score_start", scoring.pk))

    assert response.headers["Location"] == url_of(target, scoring.pk)


def test_before_scoring_opens_the_page_says_what_comes(page, evaluation):
    response = page.get(url_of("score_sheet", evaluation.pk))

    assert "Scoring is not open yet" in response.content.decode()


@pytest.mark.parametrize(
    ("entry", "state", "value"),
    [
        ("4", "scored", 4),
        ("۴", "scored", 4),
        ("٤", "scored", 4),
        ("0", "scored", 0),
        ("a", "abstained", None),
        ("x", "not_shown", None),
        ("not shown", "not_shown", None),
        ("", "empty", None),
    ],
)
def test_an_entry_is_read_in_every_script(page, cell, entry, state, value):
    assert save(page, cell, entry).status_code == 200

    score = Score.objects.get()
    assert (score.state, score.value) == (state, value)


@pytest.mark.parametrize("entry", ["6", "9", "-1", "4.5", "five", "٦", "44"])
def test_what_is_no_score_is_refused(page, cell, entry):
    response = save(page, cell, entry)

    assert response.status_code == 422
    assert f'value="{entry}"' in response.content.decode()
    assert not Score.objects.exists()


def test_a_save_answers_with_the_cell_and_the_totals_alone(page, cell):
    content = save(page, cell, "4").content.decode()

    assert 'data-version="1"' in content
    assert 'hx-target="#score-totals"' in content
    assert 'hx-target="#score-progress"' in content
    assert "<html" not in content
    assert content.count("<td") == content.count("</td")


def test_a_version_must_be_sent(page, cell):  # R48
    response = page.post(url_of("score_save", *cell), {"entry": "4"}, headers=HTMX)

    assert response.status_code == 422
    assert not Score.objects.exists()


def test_a_stale_save_shows_both_values(page, cell):  # R48
    save(page, cell, "4")
    save(page, cell, "2", version=1)

    response = save(page, cell, "5", version=1)

    content = response.content.decode()
    assert response.status_code == 412
    assert "You entered 5. Elsewhere 2 was saved meanwhile." in content
    assert 'value="5" data-version="2"' in content
    assert Score.objects.get().value == 2


def test_a_note_and_a_rung_are_saved_beside_the_score(page, cell):
    save(page, cell, "4")

    save(page, cell, "4", 1, rung="tried", note="Trial of May", link="example.org/x")

    score = Score.objects.get()
    assert (score.rung, score.note) == ("tried", "Trial of May")
    assert score.link == "https://example.org/x"


def test_a_card_comes_back_as_a_card(page, cell):
    content = save(page, cell, "4", part="card").content.decode()

    assert f'id="card-{cell[1]}-{cell[2]}"' in content
    assert "score-totals" not in content


def test_a_frozen_score_is_not_saved(page, cell, people, now):  # R20
    save(page, cell, "4")
    Participant.objects.update(submitted_at=now)

    response = save(page, cell, "1", version=1)

    assert response.status_code == 409
    assert "frozen" in response.headers["HX-Trigger"]
    assert Score.objects.get().value == 4


@pytest.mark.parametrize("foreign", ["criterion", "candidate"])
def test_ids_of_another_evaluation_are_unknown(page, cell, scoring, foreign):  # R12
    other = Evaluation.objects.create(team=scoring.team, title="Other")
    pk, criterion, candidate = cell
    if foreign == "criterion":
        criterion = Criterion.objects.create(
            evaluation=other, kind="rated", own_name="Theirs"
        ).pk
    else:
        candidate = Candidate.objects.create(
            evaluation=other, name="Theirs", match_key="theirs", stage="short"
        ).pk

    assert save(page, (pk, criterion, candidate), "4").status_code == 404
    assert not Score.objects.exists()


def test_a_sheet_with_endless_ids_saves_nothing(page, scoring):
    url = reverse("evaluator:score_sheet_save", args=[scoring.pk])

    answer = page.post(url, {"rows": "9" * 5000, "columns": "1", "cells": "0.", "s": 3})

    assert answer.status_code == 302
    assert not Score.objects.exists()


def test_only_candidates_on_the_short_list_are_scored(page, cell, scoring):
    scoring.candidates.filter(pk=cell[2]).update(stage="long")

    assert save(page, cell, "4").status_code == 404


def test_the_own_totals_are_those_of_the_ranking(page, scoring, cell, say):
    for criterion in ("Price", "Growth", "Answers", "Training"):
        say(scoring, "evaluator", criterion, "Acme", 4)
    say(scoring, "evaluator", "Price", "Bolt", 5)
    say(scoring, "evaluator", "Growth", "Bolt", None)
    say(scoring, "second", "Price", "Acme", 0)

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    foot = content[content.index('id="score-totals"') :]
    assert foot.index("80.0") < foot.index("100.0")
    assert "5 of 12 answered" not in content
    assert "6 of 12 answered" in content


def test_only_the_own_scores_are_on_the_page(page, scoring, say):  # R17
    say(scoring, "second", "Price", "Acme", 3, note="A secret of the second")

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert "level-3" not in content
    assert "A secret" not in content


def test_a_measured_criterion_is_shown_and_not_asked(page, scoring):
    budget = scoring.criteria.get(own_name="Budget")
    price = Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    acme = scoring.candidates.get(name="Acme")
    acme.measured_values.create(criterion=price, value=12500)

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert "12,500" in content
    assert "0 of 12 answered" in content
    url = url_of("score_criterion", scoring.pk, price.pk)
    assert page.get(url).status_code == 404


def test_each_kind_of_no_value_looks_different(page, scoring, say, part_of, now):
    say(scoring, "evaluator", "Price", "Acme", None)
    score = Score.objects.get()
    Score.objects.create(
        ballot=score.ballot,
        criterion=scoring.criteria.get(own_name="Growth"),
        state="not_shown",
        saved_at=now,
    )
    part_of(scoring, "evaluator").recusals.create(
        candidate=scoring.candidates.get(name="Cedar"), reason="Shares", at=now
    )

    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    looks = ("is-abstained", "is-not-shown", "is-unscored", "score-recused")
    assert [content.count(f'{look}"') > 0 for look in looks] == [True] * 4


def test_the_text_of_a_note_is_data(page, cell):  # R43
    content = save(
        page, cell, "4", part="card", note="<script>alert(1)</script>"
    ).content.decode()

    assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in content
