"""What the start page shows of plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from common.formatting import number
from migration.models import Plan, Task
from migration.selectors.checklist.task_parts import unanswered_mentions
from migration.selectors.plans.plans import Shelf, plans_on
from workspace.models import Team, User
from workspace.registries import Card, Door, NeedsYou

MOST_CARDS = 6
# What is due later than this is no matter of today.
SOON = timedelta(days=7)
MOST_TASKS = 3


def find_mentions(*, user: User, team: Team, now: datetime) -> Iterator[NeedsYou]:
    """Yield the tasks in whose comments somebody waits for the person. Two queries."""
    for comment in unanswered_mentions(user, team=team, now=now):
        url = reverse("migration:task_detail", args=[comment.task_id])
        words = {"name": str(comment.author or "…"), "task": comment.task.title}
        text = _("%(name)s mentions you in a comment: %(task)s") % words
        yield NeedsYou(text, f"{url}#comment-{comment.pk}")


def find_needs(*, user: User, team: Team, now: datetime) -> Iterator[NeedsYou]:
    """Yield the person's open tasks that are late or due soon. One query.

    Of each plan the most urgent ones, and how many there are besides.
    """
    tasks = (
        Task.objects.open()
        .filter(
            assigned_to__user=user,
            plan__in=Plan.objects.active().filter(team=team),
            due_on__lte=team.day_of(now) + SOON,
        )
        .select_related("plan")
        .order_by("plan__title", "plan_id", "due_on", "position", "pk")
    )
    for plan, rows in groupby(tasks, key=lambda task: task.plan):
        yield from needs_of(plan, list(rows))


def needs_of(plan: Plan, tasks: list[Task]) -> Iterator[NeedsYou]:
    url = reverse("migration:plan_checklist", args=[plan.pk])
    for task in tasks[:MOST_TASKS]:
        text = _("%(task)s (%(plan)s)") % {"task": task.title, "plan": plan.title}
        yield NeedsYou(text, f"{url}#task-{task.pk}", task.due_on)
    if further := tasks[MOST_TASKS:]:
        text = _("%(count)s more of your tasks in %(plan)s")
        words = {"count": number(len(further)), "plan": plan.title}
        yield NeedsYou(text % words, f"{url}?show=mine", further[0].due_on)


def draw_cards(*, user: User, team: Team, now: datetime) -> list[Card]:
    rows = plans_on(Shelf.ACTIVE, user=user, team=team, now=now)
    today = team.day_of(now)
    return [
        Card("migration/_plan_card.html", {"row": row, "today": today})
        for row in rows[:MOST_CARDS]
    ]


def open_doors(*, user: User, team: Team, now: datetime) -> list[Door]:
    del user, team, now
    return [
        Door(
            "route",
            _("Plan a move"),
            _("A checklist of about thirty tasks, from contract to switching off."),
            reverse("migration:plan_new"),
            is_shortcut=True,
        )
    ]
