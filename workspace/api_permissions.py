"""Who may use the API at all; what they may do there is the role table's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission

from workspace.second_factor import lacks_second_factor

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class MayEnter(BasePermission):
    """Logged in, with the second factor where a team asks for one (R4)."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        return not lacks_second_factor(request._request)
