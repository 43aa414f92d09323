"""Who may use the API at all; what they may do there is the role table's matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission

from workspace.models import ApiToken
from workspace.second_factor import lacks_second_factor

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView


class MayEnter(BasePermission):
    """Logged in or with a token, and the second factor where a team asks for it (R4).

    A token that may only read changes nothing, whatever the person's role is (R8).
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            return False
        if lacks_second_factor(request._request):
            raise PermissionDenied(
                _("Your team asks for a second factor. Set it up on the pages first.")
            )
        if reads_only(request) and request.method not in SAFE_METHODS:
            raise PermissionDenied(_("This token may only read."))
        return True


def reads_only(request: Request) -> bool:
    token = request.auth
    return isinstance(token, ApiToken) and token.scope == ApiToken.Scope.READ
