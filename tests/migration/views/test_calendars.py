from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse
from django.utils.http import http_date

from migration.models import Task
from migration.services.checklist.tasks import complete_task
from migration.services.gates.gates import GateEdit, add_gate
from migration.services.plans.switches import Switches, set_switches
from workspace.models import ShareLink

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")
DUE = date(2027, 1, 15)


def url_of(name: str, *args: object) -> str:
    return reverse(f"migration:{name}", args=args)


@pytest.fixture
def plan_address(client, plan, people):
    def make(person: str = "lead") -> str:
        client.force_login(people[person])
        url = url_of("plan_calendar_make", plan.pk)
        return client.post(url, {"label": "Phone"}).context["address"]

    return make


@pytest.fixture
def my_address(client, people):
    def make(person: str) -> str:
        client.force_login(people[person])
        answer = client.post(url_of("my_calendar"), {"label": "Phone"})
        return answer.context["address"]

    return make


def events(answer) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(answer.content)
    return {str(each["uid"]): each for each in found.walk("VEVENT")}


def give(task: Task, plan, user, **values) -> Task:
    task.assigned_to = plan.members.get(user=user)
    task.due_on = DUE
    for name, value in values.items():
        setattr(task, name, value)
    task.save()
    return task


@pytest.mark.parametrize(
    ("person", "status"), list(zip(CAST, (201, 201, 201, 404, 404), strict=True))
)
def test_who_may_have_an_address_of_the_plan(client, plan, people, person, status):
    client.force_login(people[person])

    answer = client.post(url_of("plan_calendar_make", plan.pk), {"label": "Phone"})

    assert answer.status_code == status
    assert ShareLink.objects.count() == (status == 201)


def test_the_address_is_told_once_and_lives_for_90_days(client, plan, plan_address):
    address = plan_address()

    page = client.get(url_of("plan_files", plan.pk)).content.decode()

    link = ShareLink.objects.get()
    assert address not in page
    assert address.split("/")[-2] not in link.token_hash  # R24
    assert link.expires_at - link.created_at == timedelta(days=90)  # R25


def test_an_address_needs_a_name(client, plan, people):
    client.force_login(people["lead"])

    answers = [
        client.post(url_of("plan_calendar_make", plan.pk), {"label": " "}),
        client.post(url_of("my_calendar"), {"label": ""}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]


def test_own_due_days_stand_in_the_calendar(
    client, plan, people, task_of, my_address, settings
):
    mine = give(task_of("charter"), plan, people["evaluator"])
    give(task_of("access"), plan, people["second"])
    address = my_address("evaluator")
    client.logout()

    answer = client.get(address)

    found = events(answer)
    assert answer["Content-Type"].startswith("text/calendar")
    [(uid, event)] = found.items()
    assert uid.startswith(f"task-{mine.pk}@")
    assert event.decoded("dtstart") == DUE
    assert event.decoded("dtend") == DUE + timedelta(days=1)
    assert str(event["summary"]) == mine.title
    assert str(event["url"]).startswith(settings.SITE_URL)  # R42


def test_it_speaks_the_language_of_the_person(
    client, plan, people, task_of, my_address
):
    give(task_of("charter"), plan, people["evaluator"])
    people["evaluator"].language = "fa"
    people["evaluator"].save()
    address = my_address("evaluator")
    client.logout()

    [event] = events(client.get(address, headers={"Accept-Language": "en"})).values()

    assert "بنویسید" in str(event["summary"])
    assert event["summary"].params["language"] == "fa"


def test_the_plan_tells_milestones_go_live_and_the_contract(
    client, plan, plan_address, task_of
):
    Task.objects.filter(template_key__in=["go_live", "access"]).update(due_on=DUE)
    Task.objects.filter(template_key="access").update(days=0)
    plan.contract_ends_on, plan.notice_days = date(2027, 6, 30), 90
    plan.save()

    found = events(client.get(plan_address("observer")))

    days = {str(event["summary"]): event.decoded("dtstart") for event in found.values()}
    assert days == {
        task_of("go_live").title: DUE,
        task_of("access").title: DUE,
        "Go-live as wished": plan.go_live_on,
        "The contract with Acme ends": date(2027, 6, 30),
        "Last day to give notice to Acme": date(2027, 4, 1),
    }


def test_the_gates_of_a_plan_that_uses_them_stand_in_its_calendar(
    client, plan, people, plan_address, now
):
    act = {"actor": people["lead"], "now": now}
    switches = Switches(uses_gates=True)
    set_switches(plan=plan, switches=switches, version=plan.version, **act)
    edit = GateEdit(name="Data is in", phase="data", due_on=DUE)
    gate = add_gate(plan=plan, edit=edit, **act)

    found = events(client.get(plan_address()))

    [event] = [
        each for uid, each in found.items() if uid.startswith(f"gate-{gate.pk}@")
    ]
    assert str(event["summary"]) == "Gate: Data is in"
    assert event.decoded("dtstart") == DUE


def test_the_gates_are_not_measured_for_a_calendar(
    client, plan, people, plan_address, now, django_assert_max_num_queries
):
    act = {"actor": people["lead"], "now": now}
    switches = Switches(uses_gates=True)
    set_switches(plan=plan, switches=switches, version=plan.version, **act)
    plan.tasks.update(due_on=DUE)
    address = plan_address()
    client.get(address)

    # as for own tasks, and one query each for the gates and the days before them
    with django_assert_max_num_queries(20):
        found = events(client.get(address))

    assert sum(uid.startswith("gate-") for uid in found) == 6


def test_what_is_typed_stays_inside_its_line(client, plan, people, task_of, my_address):
    title = "Ask; her, now\\ \u2028BEGIN:VEVENT"
    give(task_of("charter"), plan, people["evaluator"], own_title=title)

    found = events(client.get(my_address("evaluator")))

    [event] = found.values()  # R43
    assert str(event["summary"]).startswith("Ask; her, now\\ ")


def test_the_same_days_are_not_sent_twice(
    client, plan, people, task_of, my_address, now
):
    task = give(task_of("charter"), plan, people["evaluator"])
    address = my_address("evaluator")

    first = client.get(address)
    headers = {"If-None-Match": first["ETag"]}
    same = client.get(address, headers=headers)
    since = {"If-Modified-Since": http_date((now + timedelta(days=99)).timestamp())}
    by_date = client.get(address, headers=since)
    complete_task(task=task, actor=people["lead"], now=now + timedelta(days=99))
    other = client.get(address, headers=headers)

    assert (same.status_code, by_date.status_code) == (304, 200)
    assert "Last-Modified" not in first  # what leaves the calendar has no date
    assert other.status_code == 200
    assert not events(other)


def test_it_tells_only_what_the_person_may_still_see(
    client, plan, people, task_of, my_address, plan_address
):
    give(task_of("charter"), plan, people["evaluator"])
    mine, plans = my_address("evaluator"), plan_address("evaluator")
    plan.members.filter(user=people["evaluator"]).delete()

    own, of_plan = client.get(mine), client.get(plans)
    people["evaluator"].memberships.all().delete()
    without_team = client.get(mine)

    assert own.status_code == 200
    assert not events(own)
    assert (of_plan.status_code, without_team.status_code) == (404, 404)  # R14


def test_unknown_over_and_revoked_look_the_same(client, people, plan_address):
    revoked, over = plan_address(), plan_address()
    newest, first = ShareLink.objects.order_by("-pk")
    client.post(url_of("calendar_revoke", first.pk))
    ShareLink.objects.filter(pk=newest.pk).update(expires_at=newest.created_at)
    client.logout()

    answers = [client.get(each) for each in (revoked, over)]
    unknown = client.get(url_of("calendar_feed", "x" * 43))

    pages = [*answers, unknown]
    assert {each.status_code for each in pages} == {404}  # R25
    assert {each.templates[0].name for each in pages} == {"workspace/share_gone.html"}
    assert len({len(each.content) for each in pages}) == 1


def test_an_address_is_kept_for_longer_and_only_by_its_owner(
    client, people, plan_address
):
    plan_address("lead")
    link = ShareLink.objects.get()
    ShareLink.objects.update(expires_at=link.created_at + timedelta(days=3))

    client.post(url_of("calendar_keep", link.pk))
    client.force_login(people["evaluator"])
    foreign = [
        client.post(url_of(name, link.pk))
        for name in ("calendar_keep", "calendar_revoke")
    ]

    link.refresh_from_db()
    assert link.expires_at - link.created_at >= timedelta(days=90)
    assert link.revoked_at is None
    assert [answer.status_code for answer in foreign] == [404, 404]


def test_the_answer_stays_private_and_opens_no_page(client, plan_address):
    address = plan_address()
    client.logout()

    answer = client.get(address)
    page = client.get(reverse("workspace:share_enter", args=[address.split("/")[-2]]))

    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "no-referrer"  # R26
    assert "noindex" in answer["X-Robots-Tag"]
    assert page.status_code == 404  # R27


def test_guessing_addresses_is_stopped(client):
    answers = [client.get(url_of("calendar_feed", f"x{n}")) for n in range(21)]

    assert [each.status_code for each in answers] == [404] * 20 + [429]  # R28


def test_the_last_use_is_noted_seldom(client, plan_address):
    address = plan_address()

    client.get(address)
    first = ShareLink.objects.get().last_used_at
    client.get(address)

    assert first is not None
    assert ShareLink.objects.get().last_used_at == first


def test_many_tasks_ask_no_more_queries(
    client, plan, people, my_address, django_assert_max_num_queries
):
    own = plan.members.get(user=people["evaluator"])
    plan.tasks.update(assigned_to=own, due_on=DUE)
    address = my_address("evaluator")
    client.logout()
    client.get(address)

    # limits (6, with their transactions), link, membership, tasks, links, plans,
    # newest change, note of use
    with django_assert_max_num_queries(20):
        answer = client.get(address)
    assert len(events(answer)) == plan.tasks.count()


def test_scripts_make_keep_and_revoke_addresses(client, plan, people, team):
    client.force_login(people["evaluator"])
    body = {"label": "Desk", "team": team.pk}
    mine, of_plan = (
        reverse("api:my-calendars"),
        reverse("api:plan-calendars", args=[plan.pk]),
    )

    made = client.post(mine, body, content_type="application/json").json()
    other = client.post(
        of_plan, {"label": "Desk"}, content_type="application/json"
    ).json()
    keep = reverse("api:calendar-keeping", args=[made["id"]])
    kept = client.post(keep, content_type="application/json")
    gone = client.delete(reverse("api:calendar-detail", args=[other["id"]]))

    assert client.get(made["address"]).status_code == 200
    assert client.get(other["address"]).status_code == 404
    assert (kept.status_code, gone.status_code) == (200, 204)
    assert [row["label"] for row in client.get(mine).json()["results"]] == ["Desk"]
