"""Who a script is: a token in the header `Authorization: Bearer`, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed

from workspace.addresses import client_network
from workspace.middleware import activate_reader, place_team
from workspace.services.api_tokens import count_wrong_token, find_token, note_use

if TYPE_CHECKING:
    from rest_framework.request import Request

    from workspace.models import ApiToken, User

SCHEME = "bearer"
LONGEST = 200


class TokenAuthentication(BaseAuthentication):
    """Stands before the session: who sends a token is who the token says, or nobody."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        shown = shown_in(request.headers.get("Authorization", ""))
        if shown is None:
            return None
        now = timezone.now()
        token = find_token(shown, now=now) if len(shown) <= LONGEST else None
        if token is None:
            count_wrong_token(client_network(request._request), now=now)
            raise AuthenticationFailed(
                _("This token is unknown, over or revoked. Make a new one.")
            )
        token.user.bound_team_id = token.team_id
        note_use(token=token, now=now)
        come_in(request._request, token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Changeover"'


def shown_in(header: str) -> str | None:
    scheme, _blank, shown = header.strip().partition(" ")
    return shown.strip() if scheme.lower() == SCHEME else None


def come_in(request: Any, token: ApiToken) -> None:
    """Put on the request what the middleware puts there for somebody logged in."""
    request.user = token.user
    request.api_token = token
    place_team(request)
    activate_reader(request)


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema tells of tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}
