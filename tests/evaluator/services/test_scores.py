from datetime import timedelta

import pytest

from evaluator.models import Ballot, Evaluation, Participant, Recusal, Score
from evaluator.services.scores import (
    BallotFrozen,
    CandidateRecused,
    CellEdit,
    Entry,
    ScoreEdit,
    ScoreIsStale,
    ScoringClosed,
    save_score,
    save_sheet,
)
from workspace.models import Activity, AuditEntry

pytestmark = pytest.mark.django_db

FOUR = Entry(Score.State.SCORED, 4)
TWO = Entry(Score.State.SCORED, 2)


@pytest.fixture
def cell(scoring, part_of):
    """What names one cell of the evaluator: Price of Acme."""
    return {
        "participant": part_of(scoring, "evaluator"),
        "criterion": scoring.criteria.get(own_name="Price"),
        "candidate": scoring.candidates.get(name="Acme"),
    }


def test_the_first_score_makes_ballot_and_row(cell, now):
    score = save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert (score.state, score.value, score.version) == ("scored", 4, 1)
    assert score.ballot.state == Ballot.State.DRAFT


def test_a_later_score_keeps_note_and_rung_that_were_not_sent(cell, now):
    save_score(**cell, edit=ScoreEdit(0, FOUR, rung="shown", note="Demo"), now=now)

    score = save_score(**cell, edit=ScoreEdit(1, TWO), now=now)

    assert (score.value, score.rung, score.note) == (2, "shown", "Demo")
    assert Score.objects.get().version == 2


def test_a_note_alone_leaves_the_cell_unscored(cell, now):
    score = save_score(**cell, edit=ScoreEdit(0, note="Ask again"), now=now)

    assert (score.state, score.value) == (Score.State.EMPTY, None)


def test_clearing_keeps_the_row_and_its_version(cell, now):
    save_score(**cell, edit=ScoreEdit(0, FOUR, note="Demo"), now=now)

    score = save_score(**cell, edit=ScoreEdit(1, Entry()), now=now)

    assert (score.state, score.value, score.note) == (Score.State.EMPTY, None, "Demo")
    assert score.version == 2


def test_a_stale_version_is_refused_and_shows_what_is_stored(cell, now):  # R48
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)
    save_score(**cell, edit=ScoreEdit(1, TWO), now=now)

    with pytest.raises(ScoreIsStale) as refused:
        save_score(**cell, edit=ScoreEdit(1, Entry(Score.State.ABSTAINED)), now=now)

    assert refused.value.current.value == 2
    assert Score.objects.get().value == 2


def test_a_cell_scored_elsewhere_is_not_overwritten_as_a_new_one(cell, now):  # R48
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    with pytest.raises(ScoreIsStale):
        save_score(**cell, edit=ScoreEdit(0, TWO), now=now)


def test_the_same_entry_sent_twice_is_saved_once(cell, now):
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    score = save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert (score.value, score.version) == (4, 1)


def test_a_draft_touches_nothing_that_others_see(cell, scoring, now):  # R18
    before = Evaluation.objects.values().get()
    others = Participant.objects.exclude(pk=cell["participant"].pk)
    people = list(others.values())

    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert Evaluation.objects.values().get() == before
    assert list(others.values()) == people
    assert not Activity.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_live_score_makes_the_pages_of_others_new(cell, scoring, now):
    scoring.mode = Evaluation.Mode.OPEN
    scoring.save()
    cell["participant"].evaluation.mode = Evaluation.Mode.OPEN

    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert Evaluation.objects.get().result_version == scoring.result_version + 1


def test_nothing_is_saved_before_scoring_opens(cell, scoring, now):
    cell["participant"].evaluation.state = Evaluation.State.SETUP

    with pytest.raises(ScoringClosed):
        save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert not Ballot.objects.exists()


def test_nothing_is_saved_in_an_archived_evaluation(cell, scoring, now):
    cell["participant"].evaluation.archived_at = now

    with pytest.raises(ScoringClosed):
        save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)


def test_a_submitted_score_is_frozen(cell, now):  # R20
    participant = cell["participant"]
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)
    Participant.objects.filter(pk=participant.pk).update(submitted_at=now)

    with pytest.raises(BallotFrozen):
        save_score(**cell, edit=ScoreEdit(1, TWO), now=now)

    assert Score.objects.get().value == 4


def test_one_ballot_still_submitted_is_frozen_too(cell, now):  # R20
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)
    Ballot.objects.update(state="submitted", submitted_at=now)

    with pytest.raises(BallotFrozen):
        save_score(**cell, edit=ScoreEdit(1, TWO), now=now)


def test_a_recused_candidate_takes_no_score(cell, now):
    Recusal.objects.create(
        participant=cell["participant"],
        candidate=cell["candidate"],
        reason="My brother works there.",
        at=now,
    )

    with pytest.raises(CandidateRecused):
        save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)


def test_a_reopened_score_keeps_what_was_submitted(cell, now):  # R20
    save_score(**cell, edit=ScoreEdit(0, FOUR, rung="tried", note="Trial"), now=now)
    Ballot.objects.update(submitted_at=now, returned_because="Look again.")
    later = now + timedelta(hours=1)

    save_score(**cell, edit=ScoreEdit(1, TWO), now=later)
    score = save_score(**cell, edit=ScoreEdit(2, Entry()), now=later)

    assert score.submitted_before == {
        "state": "scored",
        "value": 4,
        "rung": "tried",
        "note": "Trial",
    }
    assert not score.changed_after_reveal


def test_a_score_given_after_the_reveal_is_marked(cell, scoring, now):  # R20
    Ballot.objects.create(
        participant=cell["participant"],
        candidate=cell["candidate"],
        submitted_at=now,
        returned_because="Look again.",
    )
    cell["participant"].evaluation.state = Evaluation.State.REVEALED

    score = save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)

    assert score.changed_after_reveal
    assert score.submitted_before["state"] == "empty"


def test_after_the_reveal_a_draft_that_was_not_given_back_is_closed(cell, now):  # R20
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)
    cell["participant"].evaluation.state = Evaluation.State.REVEALED

    with pytest.raises(ScoringClosed):
        save_score(**cell, edit=ScoreEdit(1, TWO), now=now)


def test_a_sheet_saves_what_it_can_and_returns_the_rest(cell, scoring, now):
    save_score(**cell, edit=ScoreEdit(0, FOUR), now=now)
    price, acme = cell["criterion"], cell["candidate"]
    bolt = scoring.candidates.get(name="Bolt")

    stale = save_sheet(
        participant=cell["participant"],
        edits=[
            CellEdit(price, acme, ScoreEdit(0, TWO)),
            CellEdit(price, bolt, ScoreEdit(0, TWO)),
        ],
        now=now,
    )

    assert {key: score.value for key, score in stale.items()} == {
        (price.pk, acme.pk): 4
    }
    assert Score.objects.get(ballot__candidate=bolt).value == 2
