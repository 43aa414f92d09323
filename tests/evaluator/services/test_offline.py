from __future__ import annotations

from io import BytesIO

import pytest

from common.locale import Locale, override_locale
from common.tables.door import TableRefused
from evaluator.models import Evaluation, Participant, Recusal, Score
from evaluator.services.ballots import submit_ballots
from evaluator.services.offline import (
    NothingToScore,
    ScoresMovedOn,
    SheetOfAnotherEvaluation,
    SheetOfAnotherRound,
    SheetOfSomebodyElse,
    make_score_sheet,
    read_returned,
    take_sheet,
)
from evaluator.services.scores import BallotFrozen, ScoringClosed
from evaluator.workbooks.offline.layout import SCORE
from tests.evaluator.filled import filled, opened, row_of
from workspace.models import Activity, AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(me, look, now):
    """Take all that a file changes, conflicts decided for the sheet by name."""

    def take_all(file, *chosen):
        participant = me()
        changes = look(file).taken(set(chosen))
        return take_sheet(
            participant=participant,
            changes=changes,
            seen=participant.ballots_version,
            now=now,
        )

    return take_all


def said(evaluation, criterion, candidate):
    score = Score.objects.get(
        criterion__own_name=criterion,
        ballot__candidate__name=candidate,
        ballot__participant__evaluation=evaluation,
    )
    return score.state, score.value, score.rung, score.note, score.link


def test_a_sheet_that_comes_back_unchanged_changes_nothing(sheet, look, scoring, say):
    say(scoring, "evaluator", "Price", "Acme", 4, note="=x\n clear", rung="tried")
    say(scoring, "evaluator", "Growth", "Acme", None, note="clear")

    changes = look(BytesIO(sheet()))

    assert changes.changes == ()


def test_what_was_filled_in_is_shown_and_taken(sheet, look, take, scoring, say):
    say(scoring, "evaluator", "Price", "Acme", 4)
    entries = (
        ("Price", "Acme", {"score": 2, "note": "Dear"}),
        ("Growth", "Bolt", {"score": "not shown", "rung": "Read"}),
        ("Answers", "Cedar", {"score": "5", "link": "example.org/x"}),
    )
    file = filled(sheet(), scoring, *entries)

    shown = look(file).changes
    count = take(file)

    assert [(c.before.entry, c.after.entry) for c in shown] == [
        ("4", "2"),
        ("empty", "not_shown"),
        ("empty", "5"),
    ]
    assert count == 3
    assert said(scoring, "Price", "Acme") == ("scored", 2, "", "Dear", "")
    assert said(scoring, "Growth", "Bolt")[:3] == ("not_shown", None, "read")
    assert said(scoring, "Answers", "Cedar")[4] == "https://example.org/x"


def test_the_same_file_twice_changes_nothing_the_second_time(
    sheet, look, take, scoring
):  # R37
    file = filled(sheet(), scoring, ("Price", "Acme", {"score": 2, "note": "Dear"}))
    take(file)

    assert look(file).changes == ()


def test_to_look_writes_nothing(sheet, look, scoring):  # R41
    look(filled(sheet(), scoring, ("Price", "Acme", {"score": 2})))

    assert not Score.objects.exists()
    assert not Participant.objects.exclude(sheet_returned_on=None).exists()


def test_taking_writes_drafts_and_no_activity(sheet, take, scoring):  # R18
    before = Evaluation.objects.values().get()

    take(filled(sheet(), scoring, ("Price", "Acme", {"score": 2})))

    assert Evaluation.objects.values().get() == before
    assert not Activity.objects.exists()
    assert not AuditEntry.objects.exists()
    assert not Participant.objects.exclude(submitted_at=None).exists()


def test_an_emptied_cell_changes_nothing_and_the_word_clears_it(
    sheet, look, take, scoring, say
):
    say(scoring, "evaluator", "Price", "Acme", 4, note="Keep", rung="tried")
    download = sheet()
    emptied = {"score": None, "note": None, "rung": None}
    assert look(filled(download, scoring, ("Price", "Acme", emptied))).changes == ()

    take(
        filled(
            download, scoring, ("Price", "Acme", {"score": "Clear", "note": "clear"})
        )
    )

    assert said(scoring, "Price", "Acme") == ("empty", None, "tried", "", "")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("۴", 4), ("٤", 4), (4.0, 4), (" 4 ", 4), ("0", 0), ("a", None)],
)
def test_a_score_is_read_in_every_script(sheet, look, scoring, typed, value):
    changes = look(filled(sheet(), scoring, ("Price", "Acme", {"score": typed})))

    assert [change.after.value for change in changes.changes] == [value]


def test_all_that_is_wrong_is_told_at_once_with_its_place(sheet, look, scoring):
    download = sheet()
    file = filled(
        download,
        scoring,
        ("Price", "Acme", {"score": 6, "rung": "heard"}),
        ("Price", "Bolt", {"score": 4.5, "note": "n" * 4001}),
        ("Price", "Cedar", {"score": True, "link": "javascript:alert(1)"}),
        ("Growth", "Acme", {"score": 3}),
    )

    with pytest.raises(TableRefused) as refused:
        look(file)

    row = row_of(opened(download).worksheets[0], scoring, "Price", "Acme")
    places = [problem.place for problem in refused.value.problems]
    assert places == [
        f"Scores, {cell}"
        for cell in (
            f"B{row}",
            f"C{row}",
            f"B{row + 1}",
            f"D{row + 1}",
            f"B{row + 2}",
            f"E{row + 2}",
        )
    ]
    assert not Score.objects.exists()


def test_a_cell_changed_on_the_site_meanwhile_is_asked_about(
    sheet, look, take, scoring, say
):  # R48
    say(scoring, "evaluator", "Price", "Acme", 4)
    file = filled(
        sheet(),
        scoring,
        ("Price", "Acme", {"score": 2}),
        ("Price", "Bolt", {"score": 3}),
    )
    say(scoring, "evaluator", "Price", "Acme", 5)

    changes = look(file)
    kept = take(file)
    [conflict] = changes.conflicts

    assert (conflict.before.value, conflict.after.value) == (5, 2)
    assert [change.after.value for change in changes.plain] == [3]
    assert (kept, said(scoring, "Price", "Acme")[1]) == (1, 5)
    take(file, conflict.name)
    assert said(scoring, "Price", "Acme")[1] == 2


def test_what_the_sheet_did_not_touch_is_left_as_the_site_has_it(
    sheet, look, scoring, say
):
    say(scoring, "evaluator", "Price", "Acme", 4)
    download = sheet()
    say(scoring, "evaluator", "Price", "Acme", 5)

    assert look(BytesIO(download)).changes == ()


def test_a_save_between_look_and_taking_stops_all(
    sheet, look, me, scoring, say, now
):  # R48
    file = filled(sheet(), scoring, ("Price", "Acme", {"score": 2}))
    participant, changes = me(), look(file).changes
    say(scoring, "evaluator", "Growth", "Acme", 5)

    with pytest.raises(ScoresMovedOn):
        take_sheet(
            participant=participant,
            changes=changes,
            seen=participant.ballots_version,
            now=now,
        )

    assert Score.objects.get().criterion.own_name == "Growth"


def test_the_day_of_the_return_is_kept_once(sheet, take, me, scoring, now):  # R18
    file = filled(sheet(), scoring, ("Price", "Acme", {"score": 2}))
    take(file)
    Participant.objects.filter(pk=me().pk).update(sheet_returned_on="2026-11-01")

    take(filled(sheet(), scoring, ("Price", "Acme", {"score": 3})))

    assert str(me().sheet_returned_on) == "2026-11-01"


def test_a_sheet_of_somebody_else_is_refused(look, scoring, part_of, now):  # R12
    other = make_score_sheet(part_of(scoring, "second"), now=now)[1]

    with pytest.raises(SheetOfSomebodyElse):
        look(BytesIO(other))


def test_a_sheet_of_another_evaluation_is_refused(sheet, scoring, people, team, now):
    other = Evaluation.objects.create(team=team, title="Other", state="scoring")
    part = Participant.objects.create(
        evaluation=other, user=people["evaluator"], role="evaluator", is_evaluator=True
    )

    with pytest.raises(SheetOfAnotherEvaluation):
        read_returned(part, BytesIO(sheet()), today=now.date())


def test_after_submission_no_sheet_is_read_or_made(sheet, look, me, now):  # R20
    download = sheet()
    submit_ballots(participant=me(), now=now)

    with pytest.raises(BallotFrozen):
        look(BytesIO(download))
    with pytest.raises(BallotFrozen):
        make_score_sheet(me(), now=now)


def test_after_the_reveal_no_sheet_is_read(sheet, look, scoring, now):  # R20
    download = sheet()
    Evaluation.objects.update(state="revealed", revealed_at=now)

    with pytest.raises(ScoringClosed):
        look(BytesIO(download))


def test_what_is_given_back_after_the_reveal_is_another_round(
    sheet, look, me, scoring, now
):
    download = sheet()
    Evaluation.objects.update(state="revealed", revealed_at=now)
    acme = scoring.candidates.get(name="Acme")
    me().ballots.create(candidate=acme, submitted_at=now, returned_because="Again.")

    with pytest.raises(SheetOfAnotherRound):
        look(BytesIO(download))
    assert look(BytesIO(sheet())).changes == ()


def recused_from_all(participant, scoring, now):
    for candidate in scoring.candidates.all():
        Recusal.objects.create(
            participant=participant, candidate=candidate, reason="Shares", at=now
        )


def test_who_is_recused_from_all_has_no_sheet(me, scoring, now):
    recused_from_all(me(), scoring, now)

    with pytest.raises(NothingToScore):
        make_score_sheet(me(), now=now)


def test_a_recusal_meanwhile_leaves_those_cells_out(sheet, look, me, scoring, now):
    file = filled(
        sheet(),
        scoring,
        ("Price", "Acme", {"score": 2}),
        ("Price", "Bolt", {"score": 3}),
    )
    acme = scoring.candidates.get(name="Acme")
    Recusal.objects.create(participant=me(), candidate=acme, reason="Shares", at=now)

    changes = look(file)

    assert [change.candidate.name for change in changes.changes] == ["Bolt"]
    assert changes.left_out == ("Acme",)


@pytest.mark.parametrize("language", ["en", "ar", "fa"])
def test_a_sheet_of_any_language_is_read_in_any_other(
    me, look, scoring, say, now, language
):
    say(scoring, "evaluator", "Price", "Acme", None, rung="shown")
    with override_locale(Locale.for_language(language)):
        content = make_score_sheet(me(), now=now)[1]
    taken_from = row_of(opened(content).worksheets[0], scoring, "Price", "Acme")
    word = opened(content).worksheets[0].cell(taken_from, SCORE).value

    file = filled(content, scoring, ("Growth", "Bolt", {"score": word}))

    [change] = look(file).changes
    assert change.after.entry == "abstained"
