"""R10: one table of roles for the program, the tests and the documentation."""

import re
from pathlib import Path

import pytest

from evaluator import permissions as evaluation_table
from migration import permissions as plan_table
from workspace import permissions as team_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "roles.md"


def tables() -> list[dict[str, set[str]]]:
    """Read the tables of the page: role -> what it may do."""
    found: list[dict[str, set[str]]] = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| Action"):
            found.append({role: set() for role in cells[1:]})
        elif line.startswith("| `"):
            action = re.match(r"`(\w+)`", cells[0])[1]
            for role, may in zip(found[-1], cells[1:], strict=True):
                assert may in {"yes", "no"}
                if may == "yes":
                    found[-1][role].add(action)
    return found


@pytest.mark.parametrize(
    ("place", "table"),
    [
        (0, team_table.ALLOWED),
        (1, evaluation_table.ALLOWED),
        (2, plan_table.ALLOWED),
    ],
)
def test_the_documented_roles_are_those_of_the_program(place, table):  # R10
    documented = tables()[place]

    assert documented == {
        role: {action.value for action in actions} for role, actions in table.items()
    }
