"""Steps, comments and defects of tasks: counted on a list, read when one is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, Sum, Value

from migration.models import Defect, Plan, PlanMember, Task, TaskComment, TaskStep
from migration.planning.mentions import Part, parts_of
from workspace.models import Team, User

# A mention that nobody answered for longer is no matter of today.
MENTION_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class PartCounts:
    """How much hangs on a task; `defects` are the open ones."""

    steps: int = 0
    steps_done: int = 0
    comments: int = 0
    defects: int = 0


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A comment, with its text split at the mentions; `of` is a member's id."""

    comment: TaskComment
    parts: Sequence[Part]
    is_own: bool


@dataclass(frozen=True, slots=True)
class TaskParts:
    """What hangs on an opened task. `people` may be mentioned."""

    steps: tuple[TaskStep, ...]
    comments: tuple[ShownComment, ...]
    defects: tuple[Defect, ...]
    people: tuple[PlanMember, ...]

    @property
    def steps_done(self) -> int:
        return sum(step.is_done for step in self.steps)


def count_parts(tasks: Collection[int]) -> dict[int, PartCounts]:
    """Count what hangs on these tasks, by their ids. One query."""
    steps = TaskStep.objects.present()
    first, *others = (
        rows.filter(task__in=tasks)
        .values_list("task", Value(name))
        .annotate(Count("pk"))
        for name, rows in {
            "steps": steps,
            "steps_done": steps.filter(done_at__isnull=False),
            "comments": TaskComment.objects.present(),
            "defects": Defect.objects.open(),
        }.items()
    )
    found: dict[int, dict[str, int]] = {}
    for task, name, count in first.union(*others, all=True):
        found.setdefault(task, {})[name] = count
    return {task: PartCounts(**counts) for task, counts in found.items()}


def sums_of_parts(plan: Plan) -> list[tuple[str, int, int]]:
    """Return numbers that are others when a part that is counted comes or goes.

    The sums of ids of steps, steps done, comments, and open defects. One query.
    """
    steps = TaskStep.objects.present().filter(task__plan=plan)
    comments = TaskComment.objects.present().filter(task__plan=plan)
    defects = Defect.objects.open().filter(plan=plan, task__isnull=False)
    done = Sum("pk", filter=Q(done_at__isnull=False), default=0)
    steps_summed = steps.values("task__plan").annotate(total=Sum("pk"), done=done)
    found = steps_summed.values_list(Value("steps"), "total", "done").union(
        comments.values("task__plan").values_list(
            Value("comments"), Sum("pk"), Value(0)
        ),
        defects.values("plan").values_list(Value("defects"), Sum("pk"), Value(0)),
        all=True,
    )
    return sorted(found)


def read_parts(task: Task, *, reader: PlanMember) -> TaskParts:
    """Read what hangs on one task. Four queries."""
    people = tuple(task.plan.members.select_related("user").by_name())
    names = {member.pk: str(member.user) for member in people}
    comments = task.comments.filter(removed_at=None).select_related("author")
    return TaskParts(
        steps=tuple(task.steps.filter(removed_at=None).in_order()),
        comments=tuple(
            shown(comment, names, reader)
            for comment in comments.order_by("written_at", "pk")
        ),
        defects=tuple(task.defects.open().select_related("owner__user").worst_first()),
        people=people,
    )


def shown(
    comment: TaskComment, names: dict[int, str], reader: PlanMember
) -> ShownComment:
    return ShownComment(
        comment,
        parts_of(comment.text, names),
        is_own=comment.author_id == reader.user_id,
    )


def unanswered_mentions(
    user: User, *, team: Team, now: datetime
) -> Iterable[TaskComment]:
    """Return the newest comment of each open task in which somebody asks this person.

    It is answered once the person has written a comment there, or the task is done.
    """
    mine = PlanMember.objects.filter(
        user=user, plan__in=Plan.objects.active().filter(team=team)
    )
    comments = (
        TaskComment.objects.present()
        .filter(mentions__in=mine, task__done_at=None)
        .filter(written_at__gt=now - MENTION_LASTS)
        .exclude(author=user)
        .select_related("task__plan", "author")
        .order_by("task", "-written_at", "-pk")
    )
    newest = {comment.task_id: comment for comment in reversed(comments)}
    own = TaskComment.objects.present().filter(author=user, task__in=newest)
    answered = {
        pk
        for pk, at in own.values_list("task", "written_at")
        if at > newest[pk].written_at
    }
    return [each for pk, each in newest.items() if pk not in answered]
