"""Moves of the end that are asked about when a task goes to somebody, or away."""

from __future__ import annotations

import pytest
from django.urls import reverse

from migration.models import DayOff, Stakeholder, Task
from tests.migration.scheduled import row_of

pytestmark = pytest.mark.django_db


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


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
