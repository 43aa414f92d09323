"""What a gate measures from the plan's own data. Each source is read at most once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise

from migration.models import Asset, Gate, OldPlatform, Plan, Task, Training
from migration.models.measure_names import MEASURE_NAMES
from migration.models.template_text import phase_names
from migration.planning.gates import Figure, Measure
from migration.planning.template import MILESTONE
from migration.selectors.adoption import old_logins
from migration.selectors.inventory.lists import Lists, read_lists

UNWRITTEN = (Asset.State.FOUND,)
UNTESTED = (Asset.State.FOUND, Asset.State.DOCUMENTED, Asset.State.REBUILT)
TESTS = "test"  # key of the phase
STAYS_BEHIND = (Asset.Disposition.ARCHIVE, Asset.Disposition.RETIRE)


class PlanData:
    """What is read of a plan to measure its gates, each part when first needed."""

    def __init__(self, plan: Plan, *, today: date) -> None:
        self.plan = plan
        self.today = today

    @cached_property
    def tasks(self) -> list[Task]:
        rows = self.plan.tasks.present().in_order()
        return list(
            rows.only(
                "plan", "template_key", "phase", "position", "owner_role", "due_on",
                "done_at",
            )
        )  # fmt: skip

    @cached_property
    def assets(self) -> list[Mapping[str, Any]]:
        names = ("state", "disposition", "signed_at", "is_critical")
        return list(self.plan.assets.present().values(*names))

    @cached_property
    def lists(self) -> Lists:
        return read_lists(self.plan)

    @cached_property
    def taken_roles(self) -> set[str]:
        return set(self.plan.stakeholders.present().values_list("role", flat=True))

    @cached_property
    def users(self) -> set[int]:
        """Return the ids of the accounts that take part in the plan."""
        return set(self.plan.members.values_list("user", flat=True))

    @cached_property
    def risk_owners(self) -> list[int | None]:
        risks = self.plan.risks.present().filter(is_closed=False)
        return list(risks.values_list("owner", flat=True))

    @cached_property
    def goals(self) -> list[tuple[Any, Any]]:
        goals = self.plan.success_measures.present()
        return list(goals.values_list("baseline", "target"))

    @cached_property
    def loss_signatures(self) -> list[datetime | None]:
        return list(self.plan.losses.present().values_list("signed_at", flat=True))

    @cached_property
    def hard_defects(self) -> int:
        return self.plan.defects.open().hard().count()

    @cached_property
    def trainings(self) -> list[Training]:
        return list(self.plan.trainings.filter(removed_at=None))

    @cached_property
    def logins(self) -> int | None:
        return old_logins(self.plan)

    @cached_property
    def is_archive_proven(self) -> bool:
        old = OldPlatform.objects.filter(plan=self.plan)
        return old.filter(archive_proven_at__isnull=False).exists()

    @cached_property
    def phase_places(self) -> dict[str, int]:
        return {key: place for place, key in enumerate(phase_names())}

    def before(self, gate: Gate) -> list[Task]:
        """Return the tasks of the gate's phase that come before it."""
        inside = [task for task in self.tasks if task.phase == gate.phase]
        if gate.opens is None or gate.opens.phase != gate.phase:
            return inside
        behind = (gate.opens.position, gate.opens.pk)
        return [task for task in inside if (task.position, task.pk) < behind]

    def due_of(self, gate: Gate) -> date | None:
        """Return the gate's day, or the last due day of the tasks before it."""
        days = [task.due_on for task in self.before(gate) if task.due_on]
        return gate.due_on or max(days, default=None)


def tasks_open(data: PlanData, gate: Gate) -> Figure:
    before = data.before(gate)
    return Figure(sum(not task.is_done for task in before), len(before))


def tasks_late(data: PlanData, gate: Gate) -> Figure:
    late = [
        task
        for task in data.tasks
        if not task.is_done and task.due_on and task.due_on < data.today
    ]
    return Figure(len(late), len(data.tasks))


def chairs_empty(data: PlanData, gate: Gate) -> Figure:
    wanted = {task.owner_role for task in data.tasks if not task.is_done} - {""}
    return Figure(len(wanted - data.taken_roles), len(wanted))


def risks_unowned(data: PlanData, gate: Gate) -> Figure:
    return Figure(data.risk_owners.count(None), len(data.risk_owners))


def goals_unset(data: PlanData, gate: Gate) -> Figure:
    return Figure(sum(None in goal for goal in data.goals), len(data.goals))


def of_assets(
    does_count: Callable[[Mapping[str, Any]], bool], *, critical: bool = False
) -> Callable[[PlanData, Gate], Figure]:
    def count(data: PlanData, gate: Gate) -> Figure:
        among = [row for row in data.assets if row["is_critical"] or not critical]
        return Figure(sum(map(does_count, among)), len(among))

    return count


def is_untested(row: Mapping[str, Any]) -> bool:
    return row["disposition"] not in STAYS_BEHIND and row["state"] in UNTESTED


def losses_unsigned(data: PlanData, gate: Gate) -> Figure:
    return Figure(data.loss_signatures.count(None), len(data.loss_signatures))


def lists_uncounted(data: PlanData, gate: Gate) -> Figure:
    rows = data.lists.rows
    return Figure(sum("source" not in row.counted_on for row in rows), len(rows))


def contacts_lost(data: PlanData, gate: Gate) -> Figure:
    lists = data.lists
    return Figure(lists.unexplained, len(lists.rows), lists.not_counted)


def suppressed_missing(data: PlanData, gate: Gate) -> Figure:
    rows = data.lists.rows
    unknown = sum(not row.is_target_counted for row in rows)
    return Figure(data.lists.missing_suppressed, len(rows), unknown)


def defects_hard(data: PlanData, gate: Gate) -> Figure:
    """Open ones; while tests are not done, what they would find is unknown."""
    tests = [task for task in data.tasks if task.phase == TESTS and not task.is_done]
    return Figure(data.hard_defects, unknown=len(tests))


def trainings_open(data: PlanData, gate: Gate) -> Figure:
    left = [each for each in data.trainings if not is_passed_by_all(each)]
    return Figure(len(left), len(data.trainings))


def is_passed_by_all(training: Training) -> bool:
    passed = training.passed
    return bool(training.held_on and passed and passed == training.people)


def overlap_days(data: PlanData, gate: Gate) -> Figure:
    """Days from the go-live task, as it is due, to the end of the old contract."""
    due = [task.due_on for task in data.tasks if task.template_key == MILESTONE]
    ends_on = data.plan.contract_ends_on
    if not due or due[0] is None or ends_on is None:
        return Figure(unknown=1)
    return Figure((ends_on - due[0]).days)


def logins(data: PlanData, gate: Gate) -> Figure:
    return Figure(unknown=1) if data.logins is None else Figure(data.logins)


def archive_unproven(data: PlanData, gate: Gate) -> Figure:
    return Figure(0 if data.is_archive_proven else 1, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """The page where the figure of a measure lives, and how it is counted."""

    page: str
    count: Callable[[PlanData, Gate], Figure]


SOURCES: dict[Measure, Source] = {
    Measure.TASKS_OPEN: Source("plan_checklist", tasks_open),
    Measure.TASKS_LATE: Source("plan_checklist", tasks_late),
    Measure.CHAIRS_EMPTY: Source("plan_stakeholders", chairs_empty),
    Measure.RISKS_UNOWNED: Source("plan_risks", risks_unowned),
    Measure.GOALS_UNSET: Source("plan_adoption", goals_unset),
    Measure.ASSETS_UNDECIDED: Source(
        "plan_assets", of_assets(lambda row: not row["disposition"])
    ),
    Measure.ASSETS_UNSIGNED: Source(
        "plan_assets", of_assets(lambda row: row["signed_at"] is None)
    ),
    Measure.CRITICAL_UNWRITTEN: Source(
        "plan_assets", of_assets(lambda row: row["state"] in UNWRITTEN, critical=True)
    ),
    Measure.CRITICAL_UNTESTED: Source(
        "plan_assets", of_assets(is_untested, critical=True)
    ),
    Measure.LOSSES_UNSIGNED: Source("plan_assets", losses_unsigned),
    Measure.LISTS_UNCOUNTED: Source("plan_lists", lists_uncounted),
    Measure.CONTACTS_LOST: Source("plan_lists", contacts_lost),
    Measure.SUPPRESSED_MISSING: Source("plan_lists", suppressed_missing),
    Measure.DEFECTS_HARD: Source("plan_defects", defects_hard),
    Measure.TRAININGS_OPEN: Source("plan_adoption", trainings_open),
    Measure.OVERLAP_DAYS: Source("plan_schedule", overlap_days),
    Measure.OLD_LOGINS: Source("plan_adoption", logins),
    Measure.ARCHIVE_UNPROVEN: Source("plan_adoption", archive_unproven),
}


def measure_choices() -> Iterable[tuple[str, Promise]]:
    return [(str(measure), name) for measure, name in MEASURE_NAMES.items()]
