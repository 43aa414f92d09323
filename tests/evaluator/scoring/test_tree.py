import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scoring.errors import WeightInvalid, WeightsAllZero
from evaluator.scoring.tree import (
    DEEPEST,
    KeyTwice,
    Node,
    ParentMissing,
    Row,
    TreeHasCycle,
    TreeTooDeep,
    branches,
    equalise,
    global_weights,
    grow,
    leaf_weights,
    leaves,
    local_weights,
    weights_from_points,
    without,
)

# The 'master' tree of AHPy's tests/test_ahp.py.
AHPY = (
    Node("b", 1, (Node("d", 4, (Node("f", 2), Node("g", 1))), Node("e", 1))),
    Node("c", 1),
)


def forests(depth=3):
    weights = st.integers(1, 9)
    below = st.just(()) if depth == 1 else st.deferred(lambda: forests(depth - 1))
    shapes = st.lists(st.tuples(weights, below), min_size=1, max_size=3)
    return shapes.map(tuple)


def nodes(shapes, path="/"):
    return tuple(
        Node(f"{path}{place}/", weight, nodes(below, f"{path}{place}/"))
        for place, (weight, below) in enumerate(shapes)
    )


def test_global_weights_are_products_of_shares_along_the_path():
    weights = global_weights(AHPY)

    assert weights == pytest.approx(
        {"b": 0.5, "d": 0.4, "f": 0.4 * 2 / 3, "g": 0.4 / 3, "e": 0.1, "c": 0.5}
    )


def test_local_weights_are_shares_among_siblings():
    weights = local_weights(AHPY)

    assert weights == pytest.approx(
        {"b": 0.5, "c": 0.5, "d": 0.8, "e": 0.2, "f": 2 / 3, "g": 1 / 3}
    )


def test_leaves_come_in_the_order_of_the_tree():
    assert list(leaf_weights(AHPY)) == ["f", "g", "e", "c"]
    assert list(leaves(AHPY[1])) == ["c"]


def test_a_category_shares_itself_out_whatever_it_weighs():
    forest = (Node("b", 0, AHPY[0].children), AHPY[1])

    assert branches(forest) == {
        "b": pytest.approx({"f": 0.8 * 2 / 3, "g": 0.8 / 3, "e": 0.2}),
        "d": pytest.approx({"f": 2 / 3, "g": 1 / 3}),
    }


def test_a_category_of_weight_0_gives_its_leaves_0():
    forest = (Node("b", 0, (Node("f", 0), Node("g", 0))), Node("c", 3))

    assert leaf_weights(forest) == {"f": 0, "g": 0, "c": 1}


@pytest.mark.parametrize(
    ("forest", "parent"),
    [
        ((Node("b", 1, (Node("f", 0), Node("g", 0))), Node("c", 3)), "b"),
        ((Node("b", 0), Node("c", 0)), None),
    ],
)
def test_siblings_that_all_weigh_nothing_name_their_parent(forest, parent):
    with pytest.raises(WeightsAllZero) as raised:
        global_weights(forest)

    assert raised.value.parent == parent
    assert set(local_weights(forest).values()) <= {0, 0.25, 0.75, 1}


def test_an_empty_tree_has_no_weights():
    assert global_weights(()) == {}


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf"), "3", None])
def test_a_weight_that_is_none_is_refused_with_its_key(weight):
    with pytest.raises(WeightInvalid) as raised:
        grow([Row("a", None, weight)])

    assert raised.value.key == "a"


def test_rows_in_any_order_grow_into_the_tree():
    rows = [
        Row("g", "d", 1),
        Row("f", "d", 2),
        Row("b", None, 1, is_category=True),
        Row("d", "b", 4, is_category=True),
        Row("c", None, 1),
    ]

    assert grow(rows) == (
        Node("b", 1, (Node("d", 4, (Node("g", 1), Node("f", 2))),)),
        Node("c", 1),
    )


def test_a_category_without_anything_to_score_is_left_out():
    rows = [
        Row("empty", None, 5, is_category=True),
        Row("inner", "empty", 5, is_category=True),
        Row("price", None, 1),
    ]

    assert leaf_weights(grow(rows)) == {"price": 1}


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([Row("a", None, 1), Row("a", None, 1)], KeyTwice),
        ([Row("a", "b", 1)], ParentMissing),
        ([Row("a", "a", 1)], TreeHasCycle),
        ([Row("a", "b", 1), Row("b", "c", 1), Row("c", "b", 1)], TreeHasCycle),
    ],
)
def test_rows_that_make_no_tree_are_refused(rows, error):
    with pytest.raises(error):
        grow(rows)


def test_a_circle_names_only_those_in_it():
    with pytest.raises(TreeHasCycle) as raised:
        grow([Row("a", "b", 1), Row("b", "c", 1), Row("c", "b", 1)])

    assert set(raised.value.keys) == {"b", "c"}


def test_a_tree_may_be_twenty_levels_deep_and_no_more():
    rows = [Row(0, None, 1)] + [Row(n, n - 1, 1) for n in range(1, DEEPEST)]

    assert leaf_weights(grow(rows)) == {DEEPEST - 1: 1}
    with pytest.raises(TreeTooDeep):
        grow([*rows, Row(DEEPEST, DEEPEST - 1, 1)])


@given(forests())
def test_the_leaves_sum_to_one_and_every_category_to_its_leaves(shapes):
    forest = nodes(shapes)
    weights = global_weights(forest)

    assert sum(leaf_weights(forest).values()) == pytest.approx(1)
    for category, shares in branches(forest).items():
        assert sum(weights[leaf] for leaf in shares) == pytest.approx(weights[category])
        for leaf, share in shares.items():
            assert weights[leaf] == pytest.approx(weights[category] * share)


def test_swing_points_become_weights():
    # Goodwin and Wright, ch. 3: 100/80/70/30/20/10, printed 32 26 23 10 6 3 per cent.
    weights = weights_from_points([100, 80, 70, 30, 20, 10])

    assert [round(weight * 100) for weight in weights] == [32, 26, 23, 10, 6, 3]


def test_points_that_are_all_zero_weigh_the_same():
    assert weights_from_points([0, 0, 0, 0]) == (0.25,) * 4


def test_negative_points_are_refused_with_their_place():
    with pytest.raises(WeightInvalid) as raised:
        weights_from_points([1, -1])

    assert raised.value.key == 1


@pytest.mark.parametrize(
    ("weights", "equal"),
    [([50, 30, 25, 15], (30,) * 4), ([0, 0], (1, 1)), ([], ())],
)
def test_equalising_keeps_the_sum(weights, equal):
    assert equalise(weights) == equal


def test_leaves_that_are_left_out_weigh_nothing_nor_does_an_emptied_category():
    rows = [
        Row("money", None, 60, is_category=True),
        Row("price", "money", 50),
        Row("free", "money", 0),
        Row("fit", None, 40, is_category=True),
        Row("ease", "fit", 30),
        Row("list price", "fit", 70),
    ]

    found = leaf_weights(grow(without(rows, {"price", "list price"})))

    assert found == {"price": 0, "free": 0, "ease": 1, "list price": 0}


def test_a_category_that_weighed_nothing_before_is_left_as_it_was():
    rows = [Row("all", None, 1, is_category=True), Row("a", "all", 0)]

    assert without(rows, set()) == rows
