from datetime import date, timedelta
from uuid import uuid4

import pytest

from migration.models import Plan, PlanMember
from migration.planning.template import plan_template
from migration.services.people.people import (
    LastLead,
    NotInTheTeam,
    TakesPartAlready,
    add_plan_member,
    change_role,
    leave_plans,
    remove_plan_member,
)
from migration.services.plans.endings import delete_plan, empty_bin, restore_plan
from migration.services.plans.plans import (
    NewPlan,
    Settings,
    SettingsAreStale,
    change_settings,
    create_plan,
    settings_of,
)
from workspace.models import Activity

pytestmark = pytest.mark.django_db


def member_of(plan: Plan, user) -> PlanMember:
    return plan.members.select_related("plan__team", "user").get(user=user)


def test_a_plan_gets_the_tasks_of_a_small_move_and_its_maker_as_lead(plan, people):
    keys = plan.tasks.in_order().values_list("template_key", flat=True)

    assert list(keys) == [entry.key for entry in plan_template().tasks]
    assert plan.members.get(role="lead").user == people["lead"]
    assert Activity.objects.filter(verb="plan.created", target_id=plan.pk).exists()


def test_the_due_days_lead_up_to_the_wished_day(plan, task_of):
    due = task_of("go_live").due_on

    assert due == date(2027, 3, 22) == plan.go_live_on
    assert task_of("charter").due_on < due < task_of("switch_off").due_on


def test_without_a_wished_day_nothing_is_due(team, people, now):
    new = NewPlan("Move", "Acme", "Bolt")

    plan = create_plan(team=team, new=new, actor=people["lead"], now=now)

    assert not plan.tasks.filter(due_on__isnull=False).exists()


def test_the_same_form_sent_twice_makes_one_plan(team, people, now):  # R49
    new = NewPlan("Move", "Acme", "Bolt", form_key=uuid4())

    first = create_plan(team=team, new=new, actor=people["lead"], now=now)
    second = create_plan(team=team, new=new, actor=people["lead"], now=now)

    assert first == second
    assert first.tasks.count() == len(plan_template().tasks)


def test_stale_settings_are_refused(plan, people, now):  # R48
    seen = settings_of(plan)
    changed = Settings(
        "Other",
        *[getattr(seen, name) for name in list(Settings.__dataclass_fields__)[1:]],
    )
    change_settings(
        plan=plan, settings=changed, version=1, actor=people["lead"], now=now
    )

    with pytest.raises(SettingsAreStale):
        change_settings(
            plan=plan, settings=seen, version=1, actor=people["lead"], now=now
        )

    assert Plan.objects.get().title == "Other"


def test_what_lay_in_the_bin_for_thirty_days_is_gone(plan, people, now):
    delete_plan(plan=plan, actor=people["lead"], now=now)

    empty_bin(now + timedelta(days=29))
    assert Plan.objects.exists()

    empty_bin(now + timedelta(days=30))
    assert not Plan.objects.exists()


def test_a_plan_comes_back_from_the_bin(plan, people, now):
    delete_plan(plan=plan, actor=people["lead"], now=now)

    restore_plan(plan=plan, actor=people["lead"], now=now)

    assert Plan.objects.present().get() == plan


def test_only_people_of_the_team_are_added_and_only_once(plan, people, now):  # R12
    with pytest.raises(NotInTheTeam):
        add_plan_member(
            plan=plan,
            user=people["outsider"],
            role="contributor",
            actor=people["lead"],
            now=now,
        )
    with pytest.raises(TakesPartAlready):
        add_plan_member(
            plan=plan,
            user=people["observer"],
            role="contributor",
            actor=people["lead"],
            now=now,
        )

    assert plan.members.count() == 4


def test_the_last_lead_stays(plan, people, now):
    lead = member_of(plan, people["lead"])

    with pytest.raises(LastLead):
        change_role(member=lead, role="observer", actor=people["lead"], now=now)
    with pytest.raises(LastLead):
        remove_plan_member(member=lead, actor=people["lead"], now=now)


def test_an_observer_keeps_no_open_task(plan, people, task_of, now):
    worker = member_of(plan, people["evaluator"])
    plan.tasks.filter(template_key="charter").update(assigned_to=worker)

    change_role(member=worker, role="observer", actor=people["lead"], now=now)

    assert task_of("charter").assigned_to is None


def test_who_leaves_the_team_leaves_its_plans_and_an_owner_leads_on(  # R14
    plan, team, people, now
):
    leave_plans(team=team, user=people["lead"], actor=people["owner"], now=now)

    assert plan.members.get(role="lead").user == people["owner"]
    assert not plan.members.filter(user=people["lead"]).exists()
