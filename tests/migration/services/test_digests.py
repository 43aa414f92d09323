from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import translation

from migration.models import DayOff, PlanMember, Task
from migration.services.digests import send_digests
from workspace.models import Job
from workspace.services.mail import run_mail

pytestmark = pytest.mark.django_db

# The team of the cast is in Tehran; the plan's weekend is Saturday and Sunday.
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Tehran"))


@pytest.fixture
def give(plan, people):
    """Give the first open task to somebody, due on a day."""

    def give(who: str, due: date, key: str = "charter") -> Task:
        member = plan.members.get(user=people[who])
        plan.tasks.filter(template_key=key).update(assigned_to=member, due_on=due)
        return plan.tasks.get(template_key=key)

    return give


def written() -> list[str]:
    jobs = Job.objects.filter(kind="mail", arguments__template="task_digest")
    return [job.user.name for job in jobs.order_by("pk")]


def deliver() -> str:
    """Send the one mail that waits, and return its text."""
    run_mail(Job.objects.get(arguments__template="task_digest"), None)
    return mail.outbox[-1].subject + "\n" + mail.outbox[-1].body


def test_who_has_something_due_this_week_hears_on_monday(give):
    give("evaluator", MONDAY.date() + timedelta(days=3))

    send_digests(MONDAY)

    assert written() == ["Evaluator"]


@pytest.mark.parametrize("hours", [-6, 24 * 5, 24 * 6])
def test_nights_and_weekends_are_quiet(give, hours):
    give("evaluator", MONDAY.date() + timedelta(days=5))

    send_digests(MONDAY + timedelta(hours=hours))

    assert written() == []


def test_nobody_hears_twice_a_day(give):
    give("evaluator", MONDAY.date())

    send_digests(MONDAY)
    send_digests(MONDAY + timedelta(hours=1))

    assert written() == ["Evaluator"]


def test_tasks_of_two_plans_make_one_mail(give, plan, people, now):
    give("evaluator", MONDAY.date())
    member = plan.members.get(user=people["evaluator"])
    plan.pk, plan.form_key = None, None
    plan.save()
    other = PlanMember.objects.create(
        plan=plan, user=member.user, role="contributor", added_at=now
    )
    Task.objects.create(
        plan=plan,
        own_title="Other",
        phase="mobilise",
        assigned_to=other,
        due_on=MONDAY.date(),
    )

    send_digests(MONDAY)

    assert written() == ["Evaluator"]


@pytest.mark.parametrize("change", [{"wants_reminders": False}, {"is_active": False}])
def test_who_wants_no_reminders_gets_none(give, people, change):
    give("evaluator", MONDAY.date())
    type(people["evaluator"]).objects.filter(pk=people["evaluator"].pk).update(**change)

    send_digests(MONDAY)

    assert written() == []


def test_who_is_on_leave_is_left_alone(give, plan, people):
    give("evaluator", MONDAY.date())
    DayOff.objects.create(
        plan=plan,
        member=plan.members.get(user=people["evaluator"]),
        kind="leave",
        first_on=MONDAY.date(),
        last_on=MONDAY.date(),
    )

    send_digests(MONDAY)

    assert written() == []


def test_an_archived_plan_is_quiet(give, plan, now):
    give("evaluator", MONDAY.date())
    type(plan).objects.update(archived_at=now)

    send_digests(MONDAY)

    assert written() == []


def test_the_mail_names_the_tasks_in_the_language_of_the_person(give, people, now):
    type(people["evaluator"]).objects.filter(pk=people["evaluator"].pk).update(
        language="fa"
    )
    task = give("evaluator", now.date() - timedelta(days=400))

    send_digests(MONDAY)
    text = deliver()

    with translation.override("fa"):
        assert task.title in text
    assert "/tasks/mine/" in text


def test_a_mail_whose_tasks_are_done_by_then_is_not_sent(give, plan, now):
    give("evaluator", MONDAY.date())
    send_digests(MONDAY)
    plan.tasks.update(done_at=now, proof="seen")

    run_mail(Job.objects.get(arguments__template="task_digest"), None)

    assert mail.outbox == []


def test_the_number_of_queries_does_not_grow_with_the_people(
    give, people, django_assert_max_num_queries
):
    give("evaluator", MONDAY.date())
    give("second", MONDAY.date(), key="access")

    # Teams, savepoint, lock, members, their day, due days, days off, release;
    # then three per mail: its row between savepoints.
    with django_assert_max_num_queries(14):
        send_digests(MONDAY)

    assert written() == ["Evaluator", "Second"]
