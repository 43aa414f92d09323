from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from openpyxl import load_workbook

from evaluator.models import Participant
from evaluator.services.ballots import submit_ballots
from evaluator.services.offline import read_returned
from evaluator.services.sheet_mails import NobodyToSendTo, send_sheets
from workspace.models import Activity, Job, User
from workspace.registries import mail_templates
from workspace.services.job_runs import claim_job, run_attempt
from workspace.services.letters import write_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(scoring, people, now) -> Job:
    return send_sheets(evaluation=scoring, actor=people["lead"], now=now)


def run(job: Job, now) -> Job:
    run_attempt(claim_job(job.pk, now=now), clock=lambda: now)
    job.refresh_from_db()
    return job


def mails() -> list[Job]:
    return list(Job.objects.filter(arguments__template="score_sheet").order_by("pk"))


def letter_of(job: Job):
    return write_letter(mail_templates["score_sheet"], job)


def test_each_evaluator_gets_one_mail(queued, people, now):
    job = run(queued, now)

    assert (job.state, job.done_steps, job.all_steps) == ("done", 2, 2)
    assert [each.user for each in mails()] == [people["evaluator"], people["second"]]
    sent = Participant.objects.exclude(sheet_sent_at=None)
    assert set(sent.values_list("sheet_sent_at", flat=True)) == {now}


def test_the_jobs_carry_ids_only(queued, scoring, now):  # R53, R58
    run(queued, now)

    assert queued.arguments == {"evaluation": scoring.pk}
    assert {str(each.arguments) for each in mails()} == {
        str({"template": "score_sheet", "evaluation": scoring.pk})
    }


def test_a_mail_holds_the_own_sheet_as_it_is_when_written(
    queued, scoring, people, part_of, say, now
):  # R17
    run(queued, now)
    say(scoring, "evaluator", "Price", "Acme", 4)
    say(scoring, "second", "Price", "Acme", 1, note="A secret of the second")

    letter = letter_of(mails()[0])

    [(name, content, kind)] = letter.attachments
    texts = [str(c.value) for row in sheet_in(content).iter_rows() for c in row]
    assert letter.to == ["evaluator@example.org"]
    assert name == "Platform for 2027 - score sheet.xlsx"
    assert kind.endswith("spreadsheetml.sheet")
    assert "4" in texts
    assert not any("secret" in text for text in texts)
    part = part_of(scoring, "evaluator")
    assert read_returned(part, BytesIO(content), today=now.date()).changes == ()


def sheet_in(content: bytes):
    return load_workbook(BytesIO(content)).worksheets[0]


def test_sheet_and_mail_speak_the_persons_language(queued, people, now):
    User.objects.filter(pk=people["evaluator"].pk).update(language="fa")
    run(queued, now)

    letter = letter_of(mails()[0])

    [(_name, content, _kind)] = letter.attachments
    assert sheet_in(content).sheet_view.rightToLeft


def test_the_mail_says_where_the_sheet_comes_back(queued, scoring, now):  # R42
    run(queued, now)

    letter = letter_of(mails()[0])
    letter.send()

    assert f"/evaluations/{scoring.pk}/scores/offline/" in letter.body
    assert len(mail.outbox) == 1


def test_who_has_submitted_gets_none(scoring, people, part_of, now):
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    run(send_sheets(evaluation=scoring, actor=people["lead"], now=now), now)

    assert [each.user for each in mails()] == [people["second"]]


def test_a_mail_that_waits_is_pointless_after_submission(queued, scoring, part_of, now):
    run(queued, now)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    assert letter_of(mails()[0]) is None


def test_a_job_that_runs_again_sends_nothing_twice(queued, now):  # R53, R54
    run(queued, now)
    Job.objects.filter(pk=queued.pk).update(state="waiting", attempts=1)

    run(queued, now + timedelta(minutes=1))

    assert len(mails()) == 2


def test_the_lead_may_send_once_more_later(queued, scoring, people, now):
    run(queued, now)
    later = now + timedelta(days=1)

    run(send_sheets(evaluation=scoring, actor=people["lead"], now=later), later)

    assert len(mails()) == 4


def test_a_double_click_finds_the_first_job(queued, scoring, people, now):  # R49
    again = send_sheets(evaluation=scoring, actor=people["lead"], now=now)

    assert again == queued
    assert Activity.objects.filter(verb="sheets.sent").count() == 1


def test_with_nobody_left_there_is_nothing_to_send(scoring, people, now):
    User.objects.update(wants_reminders=False)

    with pytest.raises(NobodyToSendTo):
        send_sheets(evaluation=scoring, actor=people["lead"], now=now)


def test_who_is_no_longer_the_lead_sends_nothing(queued, people, now):  # R14
    Participant.objects.filter(user=people["lead"]).update(role="observer")

    job = run(queued, now)

    assert job.state == "failed"
    assert "can no longer send" in job.message
    assert mails() == []
