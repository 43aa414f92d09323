"""A person's own work in the background, and the files that it made."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_answers import paged
from common.api_bodies import read_nothing
from common.api_schema import described
from workspace.access import get_file, get_job
from workspace.api.shapes import JobShape, job_shape
from workspace.api_view import APIView
from workspace.job_cards import card_of, own_jobs
from workspace.models import Job
from workspace.services.jobs import cancel_job, retry_job
from workspace.views.files import answer_with


class JobList(APIView):
    @described(answer=JobShape, paged=True)
    def get(self, request: Request) -> Response:
        """The own jobs, newest first; they are kept for thirty days."""
        now = timezone.now()
        return paged(
            request,
            own_jobs(request.user),
            lambda job: job_shape(card_of(job, now=now)),
        )


class JobDetail(APIView):
    @described(answer=JobShape)
    def get(self, request: Request, public_id: UUID) -> Response:
        """How far a job is. Ask every few seconds until it is over."""
        return answer_job(get_job(request.user, public_id))


class JobCancellation(APIView):
    @described(answer=JobShape)
    def post(self, request: Request, public_id: UUID) -> Response:
        """End a waiting job, or ask a running one to stop at its next step."""
        job = get_job(request.user, public_id)
        read_nothing(request)
        cancel_job(job=job, now=timezone.now())
        return answer_job(get_job(request.user, public_id))


class JobRetry(APIView):
    @described(answer=JobShape)
    def post(self, request: Request, public_id: UUID) -> Response:
        """Start a failed or cancelled job from the beginning."""
        job = get_job(request.user, public_id)
        read_nothing(request)
        retry_job(job=job, now=timezone.now())
        return answer_job(get_job(request.user, public_id))


class JobFile(APIView):
    @described(file="*/*")
    def get(self, request: Request, public_id: UUID) -> FileResponse:
        """Download what a job made, such as a workbook."""
        job = get_job(request.user, public_id)
        if job.result is None:
            raise Http404
        return answer_with(get_file(request.user, job.result.public_id))


def answer_job(job: Job) -> Response:
    return Response(job_shape(card_of(job, now=timezone.now())))
