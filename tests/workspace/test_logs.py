from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse

from workspace.jobs import run_job
from workspace.logs import LineFormatter, lines_of
from workspace.models import Job
from workspace.registries import MailContext, MailTemplate, mail_templates
from workspace.services.mail import send_later

MARKERS = ("marker.person", "Marker Vendor", "markertoken", "9876.54")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything that any logger says, as it is written on a server."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.setLevel(before)
    root.removeHandler(handler)


def written(message: str, *arguments: object) -> str:
    record = logging.LogRecord(
        "test", logging.INFO, "f.py", 1, message, arguments, None
    )
    return LineFormatter().format(record)


def test_a_line_tells_time_request_and_team():  # R58
    with lines_of("abc123", team=7):
        line = written("job ended kind=%s", "mail")

    assert line.endswith("INFO test request=abc123 team=7 job ended kind=mail")
    assert line[:4].isdigit()
    assert "+00:00" in line


def test_text_cannot_begin_a_line_of_its_own():  # R43
    forged = "x\n2026-01-01 ERROR root all is lost\r\u2028\x85y"

    line = written("said: %s", forged)

    assert len(line.splitlines()) == 1


def test_addresses_and_tokens_are_masked_and_ids_are_not():
    token = "q9XfT3bZ7aLmN2cVkR5sYwEoHuPd1GiJ"
    public_id = "d169e810-6a3e-4f5c-88f5-ef14da09ed93"

    line = written("GET /shared/open/%s/ %s %s", token, "a.b@c.org", public_id)

    assert token not in line
    assert "a.b@c.org" not in line
    assert public_id in line


def test_an_error_is_told_without_its_words():
    try:
        raise ValueError("marker.person scored 9876.54")
    except ValueError as error:
        record = logging.LogRecord(
            "test", logging.ERROR, "f.py", 1, "failed", (), (ValueError, error, None)
        )

    line = LineFormatter().format(record)

    assert "ValueError" in line
    assert "test_an_error_is_told_without_its_words" in line
    assert "marker" not in line


@pytest.fixture
def marked_mail() -> Iterator[None]:
    mail_templates["marked"] = MailTemplate(
        "robots.txt",
        "robots.txt",
        lambda _user, _ids: MailContext({"link": "markertoken"}),
    )
    yield
    del mail_templates["marked"]


@pytest.mark.django_db
def test_no_log_job_or_result_holds_what_people_are_or_say(
    client, people, team, lines, marked_mail, monkeypatch, now
):  # R58
    person = people["lead"]
    person.email, person.name = "marker.person@example.org", "marker.person"
    person.save()
    team.name = "Marker Vendor"
    team.save()

    def refuse(_message: EmailMessage) -> None:
        raise OSError("marker.person@example.org: Marker Vendor 9876.54 refused")

    client.force_login(person)
    client.get("/")
    client.get(reverse("workspace:share_enter", args=["markertoken" * 4]))
    client.get("/nothing/markertokenmarkertokenmarkertoken/")
    send_later("marked", user=person, team=team, arguments={"id": 1}, now=now)
    monkeypatch.setattr(EmailMessage, "send", refuse)
    job = Job.objects.get()
    with pytest.raises(OSError, match="refused"):
        run_job(job.pk)

    job.refresh_from_db()
    rows = json.dumps([job.arguments, job.message, job.kind])
    assert job.attempts == 1
    assert mail.outbox == []
    assert "OSError" in lines.getvalue()
    assert "job failed kind=mail" in lines.getvalue()
    for marker in MARKERS:
        assert marker not in lines.getvalue()
        assert marker not in rows


@pytest.mark.django_db
def test_the_line_of_a_request_names_its_team(client, people, team, lines):
    client.force_login(people["lead"])

    response = client.get("/")

    last = lines.getvalue().splitlines()[-1]
    assert f"request={response['X-Request-ID']} team={team.pk} GET / 200" in last
