import pytest

from evaluator.models import Ballot, Evaluation, Participant, Recusal, Score
from evaluator.services.ballots import (
    AlreadySubmitted,
    NothingToSubmit,
    NotSubmitted,
    ReasonMissing,
    RecusalTooLate,
    SubmissionClosed,
    SubmissionIncomplete,
    declare_recusal,
    reopen_ballots,
    submit_ballots,
    withdraw_recusal,
)
from evaluator.services.people import remove_participant
from evaluator.services.reveal import (
    AlreadyRevealed,
    NothingToReveal,
    NotSealed,
    ScoringNotOpen,
    reveal_scores,
)
from evaluator.services.scores import ScoringClosed
from workspace.models import Activity, AuditEntry, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluator(scoring, part_of):
    return part_of(scoring, "evaluator")


@pytest.fixture
def revealed(scoring, part_of, people, now):
    """Both have submitted, and the lead has revealed."""
    for name in ("evaluator", "second"):
        submit_ballots(participant=part_of(scoring, name), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)
    return Evaluation.objects.get()


def mails():
    return [job.arguments["template"] for job in Job.objects.filter(kind="mail")]


def test_submitting_covers_all_ballots_at_once(scoring, evaluator, say, now):
    say(scoring, "evaluator", "Price", "Acme", 4)

    submit_ballots(participant=evaluator, now=now)

    assert list(evaluator.ballots.values_list("state", flat=True)) == ["submitted"] * 3
    assert Participant.objects.get(pk=evaluator.pk).submitted_at == now


def test_submitting_is_told_without_any_content(scoring, evaluator, say, now):  # R17
    say(scoring, "evaluator", "Price", "Acme", 4)

    submit_ballots(participant=evaluator, now=now)

    entry = Activity.objects.get()
    assert (entry.verb, entry.before, entry.after) == ("ballots.submitted", None, None)
    assert AuditEntry.objects.get().event == "ballots.submitted"


def test_submitting_twice_is_refused(evaluator, part_of, scoring, now):  # R50
    submit_ballots(participant=evaluator, now=now)

    with pytest.raises(AlreadySubmitted):
        submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    assert AuditEntry.objects.count() == 1


def test_a_recused_candidate_gets_no_ballot(scoring, evaluator, now):
    acme = scoring.candidates.get(name="Acme")
    declare_recusal(participant=evaluator, candidate=acme, reason="Shares", now=now)

    submit_ballots(participant=evaluator, now=now)

    submitted = evaluator.ballots.submitted()
    assert acme.pk not in submitted.values_list("candidate_id", flat=True)


@pytest.mark.parametrize(
    ("setting", "texts"),
    [("needs_evidence", {"note": "Demo"}), ("needs_note", {"rung": "shown"})],
)
def test_what_the_lead_asks_for_must_be_there(
    scoring, part_of, say, now, setting, texts
):
    say(scoring, "evaluator", "Price", "Acme", 4, **texts)
    say(scoring, "evaluator", "Price", "Bolt", None)
    Evaluation.objects.update(**{setting: True})

    with pytest.raises(SubmissionIncomplete) as refused:
        submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    assert str(refused.value).startswith("1 score ")


def test_an_open_evaluation_needs_no_submission(scoring, part_of, now):
    Evaluation.objects.update(mode="open")

    with pytest.raises(NothingToSubmit):
        submit_ballots(participant=part_of(scoring, "evaluator"), now=now)


def test_an_observer_submits_nothing(scoring, part_of, now):
    with pytest.raises(SubmissionClosed):
        submit_ballots(participant=part_of(scoring, "observer"), now=now)


def test_a_recusal_needs_no_audience_before_the_reveal(scoring, evaluator, now):  # R18
    before = Evaluation.objects.values().get()

    declare_recusal(
        participant=evaluator,
        candidate=scoring.candidates.get(name="Acme"),
        reason="Shares",
        now=now,
    )

    assert not Activity.objects.exists()
    assert Evaluation.objects.values().get() == before


def test_a_withdrawn_recusal_brings_the_scores_back(scoring, evaluator, say, now):
    say(scoring, "evaluator", "Price", "Acme", 4)
    acme = scoring.candidates.get(name="Acme")
    declare_recusal(participant=evaluator, candidate=acme, reason="Shares", now=now)

    withdraw_recusal(participant=evaluator, candidate=acme, now=now)

    assert not Recusal.objects.exists()
    assert Score.objects.get().value == 4


def test_a_recusal_cannot_change_after_submission(scoring, evaluator, now):
    submit_ballots(participant=evaluator, now=now)

    with pytest.raises(RecusalTooLate):
        declare_recusal(
            participant=evaluator,
            candidate=scoring.candidates.get(name="Acme"),
            reason="Shares",
            now=now,
        )


def test_reopening_gives_all_ballots_back_and_leaves_a_trace(
    scoring, evaluator, people, part_of, say, now
):  # R20
    say(scoring, "evaluator", "Price", "Acme", 4)
    submit_ballots(participant=evaluator, now=now)

    reopen_ballots(
        participant=part_of(scoring, "evaluator"),
        actor=people["lead"],
        reason="The demo came late.",
        now=now,
    )

    ballots = evaluator.ballots.values_list("state", "returned_because").distinct()
    assert list(ballots) == [("draft", "The demo came late.")]
    assert Participant.objects.get(pk=evaluator.pk).submitted_at is None
    assert AuditEntry.objects.order_by("sequence").last().event == "ballots.reopened"
    assert mails() == ["ballots_reopened"]


def test_reopening_needs_a_reason(scoring, evaluator, people, now):  # R20
    submit_ballots(participant=evaluator, now=now)

    with pytest.raises(ReasonMissing):
        reopen_ballots(participant=evaluator, actor=people["lead"], reason=" ", now=now)


def test_a_draft_cannot_be_reopened(evaluator, people, now):  # R50
    with pytest.raises(NotSubmitted):
        reopen_ballots(
            participant=evaluator, actor=people["lead"], reason="Why not", now=now
        )


def test_the_reveal_is_one_recorded_step(revealed, people):  # R20
    assert (revealed.state, revealed.revealed_by) == ("revealed", people["lead"])
    assert AuditEntry.objects.order_by("sequence").last().event == "evaluation.revealed"
    assert mails() == ["evaluation_revealed"] * 4


def test_those_who_want_no_news_get_none(scoring, part_of, people, now):
    people["observer"].wants_news = False
    people["observer"].save()
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)

    assert len(mails()) == 3


def test_a_second_reveal_is_refused(revealed, people, now):  # R50
    with pytest.raises(AlreadyRevealed):
        reveal_scores(evaluation=revealed, actor=people["lead"], now=now)


def test_there_must_be_something_to_reveal(scoring, people, say, now):
    say(scoring, "evaluator", "Price", "Acme", 4)

    with pytest.raises(NothingToReveal):
        reveal_scores(evaluation=scoring, actor=people["lead"], now=now)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"mode": "open"}, NotSealed), ({"state": "setup"}, ScoringNotOpen)],
)
def test_only_an_open_sealed_scoring_is_revealed(scoring, people, now, change, refusal):
    Evaluation.objects.update(**change)

    with pytest.raises(refusal):
        reveal_scores(evaluation=scoring, actor=people["lead"], now=now)


def test_the_last_submission_reveals_if_so_set(scoring, part_of, now):
    Evaluation.objects.update(reveals_itself=True)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    after_one = Evaluation.objects.get().state

    submit_ballots(participant=part_of(scoring, "second"), now=now)

    assert after_one == "scoring"
    assert Evaluation.objects.get().state == "revealed"
    assert Evaluation.objects.get().revealed_by is None


def test_who_goes_holds_no_reveal_up(scoring, part_of, people, now):
    Evaluation.objects.update(reveals_itself=True)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    remove_participant(
        participant=part_of(scoring, "second"), actor=people["lead"], now=now
    )

    assert Evaluation.objects.get().state == "revealed"


def test_without_any_submission_nothing_reveals_itself(scoring, part_of, people, now):
    Evaluation.objects.update(reveals_itself=True)

    for name in ("evaluator", "second"):
        remove_participant(
            participant=part_of(scoring, name), actor=people["lead"], now=now
        )

    assert Evaluation.objects.get().state == "scoring"


def test_a_draft_stays_closed_after_the_reveal(
    scoring, people, part_of, say, now
):  # R17
    say(scoring, "second", "Price", "Acme", 1)
    Ballot.objects.update(returned_because="The structure changed.")
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)

    with pytest.raises(ScoringClosed):
        say(scoring, "second", "Price", "Bolt", 1)
    with pytest.raises(SubmissionClosed):
        submit_ballots(participant=part_of(scoring, "second"), now=now)


def test_the_lead_may_let_a_late_person_in_and_it_shows(
    scoring, people, part_of, say, now
):  # R20
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)
    reopen_ballots(
        participant=part_of(scoring, "second"),
        actor=people["lead"],
        reason="Was ill.",
        now=now,
    )

    score = say(scoring, "second", "Price", "Acme", 3)
    submit_ballots(participant=part_of(scoring, "second"), now=now)

    assert score.changed_after_reveal
    assert Activity.objects.order_by("pk").last().after == {"after_reveal": True}


def test_a_reopened_ballot_can_be_submitted_again_after_the_reveal(
    revealed, people, part_of, say, now
):  # R20
    participant = part_of(revealed, "evaluator")
    reopen_ballots(
        participant=participant, actor=people["lead"], reason="A slip.", now=now
    )
    say(revealed, "evaluator", "Price", "Acme", 5)

    submit_ballots(participant=part_of(revealed, "evaluator"), now=now)

    assert participant.ballots.submitted().count() == 3
    assert Score.objects.get().changed_after_reveal
