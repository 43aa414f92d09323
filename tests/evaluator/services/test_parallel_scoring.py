"""What holds when a committee does things at the same moment (R48, R50)."""

from __future__ import annotations

import pytest
from django.db import connection

from evaluator.models import Ballot, Evaluation, Participant, Score
from evaluator.services.ballots import reopen_ballots, submit_ballots
from evaluator.services.reveal import reveal_scores
from evaluator.services.scores import Entry, ScoreEdit, save_score
from tests.workspace.services.test_parallel import at_once
from workspace.models import AuditEntry, Member
from workspace.services.records import verify_chain
from workspace.services.teams import remove_member

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite writes one after the other"
    ),
]
MANY = 8


@pytest.fixture
def cell(scoring):
    return {
        "criterion": scoring.criteria.get(own_name="Price"),
        "candidate": scoring.candidates.get(name="Acme"),
    }


def events(name: str) -> int:
    return AuditEntry.objects.filter(event=name).count()


def test_one_submission_wins(scoring, part_of, team, now):  # R50
    results = at_once(
        *[
            lambda: submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
            for _ in range(MANY)
        ]
    )

    assert results.count("AlreadySubmitted") == MANY - 1
    assert events("ballots.submitted") == 1
    assert list(verify_chain(team)) == []


def test_one_reveal_wins(scoring, part_of, people, now):  # R50
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    results = at_once(
        *[
            lambda: reveal_scores(
                evaluation=Evaluation.objects.get(), actor=people["lead"], now=now
            )
            for _ in range(MANY)
        ]
    )

    assert results.count("AlreadyRevealed") == MANY - 1
    assert events("evaluation.revealed") == 1


def test_the_last_two_submissions_reveal_once(scoring, part_of, now):  # R50
    Evaluation.objects.update(reveals_itself=True)

    at_once(
        lambda: submit_ballots(participant=part_of(scoring, "evaluator"), now=now),
        lambda: submit_ballots(participant=part_of(scoring, "second"), now=now),
    )

    assert Evaluation.objects.get().state == "revealed"
    assert events("evaluation.revealed") == 1


def test_a_reveal_and_a_reopening_do_not_mix(scoring, part_of, people, now):  # R50
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    submit_ballots(participant=part_of(scoring, "second"), now=now)

    at_once(
        lambda: reveal_scores(
            evaluation=Evaluation.objects.get(), actor=people["lead"], now=now
        ),
        lambda: reopen_ballots(
            participant=part_of(scoring, "second"),
            actor=people["lead"],
            reason="A slip",
            now=now,
        ),
    )

    assert Evaluation.objects.get().state == "revealed"
    assert events("ballots.reopened") == 1
    # Either it was reopened before the reveal, and is shut, or after it, and is open.
    second = part_of(scoring, "second")
    assert second.submitted_at is None
    assert not second.ballots.submitted().exists()


def test_saves_of_one_cell_do_not_overwrite_each_other(
    scoring, part_of, cell, now
):  # R48
    def save(value: int) -> Score:
        return save_score(
            participant=part_of(scoring, "evaluator"),
            edit=ScoreEdit(0, Entry(Score.State.SCORED, value)),
            now=now,
            **cell,
        )

    results = at_once(*[lambda value=value: save(value) for value in range(6)])

    assert results.count("ScoreIsStale") == 5
    assert Score.objects.get().version == 1
    assert Ballot.objects.count() == 1


def test_a_save_comes_before_a_submission_or_not_at_all(
    scoring, part_of, cell, now
):  # R20
    for _time in range(5):
        results = at_once(
            lambda: submit_ballots(participant=part_of(scoring, "evaluator"), now=now),
            lambda: save_score(
                participant=part_of(scoring, "evaluator"),
                edit=ScoreEdit(0, Entry(Score.State.SCORED, 4)),
                now=now,
                **cell,
            ),
        )

        is_saved = Score.objects.exists()
        assert is_saved == ("BallotFrozen" not in results)
        Ballot.objects.all().delete()
        Participant.objects.update(submitted_at=None)


def test_saves_of_many_people_do_not_wait_for_each_other(scoring, part_of, cell, now):
    def save(name: str) -> Score:
        return save_score(
            participant=part_of(scoring, name),
            edit=ScoreEdit(0, Entry(Score.State.SCORED, 4)),
            now=now,
            **cell,
        )

    results = at_once(lambda: save("evaluator"), lambda: save("second"))

    assert [type(result) for result in results] == [Score, Score]


def test_leaving_the_team_and_submitting_do_not_block_each_other(
    scoring, part_of, people, team, now
):  # R50
    """One holds the team and wants the evaluation, the other holds it the other way."""
    members = Member.objects.filter(team=team, user__name__in=["Second", "Observer"])

    results = at_once(
        lambda: submit_ballots(participant=part_of(scoring, "evaluator"), now=now),
        *[
            lambda member=member: remove_member(
                member=member, actor=people["owner"], now=now
            )
            for member in members
        ],
    )

    assert not any(isinstance(result, str) for result in results)
    assert not members.all().exists()
    assert list(verify_chain(team)) == []
