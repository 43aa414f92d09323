"""A person's jobs: how far each is, what it made, and how to stop or repeat it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from common.htmx import wants_region
from workspace.access import get_job, get_unsent_mail
from workspace.job_cards import card_of, jobs_of, unsent_mail_of
from workspace.requests import PersonRequest
from workspace.services.jobs import cancel_job, retry_job


@require_GET
def job_list(request: PersonRequest) -> HttpResponse:
    user, team, now = request.user, request.team, timezone.now()
    context = {
        "cards": jobs_of(user, now=now),
        "unsent": unsent_mail_of(team, seen_by=user, now=now) if team else [],
    }
    return render(request, "workspace/job_list.html", context)


@require_GET
def job_detail(request: PersonRequest, public_id: UUID) -> HttpResponse:
    """The region asks every two seconds: nothing is sent while nothing has changed."""
    job = get_job(request.user, public_id)
    card = card_of(job, now=timezone.now())
    if not wants_region(request):
        return render(request, "workspace/job.html", {"card": card})
    if request.GET.get("seen") == card.seen:
        return HttpResponse(status=204)
    return render(request, "workspace/_job.html", {"card": card})


@require_POST
def job_cancel(request: PersonRequest, public_id: UUID) -> HttpResponse:
    job = get_job(request.user, public_id)
    try:
        cancel_job(job=job, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("workspace:job_detail", public_id)


@require_POST
def job_retry(request: PersonRequest, public_id: UUID) -> HttpResponse:
    job = get_job(request.user, public_id)
    try:
        retry_job(job=job, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("workspace:job_detail", public_id)


@require_POST
def mail_retry(request: PersonRequest, public_id: UUID) -> HttpResponse:
    job = get_unsent_mail(request.user, public_id)
    try:
        retry_job(job=job, now=timezone.now())
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect("workspace:job_list")
