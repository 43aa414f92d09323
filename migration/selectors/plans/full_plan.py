"""What answers and the inventory would change on a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from migration.models import Plan, Task
from migration.models.template_text import about_text, phase_names, shipped_text
from migration.planning.entries import places
from migration.planning.generate import (
    Answers,
    Change,
    Difference,
    Existing,
    Identity,
    Planned,
    difference,
    generate,
)
from migration.planning.growth import NAMED, growth
from migration.planning.stock import Stock
from migration.selectors.inventory.stock import read_stock, stock_mark
from migration.selectors.schedule.plan_ends import Ends, ends_after

# Where the stored answers keep the state of the inventory they were used with.
STOCK = "stock"
# And the lines of the difference that people did not want then.
DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the wizard asks. notice: days before the end of the old contract."""

    names: Mapping[str, Sequence[str]]
    said: Mapping[str, bool]  # question -> yes or no; not in it: nobody knows
    is_full: bool = True
    contract_ends_on: date | None = None
    notice_days: int | None = None

    @property
    def answers(self) -> Answers:
        notice_on = None
        if self.contract_ends_on and self.notice_days is not None:
            notice_on = self.contract_ends_on - timedelta(days=self.notice_days)
        return Answers(
            names=self.names,
            yes=frozenset(key for key, is_yes in self.said.items() if is_yes),
            no=frozenset(key for key, is_yes in self.said.items() if not is_yes),
            notice_on=notice_on,
        )

    @property
    def stored(self) -> dict[str, object]:
        """Return the answers as the plan keeps them."""
        return {**{key: list(x) for key, x in self.names.items()}, **self.said}


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One change as the page shows it; `now` is the task it is made of."""

    key: str
    change: Change
    phase: str
    title: str
    done_when: str
    days: int | None
    now: str
    days_now: int | None = None
    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class PhaseCount:
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    lines: tuple[PreviewLine, ...]
    phases: tuple[PhaseCount, ...]
    added: int
    becoming: int
    adjusted: int
    gone: int
    present: int  # tasks on the plan today
    now: Ends | None  # None where links make a circle
    then: Ends | None

    @property
    def after(self) -> int:
        return self.present + self.added - self.gone


def stored_wanted(plan: Plan) -> Wanted:
    """Return what the plan's answers say."""
    stored = plan.answers if isinstance(plan.answers, dict) else {}
    said = {key: stored.get(key) for key in growth().yes_no}
    return Wanted(
        names={kind: [str(name) for name in stored.get(kind, [])] for kind in NAMED},
        said={key: x for key, x in said.items() if isinstance(x, bool)},
        is_full=plan.is_full,
        contract_ends_on=plan.contract_ends_on,
        notice_days=plan.notice_days,
    )


def template_tasks(plan: Plan) -> dict[Identity, Task]:
    """Return all tasks from the template, those taken off too. One query."""
    rows = plan.tasks.exclude(template_key="").in_order()
    return {(task.template_key, task.about): task for task in rows}


def differences(
    tasks: Mapping[Identity, Task], wanted: Wanted, stock: Stock
) -> list[Difference]:
    existing = [existing_of(identity, task) for identity, task in tasks.items()]
    planned = generate(wanted.answers, stock, is_full=wanted.is_full)
    in_order = sorted(planned, key=lambda each: places()[each.task.key])
    return list(difference(existing, in_order))


def existing_of(identity: Identity, task: Task) -> Existing:
    return Existing(
        identity,
        is_done=task.is_done,
        is_removed=task.removed_at is not None,
        days=task.days,
        deadline=task.deadline,
        about_name=task.about_name,
        by_hand=frozenset(task.changed_by_hand),
    )


def read_preview(plan: Plan, wanted: Wanted, *, today: date) -> Preview:
    """Compare the plan with what the answers want. Nine queries."""
    tasks = template_tasks(plan)
    stock = read_stock(plan, today=today)
    found = differences(tasks, wanted, stock)
    counts = Counter(line.change for line in found)
    present = list(plan.tasks.present().in_order())
    now, then = ends_after(plan, present, found, stock, today=today)
    declined = declined_lines(plan)
    return Preview(
        lines=tuple(
            replace(preview_line(line, tasks), is_declined=line.key in declined)
            for line in found
        ),
        phases=tuple(phase_counts(present, found, tasks)),
        added=counts[Change.ADDED],
        becoming=counts[Change.BECOMES],
        adjusted=counts[Change.ADJUSTED],
        gone=counts[Change.GONE],
        present=len(present),
        now=now,
        then=then,
    )


def phase_counts(
    present: Sequence[Task],
    lines: Sequence[Difference],
    tasks: Mapping[Identity, Task],
) -> list[PhaseCount]:
    before = Counter(task.phase for task in present)
    after = Counter(before)
    for line in lines:
        if line.existing:
            after[tasks[line.existing.identity].phase] -= 1
        if line.planned:
            after[line.planned.task.entry.phase] += 1
    return [
        PhaseCount(name, before[key], after[key])
        for key, name in phase_names().items()
        if before[key] or after[key]
    ]


def preview_line(line: Difference, tasks: Mapping[Identity, Task]) -> PreviewLine:
    now = tasks[line.existing.identity] if line.existing else None
    if line.planned:
        return planned_line(line.key, line.change, line.planned, now)
    return PreviewLine(
        key=line.key,
        change=line.change,
        phase=phase_names().get(now.phase, "") if now else "",
        title=now.title if now else "",
        done_when=now.done_when if now else "",
        days=now.days if now else None,
        now="",
    )


def planned_line(
    key: str, change: Change, planned: Planned, now: Task | None
) -> PreviewLine:
    title = shipped_text(planned.task.key, "title")
    about = about_text(planned.about, planned.about_name)
    return PreviewLine(
        key=key,
        change=change,
        phase=phase_names()[planned.task.entry.phase],
        title=f"{title}: {about}" if about else title,
        done_when=shipped_text(planned.task.key, "done_when"),
        days=planned.days,
        now=now.title if now else "",
        days_now=now.days if now else None,
    )


def count_differing(plan: Plan, *, today: date) -> int:
    """Count the lines that differ since then, but for those that nobody wanted.

    Three queries while it is as it was, nine after that, none before any answer.
    """
    seen = plan.answers.get(STOCK)
    if not seen or seen == stock_mark(plan):
        return 0
    stock = read_stock(plan, today=today)
    found = differences(template_tasks(plan), stored_wanted(plan), stock)
    return len({line.key for line in found} - declined_lines(plan))


def declined_lines(plan: Plan) -> frozenset[str]:
    return frozenset(plan.answers.get(DECLINED, ()))
