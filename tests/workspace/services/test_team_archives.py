from __future__ import annotations

from datetime import timedelta

import pytest

from evaluator.models import Evaluation, Score
from tests.workspace.archives import archive_of, make
from workspace.models import Activity, AuditEntry, Member
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import claim_job, run_attempt
from workspace.services.team_archives import enqueue_archive

pytestmark = pytest.mark.django_db


def test_an_archive_holds_what_the_team_has(revealed, team, people, clock):
    archive = archive_of(make(team, people["owner"], clock))

    scores = archive.rows("scores")
    assert {row["person"] for row in scores} == {"Evaluator", "Second"}
    assert len(scores) == 24
    assert {row["name"] for row in archive.rows("candidates")} == {
        "Acme", "Bolt", "Cedar",
    }  # fmt: skip
    assert len(archive.rows("people")) == 6
    assert "scores.csv" in archive.text("README.html")


def test_a_table_says_the_same_as_csv_and_as_json(revealed, team, people, clock):
    archive = archive_of(make(team, people["owner"], clock))

    notes = [row["note"] for row in archive.rows("scores")]

    assert [row["note"] for row in archive.csv_rows("scores")] == notes


def test_a_revealed_score_brings_its_file(revealed, team, people, clock, now):
    new = NewFile("../../proof.txt", b"the contract", "text/plain")
    stored = store_file(new, team=team, owner=people["evaluator"], now=now)
    Score.objects.filter(pk=Score.objects.first().pk).update(file=stored)

    archive = archive_of(make(team, people["owner"], clock))

    [row] = archive.rows("files")
    assert row["place"] == f"files/{stored.pk}-proof.txt"
    assert archive.text(row["place"]) == "the contract"


def test_another_team_has_no_part_in_it(revealed, team, other_team, people, clock):
    Evaluation.objects.create(team=other_team, title="Theirs alone")

    archive = archive_of(make(team, people["owner"], clock))

    assert b"Theirs alone" not in archive.everything()
    assert b"outsider@example.org" not in archive.everything()


def test_who_is_no_owner_any_more_gets_nothing(team, people, clock):  # R14
    job = enqueue_archive(team=team, actor=people["owner"], now=clock())
    Member.objects.filter(user=people["owner"]).update(role="member")

    run_attempt(claim_job(job.pk, now=clock()), clock=clock)

    job.refresh_from_db()
    assert (job.state, job.result) == ("failed", None)


def test_taking_the_data_is_told_and_chained_once(team, people, now):  # R56
    first = enqueue_archive(team=team, actor=people["owner"], now=now)
    second = enqueue_archive(team=team, actor=people["owner"], now=now)

    assert first == second
    assert Activity.objects.filter(verb="data.exported").count() == 1
    assert AuditEntry.objects.filter(team=team, event="data.exported").count() == 1


def test_the_archive_goes_after_a_day(team, people, clock):
    job = make(team, people["owner"], clock)

    assert job.result.expires_at == clock() + timedelta(days=1)
