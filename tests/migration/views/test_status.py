from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.planning.template import MILESTONE
from migration.selectors.schedule.schedule import read_schedule
from migration.services.schedule.schedule import make_baseline
from workspace.models import ShareLink
from workspace.services.share_links import NewLink, Target, create_link

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("observer", 200), ("outsider", 404)]
)
def test_who_reads_the_status(client, plan, people, who, status):
    client.force_login(people[who])

    answer = client.get(reverse("migration:plan_status", args=[plan.pk]))

    assert answer.status_code == status


def test_the_status_sorts_tasks_into_done_next_and_late(client, plan, people):
    now = timezone.now()
    today = plan.team.day_of(now)
    done, old, soon, late, *_rest = plan.tasks.order_by("position")
    plan.tasks.update(due_on=today + timedelta(days=60), needs_proof=False)
    for task, columns in (
        (done, {"done_at": now}),
        (old, {"done_at": now - timedelta(days=20)}),
        (soon, {"due_on": today + timedelta(days=2)}),
        (late, {"due_on": today - timedelta(days=2)}),
    ):
        plan.tasks.filter(pk=task.pk).update(**columns)
    client.force_login(people["lead"])

    told = client.get(reverse("api:plan-status", args=[plan.pk])).json()

    found = {
        part: [row["id"] for row in told[part]] for part in ("done", "next", "late")
    }
    assert found == {"done": [done.pk], "next": [soon.pk], "late": [late.pk]}


def test_what_is_next_stands_by_its_day(client, plan, people):
    today = plan.team.day_of(timezone.now())
    first, second, *_rest = plan.tasks.order_by("position")
    plan.tasks.update(due_on=today + timedelta(days=60))
    plan.tasks.filter(pk=first.pk).update(due_on=today + timedelta(days=5))
    plan.tasks.filter(pk=second.pk).update(due_on=today + timedelta(days=2))
    client.force_login(people["lead"])

    told = client.get(reverse("api:plan-status", args=[plan.pk])).json()

    assert [row["id"] for row in told["next"]] == [second.pk, first.pk]


def test_after_the_go_live_the_status_says_since_when(client, plan, people, now):
    plan.tasks.filter(template_key=MILESTONE).update(done_at=now)
    client.force_login(people["lead"])

    page = client.get(reverse("migration:plan_status", args=[plan.pk])).content.decode()

    assert "Live since" in page
    assert "Go-live is agreed" not in page
    assert "By the schedule it comes" not in page


def test_more_tasks_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    plan.tasks.update(due_on=timezone.now().date())

    with django_assert_max_num_queries(13):
        client.get(reverse("migration:plan_status", args=[plan.pk]))


def test_the_status_is_a_csv_too(client, plan, people):
    client.force_login(people["lead"])
    task = plan.tasks.order_by("position").first()
    plan.tasks.filter(pk=task.pk).update(due_on="2020-01-01")

    answer = client.get(
        reverse("migration:plan_status", args=[plan.pk]), {"format": "csv"}
    )

    assert task.title in answer.getvalue().decode("utf-8-sig")


def test_the_status_says_what_moved_the_finish(client, plan, people, now):
    client.force_login(people["lead"])
    today = plan.team.day_of(timezone.now())
    plan.starts_on, plan.uses_baselines = today, True
    plan.save()
    make_baseline(plan=plan, name="Agreed", actor=people["lead"], now=now)
    *_before, slow, _go_live = read_schedule(plan, today=today).chain
    plan.tasks.filter(pk=slow.pk).update(days=slow.days + 5)

    told = client.get(reverse("api:plan-status", args=[plan.pk])).json()["movement"]
    page = client.get(reverse("migration:plan_status", args=[plan.pk])).content.decode()

    assert told["baseline"] == "Agreed"
    assert told["days"] >= 5
    assert [cause["task"] for cause in told["causes"]] == [slow.pk]
    assert "later than in “Agreed”" in page


@pytest.fixture
def link(plan, people):
    """Make a link to the status as somebody of the cast; return its token."""

    def link(who: str = "lead", **shows: bool) -> str:
        target = Target("plan_status", plan.pk, plan.team)
        new = NewLink(label="Board", **shows)
        return create_link(new, target=target, actor=people[who], now=timezone.now())[1]

    return link


def reader_of(token: str) -> tuple[Client, HttpResponse]:
    reader = Client()
    way = reader.get(reverse("workspace:share_enter", args=[token]))
    assert way.headers["Location"] == reverse("migration:shared_status")
    return reader, reader.get(way.headers["Location"])


def test_a_link_shows_the_week_and_nothing_else(plan, people, link):
    task = plan.tasks.order_by("position").first()
    member = plan.members.get(user=people["evaluator"])
    plan.tasks.filter(pk=task.pk).update(due_on="2020-01-01", assigned_to=member)

    reader, page = reader_of(link())

    text = page.content.decode()
    assert task.title in text
    assert reverse("migration:task_detail", args=[task.pk]) not in text
    assert str(people["evaluator"]) not in text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert reader.get(reverse("migration:plan_status", args=[plan.pk])).url.startswith(
        reverse("account_login")
    )


def test_names_are_shown_where_that_was_ticked(plan, people, link):
    member = plan.members.get(user=people["evaluator"])
    plan.tasks.update(due_on="2020-01-01", assigned_to=member)

    _reader, page = reader_of(link(shows_names=True))

    assert str(people["evaluator"]) in page.content.decode()


@pytest.mark.parametrize(
    "end",
    [
        lambda plan, user: plan.members.filter(user=user).update(role="observer"),
        lambda plan, user: plan.members.filter(user=user).delete(),
        lambda plan, user: user.memberships.all().delete(),
        lambda plan, user: type(plan).objects.update(deleted_at=timezone.now()),
    ],
)
def test_a_link_dies_with_the_role_of_its_maker_and_with_the_plan(
    plan, people, link, end
):
    reader, before = reader_of(link())

    end(plan, people["lead"])

    assert before.status_code == 200
    assert reader.get(reverse("migration:shared_status")).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 201), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_makes_and_revokes_a_link(client, plan, people, link, who, status):
    link()
    made = ShareLink.objects.get()
    client.force_login(people[who])

    answers = [
        client.post(
            reverse("migration:status_link_make", args=[plan.pk]),
            {"label": "Board", "days": "3"},
        ),
        client.post(reverse("migration:status_link_revoke", args=[plan.pk, made.pk])),
    ]

    assert [answer.status_code for answer in answers] == [
        status,
        302 if status == 201 else status,
    ]
    made.refresh_from_db()
    assert (made.revoked_at is not None) == (status == 201)


def test_a_refused_link_says_why_and_keeps_the_page(client, plan, people):
    client.force_login(people["lead"])

    answer = client.post(
        reverse("migration:status_link_make", args=[plan.pk]),
        {"label": "Board", "days": "3", "password": "short"},
    )

    assert answer.status_code == 422
    assert "at least 8 characters" in answer.content.decode()
    assert not ShareLink.objects.exists()


def test_the_api_makes_lists_and_revokes_links(client, plan, people):
    client.force_login(people["lead"])
    url = reverse("api:plan-status-link-list", args=[plan.pk])

    made = client.post(
        url, {"label": "Board", "shows_names": True}, content_type="application/json"
    )
    listed = client.get(url).json()["results"]
    ended = client.delete(
        reverse("api:plan-status-link-detail", args=[plan.pk, made.json()["id"]])
    )

    assert made.status_code == 201
    assert made.json()["address"].startswith("http")
    assert [(row["label"], row["shows_names"]) for row in listed] == [("Board", True)]
    assert "address" not in listed[0]
    assert ended.status_code == 204
    assert ShareLink.objects.get().revoked_at


def test_a_title_about_an_owner_tells_no_name_where_names_are_hidden(plan, link):
    plan.tasks.filter(template_key="charter").update(
        about="owner-dana", about_name="Dana Smith", due_on="2020-01-01"
    )

    _reader, hidden = reader_of(link())
    _reader, shown = reader_of(link(shows_names=True))

    assert "Dana Smith" not in hidden.content.decode()
    assert "Dana Smith" in shown.content.decode()
