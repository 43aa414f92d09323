from datetime import date

import pytest
from django.urls import reverse

from migration.services.checklist.tasks import complete_task
from migration.services.plans.switches import Switches, set_switches
from migration.services.schedule.schedule import make_baseline
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def switch(plan, people, now):
    def set_them(**on):
        set_switches(
            plan=plan,
            switches=Switches(**on),
            version=plan.version,
            actor=people["lead"],
            now=now,
        )

    return set_them


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_switches(client, people, plan, person, status):
    client.force_login(people[person])

    answer = client.post(url_of("plan_switches", plan.pk), {"version": plan.version})

    assert answer.status_code == status


def test_what_is_off_is_hidden_and_comes_back_as_it_was(
    client, people, plan, switch, now
):
    client.force_login(people["lead"])
    plan.tasks.update(days=5, days_low=2, days_high=20)
    shown = []

    for on in (
        {"uses_simulation": "on", "uses_baselines": "on"},
        {},
        {"uses_baselines": "on"},
    ):
        plan.refresh_from_db()
        form = {"version": plan.version} | on
        client.post(url_of("plan_switches", plan.pk), form)
        client.post(url_of("baseline_make", plan.pk), {"name": "First plan"})
        page = client.get(url_of("plan_schedule", plan.pk)).content.decode()
        shown.append(("How sure is the end?" in page, page.count("First plan")))

    assert shown == [(True, 1), (False, 0), (False, 2)]


def test_a_baseline_is_refused_in_words_while_they_are_off(client, people, plan):
    client.force_login(people["lead"])

    answer = client.post(url_of("baseline_make", plan.pk), {"name": "First"})

    assert answer.status_code == 422
    assert plan.baselines.count() == 0


def test_the_days_of_doubt_stay_while_nobody_is_asked_for_them(client, people, task_of):
    client.force_login(people["lead"])
    task = task_of("charter")
    task.days_low = 1
    task.save()

    form = {"days": task.days, "deadline": "2030-01-01", "version": task.version}
    client.post(url_of("task_dates", task.pk), form)

    task.refresh_from_db()
    assert (task.deadline, task.days_low) == (date(2030, 1, 1), 1)


def test_proof_for_all_asks_where_the_task_alone_does_not(
    client, people, task_of, switch
):
    client.force_login(people["evaluator"])
    url = url_of("task_complete", task_of("charter").pk)
    switch(asks_proof_for_all=True)

    bare = client.post(url)
    proven = client.post(url, {"proof": "Signed on Monday"})

    assert (bare.status_code, proven.status_code) == (422, 302)
    assert task_of("charter").proof == "Signed on Monday"


def test_proof_for_all_that_is_off_again_asks_no_more(people, task_of, switch, now):
    switch(asks_proof_for_all=True)
    switch()

    complete_task(task=task_of("charter"), actor=people["lead"], now=now)

    assert task_of("charter").is_done


def test_a_stale_save_shows_both_values(client, people, plan):
    client.force_login(people["lead"])
    form = {"version": plan.version, "uses_baselines": "on"}
    client.post(url_of("plan_switches", plan.pk), form)

    answer = client.post(url_of("plan_switches", plan.pk), {"version": plan.version})

    plan.refresh_from_db()
    assert answer.status_code == 412
    assert "Saved by somebody else" in answer.content.decode()
    assert plan.uses_baselines


def test_the_api_switches_by_version(people, plan, now):
    lead = Script(people["lead"])
    body = {"uses_baselines": True}

    saved = lead.ask("patch", "plan-switches", plan.pk, body=body, version=1)
    stale = lead.ask("patch", "plan-switches", plan.pk, body=body, version=1)

    plan.refresh_from_db()
    make_baseline(plan=plan, name="First", actor=people["lead"], now=now)
    assert saved.json()["uses_baselines"]
    assert stale.status_code == 412
    assert len(lead.ask("get", "schedule", plan.pk).json()["baselines"]) == 1


def test_the_api_lists_the_switches_for_whoever_sees_the_plan(people, plan, switch):
    switch(uses_baselines=True)

    read = Script(people["observer"]).ask("get", "plan-switches", plan.pk)

    assert read.json() == {
        "uses_raci": False,
        "uses_gates": False,
        "uses_simulation": False,
        "uses_baselines": True,
        "asks_proof_for_all": False,
        "version": 2,
    }
    assert read["ETag"] == '"2"'


def test_a_small_move_shows_few_pages_and_folds_the_others(client, plan, people):
    client.force_login(people["lead"])

    rail = client.get(url_of("plan_checklist", plan.pk)).context["rail"]

    first, about, more = rail[1:]
    assert [link.url.split("/")[-2] for link in first.links] == [
        str(plan.pk),
        "checklist",
        "assets",
        "lists",
        "stakeholders",
    ]
    assert len(about.links) == 2
    assert (more.is_folded, more.is_open) == (True, False)
    opened = client.get(url_of("plan_schedule", plan.pk)).context["rail"][-1]
    assert opened.is_open
    type(plan).objects.filter(pk=plan.pk).update(uses_gates=True)
    rail = client.get(url_of("plan_checklist", plan.pk)).context["rail"]
    assert not any(group.is_folded for group in rail)


def test_a_click_shows_what_the_full_template_would_add(client, plan, people):
    client.force_login(people["lead"])

    page = client.get(url_of("plan_checklist", plan.pk)).content.decode()
    full = client.get(url_of("plan_template", plan.pk), {"full": ""})

    assert f"{url_of('plan_template', plan.pk)}?full#changes" in page
    assert full.context["form"]["scope"].value() == "full"
    assert len(full.context["preview"].lines) > 40
