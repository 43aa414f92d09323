"""The plan of the demo team: it follows the recorded choice, and is half done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from evaluator.models import Evaluation
from migration.models import Plan, PlanMember, Task
from migration.planning.demo import DemoPlan, demo_plan
from migration.planning.growth import growth_entries
from migration.selectors.people.links import PLAN_CALENDAR
from migration.selectors.plans.full_plan import read_preview
from migration.selectors.plans.plans import read_decided
from migration.selectors.plans.suggested_answers import suggested_wanted
from migration.services.adoption.measures import enter_value, take_objectives
from migration.services.adoption.roles import TrainingEdit, add_training
from migration.services.checklist.tasks import TaskEdit, complete_task, edit_task
from migration.services.demo_checklist import write_on_checklist
from migration.services.demo_gates import add_demo_gates
from migration.services.demo_inventory import add_demo_inventory
from migration.services.demo_raci import add_demo_raci
from migration.services.gates.risks import seed_risks
from migration.services.people.people import add_plan_member
from migration.services.people.questions import ask_question
from migration.services.people.stakeholders import StakeholderEdit, note_talk, seat
from migration.services.plans.full_plan import take_full_template
from migration.services.plans.plans import NewPlan, make_plan
from migration.services.plans.purchases import NOT_SAVED, PurchaseEdit, save_purchase
from migration.services.plans.switches import Switches, set_switches
from migration.services.plans.team_templates import save_template
from migration.services.schedule.schedule import (
    PlanDates,
    TaskSchedule,
    make_baseline,
    schedule_task,
    set_plan_dates,
)
from workspace.models import Team, User
from workspace.services.share_links import MOST_DAYS, NewLink, Target, create_link

BASELINE = "As agreed at the start"
CALENDAR = "Phone"


def add_demo_plan(*, team: Team, people: Mapping[str, User], now: datetime) -> None:
    """Plan the move of the demo team, if an evaluation of it has a choice."""
    chosen = Evaluation.objects.filter(team=team, choice__isnull=False)
    evaluation = chosen.order_by("pk").first()
    if evaluation is not None:
        start_demo_plan(evaluation=evaluation, people=people, now=now)


def start_demo_plan(
    *, evaluation: Evaluation, people: Mapping[str, User], now: datetime
) -> Plan:
    """Play the plan up to now: some tasks done, some late, most to come."""
    told = demo_plan()
    began = now - timedelta(days=told.began)
    team, lead = evaluation.team, people[told.lead]
    decided = read_decided(evaluation)
    plan = make_plan(
        team=team,
        new=NewPlan(
            title=told.title,
            source_name=(decided and decided.source_name) or told.source_name,
            target_name=decided.target_name if decided else told.target_name,
            go_live_on=team.day_of(now) + timedelta(days=told.go_live),
            evaluation=evaluation,
        ),
        actor=lead,
        now=began,
    )
    for who, role in told.people.items():
        if who != told.lead:
            add_plan_member(
                plan=plan, user=people[who], role=role, actor=lead, now=began
            )
    assign(plan, told, people, now=began)
    used = Switches(
        uses_raci=True, uses_gates=True, uses_simulation=True, uses_baselines=True
    )
    set_switches(plan=plan, switches=used, version=plan.version, actor=lead, now=began)
    set_schedule(plan, told, lead=lead, now=began)
    tick(plan, told, people, now=now)
    measure(plan, told, lead=lead, now=now)
    add_demo_risks(plan, now=began, lead=lead)
    add_demo_inventory(plan, lead=lead, now=now)
    seat_people(plan, told, people, now=now)
    buy(plan, told, lead=lead, now=now)
    add_demo_gates(plan, people, lead=lead, now=now)
    add_demo_raci(plan, lead=lead, now=began)
    fit(plan, told, people, now=now)
    save_template(plan=plan, name=told.template, actor=lead, now=now)
    write_on_checklist(plan, people, now=now)
    add_demo_calendar(plan, lead=lead, now=now)
    return plan


def buy(plan: Plan, told: DemoPlan, *, lead: User, now: datetime) -> None:
    """Write down the purchase and the meeting with the vendor."""
    bought, today = told.purchase, plan.team.day_of(now)
    edit = PurchaseEdit(
        ordered_on=today - timedelta(days=bought.ordered),
        contract_signed_on=today - timedelta(days=bought.signed),
        starts_on=today - timedelta(days=bought.starts),
        met_on=today - timedelta(days=bought.met),
        handover_on=today + timedelta(days=bought.handover),
        **bought.texts,
    )
    save_purchase(plan=plan, edit=edit, version=NOT_SAVED, actor=lead, now=now)


def add_demo_calendar(plan: Plan, *, lead: User, now: datetime) -> None:
    """An address that a calendar program has; its token is told nowhere."""
    target = Target(PLAN_CALENDAR, plan.pk, plan.team)
    new = NewLink(label=CALENDAR, days=MOST_DAYS)
    create_link(new, target=target, actor=lead, now=now)


def fit(
    plan: Plan, told: DemoPlan, people: Mapping[str, User], *, now: datetime
) -> None:
    """Answer the wizard, and take some of what the inventory would add."""
    wanted = replace(
        suggested_wanted(plan),
        names={**suggested_wanted(plan).names, **told.fitted.names},
        said=told.fitted.said,
    )
    preview = read_preview(plan, wanted, today=plan.team.day_of(now))
    accepted = [
        line.key
        for line in preview.lines
        if line.key.startswith(told.fitted.tasks)
        and line.title.rpartition(": ")[2] in told.fitted.things
    ]
    take_full_template(
        plan=plan,
        wanted=wanted,
        accepted=accepted,
        version=plan.version,
        actor=people[told.lead],
        now=now,
    )
    members = {member.user_id: member for member in plan.members.all()}
    made = Q(template_key__in=growth_entries()) | Q(about__gt="")
    for task in plan.tasks.present().filter(made, assigned_to=None):
        who = people[told.roles[task.owner_role]]
        Task.objects.filter(pk=task.pk).update(assigned_to=members[who.pk])


def add_demo_risks(plan: Plan, *, lead: User, now: datetime) -> None:
    """Put the usual risks on the list; half have an owner, and one is over."""
    seed_risks(plan=plan, actor=lead, now=now)
    members = list(plan.members.order_by("pk"))
    for number, risk in enumerate(plan.risks.order_by("pk")):
        if number % 2 == 0:
            risk.owner = members[number // 2 % len(members)]
        risk.is_closed = risk.seed_key == "import_triggers"
        risk.save(update_fields=["owner", "is_closed"])


def seat_people(
    plan: Plan, told: DemoPlan, people: Mapping[str, User], *, now: datetime
) -> None:
    """Put people on some of the chairs, and leave the others empty."""
    members = {member.user_id: member for member in plan.members.select_related("user")}
    lead = people[told.lead]
    for known in told.stakeholders:
        member = members[people[known.who].pk] if known.who else None
        edit = StakeholderEdit(
            name=str(member.user) if member else known.name,
            role=known.role,
            email=known.email,
            member=member,
            deputy=known.deputy,
            influence=known.influence,
            interest=known.interest,
            stance=known.stance,
            gains=known.gains,
            fears=known.fears,
            channel=known.channel,
        )
        seated = seat(plan=plan, edit=edit, actor=lead, now=now)
        day = plan.team.day_of(now) - timedelta(days=known.spoken)
        note_talk(
            stakeholder=seated, spoken_on=day, note=known.said, actor=lead, now=now
        )
        if known.asked:
            ask_question(stakeholder=seated, text=known.asked, actor=lead, now=now)


def set_schedule(plan: Plan, told: DemoPlan, *, lead: User, now: datetime) -> None:
    """Give the plan the end of its contract, doubts about days, and a baseline."""
    wished, contract = plan.go_live_on, told.contract
    dates = PlanDates(
        starts_on=plan.starts_on,
        contract_ends_on=wished + timedelta(days=contract.after) if wished else None,
        notice_days=contract.notice,
        weekly_cost=Decimal(contract.weekly),
        currency=contract.currency,
        country="",
    )
    set_plan_dates(plan=plan, edit=dates, version=plan.version, actor=lead, now=now)
    for task in plan.tasks.filter(template_key__in=told.unsure):
        task.plan = plan
        days = TaskSchedule(
            days=task.days, days_low=task.days // 2, days_high=2 * task.days
        )
        schedule_task(task=task, edit=days, version=task.version, actor=lead, now=now)
    make_baseline(plan=plan, name=BASELINE, actor=lead, now=now)


def measure(plan: Plan, told: DemoPlan, *, lead: User, now: datetime) -> None:
    """Take the objectives over, with today as their first value; plan trainings."""
    take_objectives(plan=plan, actor=lead, now=now)
    for each in plan.success_measures.all():
        each.plan = plan
        if each.baseline is None:
            continue
        enter_value(
            measure=each,
            value=each.baseline,
            measured_on=plan.team.day_of(now),
            note="",
            actor=lead,
            now=now,
        )
    for taught in told.trainings:
        edit = TrainingEdit(**asdict(taught))
        add_training(plan=plan, edit=edit, actor=lead, now=now)


def assign(
    plan: Plan, told: DemoPlan, people: Mapping[str, User], *, now: datetime
) -> None:
    members = {member.user_id: member for member in plan.members.all()}
    # Tasks of somebody without account belong to nobody's account.
    outside = {known.role for known in told.stakeholders if not known.who}
    for task in plan.tasks.all():
        who = told.roles.get(task.owner_role)
        if who is None or task.owner_role in outside:
            continue
        task.plan = plan
        edit = edit_of(task, assigned_to=members[people[who].pk])
        edit_task(task=task, edit=edit, actor=people[told.lead], now=now)


def edit_of(task: Task, *, assigned_to: PlanMember) -> TaskEdit:
    return TaskEdit(
        title=task.title,
        done_when=task.done_when,
        phase=task.phase,
        owner_role=task.owner_role,
        assigned_to=assigned_to,
        due_on=task.due_on,
        needs_proof=task.needs_proof,
        version=task.version,
    )


def tick(
    plan: Plan, told: DemoPlan, people: Mapping[str, User], *, now: datetime
) -> None:
    tasks = {task.template_key: task for task in plan.tasks.all()}
    for done in told.done:
        task = tasks[done.task]
        task.plan = plan
        complete_task(
            task=task,
            proof=done.proof,
            actor=people[told.roles[task.owner_role]],
            now=now - timedelta(days=done.days_ago),
            anyway=True,
        )
