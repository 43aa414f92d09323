"""People who give the move only some hours of a day."""

from __future__ import annotations

import pytest
from django.urls import reverse

from migration.models import Plan, Stakeholder, Task
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
