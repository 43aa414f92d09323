"""Several tasks changed at once: looked at, saved all or none, taken back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from migration.models import Task
from tests.evaluator.api.script import Script
from workspace.models import Activity

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


@pytest.fixture
def pair(plan, task_of) -> list[Task]:
    plan.tasks.filter(template_key__in=["charter", "access"]).update(due_on=MONDAY)
    return [task_of("charter"), task_of("access")]


@pytest.fixture
def send(client, plan, people, pair):
    """Ask for a change of the pair as the lead, or as somebody else."""

    def post(who: str = "lead", **said: object):
        client.force_login(people[who])
        seen = [f"{task.pk}:{task.version}" for task in pair]
        url = reverse("migration:tasks_change", args=[plan.pk])
        return client.post(url, {"task": seen, **said})

    return post


def stored(pair: list[Task]) -> list[Task]:
    for task in pair:
        task.refresh_from_db()
    return pair


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lead", 200),
        ("evaluator", 403),
        ("observer", 403),
        ("owner", 404),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_who_may_change_several(send, pair, person, status):
    answer = send(person, shift="2")

    assert answer.status_code == status
    assert {task.due_on for task in stored(pair)} == {MONDAY}


def test_the_change_is_shown_and_nothing_saved(send, plan, people, pair):
    second = plan.members.get(user=people["second"])

    page = send(person=second.pk, shift="۵").content.decode()

    assert "2 tasks would change" in page
    assert "Second" in page
    assert [task.assigned_to for task in stored(pair)] == [None, None]


def test_a_confirmed_change_is_saved_and_taken_back(send, client, plan, people, pair):
    second = plan.members.get(user=people["second"])

    saved = send(person=second.pk, role="it", shift="5", confirmed="1")
    after = [(t.assigned_to, t.owner_role, t.due_on) for t in stored(pair)]
    entry = Activity.objects.get(verb="task.many_changed")
    offered = client.get(saved.url).content.decode()
    url = reverse("migration:tasks_take_back", args=[plan.pk, entry.pk])
    client.post(url)
    again = client.post(url)

    assert after == [(second, "it", MONDAY + timedelta(days=7))] * 2
    assert url in offered
    assert {(t.assigned_to, t.due_on) for t in stored(pair)} == {(None, MONDAY)}
    assert again.status_code == 409


def test_all_or_none_where_one_was_changed_meanwhile(send, pair):
    Task.objects.filter(pk=pair[1].pk).update(version=9)

    answer = send(shift="5", confirmed="1")

    assert answer.status_code == 409
    assert pair[1].title in answer.content.decode()
    assert {task.due_on for task in stored(pair)} == {MONDAY}


def test_removed_tasks_come_back_together(send, client, plan, pair):
    shown = send(removes="on").context["effect"]
    send(removes="on", confirmed=shown.after.isoformat())
    gone = plan.tasks.present().filter(pk__in=[task.pk for task in pair]).count()
    entry = Activity.objects.get(verb="task.many_changed")

    url = reverse("migration:tasks_take_back", args=[plan.pk, entry.pk])
    asked = client.post(url).context["effect"]
    client.post(url, {"confirmed": asked.after.isoformat()})

    assert gone == 0
    assert (asked.before, asked.after) == (shown.after, shown.before)
    assert all(task.removed_at is None for task in stored(pair))


@pytest.fixture
def given_on(send, client, plan, people, pair):
    """Two tasks of Second, given to Evaluator; and the address to take that back."""
    second, other = (plan.members.get(user=people[x]) for x in ("second", "evaluator"))
    plan.tasks.filter(pk__in=[task.pk for task in pair]).update(assigned_to=second)
    stored(pair)
    send(person=other.pk, confirmed="1")
    entry = Activity.objects.get(verb="task.many_changed")
    return second, reverse("migration:tasks_take_back", args=[plan.pk, entry.pk])


@pytest.mark.parametrize("how", ["off the plan", "looks on"])
def test_nobody_who_left_gets_a_task_back(client, given_on, pair, how):
    second, url = given_on
    second.role = "observer"
    second.save() if how == "looks on" else second.delete()

    answer = client.post(url)

    assert answer.status_code == 409
    assert "no longer works on this plan" in answer.content.decode()
    assert all(str(task.assigned_to.user) == "Evaluator" for task in stored(pair))


def test_what_others_changed_since_is_named_and_not_said_to_be_back(
    client, given_on, pair
):
    Task.objects.filter(pk__in=[task.pk for task in pair]).update(version=9)

    text = client.post(given_on[1]).content.decode()

    assert "Somebody changed these tasks meanwhile" in text
    assert "taken back already" not in text


def test_a_second_taking_back_says_so(client, given_on, pair):
    client.post(given_on[1])

    again = client.post(given_on[1])

    assert again.status_code == 409
    assert "taken back already" in again.content.decode()


@pytest.mark.parametrize(
    "said", [{}, {"shift": "x"}, {"shift": "5000"}, {"person": "999999"}, {"role": "x"}]
)
def test_what_says_nothing_or_too_much_is_refused(send, pair, said):
    answer = send(**said, confirmed="1")

    assert answer.status_code == 422
    assert {task.version for task in stored(pair)} == {1}


def test_only_open_tasks_may_be_ticked_for_a_change(client, plan, people, pair, now):
    Task.objects.filter(pk=pair[0].pk).update(done_at=now)
    client.force_login(people["lead"])

    url = reverse("migration:plan_checklist", args=[plan.pk])
    page = client.get(url, {"select": "1"}).content.decode()

    assert f'value="{pair[1].pk}:1"' in page
    assert f'value="{pair[0].pk}:1"' not in page


def test_a_script_does_the_same(plan, people, pair):
    lead = Script(people["lead"])
    body = {
        "tasks": [{"id": task.pk, "version": task.version} for task in pair],
        "shift_days": -5,
    }

    done = lead.ask("post", "many-tasks", plan.pk, body=body)
    stale = lead.ask("post", "many-tasks", plan.pk, body=body)
    foreign = Script(people["evaluator"]).ask("post", "many-tasks", plan.pk, body=body)
    moved = {task.due_on for task in stored(pair)}
    back = lead.ask("post", "many-tasks-back", plan.pk, done.json()["change"])

    assert (done.json()["changed"], stale.status_code) == (2, 409)
    assert foreign.status_code == 403
    assert moved == {MONDAY - timedelta(days=7)}
    assert back.json() == {"changed": 2, "change": None}
