from decimal import Decimal

import pytest
from django.urls import reverse

from migration.models import Task, TaskLink
from migration.models.template_text import role_names
from migration.selectors.plans.full_plan import Wanted, read_preview
from migration.selectors.schedule.schedule import read_schedule
from migration.services.checklist.tasks import complete_task
from migration.services.plans.full_plan import take_full_template

NOTHING = Wanted(names={}, said={})


def address(plan) -> str:
    return reverse("migration:plan_template", args=[plan.pk])


@pytest.fixture
def expand(plan, people, now):
    def take(wanted=NOTHING, only=None):
        plan.refresh_from_db()
        preview = read_preview(plan, wanted, today=now.date())
        keys = [line.key for line in preview.lines]
        return take_full_template(
            plan=plan,
            wanted=wanted,
            accepted=keys if only is None else only,
            version=plan.version,
            actor=people["lead"],
            now=now,
        )

    return take


def test_a_small_move_grows_with_people_dates_and_ticks_kept(
    plan, people, task_of, expand, now
):
    workflows, load = task_of("workflows"), task_of("load")
    member = plan.members.get(user=people["evaluator"])
    Task.objects.filter(pk=workflows.pk).update(assigned_to=member)
    complete_task(task=load, actor=people["lead"], now=now, anyway=True)

    expand()

    workflows.refresh_from_db()
    load.refresh_from_db()
    assert workflows.template_key == "workflows_first"
    assert workflows.assigned_to == member
    assert load.template_key == "load"
    assert load.is_done
    assert not plan.tasks.filter(template_key="full_load").exists()
    assert plan.tasks.present().count() == 91
    assert not plan.tasks.filter(due_on=None).exists()


def test_days_that_people_gave_stay_when_a_task_becomes_another(task_of, expand):
    workflows, emails = task_of("workflows"), task_of("emails")
    by_hand = {"days": 50, "days_high": 60, "changed_by_hand": ["days"]}
    Task.objects.filter(pk=workflows.pk).update(**by_hand)
    Task.objects.filter(pk=emails.pk).update(days=90, days_low=80, days_high=95)

    expand()

    workflows.refresh_from_db()
    emails.refresh_from_db()
    assert (workflows.template_key, workflows.days) == ("workflows_first", 50)
    assert emails.days_low <= emails.days < 80


def test_new_tasks_of_a_running_plan_are_not_late_at_once(plan, expand, now):
    old = set(plan.tasks.values_list("pk", flat=True))
    plan.tasks.filter(template_key="go_live").update(due_on=now.date())

    expand()

    new = plan.tasks.present().exclude(pk__in=old)
    assert new.exists()
    assert not new.filter(due_on__lt=now.date()).exists()


def test_the_links_of_the_template_are_made_and_own_ones_stay(plan, task_of, expand):
    own = TaskLink.objects.create(before=task_of("charter"), after=task_of("training"))

    expand()
    expand(Wanted(names={"domain": ["a.example"]}, said={}))

    links = TaskLink.objects.filter(after__plan=plan)
    assert links.filter(pk=own.pk).exists()
    assert links.filter(
        before__template_key="first_sends", after__template_key="ramp_decision", lag=9
    ).exists()
    assert plan.tasks.get(template_key="dns").title.endswith(": a.example")


def test_only_the_accepted_lines_are_taken(plan, expand):
    expand(only=["added|kick_off|"])

    assert plan.tasks.present().count() == 30
    assert plan.tasks.filter(template_key="kick_off").exists()


def test_the_page_shows_the_difference_and_takes_it(client, people, plan):
    client.force_login(people["lead"])
    asked = {"scope": "full", "domain": "mail.example"}
    page = client.post(address(plan), asked)
    line = "added|kick_off|"

    answer = client.post(
        address(plan), {**asked, "take": "lines", "version": plan.version, "line": line}
    )

    assert line in page.content.decode()
    assert "mail.example" in page.content.decode()
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.is_full
    assert plan.answers["domain"] == ["mail.example"]


@pytest.mark.parametrize(
    "data",
    [
        {"version": 1},
        {"version": 99, "line": "added|kick_off|"},
        {"version": 1, "line": "added|king|"},
        {"version": "x", "line": "added|kick_off|"},
        {"version": 1, "line": "added|kick_off|", "site": "x" * 121},
    ],
)
def test_what_cannot_be_taken_is_refused(client, people, plan, data):
    client.force_login(people["lead"])

    asked = {"scope": "full", "take": "lines"}
    answer = client.post(address(plan), {**asked, **data})

    assert answer.status_code == 422
    assert plan.tasks.count() == 29


def test_only_leads_may_open_it(client, people, plan):
    client.force_login(people["evaluator"])

    assert client.get(address(plan)).status_code == 403


def test_links_of_people_against_the_template_are_told(client, people, plan, task_of):
    client.force_login(people["lead"])
    TaskLink.objects.create(before=task_of("go_live"), after=task_of("charter"))

    asked = {"scope": "full", "take": "lines", "line": "added|kick_off|"}
    answer = client.post(address(plan), {**asked, "version": 1})

    assert answer.status_code == 422
    assert "in a circle" in answer.content.decode()
    assert not plan.tasks.filter(template_key="kick_off").exists()


def test_the_page_needs_few_queries(
    client, people, plan, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(26):
        client.get(address(plan))


def test_the_end_that_is_shown_counts_what_people_said_of_their_tasks(
    plan, task_of, expand, now
):
    for role in role_names():
        plan.stakeholders.create(name="Eva", role=role, hours_a_day=Decimal(2))
    plan.tasks.update(keeps_days=True)
    plan.tasks.filter(template_key="workflows").update(
        days=90, changed_by_hand=["days"]
    )
    preview = read_preview(plan, NOTHING, today=now.date())

    expand()

    plan.refresh_from_db()
    found = read_schedule(plan, today=now.date())
    goal = found.row_of(task_of("go_live").pk)
    assert preview.then.go_live == goal.dates.finish
