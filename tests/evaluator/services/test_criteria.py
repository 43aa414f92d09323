from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import DomainError
from evaluator.models import Ballot, Criterion, Evaluation, Score, StructureChange
from evaluator.services.criteria import (
    CategoryStays,
    CriterionEdit,
    CriterionIsStale,
    Place,
    add_criterion,
    delete_criterion,
    edit_criterion,
    move_criterion,
    restore_criterion,
)
from evaluator.services.structure import StructureFrozen
from evaluator.services.tree_rules import (
    AllWeighNothing,
    ForeignParent,
    NameTaken,
    TooDeep,
    UnderItself,
)
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def support(evaluation):
    return evaluation.criteria.get(own_name="Support")


@pytest.fixture
def by(people, now):
    return {"actor": people["lead"], "now": now}


def edit_of(criterion, **changes) -> CriterionEdit:
    fields = {
        "kind": criterion.kind,
        "name": criterion.name,
        "parent": criterion.parent,
        "description": criterion.description,
        "scale": criterion.scale,
        "wanted_by": criterion.wanted_by,
        "why": criterion.why,
        "version": criterion.version,
    }
    return CriterionEdit(**fields | changes)


def names_under(evaluation, parent) -> list[str]:
    rows = evaluation.criteria.present().filter(parent=parent).in_order()
    return [each.name for each in rows.exclude(kind="must_have")]


def open_the_scoring(evaluation, now):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()


def test_a_new_criterion_stands_last_and_weighs_what_the_others_do(
    evaluation, budget, by
):
    budget.children.update(weight=30)

    added = add_criterion(
        evaluation=evaluation,
        edit=CriterionEdit(kind="rated", name="Add-ons", parent=budget),
        **by,
    )

    assert names_under(evaluation, budget) == ["Price", "Growth", "Add-ons"]
    assert added.weight == 30
    assert Activity.objects.get(verb="criterion.added").after["criterion"] == "Add-ons"


def test_a_must_have_stands_in_a_list_of_its_own(evaluation, budget, by):
    added = add_criterion(
        evaluation=evaluation,
        edit=CriterionEdit(kind="must_have", name="Data in the EU", parent=budget),
        **by,
    )

    assert (added.parent, added.position) == (None, 0)


def test_a_form_sent_twice_adds_one_criterion(evaluation, budget, by):
    # R49: a double click makes one object.
    edit = CriterionEdit(kind="rated", name="Add-ons", parent=budget)
    add_criterion(evaluation=evaluation, edit=edit, **by)

    with pytest.raises(NameTaken):
        add_criterion(evaluation=evaluation, edit=edit, **by)

    assert evaluation.criteria.filter(own_name="Add-ons").count() == 1


def test_a_parent_of_another_evaluation_is_refused(evaluation, team, by):
    # R12, R51: known parents only.
    other = Evaluation.objects.create(team=team, title="Another")
    foreign = Criterion.objects.create(
        evaluation=other, kind="category", own_name="Elsewhere"
    )

    with pytest.raises(ForeignParent):
        add_criterion(
            evaluation=evaluation,
            edit=CriterionEdit(kind="rated", name="Add-ons", parent=foreign),
            **by,
        )


def test_a_criterion_is_no_parent(evaluation, price, by):
    with pytest.raises(ForeignParent):
        add_criterion(
            evaluation=evaluation,
            edit=CriterionEdit(kind="rated", name="Add-ons", parent=price),
            **by,
        )


def test_nothing_lies_deeper_than_twenty_levels(evaluation, budget, by):
    # R51
    parent = budget
    for level in range(2, 21):
        parent = add_criterion(
            evaluation=evaluation,
            edit=CriterionEdit(kind="category", name=f"Level {level}", parent=parent),
            **by,
        )

    with pytest.raises(TooDeep):
        add_criterion(
            evaluation=evaluation,
            edit=CriterionEdit(kind="rated", name="Too deep", parent=parent),
            **by,
        )


def test_an_edit_is_saved_and_told_with_what_was_before(evaluation, price, by):
    edit_criterion(
        criterion=price, edit=edit_of(price, name="Yearly price", why="Board"), **by
    )

    price.refresh_from_db()
    activity = Activity.objects.get(verb="criterion.changed")
    assert (price.own_name, price.why, price.version) == ("Yearly price", "Board", 2)
    assert activity.before == {
        "criterion": "Yearly price",
        "own_name": "Price",
        "why": "",
    }


def test_a_stale_edit_changes_nothing(evaluation, price, by):
    # R48: check and write are one statement.
    edit = edit_of(price, name="First")
    edit_criterion(criterion=price, edit=edit, **by)

    with pytest.raises(CriterionIsStale) as refusal:
        edit_criterion(criterion=price, edit=edit_of(price, name="B", version=1), **by)

    price.refresh_from_db()
    assert refusal.value.current.name == price.name == "First"


def test_words_left_as_the_template_has_them_stay_in_every_language(evaluation, by):
    shipped = Criterion.objects.create(
        evaluation=evaluation, kind="rated", template_key="yearly_budget"
    )

    edit_criterion(criterion=shipped, edit=edit_of(shipped, wanted_by="Finance"), **by)

    shipped.refresh_from_db()
    assert (shipped.own_name, shipped.own_description, shipped.own_scale) == (
        "",
        "",
        [],
    )
    assert len(shipped.scale) == 6


def test_a_rated_criterion_becomes_measured_and_loses_its_scale(evaluation, price, by):
    line = {"kind": "linear", "worst": 9000, "best": 1000, "out_of_range": "clip"}

    edit_criterion(
        criterion=price,
        edit=edit_of(
            price, kind="measured", unit="USD a year", value_function=line, scale=()
        ),
        **by,
    )

    price.refresh_from_db()
    assert (price.kind, price.unit, price.value_function) == (
        "measured",
        "USD a year",
        line,
    )


def test_a_criterion_that_becomes_a_must_have_leaves_its_category(
    evaluation, budget, price, by
):
    edit_criterion(criterion=price, edit=edit_of(price, kind="must_have"), **by)

    price.refresh_from_db()
    growth = evaluation.criteria.get(own_name="Growth")
    assert (price.parent, price.position) == (None, 0)
    assert names_under(evaluation, budget) == ["Growth"]
    assert growth.position == 0


def test_a_category_stays_one(evaluation, budget, by):
    with pytest.raises(CategoryStays):
        edit_criterion(criterion=budget, edit=edit_of(budget, kind="rated"), **by)


def test_a_criterion_moves_to_a_place_in_another_category(
    evaluation, budget, support, price, by
):
    move_criterion(criterion=price, place=Place(support, before=1, version=1), **by)

    assert names_under(evaluation, support) == ["Answers", "Price", "Training"]
    assert names_under(evaluation, budget) == ["Growth"]


def test_a_category_does_not_hang_under_itself(evaluation, budget, by):
    # R51: no cycle.
    inner = add_criterion(
        evaluation=evaluation,
        edit=CriterionEdit(kind="category", name="Inner", parent=budget),
        **by,
    )

    for parent in (budget, inner):
        with pytest.raises(UnderItself):
            move_criterion(
                criterion=Criterion.objects.get(pk=budget.pk),
                place=Place(parent, before=0, version=budget.version),
                **by,
            )


def test_a_deleted_category_takes_its_criteria_along_and_comes_back_with_them(
    evaluation, budget, by
):
    delete_criterion(criterion=budget, version=1, **by)
    gone = evaluation.criteria.present().count()

    restore_criterion(
        criterion=Criterion.objects.get(pk=budget.pk), actor=by["actor"], now=by["now"]
    )

    assert gone == 3
    assert names_under(evaluation, None) == ["Budget", "Support"]
    assert names_under(evaluation, budget) == ["Price", "Growth"]


def test_what_was_deleted_before_its_category_stays_deleted(
    evaluation, budget, price, by, now
):
    delete_criterion(criterion=price, version=1, **by)
    later = {"actor": by["actor"], "now": now.replace(hour=12)}
    delete_criterion(criterion=budget, version=1, **later)

    restore_criterion(criterion=Criterion.objects.get(pk=budget.pk), **later)

    assert names_under(evaluation, budget) == ["Growth"]


def test_undoing_twice_is_one_undo(evaluation, price, by):
    delete_criterion(criterion=price, version=1, **by)

    for _click in range(2):
        restore_criterion(criterion=Criterion.objects.get(pk=price.pk), **by)

    assert Activity.objects.filter(verb="criterion.restored").count() == 1


def test_a_deletion_that_leaves_only_weightless_ones_is_refused(
    evaluation, budget, price, by
):
    # R51: not all zero.
    Criterion.objects.filter(own_name="Growth").update(weight=0)

    with pytest.raises(AllWeighNothing):
        delete_criterion(criterion=price, version=1, **by)

    price.refresh_from_db()
    assert price.deleted_at is None


def test_a_frozen_tree_changes_only_for_a_reason(evaluation, price, by, now):
    open_the_scoring(evaluation, now)

    with pytest.raises(StructureFrozen):
        edit_criterion(criterion=price, edit=edit_of(price, name="Other"), **by)

    price.refresh_from_db()
    assert (price.name, price.version) == ("Price", 1)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"name": "Yearly price"}, "empty"),
        ({"scale": ["Bad", "", "", "", "", "Good"]}, "empty"),
        ({"why": "The board asks for it."}, "scored"),
    ],
)
def test_only_another_meaning_asks_the_scores_again(
    evaluation, people, price, by, now, changes, state
):
    open_the_scoring(evaluation, now)
    ballot = Ballot.objects.create(
        participant=evaluation.participants.get(user=people["evaluator"]),
        candidate=evaluation.candidates.first(),
        state="submitted",
        submitted_at=now,
    )
    Score.objects.create(
        ballot=ballot, criterion=price, state="scored", value=4, saved_at=now
    )

    edit_criterion(
        criterion=price, edit=edit_of(price, **changes), reason="Unclear", **by
    )

    assert Score.objects.get().state == state
    assert StructureChange.objects.get().reason == "Unclear"


MOVES = st.lists(
    st.tuples(
        st.integers(0, 9), st.one_of(st.none(), st.integers(0, 9)), st.integers(-1, 6)
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES)
def test_no_move_ever_makes_a_circle_or_a_gap(team, people, now, moves):
    # R51
    evaluation = Evaluation.objects.create(team=team, title="Moved about")
    tree = [
        Criterion.objects.create(
            evaluation=evaluation, kind="category", own_name=f"C{n}", position=n
        )
        for n in range(6)
    ]
    tree += [
        Criterion.objects.create(
            evaluation=evaluation,
            kind="rated",
            own_name=f"L{n}",
            parent=tree[n],
            position=0,
        )
        for n in range(4)
    ]

    for which, under, before in moves:
        criterion = Criterion.objects.get(pk=tree[which].pk)
        parent = None if under is None else Criterion.objects.get(pk=tree[under].pk)
        try:
            move_criterion(
                criterion=criterion,
                place=Place(parent, before=before, version=criterion.version),
                actor=people["lead"],
                now=now,
            )
        except DomainError:
            continue

    assert_sound(evaluation)


def assert_sound(evaluation):
    rows = {each.pk: each for each in evaluation.criteria.all()}
    groups = defaultdict(list)
    for row in rows.values():
        groups[row.parent_id].append(row.position)
        seen = set()
        while row.parent_id:
            assert row.pk not in seen
            seen.add(row.pk)
            row = rows[row.parent_id]
    for positions in groups.values():
        assert sorted(positions) == list(range(len(positions)))
