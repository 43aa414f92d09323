"""How the checklist says when something is due."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext

from common.formatting import day, number
from evaluator.models import Evaluation
from migration.models import Plan, Task
from migration.models.template_text import phase_names, shipped_text
from migration.selectors.checklist.checklist import Line, PhaseBlock, Show
from workspace.models import User

register = template.Library()

# Nearer than this, the distance says more than the date.
NEAR = 7


@register.filter
def due_words(line: Line) -> str:
    """Say in words how late an open task is, or until when it has time."""
    if line.task.due_on is None or line.days_left is None:
        return ""
    if line.is_late:
        text = ngettext("%(count)s day late", "%(count)s days late", line.days_late)
        return text % {"count": number(line.days_late)}
    if line.task.is_done or line.days_left > NEAR:
        return day(line.task.due_on, "short")
    if line.days_left == 0:
        return gettext("due today")
    if line.days_left == 1:
        return gettext("due tomorrow")
    text = ngettext("due in %(count)s day", "due in %(count)s days", line.days_left)
    return text % {"count": number(line.days_left)}


@register.filter
def title_shown(task: Task, hides_names: object) -> str:
    """Return the title; of a task about one owner without the name where asked."""
    if hides_names and task.about.startswith("owner-"):
        return shipped_text(task.template_key, "title")
    return task.title


@register.filter
def holds(block: PhaseBlock, task_pk: int | str | None) -> bool:
    """Tell whether the task is in this phase."""
    return any(line.task.pk == task_pk for line in block.lines)


@register.simple_tag(takes_context=True)
def asking(context: dict[str, Any], **changes: object) -> str:
    """Return the present address with other parameters; None leaves one out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def shows() -> list[tuple[str, str]]:
    """Return what the checklist may show, in words."""
    return [
        (Show.ALL, gettext("all tasks")),
        (Show.MINE, gettext("my tasks")),
        (Show.OPEN, gettext("open ones")),
        (Show.LATE, gettext("late ones")),
        (Show.WAITING, gettext("those that wait for others")),
        (Show.SOON, gettext("due in the next seven days")),
    ]


@register.simple_tag
def phases() -> list[tuple[str, str]]:
    return list(phase_names().items())


@register.simple_tag
def plan_following(evaluation: Evaluation, user: User) -> Plan | None:
    """Return the newest plan that carries out the choice, if the reader is on one."""
    plans = Plan.objects.visible_to(user).present().filter(evaluation=evaluation)
    return plans.order_by("-created_at", "-pk").first()
