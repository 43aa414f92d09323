"""A plan from its first page: made, planted with tasks, set up."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.edits import edit_of, names_of
from common.errors import DomainError, StaleVersion
from evaluator.models import Evaluation
from migration.models import Plan, PlanMember, Task, TaskLink, TeamTemplate
from migration.planning.due_days import Proposal, propose_due_days
from migration.planning.template import MILESTONE, plan_template
from migration.services.plans.template_content import plant_content
from workspace.models import Team, User
from workspace.services.records import change_of, record


class DayAhead(DomainError):
    message = _("This day has not come yet. Enter what was found up to today.")


class SettingsAreStale(StaleVersion):
    message = _("Somebody else changed these settings since you opened the page.")


@dataclass(frozen=True, slots=True)
class NewPlan:
    title: str
    source_name: str
    target_name: str
    go_live_on: date | None = None
    weekend: str = Plan.Weekend.SATURDAY_SUNDAY
    evaluation: Evaluation | None = None  # one that the actor may see
    form_key: UUID | None = None
    template: TeamTemplate | None = None  # one of the same team
    # Criteria of the evaluation that become no risk, though the choice is weak there.
    no_risks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings page holds."""

    title: str
    source_name: str
    target_name: str
    go_live_on: date | None
    weekend: str


def create_plan(*, team: Team, new: NewPlan, actor: User, now: datetime) -> Plan:
    """Make the plan; the same form sent twice makes one (R49)."""
    try:
        return make_plan(team=team, new=new, actor=actor, now=now)
    except IntegrityError:
        made = Plan.objects.filter(created_by=actor, form_key=new.form_key)
        if new.form_key is None or not made.exists():
            raise
        plan: Plan = made.get()
        return plan


@transaction.atomic
def make_plan(*, team: Team, new: NewPlan, actor: User, now: datetime) -> Plan:
    """Make it with its lead, and the tasks of a small move or of a template."""
    plan = Plan.objects.create(
        team=team,
        title=new.title,
        evaluation=new.evaluation,
        source_name=new.source_name,
        target_name=new.target_name,
        go_live_on=new.go_live_on,
        weekend=new.weekend,
        created_by=actor,
        created_at=now,
        form_key=new.form_key,
    )
    PlanMember.objects.create(
        plan=plan, user=actor, role=PlanMember.Role.LEAD, added_at=now
    )
    if new.template:
        plant_content(plan, new.template.content, today=team.day_of(now))
    else:
        plant_tasks(plan, today=team.day_of(now))
    record("plan.created", team=team, actor=actor, change=change_of(plan), now=now)
    return plan


def plant_tasks(plan: Plan, *, today: date) -> None:
    """Give the plan the tasks of the template, with due days if go-live has one."""
    proposal = proposal_for(plan, today=today)
    due = proposal.due if proposal else {}
    Task.objects.bulk_create(
        Task(
            plan=plan,
            template_key=entry.key,
            phase=entry.phase,
            owner_role=entry.role,
            position=position,
            due_on=due.get(entry.key),
            needs_proof=entry.needs_proof,
            days=entry.days,
            keeps_days=entry.keeps_days,
        )
        for position, entry in enumerate(plan_template().tasks)
    )
    plant_links(plan)
    if proposal:
        plan.starts_on = proposal.starts_on
        plan.save(update_fields=["starts_on"])


def plant_links(plan: Plan) -> None:
    """Link the tasks of the template that are on the plan, as the template has them."""
    tasks = {task.template_key: task for task in plan.tasks.filter(about="")}
    TaskLink.objects.bulk_create(
        TaskLink(
            before=tasks[before],
            after=tasks[entry.key],
            lag=entry.waits,
            is_generated=True,
        )
        for entry in plan_template().tasks
        if entry.key in tasks
        for before in entry.after
        if before in tasks
    )


def proposal_for(plan: Plan, *, today: date) -> Proposal | None:
    if plan.go_live_on is None:
        return None
    return propose_due_days(
        plan_template().tasks,
        milestone=MILESTONE,
        wished=plan.go_live_on,
        today=today,
        weekend=plan.days_off,
    )


@transaction.atomic
def change_settings(
    *, plan: Plan, settings: Settings, version: int, actor: User, now: datetime
) -> Plan:
    """Save the settings, unless somebody else has saved them since (R48).

    Due days of tasks stay: people have agreed on them.
    """
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    before = settings_of(plan)
    if settings == before:
        return plan
    for name, value in asdict(settings).items():
        setattr(plan, name, value)
    plan.version += 1
    plan.save(update_fields=[*names_of(Settings), "version"])
    record(
        "plan.settings_changed",
        team=plan.team,
        actor=actor,
        change=change_of(plan, before=plain(before), after=plain(settings)),
        now=now,
    )
    return plan


def settings_of(plan: Plan) -> Settings:
    return edit_of(Settings, plan)


def plain(settings: Settings) -> dict[str, str]:
    """Return the settings as JSON holds them."""
    return {name: str(value or "") for name, value in asdict(settings).items()}


def lock_plan(plan: Plan) -> Plan:
    """Lock the row and read it afresh; call it first in a transaction."""
    plan.refresh_from_db(from_queryset=Plan.objects.select_for_update())
    return plan


def refuse_ahead(plan: Plan, day: date, now: datetime) -> None:
    if day > plan.team.day_of(now):
        raise DayAhead
