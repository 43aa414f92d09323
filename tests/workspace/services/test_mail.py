from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core import mail
from django.template import engines
from django.utils import timezone

from workspace.jobs import run_job
from workspace.models import Job, Member
from workspace.registries import MailContext, MailTemplate, mail_templates
from workspace.services import letters
from workspace.services.mail import send_later

pytestmark = pytest.mark.django_db

TEXTS = {
    "subject": "News of {{ subject }}\n",
    "body": "{% load formatting %}{% moment at %} {{ subject }} {{ site_url }}",
}


class Template:
    """A mail whose context the test chooses."""

    def __init__(self, now) -> None:
        self.context: MailContext | None = MailContext(
            {"subject": "A <b> & C", "at": now}
        )
        self.ids: list[dict] = []

    def build(self, _user, ids):
        self.ids.append(dict(ids))
        return self.context


@pytest.fixture
def template(now, monkeypatch) -> Iterator[Template]:
    template = Template(now)
    mail_templates["told"] = MailTemplate("subject", "body", template.build)
    monkeypatch.setattr(
        letters,
        "get_template",
        lambda name: engines["django"].from_string(TEXTS[name]),
    )
    yield template
    del mail_templates["told"]


def deliver(person, team, now) -> Job:
    job = send_later(
        "told", user=person, team=team, arguments={"evaluation": 7}, now=now
    )
    run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_mail_is_text_in_the_persons_language_and_zone(template, people, team, now):
    people["lead"].language = "fa"
    people["lead"].save()

    job = deliver(people["lead"], team, now)

    [sent] = mail.outbox
    assert job.state == "done"
    assert sent.to == ["lead@example.org"]
    assert "۱ آذر ۱۴۰۵" in sent.body
    assert "۱۲:۳۰" in sent.body  # nine o'clock UTC, in Tehran
    assert timezone.get_current_timezone_name() == "UTC"


def test_text_is_not_escaped_as_markup_would_be(template, people, team, now):
    deliver(people["lead"], team, now)

    assert "A <b> & C" in mail.outbox[0].body


def test_the_template_gets_ids_and_looks_the_rest_up(template, people, team, now):
    deliver(people["lead"], team, now)

    assert template.ids == [{"template": "told", "evaluation": 7}]


def test_no_line_break_leaves_a_header(template, people, team, now):  # R43
    template.context = MailContext(
        {"subject": "x\r\nBcc: a@example.org\x0b\x85y", "at": now}
    )

    deliver(people["lead"], team, now)

    [sent] = mail.outbox
    assert sent.subject == "News of x Bcc: a@example.org y"
    assert sent.recipients() == ["lead@example.org"]


def test_links_come_from_the_configured_site(template, people, team, now, settings):
    settings.SITE_URL = "https://changeover.example.org"

    job = deliver(people["lead"], team, now)

    [sent] = mail.outbox
    assert "https://changeover.example.org" in sent.body  # R42
    assert (
        sent.extra_headers["Message-ID"] == f"<{job.public_id}@changeover.example.org>"
    )


def test_a_mail_that_became_pointless_is_not_sent(template, people, team, now):
    template.context = None

    job = deliver(people["lead"], team, now)

    assert (job.state, mail.outbox) == ("done", [])


def test_a_message_delivered_twice_sends_one_mail(template, people, team, now):
    job = deliver(people["lead"], team, now)

    run_job(job.pk)

    assert len(mail.outbox) == 1  # R53


def test_who_left_the_team_gets_no_mail_of_it(template, people, team, now):  # R14
    Member.objects.get(team=team, user=people["lead"]).delete()

    deliver(people["lead"], team, now)

    assert mail.outbox == []


def test_somebody_without_account_is_written_to_in_the_language_of_the_invitation(
    template, team, now
):
    template.context = MailContext(
        {"subject": "x", "at": now}, address="new@example.org", language="ar"
    )

    deliver(None, team, now)

    [sent] = mail.outbox
    assert sent.to == ["new@example.org"]
    assert "نوفمبر" in sent.body


def test_a_mail_server_that_refuses_is_asked_again(
    template, people, team, now, monkeypatch
):
    def refuse(_message):
        raise OSError("the mail server is away")

    monkeypatch.setattr(letters.EmailMessage, "send", refuse)
    job = send_later("told", user=people["lead"], team=team, arguments={}, now=now)

    with pytest.raises(OSError, match="away"):
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 1)
