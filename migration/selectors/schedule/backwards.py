"""The plan back from a deadline: by which day each task has to begin and to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from migration.models import Plan
from migration.selectors.schedule.network import Network, read_network
from migration.selectors.schedule.schedule import PlanSchedule, goal_of, opened

NO_BASELINE: Mapping[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Backwards:
    """found: its latest days are those that keep the deadlines, its floats likewise."""

    found: PlanSchedule

    @property
    def begin_by(self) -> date:
        """The last day on which the open work may begin."""
        return self.found.latest_start

    @property
    def spare(self) -> int:
        """Working days to spare on the tightest open task; below 0 they are missing."""
        floats = (
            row.dates.total_float for row in self.found.rows if not row.task.is_done
        )
        return min(floats, default=0)

    @property
    def missing(self) -> int:
        return max(0, -self.spare)

    @property
    def late_start(self) -> date | None:
        """The start of the plan, where an earlier one would keep the deadlines."""
        start = self.found.start_ahead
        could_begin = self.found.network.today <= self.begin_by
        return start if start and could_begin and self.begin_by < start else None

    @property
    def differing(self) -> int:
        """How many open tasks are due on another day than the last one."""
        return sum(
            not row.task.is_done and row.task.due_on != row.dates.late_finish
            for row in self.found.rows
        )


def read_backwards(plan: Plan, *, today: date) -> Backwards:
    """Compute the plan back from its deadlines. Raises CircleInPlan."""
    return backwards_of(read_network(plan, today=today))


def backwards_of(network: Network) -> Backwards:
    """Compute it back from the wished day and the end of the old contract.

    Without an end of the contract, what follows the go-live may end as late as it does
    after the wished day; without either, the plan is counted back from its end. Raises
    CircleInPlan.
    """
    wished, finish_by = network.plan.go_live_on, network.plan.contract_ends_on
    held = with_goal(network, deadline=wished)
    if wished and not finish_by:
        finish_by = with_goal(network, not_before=wished).schedule().finish
    return Backwards(opened(held, held.schedule(finish_by=finish_by), NO_BASELINE))


def with_goal(
    network: Network, *, deadline: date | None = None, not_before: date | None = None
) -> Network:
    """Hold the go-live to a deadline or to a first day, unless its own is tighter."""
    goal = goal_of(network.tasks)
    key = str(goal.pk) if goal else None
    return replace(
        network,
        activities=tuple(
            replace(
                each,
                deadline=min(filter(None, (each.deadline, deadline)), default=None),
                not_before=max(
                    filter(None, (each.not_before, not_before)), default=None
                ),
            )
            if each.key == key
            else each
            for each in network.activities
        ),
    )
