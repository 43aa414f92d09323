"""M12: the pages of a migration plan, real and logged in, by CPU per request.

Plans of 90, 300 and 2,000 tasks with three links each, as an inventory makes them
grow: tasks of the shipped template about many things, some of them done or late, with
gates, steps, comments and defects. A tick is answered by script with what it changed,
and is taken back with the next request. A person waits 150 ms for it, and 300 ms for a
page. Beside them a view that looks up session, person and role and says "ok".
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle, islice

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from benchmarks.report import Figure, at_most, report
from benchmarks.site import CLIENT, Timed, get, make_site, processor_time, timed
from migration.access import get_plan_member
from migration.models import (
    Defect,
    Gate,
    GateCriterion,
    Plan,
    PlanMember,
    Task,
    TaskComment,
    TaskLink,
    TaskStep,
)
from migration.permissions import Action
from migration.planning.full_template import full_template
from migration.planning.template import MILESTONE
from workspace.models import Member, Team, User
from workspace.requests import PersonRequest

SIZES = (90, 300, 2_000)
LINKS = 3  # for each task
PEOPLE = 8
ROUNDS = 9
SEED = 20261128
TICK, PAGE = (0.15, 15), (0.3, 50)
"""What a person waits at most, in seconds, and how many times the empty view it costs.
"""
PAGES = {
    "overview": "plan_overview",
    "checklist": "plan_checklist",
    "schedule": "plan_schedule",
    "Gantt": "plan_gantt",
}
NOW = timezone.now()


def figures() -> Iterator[Figure]:
    make_site({"empty/<int:pk>/": empty_page})
    user = User.objects.create_user("lead@example.org", name="Lead")
    team = Team.objects.create(name="Bench")
    Member.objects.create(team=team, user=user, role="owner")
    CLIENT.force_login(user)
    for size in SIZES:
        plan = grown_plan(team, size)
        work = work_on(plan)
        found = processor_time(work, rounds=ROUNDS)
        empty = found.pop("empty")
        for name, seconds in found.items():
            told = f"{size:,} tasks: {name}"
            wait, most = TICK if "tick" in name else PAGE
            yield Figure(f"{told}, empty view", seconds, empty, at_most(most))
            yield Figure(f"{told}, a person waits", seconds, wait, at_most(1))
        # My tasks are those of all plans that live.
        Plan.objects.update(archived_at=NOW)


def work_on(plan: Plan) -> dict[str, Timed]:
    tasks = plan.tasks.filter(done_at=None).in_order()
    pages = {
        told: get(reverse(f"migration:{name}", args=[plan.pk]))
        for told, name in PAGES.items()
    }
    return {
        "empty": get(f"/empty/{plan.pk}/"),
        "tick": turn("task_complete", tasks[0]),
        "untick": turn("task_reopen", tasks[0]),
        **pages,
        "my tasks": get(reverse("migration:my_tasks")),
    }


def turn(name: str, task: Task) -> Timed:
    address = reverse(f"migration:{name}", args=[task.pk])

    def post() -> float:
        task.refresh_from_db()
        said = {"anyway": "1", "version": task.version}
        script = {"HX-Request": "true", "HX-Request-Type": "partial"}
        return timed(lambda: CLIENT.post(address, said, headers=script))

    return post


def empty_page(request: PersonRequest, pk: int) -> HttpResponse:
    get_plan_member(request.user, pk, action=Action.VIEW)
    return HttpResponse("ok")


def grown_plan(team: Team, size: int) -> Plan:
    """Make a plan a fifth of which is done, and which is a little late."""
    draw = random.Random(SEED)  # noqa: S311 (no secret)
    plan = Plan.objects.create(
        team=team,
        title=f"{size} tasks",
        source_name="Acme",
        target_name="Bolt",
        starts_on=NOW.date() - timedelta(days=60),
        go_live_on=NOW.date() + timedelta(days=200),
        is_full=True,
        uses_gates=True,
    )
    people = [join(plan, number) for number in range(PEOPLE)]
    tasks = Task.objects.bulk_create(tasks_of(plan, size, people, draw))
    TaskLink.objects.bulk_create(links_of(tasks, draw))
    hang_on(tasks, people)
    for phase in list(dict.fromkeys(task.phase for task in tasks))[2::3]:
        gate = Gate.objects.create(plan=plan, own_name=f"After {phase}", phase=phase)
        GateCriterion.objects.create(gate=gate, own_text="All was looked at")
    return plan


def join(plan: Plan, number: int) -> PlanMember:
    """Let somebody work on the plan; the first is who looks at the pages."""
    address = f"{number}@example.org" if number else "lead@example.org"
    user, _is_new = User.objects.get_or_create(
        email=address, defaults={"name": f"Person {number}"}
    )
    Member.objects.get_or_create(team=plan.team, user=user)
    role = "contributor" if number else "lead"
    return PlanMember.objects.create(plan=plan, user=user, role=role)


def tasks_of(
    plan: Plan, size: int, people: list[PlanMember], draw: random.Random
) -> Iterator[Task]:
    entries = [each.entry for each in full_template().tasks]
    seen: dict[str, int] = {}
    rows = list(islice(cycle(entries), size))
    order = {phase.key: at for at, phase in enumerate(full_template().phases)}
    for at, entry in enumerate(sorted(rows, key=lambda each: order[each.phase])):
        number = seen[entry.key] = seen.get(entry.key, 0) + 1
        is_again = number > 1 or entry.key != MILESTONE
        is_done = at < size // 5
        due_on = plan.starts_on + timedelta(days=260 * at // size + draw.randint(0, 9))
        yield Task(
            plan=plan,
            template_key=entry.key,
            about=f"asset-{number}" if is_again else "",
            about_name=f"Thing number {number}" if is_again else "",
            phase=entry.phase,
            owner_role=entry.role,
            position=at,
            assigned_to=draw.choice([*people, None]),
            days=entry.days,
            due_on=due_on,
            done_at=NOW - timedelta(days=30) if is_done else None,
            done_by=people[0].user if is_done else None,
        )


def links_of(tasks: list[Task], draw: random.Random) -> Iterator[TaskLink]:
    """Yield links as people make them: mostly one after the other, a short way."""
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < LINKS * len(tasks):
        second = draw.randrange(1, len(tasks))
        pairs.add((max(0, second - draw.randint(1, 40)), second))
    for first, second in sorted(pairs):
        kind, lag = draw.choice([("FS", 0)] * 8 + [("FS", 2), ("SS", 1)])
        yield TaskLink(before=tasks[first], after=tasks[second], kind=kind, lag=lag)


def hang_on(tasks: list[Task], people: list[PlanMember]) -> None:
    """Give some tasks steps, fewer a comment, few a defect."""
    TaskStep.objects.bulk_create(
        TaskStep(task=task, text=f"Step {at}", position=at)
        for task in tasks[::10]
        for at in range(3)
    )
    TaskComment.objects.bulk_create(
        TaskComment(task=task, author=people[1].user, text="Look at it once more.")
        for task in tasks[::15]
    )
    Defect.objects.bulk_create(
        Defect(plan=task.plan, task=task, title="Wrong colour", severity="soft")
        for task in tasks[::40]
    )


if __name__ == "__main__":
    sys.exit(report("M12 pages of a plan", figures()))
