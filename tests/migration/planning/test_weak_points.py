from migration.planning.weak_points import MOST, weak_points


def test_the_greatest_loss_stands_first():
    found = weak_points({1: 0.3, 2: 0.0, 3: 0.2}, {1: 0.5, 2: 0.1, 3: 0.4})

    assert [each.criterion for each in found] == [1, 3, 2]  # 0.35, 0.32, 0.1


def test_a_third_of_the_scale_is_low_and_more_is_not():
    found = weak_points({1: 1 / 3, 2: 0.34}, {1: 0.5, 2: 0.5})

    assert [each.criterion for each in found] == [1]


def test_what_weighs_nothing_or_has_no_value_is_no_weak_point():
    assert weak_points({1: 0.0, 2: None, 3: 0.1}, {1: 0.0, 2: 1.0}) == []


def test_there_are_five_at_most():
    values = dict.fromkeys(range(9), 0.1)

    found = weak_points(values, dict.fromkeys(values, 1 / 9))

    assert [each.criterion for each in found] == list(range(MOST))
