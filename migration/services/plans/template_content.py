"""A plan as a template keeps it, and a new plan's tasks from that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from migration.models import Gate, GateCriterion, Plan, Task, TaskLink, TaskStep
from migration.planning.daily_hours import WAITING
from migration.planning.due_days import step
from migration.planning.full_template import full_template
from migration.planning.generate import joining_keys
from migration.planning.network import Kind
from migration.planning.template import MILESTONE, plan_template
from migration.planning.template_links import PlannedLink, due_days
from migration.selectors.checklist.waiting import enumerated
from migration.selectors.schedule.schedule import read_schedule
from migration.services.people.first_deliverables import seed_deliverables
from migration.services.plans.template_registers import (
    deliverables_of,
    plant_deliverables,
    plant_risks,
    risks_of,
    task_at,
)

Content = dict[str, Any]
SWITCHES = (
    "is_full",
    "uses_raci",
    "uses_gates",
    "uses_simulation",
    "uses_baselines",
    "asks_proof_for_all",
)
OF_TASK = (
    "template_key",
    "own_title",
    "own_done_when",
    "phase",
    "owner_role",
    "days",
    "days_low",
    "days_high",
    "keeps_days",
    "needs_proof",
)
OF_LINK = ("kind", "lag", "is_generated")
OF_GATE = ("template_key", "own_name", "phase", "voters", "position")
OF_CRITERION = (
    "template_key",
    "own_text",
    "is_hard",
    "measure",
    "limit",
    "position",
)


class CircleInTemplate(DomainError):
    message = _(
        "In the template, which keeps repeated tasks once, these tasks would wait for"
        " each other: %(tasks)s. Take one of the links away first."
    )


def content_of(plan: Plan) -> Content:
    """Return what another plan can begin with. Eight queries and one for each gate.

    A task that is repeated for things is kept once, without the thing; what only the
    inventory called for is left out, because another inventory calls for its own.
    """
    kept, place = kept_tasks(plan)
    pairs = kept_links(plan, place)
    refuse_circle(kept, pairs)
    gates = plan.gates.filter(removed_at=None).order_by("position", "pk")
    steps = TaskStep.objects.filter(
        task__in=[task.pk for task in kept], removed_at=None
    ).order_by("position", "pk")
    return {
        "switches": {name: getattr(plan, name) for name in SWITCHES},
        "tasks": [fields_of(task, OF_TASK) for task in kept],
        "links": [
            {"before": before, "after": after, **fields_of(link, OF_LINK)}
            for (before, after, _kind), link in pairs.items()
        ],
        "steps": [{"task": place[x.task_id], "text": x.text} for x in steps],
        "gates": [gate_content(gate, place) for gate in gates],
        "deliverables": deliverables_of(plan, place),
        "risks": risks_of(plan, place),
    }


def gate_content(gate: Gate, place: Mapping[int, int]) -> Content:
    criteria = gate.criteria.filter(removed_at=None).order_by("position", "pk")
    return {
        **fields_of(gate, OF_GATE),
        "opens": place.get(gate.opens_id or 0),
        "criteria": [fields_of(each, OF_CRITERION) for each in criteria],
    }


def fields_of(row: object, names: Sequence[str]) -> Content:
    return {name: getattr(row, name) for name in names}


def kept_tasks(plan: Plan) -> tuple[list[Task], dict[int, int]]:
    """Return the tasks that are kept, and of each task of the plan its place there."""
    shipped = {entry.key for entry in plan_template().tasks}
    shipped |= {task.key for task in full_template().tasks}
    if not plan.is_full:
        shipped -= joining_keys()
    kept: list[Task] = []
    place: dict[int, int] = {}
    of_key: dict[str, int] = {}
    for task in plan.tasks.present().in_order():
        if task.about and task.template_key not in shipped:
            continue
        if task.template_key not in of_key or not task.template_key:
            of_key[task.template_key] = len(kept)
            kept.append(task)
        place[task.pk] = of_key[task.template_key]
    return kept, place


Pairs = Mapping[tuple[int, int, str], TaskLink]


def kept_links(plan: Plan, place: Mapping[int, int]) -> Pairs:
    """Return the links by the places of their tasks and their kind.

    An own link between tasks about two things says nothing of other things.
    """
    links = TaskLink.objects.filter(after__plan=plan).between_present().order_by("pk")
    return {
        (place[link.before_id], place[link.after_id], link.kind): link
        for link in links.select_related("before", "after")
        if link.before_id in place
        and link.after_id in place
        and place[link.before_id] != place[link.after_id]
        and (link.is_generated or not is_between_things(link))
    }


def is_between_things(link: TaskLink) -> bool:
    before, after = link.before.about, link.after.about
    return bool(before and after and before != after)


def refuse_circle(kept: Sequence[Task], pairs: Pairs) -> None:
    graph: dict[int, list[int]] = {}
    for before, after, _kind in pairs:
        graph.setdefault(after, []).append(before)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        titles = [kept[at].title for at in circle.args[1][1:]]
        raise CircleInTemplate(tasks=enumerated(titles)) from circle


def plant_content(plan: Plan, content: Content, *, today: date) -> None:
    """Give a new plan what a template kept.

    One that was kept before templates held deliverables and risks has none of them.
    """
    for name, value in content["switches"].items():
        setattr(plan, name, value)
    tasks = Task.objects.bulk_create(
        Task(plan=plan, position=at, **(waits_or_not(each) | each))
        for at, each in enumerate(content["tasks"])
    )
    TaskLink.objects.bulk_create(
        TaskLink(
            before=tasks[each["before"]],
            after=tasks[each["after"]],
            **{name: each[name] for name in OF_LINK},
        )
        for each in content["links"]
    )
    TaskStep.objects.bulk_create(
        TaskStep(task=tasks[each["task"]], text=each["text"], position=at)
        for at, each in enumerate(content["steps"])
    )
    for each in content["gates"]:
        plant_gate(plan, each, tasks)
    plant_risks(plan, content.get("risks", ()), tasks)
    plant_deliverables(plan, content.get("deliverables", ()), tasks)
    if plan.uses_raci and "deliverables" not in content:
        seed_deliverables(plan)
    try:
        plan.starts_on = set_due_days(plan, tasks, content["links"], today=today)
    except CycleError:
        # Of a template that was kept before circles were refused: its plan says so.
        plan.starts_on = None
    plan.save(update_fields=[*SWITCHES, "starts_on"])


def waits_or_not(task: Content) -> Content:
    """Say it for a template that was kept before tasks said whether they wait."""
    return {"keeps_days": task["template_key"] in WAITING}


def plant_gate(plan: Plan, content: Content, tasks: Sequence[Task]) -> None:
    gate = Gate.objects.create(
        plan=plan,
        opens=task_at(tasks, content["opens"]),
        **{name: content[name] for name in OF_GATE},
    )
    GateCriterion.objects.bulk_create(
        GateCriterion(gate=gate, **each) for each in content["criteria"]
    )


def set_due_days(
    plan: Plan, tasks: Sequence[Task], links: Sequence[Content], *, today: date
) -> date | None:
    """Let due days lead up to the go-live day, or start today; return the first day.

    Nothing without a wished day, or without a go-live task.
    """
    names = [(task.template_key or f"own-{at}", "") for at, task in enumerate(tasks)]
    if plan.go_live_on is None or (MILESTONE, "") not in names:
        return None
    days = {name: task.days for name, task in zip(names, tasks, strict=True)}
    planned = [
        PlannedLink(
            names[each["before"]], names[each["after"]], Kind(each["kind"]), each["lag"]
        )
        for each in links
    ]
    due = due_days(days, planned, go_live_on=plan.go_live_on, weekend=plan.days_off)
    first = min(step(due[x], -max(days[x] - 1, 0), plan.days_off) for x in due)
    for name, task in zip(names, tasks, strict=True):
        task.due_on = due[name]
    if first < today:
        first = plan.starts_on = today
        schedule = read_schedule(plan, today=today).schedule
        for task in tasks:
            task.due_on = schedule.of(str(task.pk)).finish
    Task.objects.bulk_update(tasks, ["due_on"])
    return first
