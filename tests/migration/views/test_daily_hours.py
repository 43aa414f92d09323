"""People who give the move only some hours of a day."""

from __future__ import annotations

import pytest
from django.urls import reverse

from migration.models import DayOff, Plan, Stakeholder, Task
from migration.selectors.schedule.schedule import read_schedule

pytestmark = pytest.mark.django_db


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


@pytest.fixture
def lead(client, people):
    client.force_login(people["lead"])
    return client


@pytest.fixture
def task(plan, task_of, people) -> Task:
    found: Task = task_of("go_live")
    found.days = 3
    found.assigned_to = plan.members.get(user=people["evaluator"])
    found.save()
    return found


@pytest.fixture
def eva(plan, task) -> Stakeholder:
    eva: Stakeholder = plan.stakeholders.create(name="Eva", member=task.assigned_to)
    return eva


def row_of(plan: Plan, task: Task, now):
    found = read_schedule(Plan.objects.get(pk=plan.pk), today=plan.team.day_of(now))
    row = found.row_of(task.pk)
    assert row is not None
    return row


def edited(person: Stakeholder, **values: object) -> dict[str, object]:
    sent = {"name": person.name, "stance": "yes", "version": person.version}
    return sent | {"member": person.member_id or ""} | values


def test_few_hours_are_shown_with_what_they_move_before_they_are_saved(
    lead, plan, eva, task, now
):
    before = row_of(plan, task, now)
    url = url_of("stakeholder_edit", eva.pk)

    shown = lead.post(url, edited(eva, hours_a_day="۲"))

    eva.refresh_from_db()
    assert shown.status_code == 200
    assert eva.hours_a_day is None
    page = shown.content.decode()
    assert "The end would move by" in page
    effect = shown.context["effect"]
    assert effect.days > 0
    confirmed = effect.after.isoformat()
    lead.post(url, edited(eva, hours_a_day="2", confirmed=confirmed))
    after = row_of(plan, task, now)
    assert after.days == 4 * before.days == 12
    assert after.dates.finish == effect.after
    words = "3 days of work at 2 of 8 hours a day: 12 days"
    for address in (
        url_of("plan_schedule", plan.pk) + "?all",
        url_of("task_dates", task.pk),
        url_of("task_detail", task.pk),
    ):
        assert words in lead.get(address).content.decode()
    told = "1 open task takes longer"
    assert told in lead.get(url_of("plan_schedule", plan.pk)).content.decode()
    assert told in lead.get(url_of("plan_status", plan.pk)).content.decode()
    assert "2 of 8 hours a day" in (
        lead.get(url_of("plan_stakeholders", plan.pk)).content.decode()
    )


def test_removing_the_person_shows_what_it_moves(lead, plan, eva, task):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)
    url = url_of("stakeholder_remove", eva.pk)

    shown = lead.post(url)

    assert shown.context["effect"].days < 0
    eva.refresh_from_db()
    assert eva.removed_at is None
    lead.post(url, {"confirmed": shown.context["effect"].after.isoformat()})
    eva.refresh_from_db()
    assert eva.removed_at is not None


def test_seating_somebody_with_few_hours_shows_what_it_moves(lead, plan, task):
    sent = {"name": "Eva", "stance": "yes", "hours_a_day": "1"}
    url = url_of("stakeholder_add", plan.pk)

    shown = lead.post(url, sent | {"member": task.assigned_to_id})

    assert shown.context["effect"].days > 0
    assert not plan.stakeholders.exists()


@pytest.mark.parametrize("hours", ["0", "0.25", "-1", "25", "2.123", "much"])
def test_hours_that_cannot_be_are_refused(lead, plan, eva, hours):
    answer = lead.post(
        url_of("stakeholder_edit", eva.pk), edited(eva, hours_a_day=hours)
    )

    assert answer.status_code == 422
    eva.refresh_from_db()
    assert eva.hours_a_day is None


def test_what_waits_for_time_to_pass_stays_as_long(plan, eva, task_of, now):
    warm_up = task_of("warm_up")
    Task.objects.filter(pk=warm_up.pk).update(assigned_to=eva.member)
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)

    assert row_of(plan, warm_up, now).days == warm_up.days


def test_days_are_kept_by_a_tick_that_says_what_it_moves(lead, plan, eva, task, now):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=2)
    url = url_of("task_dates", task.pk)
    sent = {"days": "3", "keeps_days": "on", "version": task.version}

    shown = lead.post(url, sent)

    effect = shown.context["effect"]
    assert effect.days < 0
    lead.post(url, sent | {"confirmed": effect.after.isoformat()})
    assert row_of(plan, task, now).days == 3


def test_a_shorter_full_day_stretches_less(lead, plan, eva, task, now):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=2)
    url = url_of("plan_dates", plan.pk)
    sent = {"version": plan.version, "starts_on": plan.starts_on, "hours_a_day": "4"}

    effect = lead.post(url, sent).context["effect"]

    assert effect.days < 0
    lead.post(url, sent | {"confirmed": effect.after.isoformat()})
    assert row_of(plan, task, now).days == 6


def test_hours_above_a_full_day_are_a_full_day_and_block_no_edit(
    lead, plan, eva, task, now
):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=6)
    Plan.objects.filter(pk=plan.pk).update(hours_a_day=4)

    saved = lead.post(
        url_of("stakeholder_edit", eva.pk), edited(eva, hours_a_day="6", duties="Mail")
    )

    assert saved.status_code == 302
    eva.refresh_from_db()
    assert (eva.duties, eva.hours_a_day) == ("Mail", 6)
    assert row_of(plan, task, now).days == 3
    page = lead.get(url_of("plan_stakeholders", plan.pk)).content.decode()
    assert "hours a day" not in page.partition('id="add"')[0]


def test_the_range_of_days_is_stretched_too(plan, eva, task, now):
    Task.objects.filter(pk=task.pk).update(days_low=2, days_high=5)
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=4)

    row = row_of(plan, task, now)

    assert row.range == (4, 10)


def test_the_api_tells_the_range_in_days_of_work_and_of_the_person(
    lead, plan, eva, task
):
    Task.objects.filter(pk=task.pk).update(days_low=2)
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=4)

    schedule = lead.get(reverse("api:schedule", args=[plan.pk])).json()

    told = next(each for each in schedule["tasks"] if each["task"] == task.pk)
    assert (told["days_low"], told["days"], told["days_high"]) == (4, 6, None)
    work = [told[f"days_of_work{end}"] for end in ("_low", "", "_high")]
    assert work == [2, 3, None]


def test_the_api_tells_and_tries_the_hours(lead, plan, eva, task):
    api = {"content_type": "application/json"}
    effect_url = reverse("api:stakeholder-effect", args=[eva.pk])

    effect = lead.post(effect_url, {"hours_a_day": "2"}, **api)

    assert effect.status_code == 200, effect.content
    assert effect.json()["days"] > 0
    seating = reverse("api:seating-effect", args=[plan.pk])
    other = {"name": "Full", "member": eva.member_id, "role": "lead"}
    assert lead.post(seating, other, **api).json()["days"] == 0
    url = reverse("api:stakeholder-detail", args=[eva.pk])
    version = {"HTTP_IF_MATCH": f'"{eva.version}"'}
    saved = lead.patch(url, {"hours_a_day": "2.5"}, **api, **version)
    assert saved.json()["hours_a_day"] == 2.5
    schedule = lead.get(reverse("api:schedule", args=[plan.pk])).json()
    told = next(each for each in schedule["tasks"] if each["task"] == task.pk)
    assert (told["days"], told["days_of_work"]) == (10, 3)
    assert told["hours_a_day"] == 2.5
    status = lead.get(reverse("api:plan-status", args=[plan.pk])).json()
    assert status["movement"]["slowed"] == 1
    version = {"HTTP_IF_MATCH": '"2"'}
    refused = lead.patch(url, {"hours_a_day": "0.4"}, **api, **version)
    assert refused.status_code == 409


@pytest.fixture
def slow(eva) -> Stakeholder:
    """Eva gives an hour a day, and has no task yet."""
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)
    Task.objects.filter(plan=eva.plan).update(assigned_to=None)
    eva.refresh_from_db()
    return eva


def test_giving_several_tasks_to_her_shows_what_it_moves(lead, plan, slow, task):
    task.refresh_from_db()
    url = url_of("tasks_change", plan.pk)
    seen = f"{task.pk}:{task.version}"
    sent = {"task": [seen], "person": slow.member_id}

    shown = lead.post(url, sent)
    hurried = lead.post(url, sent | {"confirmed": "1"})

    task.refresh_from_db()
    effect = shown.context["effect"]
    assert effect.days > 0
    assert effect.chain[-1] == task.title
    assert f'value="{effect.after.isoformat()}"' in shown.content.decode()
    assert hurried.context["effect"] == effect
    assert task.assigned_to is None
    lead.post(url, sent | {"confirmed": effect.after.isoformat()})
    task.refresh_from_db()
    assert task.assigned_to_id == slow.member_id


def test_taking_that_back_shows_what_it_moves(lead, plan, slow, task):
    task.refresh_from_db()
    url = url_of("tasks_change", plan.pk)
    sent = {"task": [f"{task.pk}:{task.version}"], "person": slow.member_id}
    later = lead.post(url, sent).context["effect"].after.isoformat()
    entry = int(lead.post(url, sent | {"confirmed": later}).url.partition("=")[2])
    back = reverse("migration:tasks_take_back", args=[plan.pk, entry])

    shown = lead.post(back)

    task.refresh_from_db()
    assert shown.context["effect"].days < 0
    assert task.assigned_to_id == slow.member_id
    lead.post(back, {"confirmed": shown.context["effect"].after.isoformat()})
    task.refresh_from_db()
    assert task.assigned_to is None


def test_giving_one_task_to_her_shows_what_it_moves(lead, slow, task, now):
    task.refresh_from_db()
    url = url_of("task_detail", task.pk)
    sent = {"title": task.title, "phase": task.phase, "version": task.version}
    sent |= {"assigned_to": slow.member_id}

    shown = lead.post(url, sent)

    task.refresh_from_db()
    effect = shown.context["effect"]
    assert effect.days > 0
    assert "The end would move by" in shown.content.decode()
    assert task.assigned_to is None
    lead.post(url, sent | {"confirmed": effect.after.isoformat()})
    task.refresh_from_db()
    assert row_of(task.plan, task, now).dates.finish == effect.after


def test_the_leave_of_who_gets_a_task_moves_it_too(lead, plan, slow, task, now):
    Stakeholder.objects.filter(pk=slow.pk).update(hours_a_day=None)
    found = row_of(plan, task, now).dates
    DayOff.objects.create(
        plan=plan,
        member=slow.member,
        kind="leave",
        first_on=found.start,
        last_on=found.finish,
    )
    task.refresh_from_db()
    sent = {"title": task.title, "phase": task.phase, "version": task.version}

    shown = lead.post(
        url_of("task_detail", task.pk), sent | {"assigned_to": slow.member_id}
    )

    assert shown.context["effect"].days > 0


def test_bringing_her_back_shows_what_it_moves(lead, plan, eva, task, now):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1, removed_at=now)
    url = url_of("stakeholder_restore", eva.pk)

    shown = lead.post(url)

    eva.refresh_from_db()
    assert shown.context["effect"].days > 0
    assert "Bring back all the same" in shown.content.decode()
    assert eva.removed_at == now
    lead.post(url, {"confirmed": shown.context["effect"].after.isoformat()})
    eva.refresh_from_db()
    assert eva.removed_at is None


def test_taking_a_task_off_the_list_and_back_shows_what_it_moves(lead, plan, task):
    before = plan.tasks.present().count()
    url, back = (url_of(f"task_{verb}", task.pk) for verb in ("remove", "restore"))

    shown = lead.post(url)

    assert "Remove all the same" in shown.content.decode()
    assert plan.tasks.present().count() == before
    lead.post(url, {"confirmed": shown.context["effect"].after.isoformat()})
    assert plan.tasks.present().count() == before - 1
    asked = lead.post(back)
    assert asked.context["effect"].after == shown.context["effect"].before
    lead.post(back, {"confirmed": asked.context["effect"].after.isoformat()})
    assert plan.tasks.present().count() == before


def test_the_api_tries_what_the_pages_ask_about(lead, plan, slow, task, now):
    task.refresh_from_db()
    api = {"content_type": "application/json"}
    seen = {"id": task.pk, "version": task.version}
    url = reverse("api:many-tasks-effect", args=[plan.pk])

    given = lead.post(url, {"tasks": [seen], "assigned_to": slow.member_id}, **api)
    gone = lead.post(url, {"tasks": [seen], "remove": True}, **api)

    assert given.json()["days"] > 0
    assert gone.json()["days"] != 0
    task.refresh_from_db()
    assert (task.assigned_to, task.removed_at) == (None, None)
    Task.objects.filter(pk=task.pk).update(assigned_to=slow.member)
    away = reverse("api:stakeholder-removal-effect", args=[slow.pk])
    assert lead.post(away, **api).json()["days"] < 0
    Stakeholder.objects.filter(pk=slow.pk).update(removed_at=now)
    back = reverse("api:stakeholder-restoring-effect", args=[slow.pk])
    assert lead.post(back, **api).json()["days"] > 0
    Task.objects.filter(pk=task.pk).update(removed_at=now)
    back = reverse("api:task-restoring-effect", args=[task.pk])
    assert lead.post(back, **api).json()["after"] > gone.json()["after"]


@pytest.mark.parametrize(
    ("name", "sent"),
    [("plan_member_remove", {}), ("plan_member_role", {"role": "observer"})],
)
def test_a_person_who_leaves_or_looks_on_shows_what_it_moves(
    lead, plan, eva, task, name, sent
):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)
    member = task.assigned_to
    url = reverse(f"migration:{name}", args=[plan.pk, member.pk])
    told = {"plan_member_remove": "plan-member-removal-effect"}
    asked = reverse(
        f"api:{told.get(name, 'plan-member-effect')}", args=[plan.pk, member.pk]
    )
    before = lead.post(asked, sent, content_type="application/json").json()

    shown = lead.post(url, sent)

    task.refresh_from_db()
    member.refresh_from_db()
    effect = shown.context["effect"]
    assert effect.days == before["days"] < 0
    assert (task.assigned_to, member.role) == (member, "contributor")
    lead.post(url, sent | {"confirmed": effect.after.isoformat()})
    task.refresh_from_db()
    assert task.assigned_to is None


def test_the_only_lead_is_refused_without_a_question(lead, plan, task, people):
    member = plan.members.get(user=people["lead"])
    Task.objects.filter(plan=plan).update(assigned_to=member)
    url = reverse("migration:plan_member_remove", args=[plan.pk, member.pk])

    assert lead.post(url).status_code == 422
    for name, sent in (("removal-effect", {}), ("effect", {"role": "observer"})):
        asked = reverse(f"api:plan-member-{name}", args=[plan.pk, member.pk])
        assert (
            lead.post(asked, sent, content_type="application/json").status_code == 409
        )


@pytest.mark.parametrize("role", ["contributor", "lead"])
def test_a_role_with_tasks_moves_nothing(lead, plan, eva, task, role):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)
    asked = reverse("api:plan-member-effect", args=[plan.pk, eva.member_id])

    answer = lead.post(asked, {"role": role}, content_type="application/json")

    assert answer.json()["days"] == 0


def test_what_is_asked_names_the_person_and_lets_go_too(lead, plan, eva, task, now):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)
    leaving = url_of("plan_member_remove", plan.pk, eva.member_id)
    observing = url_of("plan_member_role", plan.pk, eva.member_id)

    gone = lead.post(leaving)
    looking_on = lead.post(observing, {"role": "observer"})

    name, people = str(eva.member.user), url_of("plan_people", plan.pk)
    for shown, url in ((gone, leaving), (looking_on, observing)):
        asks = shown.context["asks"]
        assert name in asks.question
        assert (asks.url, asks.back) == (url, people)
        assert f'<a class="button small" href="{people}">' in shown.content.decode()


def test_a_task_that_comes_back_is_asked_about_beside_its_name(lead, task, now):
    task.removed_at = now
    task.save(update_fields=["removed_at"])

    page = lead.post(url_of("task_restore", task.pk)).content.decode()

    removed = page[page.index('id="removed" open') :]
    assert page.count('id="effect"') == removed.count('id="effect"') == 1
    assert f'id="restore-{task.pk}"' not in page


def test_a_removed_task_leads_to_its_way_back(lead, plan, task):
    url = url_of("task_remove", task.pk)
    shown = lead.post(url)

    saved = lead.post(url, {"confirmed": shown.context["effect"].after.isoformat()})

    assert saved.url.endswith(f"removed={task.pk}#removed")


def test_saving_beside_a_question_of_removal_does_not_remove(lead, plan, eva):
    Stakeholder.objects.filter(pk=eva.pk).update(hours_a_day=1)

    page = lead.post(url_of("stakeholder_remove", eva.pk)).content.decode()

    assert f'action="{url_of("stakeholder_edit", eva.pk)}#effect"' in page
