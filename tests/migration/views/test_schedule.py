import re
from datetime import timedelta

import pytest
from django.urls import reverse

from migration.models import Baseline, DayOff, Plan, Task, TaskLink

pytestmark = pytest.mark.django_db
SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)]


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_schedule(client, plan, task_of, people, person, status):
    client.force_login(people[person])

    answers = [
        client.get(url_of("plan_schedule", plan.pk)),
        client.get(url_of("plan_gantt", plan.pk)),
        client.get(url_of("task_dates", task_of("charter").pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize("page", ["plan_schedule", "plan_gantt", "plan_overview"])
@pytest.mark.parametrize(
    ("person", "is_told_how"), [("lead", True), ("observer", False)]
)
def test_a_plan_without_tasks_has_no_finish(
    client, plan, people, now, page, person, is_told_how
):
    plan.tasks.update(removed_at=now)
    client.force_login(people[person])

    text = client.get(url_of(page, plan.pk)).content.decode()

    assert "No task is left" in text
    assert "Finished on" not in text
    assert ("bring back what was removed" in text) is is_told_how


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_changes_the_schedule(client, plan, task_of, people, now, person, status):
    client.force_login(people[person])
    charter, watch = task_of("charter"), task_of("watch")
    link = TaskLink.objects.filter(after=watch).first()
    off = DayOff.objects.create(plan=plan, first_on=now.date(), last_on=now.date())
    baseline = Baseline.objects.create(plan=plan, name="First", finish_on=now.date())
    Plan.objects.update(uses_baselines=True)

    answers = [
        client.post(
            url_of("plan_dates", plan.pk),
            {"version": plan.version, "country": "", "starts_on": plan.starts_on},
        ),
        client.post(url_of("dates_take", plan.pk)),
        client.post(
            url_of("day_off_add", plan.pk),
            {"kind": "holiday", "first_on": "2026-12-25"},
        ),
        client.post(url_of("day_off_remove", off.pk)),
        client.post(url_of("baseline_make", plan.pk), {"name": "Now"}),
        client.post(url_of("baseline_remove", baseline.pk)),
        client.post(
            url_of("link_add", watch.pk),
            {"before": charter.pk, "kind": "FS", "lag": "۲"},
        ),
        client.post(url_of("link_remove", link.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_trying_says_what_would_happen_and_saves_nothing(client, plan, task_of, people):
    client.force_login(people["lead"])
    charter = task_of("charter")
    form = {"days": "40", "version": charter.version}

    tried = client.post(url_of("task_dates", charter.pk), form | {"try": "1"})

    text = tried.content.decode()
    assert "The end would move by +" in text
    assert "Nothing is saved yet" in text
    assert Task.objects.get(pk=charter.pk).days == 2


def test_what_moves_the_end_is_said_before_it_is_saved(client, plan, task_of, people):
    client.force_login(people["lead"])
    charter = task_of("charter")
    form = {"days": "40", "version": charter.version}

    first = client.post(url_of("task_dates", charter.pk), form).content.decode()
    agreed = re.search(r'name="confirmed" value="([^"]+)"', first)[1]
    kept = Task.objects.get(pk=charter.pk).days
    second = client.post(url_of("task_dates", charter.pk), form | {"confirmed": agreed})

    assert "Nothing is saved yet" in first
    assert kept == 2
    assert second.status_code == 302
    assert Task.objects.get(pk=charter.pk).days == 40


def test_links_and_days_off_that_move_the_end_are_shown_first(
    client, plan, task_of, people, now
):
    client.force_login(people["lead"])
    go_live = task_of("go_live")
    links = TaskLink.objects.filter(after=go_live)
    freeze = {"kind": "freeze", "first_on": str(now.date()), "last_on": "2027-12-31"}
    start = {"version": plan.version, "country": "", "starts_on": "2028-01-03"}

    answers = [
        client.post(url_of("link_remove", link.pk)).content.decode() for link in links
    ]
    off = client.post(url_of("day_off_add", plan.pk), freeze).content.decode()
    dates = client.post(url_of("plan_dates", plan.pk), start).content.decode()

    assert any("Remove all the same" in each for each in answers)
    assert 'name="confirmed"' in off
    assert 'name="confirmed"' in dates
    assert not DayOff.objects.exists()
    plan.refresh_from_db()
    assert str(plan.starts_on) < "2028"


def test_a_task_is_found_by_its_words_and_any_may_be_linked(
    client, plan, task_of, people
):
    client.force_login(people["lead"])
    Task.objects.bulk_create(
        Task(plan=plan, own_title=f"Form {number}", phase="build", position=number)
        for number in range(90)
    )
    watch, last = task_of("watch"), Task.objects.get(own_title="Form 89")

    page = client.get(url_of("task_dates", watch.pk)).content.decode()
    found = client.get(url_of("task_dates", watch.pk), {"find": "89 form"})
    region = client.get(
        url_of("task_dates", watch.pk), {"find": "zz"}, headers={"HX-Request": "true"}
    ).content.decode()
    client.post(url_of("link_add", watch.pk), {"before": last.pk, "kind": "FS"})

    assert page.count("<option") < 40
    assert f'<option value="{last.pk}">Form 89</option>' in found.content.decode()
    assert "No task has these words" in region
    assert "<html" not in region
    assert TaskLink.objects.filter(before=last, after=watch).exists()


def test_a_link_is_tried_with_what_a_week_costs(client, plan, task_of, people):
    client.force_login(people["lead"])
    plan.weekly_cost, plan.currency = 1150, "USD"
    plan.save()
    charter, go_live = task_of("charter"), task_of("go_live")
    links = TaskLink.objects.count()
    form = {"before": charter.pk, "kind": "FS", "lag": "400", "try": "1"}

    tried = client.post(url_of("link_add", go_live.pk), form).content.decode()

    assert "The end would move by +" in tried
    assert "Each week later costs $1,150." in tried
    assert TaskLink.objects.count() == links


def test_trying_a_circle_names_its_tasks(client, plan, task_of, people):  # R51
    client.force_login(people["lead"])
    charter, go_live = task_of("charter"), task_of("go_live")
    body = {"before": go_live.pk, "kind": "FS", "lag": 0}

    page = client.post(url_of("link_add", charter.pk), body | {"try": "1"})
    answer = client.post(
        f"/api/v1/tasks/{charter.pk}/links/effect/", body, "application/json"
    )

    assert (page.status_code, answer.status_code) == (422, 409)
    assert go_live.title in page.content.decode()
    assert go_live.title in answer.json()["detail"]


def test_saving_keeps_the_days(client, plan, task_of, people):
    Plan.objects.update(uses_simulation=True)
    client.force_login(people["lead"])
    watch = task_of("watch")
    form = {"days": "4", "days_high": "٩", "version": watch.version}

    client.post(url_of("task_dates", watch.pk), form)

    watch.refresh_from_db()
    assert (watch.days, watch.days_high) == (4, 9)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"days": "-1"}, "0 or more"),
        ({"days": "2", "days_low": "5"}, "rise from at best"),
        ({"days": "5000"}, "at most 1,000"),
        ({"days": "2", "deadline": "soon"}, "year-month-day"),
    ],
)
def test_what_is_wrong_is_said(client, plan, task_of, people, sent, said):
    Plan.objects.update(uses_simulation=True)
    client.force_login(people["lead"])
    charter = task_of("charter")

    answer = client.post(
        url_of("task_dates", charter.pk), sent | {"version": charter.version}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_circle_is_said_with_the_titles(client, plan, task_of, people):  # R51
    client.force_login(people["lead"])
    charter, go_live = task_of("charter"), task_of("go_live")

    answer = client.post(
        url_of("link_add", charter.pk), {"before": go_live.pk, "kind": "FS"}
    )

    assert answer.status_code == 422
    assert go_live.title in answer.content.decode()


def test_a_stale_task_shows_both_values(client, plan, task_of, people):  # R48
    client.force_login(people["lead"])
    charter = task_of("charter")
    Task.objects.filter(pk=charter.pk).update(days=7, version=9)

    answer = client.post(
        url_of("task_dates", charter.pk), {"days": "4", "version": charter.version}
    )

    assert answer.status_code == 412


def test_countries_are_named_not_coded(client, plan, people):
    client.force_login(people["lead"])
    plan.country = "DE"
    plan.save()

    page = client.get(url_of("plan_schedule", plan.pk)).content.decode()

    assert "Public holidays of Germany are kept." in page
    assert '<option value="TR">Türkiye</option>' in page


def test_the_plan_is_counted_back_from_its_deadline(
    client, plan, task_of, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    url = url_of("plan_schedule", plan.pk)

    with django_assert_max_num_queries(26):
        page = client.get(url, {"back": ""})
    taken = client.post(url_of("dates_take", plan.pk), {"back": "1"})
    told = client.get(f"/api/v1/plans/{plan.pk}/schedule/back/").json()

    assert "Start by" in page.content.decode()
    assert taken.url == f"{url}?back"
    assert task_of("go_live").due_on == plan.go_live_on
    assert told["begin_by"] == page.context["back"].begin_by.isoformat()
    assert len(told["tasks"]) == plan.tasks.count()


def test_a_late_plan_that_could_begin_earlier_says_so(client, plan, people):
    client.force_login(people["lead"])
    url = url_of("plan_schedule", plan.pk)
    in_time = client.get(url).content.decode()
    begin_by = client.get(url, {"back": ""}).context["back"].begin_by
    plan.starts_on = begin_by + timedelta(days=14)
    plan.save()

    forward = client.get(url).content.decode()
    back = client.get(url, {"back": ""})

    assert "could begin earlier" not in in_time
    assert "could begin earlier" in forward
    assert "the deadlines can be kept" in back.content.decode()
    assert back.context["back"].late_start == plan.starts_on
    assert f'href="#{back.context["dates_form"]["starts_on"].id_for_label}"' in forward


def test_a_plan_that_had_to_begin_before_today_is_not_sent_back(
    client, plan, people, now
):
    client.force_login(people["lead"])
    plan.go_live_on = now.date() + timedelta(days=7)
    plan.starts_on = now.date() + timedelta(days=3)
    plan.save()

    page = client.get(url_of("plan_schedule", plan.pk), {"back": ""})

    assert page.context["back"].late_start is None
    assert "shorten tasks" in page.content.decode()


def test_a_circle_has_no_last_days(client, plan, task_of, people):
    charter, watch = task_of("charter"), task_of("watch")
    TaskLink.objects.create(before=watch, after=charter)
    client.force_login(people["lead"])

    page = client.get(url_of("plan_schedule", plan.pk), {"back": ""})
    told = client.get(f"/api/v1/plans/{plan.pk}/schedule/back/")

    assert "wait for each other" in page.content.decode()
    assert told.status_code == 409


def test_the_schedule_comes_as_csv(client, plan, people):
    client.force_login(people["observer"])

    answer = client.get(url_of("plan_schedule", plan.pk), {"format": "csv"})

    assert "Total float" in b"".join(answer.streaming_content).decode()


def test_more_tasks_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(60):
        Task.objects.create(
            plan=plan, own_title=f"Task {number}", phase="design", position=number
        )

    for name in ("plan_schedule", "plan_gantt"):
        with django_assert_max_num_queries(22):
            client.get(url_of(name, plan.pk))


def test_the_api_tells_and_changes_the_schedule(client, plan, task_of, people):
    client.force_login(people["lead"])
    charter, watch = task_of("charter"), task_of("watch")

    def send(method, path, body, **headers):
        return getattr(client, method)(
            f"/api/v1/{path}", body, content_type="application/json", headers=headers
        )

    effect = send("post", f"tasks/{charter.pk}/effect/", {"days": 40})
    saved = send(
        "put", f"tasks/{charter.pk}/dates/", {"days": 3}, **{"If-Match": '"1"'}
    )
    link = send("post", f"tasks/{watch.pk}/links/", {"before": charter.pk, "lag": 1})
    tried = send(
        "post",
        f"tasks/{watch.pk}/links/effect/",
        {"before": charter.pk, "kind": "SS", "lag": 300},
    )
    circle = send("post", f"tasks/{charter.pk}/links/", {"before": watch.pk})
    off = send(
        "post",
        f"plans/{plan.pk}/days-off/",
        {"kind": "freeze", "first_on": "2026-12-24", "last_on": "2027-01-02"},
    )
    found = client.get(f"/api/v1/plans/{plan.pk}/schedule/").json()

    assert [each.status_code for each in (effect, saved, link, circle, off)] == [
        200,
        200,
        201,
        409,
        201,
    ]
    assert effect.json()["days"] > 0
    assert tried.json()["moved"] > 0
    assert len(found["tasks"]) == plan.tasks.count()
    assert found["chain"]
