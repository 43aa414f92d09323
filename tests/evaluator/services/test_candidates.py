import pytest

from evaluator.models import Candidate, Evaluation, StructureChange
from evaluator.services.candidates import (
    CandidateEdit,
    CandidateExists,
    CandidateHasScores,
    CandidateIsStale,
    ReasonMissing,
    add_candidate,
    edit_candidate,
    move_candidate,
    remove_candidate,
)
from evaluator.services.structure import StructureFrozen
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation) -> Candidate:
    return evaluation.candidates.get(name="Acme")


def test_a_typed_candidate_starts_on_the_long_list(evaluation, people, now):
    added = add_candidate(
        evaluation=evaluation, name="  Delta  ", actor=people["lead"], now=now
    )

    assert (added.name, added.stage) == ("Delta", "long")


def test_two_spellings_of_one_name_are_one_candidate(evaluation, people, now):  # R36
    add_candidate(evaluation=evaluation, name="کیان", actor=people["lead"], now=now)

    with pytest.raises(CandidateExists):
        add_candidate(evaluation=evaluation, name="كيان", actor=people["lead"], now=now)


def test_adding_a_candidate_is_told(evaluation, people, now):
    add_candidate(evaluation=evaluation, name="Delta", actor=people["lead"], now=now)

    told = Activity.objects.get(verb="candidate.added")
    assert (told.actor, told.after) == (people["lead"], {"candidate": "Delta"})


def test_nobody_is_eliminated_without_a_reason(acme, people, now):
    with pytest.raises(ReasonMissing):
        move_candidate(
            candidate=acme,
            stage="eliminated",
            version=1,
            actor=people["lead"],
            now=now,
        )

    assert Candidate.objects.get(pk=acme.pk).stage == "short"


def test_the_reason_of_an_elimination_goes_when_the_candidate_comes_back(
    acme, people, now
):
    steps = {"candidate": acme, "actor": people["lead"], "now": now}

    move_candidate(stage="eliminated", why="Too dear", version=1, **steps)
    back = move_candidate(stage="short", version=2, **steps)

    assert (back.stage, back.eliminated_because) == ("short", "")


def test_a_stale_move_changes_nothing(acme, people, now):  # R48
    steps = {"candidate": acme, "actor": people["lead"], "now": now}
    move_candidate(stage="long", version=1, **steps)

    with pytest.raises(CandidateIsStale) as refused:
        move_candidate(stage="short", version=1, **steps)

    assert refused.value.current.stage == "long"


def test_there_is_one_incumbent_at_most(evaluation, people, now):
    for name in ("Acme", "Bolt"):
        candidate = evaluation.candidates.get(name=name)
        edit = CandidateEdit(
            name=name, note="", is_incumbent=True, version=candidate.version
        )
        edit_candidate(candidate=candidate, edit=edit, actor=people["lead"], now=now)

    incumbents = evaluation.candidates.filter(is_incumbent=True)
    assert [each.name for each in incumbents] == ["Bolt"]


def test_once_scoring_is_open_a_candidate_is_moved_with_a_reason_only(
    evaluation, acme, people, now
):
    Evaluation.objects.update(state="scoring", opened_at=now)
    evaluation.refresh_from_db()
    acme.evaluation = evaluation
    move = {"candidate": acme, "stage": "long", "version": 1, "now": now}

    with pytest.raises(StructureFrozen):
        move_candidate(actor=people["lead"], **move)
    move_candidate(actor=people["lead"], reason="Sold to a rival", **move)

    assert StructureChange.objects.get().reason == "Sold to a rival"


def test_once_scoring_was_opened_nothing_is_removed(evaluation, acme, people, now):
    Evaluation.objects.update(state="scoring", opened_at=now)
    evaluation.refresh_from_db()
    acme.evaluation = evaluation

    with pytest.raises(CandidateHasScores):
        remove_candidate(candidate=acme, actor=people["lead"], now=now)


def test_a_candidate_that_nobody_scored_can_be_removed(acme, people, now):
    remove_candidate(candidate=acme, actor=people["lead"], now=now)

    assert not Candidate.objects.filter(name="Acme").exists()
