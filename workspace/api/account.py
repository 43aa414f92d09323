"""One's own settings and tokens. Tokens are made on the pages only."""

from __future__ import annotations

from http import HTTPStatus

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body
from common.api_answers import gone, paged
from common.api_schema import described
from workspace.access import get_api_token
from workspace.api.bodies import OwnBody
from workspace.api.shapes import OwnShape, TokenShape, own_shape, token_shape
from workspace.api_view import APIView
from workspace.selectors import has_second_factor, tokens_of
from workspace.services.accounts import change_own_settings
from workspace.services.api_tokens import revoke_token


class OwnSettings(APIView):
    @described(answer=OwnShape)
    def get(self, request: Request) -> Response:
        """Who one is, and the own settings."""
        return answer_own(request)

    @described(body=OwnBody, answer=OwnShape)
    def patch(self, request: Request) -> Response:
        """Change the own settings."""
        change_own_settings(user=request.user, values=read_body(OwnBody, request))
        return answer_own(request)


class TokenList(APIView):
    @described(answer=TokenShape, paged=True)
    def get(self, request: Request) -> Response:
        """The own tokens that work, the newest first."""
        tokens = tokens_of(request.user, now=timezone.now())
        return paged(request, tokens, token_shape)


class TokenDetail(APIView):
    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke a token of one's own; it may be the one that asks."""
        token = get_api_token(request.user, pk)
        revoke_token(token=token, actor=request.user, now=timezone.now())
        return gone()


def answer_own(request: Request) -> Response:
    has_factor = has_second_factor(request.user)
    return Response(own_shape(request.user, has_second_factor=has_factor))
