"""The status of the week, and the links that show it to people without account."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_plan_member
from migration.exports.status import status_table
from migration.forms.status import StatusLinkForm
from migration.models import PlanMember
from migration.permissions import Action, allowed_actions
from migration.selectors.people.links import STATUS, links_of, member_behind
from migration.selectors.status import Status, read_status
from migration.views.frame import render_plan
from workspace.links import site_link
from workspace.models import ShareLink
from workspace.requests import PersonRequest
from workspace.services.share_links import Target, create_link, revoke_link
from workspace.views.shared import gone, shared


@require_GET
def plan_status(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(status_table(member.plan, status_of(member)))
    return render_status(request, member)


@require_POST
def status_link_make(request: PersonRequest, pk: int) -> HttpResponse:
    """Create a link and show it once."""
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = StatusLinkForm(request.POST)
    if form.is_valid():
        try:
            _link, token = create_link(
                form.new_link(),
                target=Target(STATUS, pk, member.plan.team),
                actor=request.user,
                now=timezone.now(),
            )
            address = site_link("workspace:share_enter", token)
            status = HTTPStatus.CREATED
            return render_status(request, member, address=address, status=status)
        except DomainError as error:
            form.add_error(None, str(error))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_status(request, member, link_form=form, status=status)


@require_POST
def status_link_revoke(request: PersonRequest, pk: int, link_pk: int) -> HttpResponse:
    get_plan_member(request.user, pk, action=Action.MANAGE)
    link = get_object_or_404(links_of(STATUS, pk), pk=link_pk)
    revoke_link(link=link, actor=request.user, now=timezone.now())
    messages.success(request, _("The link is revoked. It opens nothing any more."))
    return redirect("migration:plan_status", pk=pk)


@shared(STATUS)
@require_GET
def shared_status(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The week as a reader without account sees it: the latest, never a copy."""
    member = member_behind(link)
    if member is None:
        return gone(request)
    return render(
        request,
        "migration/shared_status.html",
        {
            "link": link,
            "plan": member.plan,
            "status": status_of(member),
            "hides_names": not link.shows_names,
        },
    )


def status_of(member: PlanMember) -> Status:
    today = member.plan.team.day_of(timezone.now())
    return read_status(member.plan, reader=member, today=today)


def render_status(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the week. `page` may hold link_form, or address of a link just made."""
    may_share = Action.MANAGE in allowed_actions(member)
    context: dict[str, object] = {
        "status": status_of(member),
        "link_form": StatusLinkForm(),
        "links": links_of(STATUS, member.plan_id) if may_share else [],
        "now": timezone.now(),
    }
    return render_plan(
        request,
        "migration/status.html",
        member=member,
        context=context | page,
        status=status,
    )
