from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from evaluator.models import Evaluation, Participant
from evaluator.selectors.results import read_results
from evaluator.services.workbooks import KIND, enqueue_workbook
from evaluator.workbooks.comparison import STEPS, WorkbookOptions
from tests.evaluator.workbooks.reading import Reading
from workspace.models import Job, Member
from workspace.services.job_runs import claim_job, run_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(revealed, people, now, settings, tmp_path) -> Job:
    settings.MEDIA_ROOT = tmp_path
    return enqueue_workbook(
        results=read_results(revealed, today=now.date()),
        options=WorkbookOptions(language="fa", now=now),
        actor=people["observer"],
    )


def run(job: Job, now) -> Job:
    run_attempt(claim_job(job.pk, now=now), clock=lambda: now)
    job.refresh_from_db()
    return job


def test_the_job_builds_the_workbook_step_by_step(queued, now):
    job = run(queued, now)

    assert (job.state, job.done_steps, job.all_steps) == ("done", STEPS, STEPS)
    with default_storage.open(job.result.path) as file:
        sheets = Reading(file.read()).book
    assert len(sheets.sheetnames) > 5
    assert sheets.worksheets[0].sheet_view.rightToLeft


def test_the_file_is_its_readers_and_does_not_stay(queued, people, now):  # R16
    file = run(queued, now).result

    assert file.owner == people["observer"]
    assert file.name.endswith(".xlsx")
    assert file.expires_at == now + timedelta(days=1)


def test_who_left_the_evaluation_gets_no_workbook(queued, people, now):  # R14
    Participant.objects.filter(user=people["observer"]).update(left_at=now)

    job = run(queued, now)

    assert (job.state, job.result) == ("failed", None)
    assert "can no longer see the results" in job.message


def test_who_left_the_team_gets_no_workbook(queued, people, now):  # R14
    Member.objects.filter(user=people["observer"]).delete()

    assert run(queued, now).state == "failed"


def test_results_that_are_sealed_again_stay_sealed(queued, revealed, now):  # R17
    Evaluation.objects.filter(pk=revealed.pk).update(state="scoring", revealed_at=None)

    assert run(queued, now).state == "failed"


def test_a_job_carries_ids_only(queued, revealed):  # R53, R58
    assert queued.kind == KIND
    assert queued.arguments == {"evaluation": revealed.pk, "language": "fa"}
