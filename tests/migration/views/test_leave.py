"""Leave of people without an account: it moves the tasks of their chair."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from migration.models import DayOff, Plan, Stakeholder, Task
from migration.selectors.schedule.network import read_network
from migration.selectors.schedule.schedule import read_schedule
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db

WEEKS = timedelta(days=20)


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


@pytest.fixture
def task(task_of) -> Task:
    """The agency's task, which carries the end."""
    found: Task = task_of("go_live")
    found.days, found.owner_role, found.assigned_to = 3, "it", None
    found.save()
    return found


@pytest.fixture
def agency(plan, task) -> Stakeholder:
    found: Stakeholder = plan.stakeholders.create(name="Agency Rana", role="it")
    return found


@pytest.fixture
def finish(plan, task, now):
    def of_task() -> date:
        found = read_schedule(Plan.objects.get(pk=plan.pk), today=plan.team.day_of(now))
        row = found.row_of(task.pk)
        assert row is not None
        finish: date = row.dates.finish
        return finish

    return of_task


@pytest.fixture
def take_leave(plan, finish):
    def take(person: Stakeholder, *, weeks: timedelta = WEEKS) -> DayOff:
        day = finish() - timedelta(days=2)
        leave: DayOff = person.days_free.create(
            plan=plan, kind="leave", first_on=day, last_on=day + weeks
        )
        return leave

    return take


def test_the_effect_is_shown_before_the_leave_is_saved(lead, plan, agency, finish):
    before = finish()
    sent = {"kind": "leave", "whose": f"stakeholder-{agency.pk}"}
    sent |= {"first_on": str(before), "last_on": str(before + WEEKS)}
    url = url_of("day_off_add", plan.pk)

    shown = lead.post(url, sent)

    assert "Nothing is saved yet" in shown.content.decode()
    assert not plan.days_free.exists()
    after = shown.context["effect"].after
    assert after > before
    lead.post(url, sent | {"confirmed": after.isoformat()})
    assert finish() == after
    for page in ("plan_schedule", "plan_stakeholders"):
        assert "Agency Rana" in lead.get(url_of(page, plan.pk)).content.decode()
    assert (
        "away from" in lead.get(url_of("plan_stakeholders", plan.pk)).content.decode()
    )


def test_taking_the_leave_away_shows_what_it_moves(lead, agency, take_leave, finish):
    free = finish()
    leave = take_leave(agency)
    later = finish()

    shown = lead.post(url_of("day_off_remove", leave.pk))

    assert later > free
    assert shown.context["effect"].days == (free - later).days
    assert finish() == later


def test_a_task_that_somebody_else_has_does_not_wait(
    plan, people, task, agency, take_leave, finish
):
    before = finish()
    Task.objects.filter(pk=task.pk).update(
        assigned_to=plan.members.get(user=people["evaluator"])
    )

    take_leave(agency)

    assert finish() == before


def test_a_chair_is_empty_while_everybody_on_it_is_away(
    plan, agency, take_leave, finish
):
    second = plan.stakeholders.create(name="Second", role="it")
    before = finish()

    first_leave = take_leave(agency)
    one_away = finish()
    second.days_free.create(
        plan=plan,
        kind="leave",
        first_on=first_leave.first_on,
        last_on=first_leave.last_on,
    )

    assert one_away == before
    assert finish() > before


def test_an_account_given_later_keeps_the_leave_and_counts_it_once(
    plan, people, task, agency, take_leave, finish, now
):
    leave = take_leave(agency)
    away = finish()
    member = plan.members.get(user=people["evaluator"])
    plan.days_free.create(
        member=member,
        kind="leave",
        first_on=leave.first_on,
        last_on=leave.last_on,
    )

    Stakeholder.objects.filter(pk=agency.pk).update(member=member)
    as_chair = finish()
    Task.objects.filter(pk=task.pk).update(assigned_to=member)
    as_member = finish()
    Stakeholder.objects.filter(pk=agency.pk).update(removed_at=now)
    off_the_chair = finish()

    assert {as_chair, as_member, off_the_chair} == {away}
    assert plan.days_free.in_force().count() == 2


def test_tying_an_account_shows_what_its_leave_moves(
    lead, plan, people, agency, take_leave, task, finish
):
    member = plan.members.get(user=people["evaluator"])
    Task.objects.filter(pk=task.pk).update(assigned_to=member)
    before = finish()
    take_leave(agency)
    sent = {"name": agency.name, "role": "it", "stance": "yes", "version": 1}

    shown = lead.post(
        url_of("stakeholder_edit", agency.pk), sent | {"member": member.pk}
    )

    effect = shown.context["effect"]
    assert effect.days > 0
    assert finish() == before
    Stakeholder.objects.filter(pk=agency.pk).update(member=member)
    assert finish() == effect.after


def test_who_leaves_the_plan_takes_no_leave_of_the_chair_along(
    plan, people, agency, take_leave, finish
):
    leave = take_leave(agency)
    away = finish()
    member = plan.members.get(user=people["evaluator"])
    Stakeholder.objects.filter(pk=agency.pk).update(member=member)

    member.delete()

    assert finish() == away
    assert DayOff.objects.filter(pk=leave.pk).exists()


def test_leave_of_somebody_removed_counts_again_when_brought_back(
    lead, plan, agency, take_leave, finish
):
    free = finish()
    take_leave(agency)
    away = finish()
    remove, restore = (
        url_of(f"stakeholder_{verb}", agency.pk) for verb in ("remove", "restore")
    )

    shown = lead.post(remove)
    lead.post(remove, {"confirmed": shown.context["effect"].after.isoformat()})
    gone = finish()
    page = lead.get(url_of("plan_schedule", plan.pk)).content.decode()
    back = lead.post(restore)
    lead.post(restore, {"confirmed": back.context["effect"].after.isoformat()})

    assert (shown.context["effect"].after, gone) == (free, free)
    assert "Agency Rana" not in page
    assert (back.context["effect"].after, finish()) == (away, away)


def test_the_api_takes_it_with_the_effect_beside(people, plan, agency, finish):
    before = finish()
    body = {"kind": "leave", "stakeholder": agency.pk}
    body |= {"first_on": str(before), "last_on": str(before + WEEKS)}
    lead = Script(people["lead"])

    effect = lead.ask("post", "day-off-effect", plan.pk, body=body).json()
    unsaved = finish()
    added = lead.ask("post", "day-off-list", plan.pk, body=body)

    assert unsaved == before
    assert added.status_code == 201
    assert (added.json()["member"], added.json()["stakeholder"]) == (None, agency.pk)
    assert str(finish()) == effect["after"] > str(before)
    listed = lead.get("schedule", plan.pk)["days_off"]
    assert [each["stakeholder"] for each in listed] == [agency.pk]


def test_the_api_refuses_leave_of_two_of_nobody_and_of_strangers(
    people, plan, agency, now
):
    lead = Script(people["lead"])
    day = {"kind": "leave", "first_on": str(now.date()), "last_on": str(now.date())}
    member = plan.members.get(user=people["lead"]).pk

    def status_of(**whose: int) -> int:
        answer = lead.ask("post", "day-off-list", plan.pk, body=day | whose)
        return int(answer.status_code)

    two = status_of(member=member, stakeholder=agency.pk)
    nobody, stranger = status_of(), status_of(stakeholder=agency.pk + 1000)
    Stakeholder.objects.filter(pk=agency.pk).update(removed_at=now)
    removed = status_of(stakeholder=agency.pk)

    assert (two, nobody, stranger, removed) == (400, 409, 404, 404)


def test_the_table_of_days_off_names_the_person(lead, plan, agency, take_leave):
    take_leave(agency)

    answer = lead.get(url_of("plan_table", plan.pk, "days-off"))

    assert "Agency Rana" in b"".join(answer).decode()


def test_leave_is_of_one_person(plan, agency, now):
    member = plan.members.first()

    with pytest.raises(IntegrityError):
        agency.days_free.create(
            plan=plan, member=member, kind="leave", first_on=now, last_on=now
        )


def test_leave_of_many_needs_no_more_queries(plan, now, django_assert_num_queries):
    for number in range(20):
        person = plan.stakeholders.create(name=f"P{number}", role="it")
        person.days_free.create(
            plan=plan, kind="leave", first_on=now.date(), last_on=now.date()
        )

    # tasks, links, days off with their people, who gives which hours
    with django_assert_num_queries(4):
        network = read_network(plan, today=now.date())

    assert network.calendars.numbers == {"it": 1}
