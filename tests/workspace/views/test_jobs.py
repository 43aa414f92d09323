from __future__ import annotations

import pytest
from django.urls import reverse

from workspace.models import Job
from workspace.services.job_runs import claim_job
from workspace.services.jobs import enqueue_job

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(script, team, people, now) -> Job:
    return enqueue_job(
        "scripted", team=team, user=people["lead"], arguments={}, now=now
    )


def address(job: Job, verb: str = "detail") -> str:
    return reverse(f"workspace:job_{verb}", args=[job.public_id])


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lead", 200),
        ("owner", 404),
        ("evaluator", 404),
        ("second", 404),
        ("observer", 404),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_a_job_is_seen_by_its_person_only(client, people, job, person, status):
    client.force_login(people[person])

    seen = client.get(address(job)).status_code
    cancelled = client.post(address(job, "cancel")).status_code
    retried = client.post(address(job, "retry")).status_code

    assert seen == status
    assert (cancelled, retried) == ((302, 302) if status == 200 else (404, 404))


def test_the_list_shows_the_own_jobs_and_no_mail(client, people, team, job, now):
    enqueue_job(
        "mail",
        team=team,
        user=people["lead"],
        arguments={"template": "x"},
        now=now,
    )
    client.force_login(people["lead"])

    page = client.get(reverse("workspace:job_list"))

    assert [card.job for card in page.context["cards"]] == [job]
    assert b"Scripted" in page.content


def test_the_list_asks_the_database_a_fixed_number_of_times(
    client, people, team, script, now, django_assert_num_queries
):
    for _number in range(12):
        enqueue_job("scripted", team=team, user=people["lead"], arguments={}, now=now)
    client.force_login(people["lead"])
    client.get(reverse("workspace:job_list"))

    # session, person, memberships, jobs with files, mail that was not sent
    with django_assert_num_queries(5):
        client.get(reverse("workspace:job_list"))


def test_the_region_is_sent_again_only_when_something_changed(client, people, job, now):
    client.force_login(people["lead"])
    region = client.get(address(job), headers=HTMX)
    seen = region.context["card"].seen

    same = client.get(address(job), {"seen": seen}, headers=HTMX)
    claim_job(job.pk, now=now)
    changed = client.get(address(job), {"seen": seen}, headers=HTMX)

    assert b"<html" not in region.content
    assert b'hx-trigger="every 2s"' in region.content
    assert same.status_code == 204
    assert b"running" in changed.content


def test_the_region_stops_asking_once_the_job_is_over(client, people, job):
    Job.objects.filter(pk=job.pk).update(state="failed", message="The file is gone.")
    client.force_login(people["lead"])

    region = client.get(address(job), headers=HTMX)

    assert b"every 2s" not in region.content
    assert b"The file is gone." in region.content
    assert address(job, "retry").encode() in region.content


def test_a_job_that_no_worker_takes_says_that_it_is_kept(client, people, job):
    client.force_login(people["lead"])  # the job is of years ago

    region = client.get(address(job), headers=HTMX)

    assert b"starts as soon as one runs" in region.content


def test_a_person_cancels_and_starts_again(client, people, job):
    client.force_login(people["lead"])

    client.post(address(job, "cancel"))
    job.refresh_from_db()
    after_cancel = job.state
    client.post(address(job, "retry"))
    job.refresh_from_db()

    assert (after_cancel, job.state) == ("cancelled", "waiting")


def test_cancelling_what_is_over_says_so(client, people, job):
    Job.objects.filter(pk=job.pk).update(state="done")
    client.force_login(people["lead"])

    page = client.post(address(job, "cancel"), follow=True)

    assert b"already over" in page.content


@pytest.fixture
def unsent(team, people, now) -> Job:
    return Job.objects.create(
        kind="mail",
        team=team,
        user=people["evaluator"],
        state="failed",
        attempts=3,
        finished_at=now,
    )


@pytest.mark.parametrize(
    ("person", "status", "shown"),
    [("owner", 302, 1), ("lead", 404, 0), ("outsider", 404, 0)],
)
def test_owners_see_and_repeat_mail_that_could_not_be_sent(
    client, people, unsent, person, status, shown
):  # R53
    client.force_login(people[person])

    page = client.get(reverse("workspace:job_list"))
    answer = client.post(reverse("workspace:mail_retry", args=[unsent.public_id]))

    assert len(page.context["unsent"]) == shown
    assert answer.status_code == status
    unsent.refresh_from_db()
    assert unsent.state == ("waiting" if shown else "failed")
