from __future__ import annotations

from decimal import Decimal

import pytest

from migration.planning.daily_hours import Giver, Givers, Pace


@pytest.mark.parametrize(
    ("work", "hours", "full", "days"),
    [
        (3, "2", "8", 12),
        (1, "8", "8", 1),
        (0, "2", "8", 0),
        (1, "3", "8", 3),
        (3, "3", "8", 8),
        (5, "7.5", "8", 6),
        (9, "0.5", "24", 432),
    ],
)
def test_few_hours_take_more_days(work, hours, full, days):
    assert Pace(Decimal(hours), Decimal(full)).days(work) == days


def givers(*people: tuple[int | None, str, str | None]) -> Givers:
    rows = [
        Giver(key, member, role, Decimal(hours) if hours else None)
        for key, (member, role, hours) in enumerate(people, start=1)
    ]
    return Givers(tuple(rows), Decimal(8))


@pytest.mark.parametrize(
    ("people", "member", "role", "hours"),
    [
        ([(1, "crm", "2")], 1, "crm", 2),
        ([(1, "crm", "2")], 1, "it", 2),
        ([(1, "crm", "2")], 2, "crm", None),
        ([(None, "crm", "2")], None, "crm", 2),
        ([(None, "", "2")], None, "", None),
        ([(None, "crm", "2"), (None, "crm", "4")], None, "crm", 4),
        ([(None, "crm", "2"), (3, "crm", None)], None, "crm", None),
        ([(1, "crm", "2"), (1, "it", "4")], 1, "crm", 2),
        ([(1, "crm", "2"), (1, "it", "4")], 1, "web", 4),
        ([(1, "crm", "8")], 1, "crm", None),
        ([], 1, "crm", None),
    ],
)
def test_whose_hours_count_for_a_task(people, member, role, hours):
    pace = givers(*people).pace(member, role)

    assert (pace and pace.hours) == hours
