"""A person watches a job: the bar moves without a reload, and ends in a download."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.server import Server, run_python

pytestmark = pytest.mark.browser

ARRANGE = """
from django.utils import timezone
from workspace.models import Job, Team, User
from workspace.services.files import NewFile, store_file
team, emma = Team.objects.get(name__startswith="Tamarind"), \
    User.objects.get(email__startswith="emma@")
now = timezone.now()
"""
START = """
job = Job.objects.create(kind="mail", team=team, user=emma, state="running", attempts=1,
    all_steps=4, done_steps=1, created_at=now, started_at=now, beat_at=now)
print(job.public_id)
"""
STEP = "Job.objects.filter(public_id='{job}').update(done_steps=3)"
END = """
file = store_file(NewFile("Scores.xlsx", b"PK" * 50, "application/x-test"),
    team=team, owner=emma, now=now)
Job.objects.filter(public_id='{job}').update(state="done", result=file, done_steps=4)
"""


def in_the_server(server: Server, code: str) -> str:
    wrapped = repr(ARRANGE + code)
    return run_python(f"exec({wrapped})", server.env).strip()


def test_the_bar_moves_without_a_reload_and_ends_in_a_download(
    server: Server, open_page: Callable[..., Page]
) -> None:
    job = in_the_server(server, START)
    page = open_page("emma")
    page.goto(f"/jobs/{job}/")
    page.evaluate("window.wasReloaded = false")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", "25")

    in_the_server(server, STEP.format(job=job))
    expect(bar).to_have_attribute("value", "75", timeout=15_000)
    in_the_server(server, END.format(job=job))
    link = page.get_by_role("link", name="Download Scores.xlsx")
    expect(link).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == "Scores.xlsx"
    assert download.value.path().read_bytes() == b"PK" * 50
    assert page.evaluate("window.wasReloaded") is False
    expect(bar).to_have_count(0)


def test_a_running_job_is_cancelled_in_place(
    server: Server, open_page: Callable[..., Page]
) -> None:
    job = in_the_server(server, START)
    page = open_page("emma")
    page.goto(f"/jobs/{job}/")
    page.evaluate("window.wasReloaded = false")

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("stopping")).to_be_visible()
    assert page.evaluate("window.wasReloaded") is False
