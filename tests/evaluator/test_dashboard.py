import pytest
from django.urls import reverse

from evaluator.dashboard import draw_cards, find_needs
from evaluator.models import Ballot
from evaluator.services.evaluations import NewEvaluation, create_evaluation

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs(team, now):
    def of(user) -> list[str]:
        return [need.text for need in find_needs(user=user, team=team, now=now)]

    return of


def test_the_lead_is_asked_to_open_the_scoring(evaluation, people, needs):
    assert needs(people["lead"]) == [
        "Set up and open the scoring: Platform for 2027",
    ]


def test_evaluators_are_asked_until_they_submit(scoring, people, needs, now):
    before = needs(people["evaluator"])
    scoring.participants.filter(user=people["evaluator"]).update(submitted_at=now)

    assert before == ["Score: Platform for 2027"]
    assert needs(people["evaluator"]) == []
    assert needs(people["observer"]) == []


def test_returned_scores_ask_to_be_looked_at(scoring, people, needs):
    Ballot.objects.create(
        participant=scoring.participants.get(user=people["evaluator"]),
        candidate=scoring.candidates.first(),
        returned_because="The scale was unclear.",
    )

    assert needs(people["evaluator"]) == [
        "Look at your returned scores: Platform for 2027"
    ]


def test_the_lead_is_asked_for_the_choice(scoring, people, needs, now):
    scoring.state, scoring.revealed_at = "revealed", now
    scoring.save()

    assert needs(people["lead"]) == ["Record the choice: Platform for 2027"]


def test_alone_one_is_reminded_until_the_first_score(team, people, needs, now):
    mine = create_evaluation(
        team=team, new=NewEvaluation("Mine"), actor=people["member"], now=now
    )
    before = needs(people["member"])
    Ballot.objects.create(
        participant=mine.participants.get(),
        candidate=mine.candidates.create(name="Acme", match_key="acme"),
    )

    assert before == ["Go on with: Mine"]
    assert needs(people["member"]) == []


def test_an_archived_evaluation_asks_for_nothing(evaluation, people, needs, now):
    evaluation.archived_at = now
    evaluation.save()

    assert needs(people["lead"]) == []


def test_another_team_sees_no_cards(evaluation, people, other_team, now):
    cards = draw_cards(user=people["outsider"], team=other_team, now=now)

    assert cards == []


def test_the_start_page_shows_needs_and_cards(client, evaluation, people):
    client.force_login(people["lead"])

    page = client.get(reverse("workspace:home")).content.decode()

    assert "Set up and open the scoring" in page
    assert reverse("evaluator:evaluation_overview", args=[evaluation.pk]) in page


def test_a_new_owner_finds_the_door_to_a_first_evaluation(client, people):
    client.force_login(people["owner"])

    page = client.get(reverse("workspace:home")).content.decode()

    assert reverse("evaluator:evaluation_new") in page


def test_needs_take_two_queries_however_many(
    team, people, now, needs, django_assert_num_queries
):
    for title in ("One", "Two", "Three"):
        create_evaluation(
            team=team, new=NewEvaluation(title), actor=people["member"], now=now
        )

    # Own parts with evaluation and choice; their ballots.
    with django_assert_num_queries(2):
        assert len(needs(people["member"])) == 3
