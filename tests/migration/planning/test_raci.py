import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.raci import (
    Duties,
    Part,
    duties_of,
    part_beside,
    part_of_role,
)

R, A, AR, C, I = Part  # noqa: E741 (the letters of the field)


@pytest.mark.parametrize(
    ("parts", "duties", "is_clear"),
    [
        ([A, R, C], Duties(1, 1), True),
        ([AR, I], Duties(1, 1), True),
        ([A], Duties(1, 0), False),
        ([R, R, C], Duties(0, 2), False),
        ([A, AR, R], Duties(2, 2), False),
        ([], Duties(0, 0), False),
    ],
)
def test_exactly_one_answers_and_somebody_does_it(parts, duties, is_clear):
    assert duties_of(parts) == duties
    assert duties.is_clear is is_clear


@given(st.lists(st.sampled_from(Part)))
def test_who_is_asked_or_told_changes_nothing(parts):
    assert duties_of([*parts, C, I]) == duties_of(parts)


@pytest.mark.parametrize(
    ("parts", "of_role"),
    [([A, R], AR), ([C, A], A), ([I, R, C], R), ([I, C], C), ([AR, I], AR)],
)
def test_a_role_has_the_strongest_part_of_its_people(parts, of_role):
    assert part_of_role(parts) is of_role


@pytest.mark.parametrize(
    ("part", "others", "left"),
    [(AR, [A], R), (A, [AR], None), (AR, [R], AR), (C, [A], C), (A, [], A)],
)
def test_nobody_becomes_a_second_who_answers(part, others, left):
    assert part_beside(part, others) is left
