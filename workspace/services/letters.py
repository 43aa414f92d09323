"""Writes one mail as text, in the words and the hour of the person who gets it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context
from django.template.loader import get_template

from workspace.models import Job
from workspace.registries import MailContext, MailTemplate
from workspace.speech import speaking_to


def write_letter(template: MailTemplate, job: Job) -> EmailMessage | None:
    """Return the mail of this job, or None when it has become pointless."""
    context = template.build(job.user, job.arguments)
    if context is None:
        return None
    address = context.address or (job.user.email if job.user else "")
    with speaking_to(job.user, job.team, language=context.language):
        return EmailMessage(
            subject=one_line(render(template.subject, context, job)),
            body=render(template.body, context, job).strip() + "\n",
            to=[address],
            headers=headers(job),
            attachments=[
                (one_line(each.name), each.content, each.content_type)
                for each in context.attachments
            ],
        )


def render(name: str, context: MailContext, job: Job) -> str:
    """Fill a text template. Text has no markup, so nothing is escaped in it."""
    values: dict[str, Any] = {
        "site_url": settings.SITE_URL,
        "recipient": job.user,
        "team": job.team,
        **context.values,
    }
    # The backend's wrapper always escapes; the template below it takes our choice.
    template = get_template(name).template  # type: ignore[attr-defined]
    return str(template.render(Context(values, autoescape=False)))


def one_line(text: str) -> str:
    """Keep people's text from reaching the next header line (R43)."""
    visible = (" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join("".join(visible).split())


def headers(job: Job) -> dict[str, str]:
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return {
        # One job, one id: a mail sent again after a crash is shown once.
        "Message-ID": f"<{job.public_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{settings.SITE_URL}/settings/>",
    }
