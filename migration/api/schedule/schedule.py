"""The schedule in the API: dates, links, days off, baselines, what-if."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Day, Id, Line, read_nothing
from common.api_schema import described
from evaluator.catalogue.currencies import CURRENCIES
from migration.access import (
    get_baseline,
    get_day_off,
    get_link,
    get_plan,
    get_plan_member,
    get_task,
)
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import (
    BackwardsShape,
    BaselineShape,
    DayOffShape,
    EffectShape,
    ScheduleShape,
    TakenDatesShape,
    TaskLinkShape,
    backwards_shape,
    baseline_shape,
    day_off_shape,
    effect_shape,
    link_shape,
    schedule_shape,
)
from migration.api.shapes import (
    PlanSettingsShape,
    TaskShape,
    settings_shape,
    task_shape,
)
from migration.forms.schedule.schedule import MOST_LAG
from migration.models import DayOff, Plan, Task, TaskLink
from migration.permissions import Action
from migration.selectors.schedule.backwards import read_backwards
from migration.selectors.schedule.effects import (
    Wish,
    with_day_off,
    without_day_off,
)
from migration.selectors.schedule.network import countries
from migration.selectors.schedule.schedule import (
    read_schedule,
)
from migration.services.schedule import schedule as service
from workspace.api_view import APIView


class TaskDatesBody(Body):
    """`days`, `days_low` and `days_high` are days of work, as if days were full.

    How many hours a day the task's person gives makes them more in the answers, unless
    `keeps_days` holds: then they are the working days it takes, whoever does it.
    """

    days = serializers.IntegerField(min_value=0, max_value=service.LONGEST_TASK)
    days_low = serializers.IntegerField(
        min_value=0,
        max_value=service.LONGEST_TASK,
        required=False,
        allow_null=True,
        default=None,
    )
    days_high = serializers.IntegerField(
        min_value=0,
        max_value=service.LONGEST_TASK,
        required=False,
        allow_null=True,
        default=None,
    )
    keeps_days = serializers.BooleanField(required=False)
    not_before = Day(required=False, allow_null=True, default=None)
    fixed_on = Day(required=False, allow_null=True, default=None)
    deadline = Day(required=False, allow_null=True, default=None)


class TaskLinkBody(Body):
    before = Id()
    kind = serializers.ChoiceField(
        choices=TaskLink.Kind.values, required=False, default="FS"
    )
    lag = serializers.IntegerField(
        min_value=-MOST_LAG, max_value=MOST_LAG, required=False, default=0
    )


class DayOffBody(Body):
    """Leave is of a `member`, or of a `stakeholder` without an account."""

    kind = serializers.ChoiceField(choices=DayOff.Kind.values)
    first_on = Day()
    last_on = Day()
    name = Line(max_length=120, required=False, allow_blank=True, default="")
    member = Id(required=False, allow_null=True, default=None)
    stakeholder = Id(required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["member"] is not None and attrs["stakeholder"] is not None:
            raise serializers.ValidationError(_("Leave is of one person."))
        return attrs


class PlanDatesBody(Body):
    starts_on = Day(allow_null=True)
    contract_ends_on = Day(allow_null=True)
    notice_days = serializers.IntegerField(min_value=0, max_value=3650, allow_null=True)
    weekly_cost = serializers.DecimalField(
        max_digits=13, decimal_places=2, min_value=0, allow_null=True
    )
    currency = serializers.ChoiceField(choices=sorted(CURRENCIES), allow_blank=True)
    country = serializers.ChoiceField(choices=countries(), allow_blank=True)
    hours_a_day = serializers.DecimalField(
        max_digits=4,
        decimal_places=2,
        min_value=1,
        max_value=24,
        required=False,
    )


class BaselineBody(Body):
    name = Line(max_length=120)


class TakeDatesBody(Body):
    """`back`: the last days that keep the deadlines, in place of the earliest."""

    back = serializers.BooleanField(required=False, default=False)


class ScheduleDetail(APIView):
    @described(answer=ScheduleShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read the dates of the plan, computed anew."""
        plan = get_plan_member(request.user, pk, action=Action.VIEW).plan
        found = read_schedule(plan, today=today_of(plan))
        return Response(schedule_shape(found))


class PlanDatesDetail(APIView):
    def shows_current(self, current: Plan) -> object:
        return settings_shape(current)

    @described(body=PlanDatesBody, answer=PlanSettingsShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Set start, end of the old contract, notice, cost of a week, holidays."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        changed = service.set_plan_dates(
            plan=plan,
            edit=service.PlanDates(**dates_wanted(plan, request)),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(settings_shape(changed), changed.version)


class PlanDatesEffect(APIView):
    @described(body=PlanDatesBody, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what other dates of the plan would do to the finish; saves nothing."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        wish = Wish(plan=dates_wanted(plan, request))
        return effect_on(plan, lambda _now: wish)


class ScheduleBack(APIView):
    @described(answer=BackwardsShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read the plan back from its deadlines: the last days that keep them."""
        plan = get_plan_member(request.user, pk, action=Action.VIEW).plan
        return Response(backwards_shape(read_backwards(plan, today=today_of(plan))))


class TakingDates(APIView):
    @described(body=TakeDatesBody, answer=TakenDatesShape)
    def post(self, request: Request, pk: int) -> Response:
        """Make the computed days the due days of all open tasks."""
        body = read_body(TakeDatesBody, request)
        plan = get_plan(request.user, pk, action=Action.EDIT)
        moved = service.take_dates(
            plan=plan, is_back=body["back"], actor=request.user, now=timezone.now()
        )
        return Response({"moved": moved})


class DayOffList(APIView):
    @described(body=DayOffBody, answer=DayOffShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Add days on which nobody works, or one person does not."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        day_off = service.add_day_off(
            plan=plan,
            edit=day_off_edit(plan, request),
            actor=request.user,
            now=timezone.now(),
        )
        return created(day_off_shape(day_off), "day-off-detail", day_off.pk)


class DayOffEffect(APIView):
    @described(body=DayOffBody, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what days off would do to the finish; saves nothing."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        added = service.day_off_of(plan, day_off_edit(plan, request))
        return effect_on(plan, lambda now: with_day_off(now, added))


class DayOffRemovalEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what taking these days off away would do; saves nothing."""
        read_nothing(request)
        member, day_off = get_day_off(request.user, pk, action=Action.EDIT)
        return effect_on(member.plan, lambda now: without_day_off(now, day_off))


class DayOffDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take days off away."""
        _member, day_off = get_day_off(request.user, pk, action=Action.EDIT)
        service.remove_day_off(day_off=day_off, actor=request.user, now=timezone.now())
        return gone()


class BaselineList(APIView):
    @described(body=BaselineBody, answer=BaselineShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Keep the dates as they are planned now."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        baseline = service.make_baseline(
            plan=plan,
            **read_body(BaselineBody, request),
            actor=request.user,
            now=timezone.now(),
        )
        return created(baseline_shape(baseline), "baseline-detail", baseline.pk)


class BaselineDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Forget a baseline."""
        _member, baseline = get_baseline(request.user, pk, action=Action.EDIT)
        service.remove_baseline(
            baseline=baseline, actor=request.user, now=timezone.now()
        )
        return gone()


class TaskDatesDetail(APIView):
    def shows_current(self, current: Task) -> object:
        return task_shape(current)

    @described(body=TaskDatesBody, answer=TaskShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Say how long a task takes and what holds its dates."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        changed = service.schedule_task(
            task=task,
            edit=task_dates_wanted(task, request),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(changed), changed.version)


class TaskEffect(APIView):
    @described(body=TaskDatesBody, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what other days of a task would do to the finish; saves nothing."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        edit = asdict(task_dates_wanted(task, request))
        del edit["days_low"], edit["days_high"]
        return effect_on(task.plan, lambda _now: Wish(tasks={pk: edit}))


class TaskLinkList(APIView):
    @described(body=TaskLinkBody, answer=TaskLinkShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Let the task wait for another; a circle is refused with the names."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        body = read_body(TaskLinkBody, request)
        others = task.plan.tasks.present()
        body["before"] = get_object_or_404(others, pk=body["before"])
        link = service.add_link(
            **body, after=task, actor=request.user, now=timezone.now()
        )
        return created(link_shape(link), "task-link-detail", link.pk)


class TaskLinkEffect(APIView):
    @described(body=TaskLinkBody, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what a link would do to the finish; saves nothing."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        body = read_body(TaskLinkBody, request)
        others = task.plan.tasks.present()
        body["before"] = get_object_or_404(others, pk=body["before"])
        effect = service.try_link(**body, after=task, now=timezone.now())
        return Response(effect_shape(effect))


class TaskLinkDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take a link away."""
        _member, link = get_link(request.user, pk, action=Action.EDIT)
        service.remove_link(link=link, actor=request.user, now=timezone.now())
        return gone()


class TaskLinkRemovalEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what taking the link away would do to the finish; saves nothing."""
        read_nothing(request)
        member, link = get_link(request.user, pk, action=Action.EDIT)
        return effect_on(member.plan, lambda _now: Wish(without={link.pk}))


def dates_wanted(plan: Plan, request: Request) -> dict[str, Any]:
    """Return the dates of the body; hours that are left out stay."""
    stored = {"hours_a_day": plan.hours_a_day}
    return stored | read_body(PlanDatesBody, request)


def task_dates_wanted(task: Task, request: Request) -> service.TaskSchedule:
    """Return the days of the body; whether they are kept stays if left out."""
    stored = {"keeps_days": task.keeps_days}
    return service.TaskSchedule(**stored | read_body(TaskDatesBody, request))


def day_off_edit(plan: Plan, request: Request) -> service.DayOffEdit:
    """Return the days off of the body; 404 for the leave of a stranger."""
    body = read_body(DayOffBody, request)
    member, stakeholder = body.pop("member"), body.pop("stakeholder")
    if member is not None:
        body["person"] = get_object_or_404(plan.members.all(), pk=member)
    elif stakeholder is not None:
        body["person"] = get_object_or_404(plan.stakeholders.present(), pk=stakeholder)
    return service.DayOffEdit(**body)


def today_of(plan: Plan) -> date:
    today: date = plan.team.day_of(timezone.now())
    return today
