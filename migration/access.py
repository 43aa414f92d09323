"""Fetch and check in one step: 404 when hidden, 403 when seen but not allowed."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from migration.models import (
    Asset,
    AssetView,
    Baseline,
    ContactList,
    DayOff,
    Defect,
    Deliverable,
    FieldMapping,
    Gate,
    GateCriterion,
    Loss,
    MeasureValue,
    Plan,
    PlanMember,
    Question,
    Risk,
    Stakeholder,
    SuccessMeasure,
    Talk,
    Task,
    TaskComment,
    TaskLink,
    TaskStep,
    TeamTemplate,
    Training,
)
from migration.permissions import Action, allowed_actions
from workspace.access import get_team
from workspace.models import User
from workspace.permissions import TeamAction
from workspace.querysets import in_teams_of


def get_plan_member(
    user: User, plan_pk: int, *, action: Action, in_bin: bool = False
) -> PlanMember:
    """Return the user's role on the plan, with `.plan` loaded.

    404 if the plan is hidden from the user or lies in the bin, 403 if only seen.
    """
    member = get_object_or_404(
        PlanMember.objects.select_related("plan__team", "user"),
        in_teams_of(user, "plan__team"),
        user=user,
        plan_id=plan_pk,
        plan__deleted_at__isnull=not in_bin,
    )
    if action not in allowed_actions(member):
        raise PermissionDenied
    return member


def get_plan(user: User, pk: int, *, action: Action, in_bin: bool = False) -> Plan:
    """Return the plan: 404 if it is hidden from the user, 403 if only seen."""
    return get_plan_member(user, pk, action=action, in_bin=in_bin).plan


class OfPlan(Protocol):
    """A row that belongs to a plan."""

    plan_id: int
    plan: Any


Row = TypeVar("Row", bound=OfPlan)


def with_plan(user: User, row: Row, *, action: Action) -> tuple[PlanMember, Row]:
    """Return the own role on the plan of a row that the user may know of, and the row.

    403 if it is only seen. The row's plan is loaded.
    """
    member = get_plan_member(user, row.plan_id, action=action)
    row.plan = member.plan
    return member, row


def get_task(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Task]:
    """Return the own role and a task of the plan; 404 for one that was removed."""
    tasks = Task.objects.visible_to(user).select_related(
        "assigned_to__user", "done_by", "proof_file"
    )
    task = get_object_or_404(tasks if also_removed else tasks.present(), pk=pk)
    return with_plan(user, task, action=action)


def get_step(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, TaskStep]:
    """Return the own role and a step; 404 for one that was removed."""
    rows = TaskStep.objects.visible_to(user).filter(task__removed_at=None)
    step = get_object_or_404(rows if also_removed else rows.present(), pk=pk)
    member, step.task = get_task(user, step.task_id, action=action)
    return member, step


def get_comment(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, TaskComment]:
    """Return the own role and a comment; 404 for one that was removed."""
    rows = TaskComment.objects.visible_to(user).filter(task__removed_at=None)
    found = (rows if also_removed else rows.present()).select_related("author")
    comment = get_object_or_404(found, pk=pk)
    member, comment.task = get_task(user, comment.task_id, action=action)
    return member, comment


def get_other_member(
    user: User, plan_pk: int, pk: int, *, action: Action
) -> tuple[PlanMember, PlanMember]:
    """Return the own role, and that of somebody else on the plan, or oneself."""
    own = get_plan_member(user, plan_pk, action=action)
    other = get_object_or_404(own.plan.members.select_related("user"), pk=pk)
    other.plan = own.plan
    return own, other


def get_measure(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, SuccessMeasure]:
    """Return the own role and a success measure; 404 for one that was removed."""
    measures = SuccessMeasure.objects.visible_to(user).select_related("owner__user")
    measure = get_object_or_404(measures if also_removed else measures.present(), pk=pk)
    return with_plan(user, measure, action=action)


def get_measure_value(
    user: User, pk: int, *, action: Action
) -> tuple[PlanMember, MeasureValue]:
    visible = SuccessMeasure.objects.visible_to(user).present()
    value = get_object_or_404(MeasureValue, pk=pk, measure__in=visible)
    member, value.measure = get_measure(user, value.measure_id, action=action)
    return member, value


def get_training(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Training]:
    """Return the own role and a training; 404 for one that was removed."""
    trainings = Training.objects.filter(plan__in=Plan.objects.visible_to(user))
    there = trainings if also_removed else trainings.filter(removed_at=None)
    return with_plan(user, get_object_or_404(there, pk=pk), action=action)


def get_stakeholder(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Stakeholder]:
    """Return the own role and a stakeholder; 404 for one that was removed."""
    visible = Stakeholder.objects.visible_to(user).select_related("member__user")
    found = get_object_or_404(visible if also_removed else visible.present(), pk=pk)
    return with_plan(user, found, action=action)


def get_talk(user: User, pk: int, *, action: Action) -> tuple[PlanMember, Talk]:
    visible = Stakeholder.objects.visible_to(user).present()
    talk = get_object_or_404(Talk, pk=pk, stakeholder__in=visible)
    member, talk.stakeholder = get_stakeholder(user, talk.stakeholder_id, action=action)
    return member, talk


def get_question(user: User, pk: int, *, action: Action) -> tuple[PlanMember, Question]:
    questions = Question.objects.visible_to(user).present()
    question = get_object_or_404(questions, pk=pk)
    member, question.stakeholder = get_stakeholder(
        user, question.stakeholder_id, action=action
    )
    return member, question


def get_link(user: User, pk: int, *, action: Action) -> tuple[PlanMember, TaskLink]:
    links = TaskLink.objects.visible_to(user).select_related("before", "after")
    link = get_object_or_404(links, pk=pk)
    member = get_plan_member(user, link.after.plan_id, action=action)
    link.after.plan = link.before.plan = member.plan
    return member, link


def get_day_off(user: User, pk: int, *, action: Action) -> tuple[PlanMember, DayOff]:
    day_off = get_object_or_404(DayOff.objects.visible_to(user), pk=pk)
    return with_plan(user, day_off, action=action)


def get_baseline(user: User, pk: int, *, action: Action) -> tuple[PlanMember, Baseline]:
    plans = Plan.objects.visible_to(user)
    baseline = get_object_or_404(Baseline, pk=pk, plan__in=plans)
    return with_plan(user, baseline, action=action)


def get_asset(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Asset]:
    """Return the own role and an asset; 404 for one that was removed."""
    assets = Asset.objects.visible_to(user).select_related("owner__user", "merge_into")
    asset = get_object_or_404(assets if also_removed else assets.present(), pk=pk)
    return with_plan(user, asset, action=action)


def get_asset_and_needed(
    user: User, pk: int, needed_pk: int, *, action: Action
) -> tuple[Asset, Asset]:
    """Return an asset and one that it needs; 404 if it does not."""
    _member, asset = get_asset(user, pk, action=action)
    needed = get_object_or_404(Asset, pk=needed_pk, needed_by__asset=asset)
    return asset, needed


def get_asset_view(user: User, pk: int) -> AssetView:
    """Return an own view of an inventory that the person may see; else 404."""
    views = AssetView.objects.select_related("member__plan")
    view = get_object_or_404(views, pk=pk, member__user=user)
    get_plan_member(user, view.member.plan_id, action=Action.VIEW)
    return view


def get_risk(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Risk]:
    """Return the own role and a risk; 404 for one that was removed."""
    risks = Risk.objects.visible_to(user).select_related("owner__user")
    risk = get_object_or_404(risks if also_removed else risks.present(), pk=pk)
    return with_plan(user, risk, action=action)


def get_defect(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Defect]:
    """Return the own role and a defect; 404 for one that was removed."""
    rows = Defect.objects.visible_to(user).select_related(
        "owner__user", "task", "asset", "reported_by", "closed_by"
    )
    found = get_object_or_404(rows if also_removed else rows.present(), pk=pk)
    return with_plan(user, found, action=action)


def get_loss(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Loss]:
    """Return the own role and an entry; 404 for one that was removed."""
    losses = Loss.objects.visible_to(user)
    loss = get_object_or_404(losses if also_removed else losses.present(), pk=pk)
    return with_plan(user, loss, action=action)


def get_contact_list(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, ContactList]:
    """Return the own role and a contact list; 404 for one that was removed."""
    lists = ContactList.objects.visible_to(user).select_related("owner__user")
    found = get_object_or_404(lists if also_removed else lists.present(), pk=pk)
    return with_plan(user, found, action=action)


def get_field_mapping(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, FieldMapping]:
    """Return the own role and a field of the map; 404 for one that was removed."""
    fields = FieldMapping.objects.visible_to(user)
    found = get_object_or_404(fields if also_removed else fields.present(), pk=pk)
    return with_plan(user, found, action=action)


def get_gate(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Gate]:
    """Return the own role and a gate; 404 where the plan uses none."""
    gates = Gate.objects.visible_to(user).select_related("opens")
    gate = get_object_or_404(gates if also_removed else gates.present(), pk=pk)
    return with_plan(user, gate, action=action)


def get_gate_to_vote(user: User, pk: int) -> tuple[PlanMember, Gate]:
    """Return the own role and a gate at which the user may vote."""
    member, gate = get_gate(user, pk, action=Action.VIEW)
    if not may_vote(member, gate):
        raise PermissionDenied
    return member, gate


def may_vote(member: PlanMember, gate: Gate) -> bool:
    """Say who votes: who works on the plan, and who sits on a chair that is asked."""
    if Action.COMPLETE in allowed_actions(member):
        return True
    chairs = Stakeholder.objects.present().filter(member=member, role__in=gate.voters)
    return member.plan.archived_at is None and chairs.exists()


def get_gate_criterion(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, GateCriterion]:
    criteria = GateCriterion.objects.visible_to(user)
    found = get_object_or_404(criteria if also_removed else criteria.present(), pk=pk)
    member, found.gate = get_gate(user, found.gate_id, action=action)
    return member, found


def get_team_template(
    user: User, pk: int, *, also_removed: bool = False
) -> TeamTemplate:
    """Return a template of a team in which the user may make plans."""
    visible = TeamTemplate.objects.visible_to(user).select_related("team")
    template = get_object_or_404(visible if also_removed else visible.present(), pk=pk)
    get_team(user, template.team_id, action=TeamAction.CREATE_PLAN)
    return template


def get_deliverable(
    user: User, pk: int, *, action: Action, also_removed: bool = False
) -> tuple[PlanMember, Deliverable]:
    """Return the own role and a deliverable; 404 where the plan does not use them."""
    visible = Deliverable.objects.visible_to(user).select_related("task")
    found = get_object_or_404(visible if also_removed else visible.present(), pk=pk)
    return with_plan(user, found, action=action)
