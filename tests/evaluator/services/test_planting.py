import pytest

from evaluator.models import Ballot, Candidate, Score
from evaluator.services.criteria import delete_criterion
from evaluator.services.evaluations import NewEvaluation, Start, create_evaluation
from evaluator.services.planting import (
    NothingToAdd,
    UnknownNeed,
    add_needs,
    can_grow,
    grow_template,
)
from evaluator.services.structure import StructureFrozen
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people, now):
    return {"actor": people["lead"], "now": now}


@pytest.fixture
def quick(team, by):
    return create_evaluation(
        team=team, new=NewEvaluation("Quick", start=Start.QUICK), **by
    )


def test_quick_grows_into_full_and_keeps_its_scores(quick, by, now):
    scored = quick.criteria.scored().first()
    candidate = Candidate.objects.create(
        evaluation=quick, name="Acme", match_key="acme", stage="short"
    )
    ballot = Ballot.objects.create(
        participant=quick.participants.get(), candidate=candidate
    )
    Score.objects.create(
        ballot=ballot, criterion=scored, state="scored", value=4, saved_at=now
    )
    weights = {each.pk: each.weight for each in quick.criteria.all()}

    grow_template(evaluation=quick, **by)

    grown = {each.pk: each.weight for each in quick.criteria.all()}
    assert Score.objects.get().value == 4
    assert weights.items() <= grown.items()
    assert quick.criteria.filter(kind="category").count() == 6
    assert quick.criteria.scored().count() > 35


def test_a_full_tree_has_nothing_to_grow(quick, by):
    grow_template(evaluation=quick, **by)

    assert not can_grow(quick)
    with pytest.raises(NothingToAdd):
        grow_template(evaluation=quick, **by)


def test_growing_brings_back_what_was_deleted_once(quick, by):
    gone = quick.criteria.get(template_key="yearly_budget")
    delete_criterion(criterion=gone, version=1, **by)

    grow_template(evaluation=quick, **by)

    again = quick.criteria.present().filter(template_key="yearly_budget")
    assert again.count() == 1


def test_positions_are_dense_after_growing(quick, by):
    grow_template(evaluation=quick, **by)

    for category in quick.criteria.filter(kind="category"):
        positions = category.children.values_list("position", flat=True)
        assert sorted(positions) == list(range(len(positions)))


def test_needs_become_must_haves_once(evaluation, by):
    for _click in range(2):
        add_needs(evaluation=evaluation, keys=["whatsapp", "forms"], **by)

    must_haves = evaluation.criteria.must_haves().in_order()
    assert [each.need_key for each in must_haves] == ["forms", "whatsapp"]
    assert Activity.objects.filter(verb="needs.added").count() == 1


def test_a_need_that_is_not_on_the_list_is_refused(evaluation, by):
    with pytest.raises(UnknownNeed):
        add_needs(evaluation=evaluation, keys=["forms", "telepathy"], **by)

    assert not evaluation.criteria.must_haves().exists()


def test_a_frozen_evaluation_takes_needs_only_for_a_reason(evaluation, by, now):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()

    with pytest.raises(StructureFrozen):
        add_needs(evaluation=evaluation, keys=["forms"], **by)
