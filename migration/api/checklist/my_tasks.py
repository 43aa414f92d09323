"""My tasks, across plans."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_answers import paged
from common.api_schema import described
from migration.api.shapes import LineShape, line_shape
from migration.selectors.checklist.my_tasks import read_my_tasks
from workspace.api_view import APIView


class MyTaskList(APIView):
    @described(answer=LineShape, paged=True)
    def get(self, request: Request) -> Response:
        """Read the own open tasks of all plans, the late ones first."""
        found = read_my_tasks(request.user, now=timezone.now())
        return paged(request, [row.line for row in found.all], line_shape)
