"""The own tokens of the API: made after an identity check, shown once, revoked (R8)."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from workspace.access import get_api_token, get_team
from workspace.forms.api_tokens import TokenForm
from workspace.permissions import TeamAction
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest
from workspace.selectors import tokens_of
from workspace.services.api_tokens import create_token, revoke_token


@require_http_methods(["GET", "POST"])
@needs_recent_login
def token_list(request: PersonRequest) -> HttpResponse:
    """List the living ones, and make a new one."""
    teams = [(member.team_id, member.team.name) for member in request.memberships]
    form = TokenForm(request.POST or None, teams=teams)
    if request.method != "POST":
        return render_tokens(request, form)
    if form.is_valid():
        try:
            return show_new(request, form)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_tokens(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def show_new(request: PersonRequest, form: TokenForm) -> HttpResponse:
    team = get_team(
        request.user, int(form.cleaned_data["team"]), action=TeamAction.VIEW
    )
    _token, shown = create_token(
        form.new_token(), team=team, actor=request.user, now=timezone.now()
    )
    return render_tokens(request, TokenForm(teams=form.teams), shown=shown)


@require_POST
def token_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    token = get_api_token(request.user, pk)
    revoke_token(token=token, actor=request.user, now=timezone.now())
    messages.success(request, _("The token is revoked. It opens nothing any more."))
    return redirect("workspace:token_list")


def render_tokens(
    request: PersonRequest,
    form: TokenForm,
    *,
    shown: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    now = timezone.now()
    context = {"form": form, "shown": shown, "tokens": tokens_of(request.user, now=now)}
    return render(request, "workspace/token_list.html", context, status=status)
