from decimal import Decimal

import pytest

from evaluator.models import Criterion, Evaluation
from evaluator.services.structure import StructureFrozen
from evaluator.services.tree_rules import AllWeighNothing, TreeWeighsNothing
from evaluator.services.weights import (
    ForeignCriterion,
    WeightEdit,
    WeightInvalid,
    WeightsAreStale,
    equalise_weights,
    scale_to_points,
    set_weights,
)
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people, now):
    return {"actor": people["lead"], "now": now}


def pk_of(name):
    return Criterion.objects.get(own_name=name).pk


def edits(version=1, **weights) -> dict[int, WeightEdit]:
    return {
        pk_of(name): WeightEdit(Decimal(weight), version)
        for name, weight in weights.items()
    }


def weight_of(name):
    return Criterion.objects.get(own_name=name).weight


def test_weights_are_saved_in_any_scale_and_told(evaluation, by):
    set_weights(evaluation=evaluation, edits=edits(Price="7.25", Growth="50"), **by)

    activity = Activity.objects.get(verb="weights.changed")
    assert weight_of("Price") == Decimal("7.25")
    assert activity.before == {"weights": {"Price": "50"}}
    assert activity.after == {"weights": {"Price": "7.25"}}


def test_weights_saved_unchanged_write_nothing(evaluation, by):
    set_weights(evaluation=evaluation, edits=edits(Price=50, Growth=50), **by)

    evaluation.refresh_from_db()
    assert evaluation.structure_version == 1
    assert not Activity.objects.exists()


def test_a_stale_weight_saves_none(evaluation, by):
    # R48
    set_weights(evaluation=evaluation, edits=edits(Price=70), **by)

    with pytest.raises(WeightsAreStale) as refusal:
        set_weights(evaluation=evaluation, edits=edits(Price=20, Growth=20), **by)

    assert [each.weight for each in refusal.value.current] == [70]
    assert weight_of("Growth") == 50


def test_a_stale_row_that_is_left_alone_does_not_stand_in_the_way(evaluation, by):
    set_weights(evaluation=evaluation, edits=edits(Price=70), **by)

    set_weights(evaluation=evaluation, edits=edits(Price=70, Growth=20), **by)

    assert weight_of("Growth") == 20


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity", "1.00001", "1E+20"])
def test_a_weight_is_finite_not_negative_and_stored_as_typed(evaluation, by, weight):
    # R51
    with pytest.raises(WeightInvalid):
        set_weights(evaluation=evaluation, edits=edits(Price=weight), **by)


def test_a_group_does_not_weigh_nothing(evaluation, by):
    # R51: not all zero, and the error names the item.
    with pytest.raises(AllWeighNothing) as refusal:
        set_weights(evaluation=evaluation, edits=edits(Price=0, Growth=0), **by)

    assert "Budget" in str(refusal.value)
    assert weight_of("Price") == 50


def test_the_categories_do_not_all_weigh_nothing(evaluation, by):
    with pytest.raises(TreeWeighsNothing):
        set_weights(evaluation=evaluation, edits=edits(Budget=0, Support=0), **by)


def test_one_category_may_weigh_nothing(evaluation, by):
    set_weights(evaluation=evaluation, edits=edits(Budget=0), **by)

    assert weight_of("Budget") == 0


def test_a_criterion_of_another_evaluation_is_refused(evaluation, team, by):
    # R12
    other = Evaluation.objects.create(team=team, title="Another")
    Criterion.objects.create(evaluation=other, kind="rated", own_name="Foreign")

    with pytest.raises(ForeignCriterion):
        set_weights(evaluation=evaluation, edits=edits(Foreign=3, Price=3), **by)

    assert weight_of("Price") == 50


def test_a_must_have_carries_no_weight(evaluation, by):
    Criterion.objects.create(evaluation=evaluation, kind="must_have", own_name="EU")

    with pytest.raises(ForeignCriterion):
        set_weights(evaluation=evaluation, edits=edits(EU=3), **by)


def test_equal_weights_keep_the_sum_of_the_group(evaluation, by):
    set_weights(evaluation=evaluation, edits=edits(Price=70, Growth=20), **by)

    equalise_weights(
        evaluation=evaluation, parent=Criterion.objects.get(own_name="Budget"), **by
    )

    assert weight_of("Price") == weight_of("Growth") == 45


def test_equalising_the_top_weighs_the_categories_alike(evaluation, by):
    equalise_weights(evaluation=evaluation, parent=None, **by)

    assert weight_of("Budget") == weight_of("Support") == 50


def test_frozen_weights_change_only_for_a_reason(evaluation, by, now):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()

    with pytest.raises(StructureFrozen):
        set_weights(evaluation=evaluation, edits=edits(Price=70), **by)

    set_weights(evaluation=evaluation, edits=edits(Price=70), reason="Board", **by)

    assert weight_of("Price") == 70


@pytest.mark.parametrize(
    ("weights", "points"),
    [
        (["1", "3"], ["25", "75"]),
        (["1", "1", "1"], ["33.3333", "33.3333", "33.3333"]),
        (["0", "0"], ["50", "50"]),
    ],
)
def test_points_keep_the_proportions(weights, points):
    scaled = scale_to_points([Decimal(weight) for weight in weights])

    assert scaled == [Decimal(point) for point in points]
