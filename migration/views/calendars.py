"""Private addresses of calendars: made and shown once, kept, revoked, read."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from common.errors import DomainError
from migration.access import get_plan_member
from migration.exports.calendars import CONTENT_TYPE, calendar_file
from migration.forms.calendars import CalendarForm
from migration.permissions import Action
from migration.selectors.calendars import Feed, my_links, own_links, read_feed
from migration.selectors.people.links import MY_CALENDAR, PLAN_CALENDAR
from migration.views.workbooks import render_files
from workspace.addresses import client_network
from workspace.links import site_link
from workspace.models import ShareLink
from workspace.requests import PersonRequest
from workspace.services.limits import failures_counted
from workspace.services.share_links import (
    MOST_DAYS,
    Target,
    create_link,
    extend_link,
    find_link,
    note_use_now_and_then,
    revoke_link,
)
from workspace.views.shared import WRONG_TOKENS, gone, sealed_off

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def plan_calendar_make(request: PersonRequest, pk: int) -> HttpResponse:
    """Make an address of the plan's calendar and show it once."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    target = Target(PLAN_CALENDAR, pk, member.plan.team)
    form = CalendarForm(request.POST)
    if address := made(request, form, target):
        status = HTTPStatus.CREATED
        return render_files(request, member, address=address, status=status)
    return render_files(request, member, calendar_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def my_calendar(request: PersonRequest) -> HttpResponse:
    """The page of the addresses of one's own tasks; makes one, shown once."""
    team = request.team
    if team is None:
        raise Http404
    form, address, status = CalendarForm(), "", HTTPStatus.OK
    if request.method == "POST":
        form = CalendarForm(request.POST)
        address = made(request, form, Target(MY_CALENDAR, request.user.pk, team))
        status = HTTPStatus.CREATED if address else UNPROCESSABLE
    context = {
        "calendar_form": CalendarForm() if address else form,
        "calendar_links": my_links(request.user, team),
        "address": address,
        "now": timezone.now(),
    }
    return render(request, "migration/my_calendar.html", context, status=status)


def made(request: PersonRequest, form: CalendarForm, target: Target) -> str:
    """Return the new address, or nothing and the form says why."""
    if not form.is_valid():
        return ""
    try:
        _link, token = create_link(
            form.new_link(), target=target, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return ""
    return site_link("migration:calendar_feed", token)


@require_POST
def calendar_keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Let an address live for another while."""
    link = get_object_or_404(own_links(request.user), pk=pk)
    now = timezone.now()
    if extend_link(link=link, days=MOST_DAYS, actor=request.user, now=now):
        messages.success(request, _("The address works for another 90 days."))
    else:
        messages.warning(request, _("This address is over. Make a new one."))
    return back(link)


@require_POST
def calendar_revoke(request: PersonRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(own_links(request.user), pk=pk)
    revoke_link(link=link, actor=request.user, now=timezone.now())
    messages.success(request, _("The address is revoked. It tells nothing any more."))
    return back(link)


def back(link: ShareLink) -> HttpResponse:
    if link.target_kind == PLAN_CALENDAR:
        return redirect("migration:plan_files", pk=link.target_id)
    return redirect("migration:my_calendar")


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Tell a calendar program the days. Unknown, over and revoked look the same."""
    now = timezone.now()
    with failures_counted([(WRONG_TOKENS, client_network(request))], now=now) as found:
        link = find_link(token, now=now)
        feed = read_feed(link, now=now) if link else None
        found.append(feed is not None)
    if link is None or feed is None:
        return private(gone(request))
    note_use_now_and_then(link=link, now=now)
    return private(answer(request, feed))


def answer(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Answer 304 to who has it already. Told by the content: what went has no date."""
    content = calendar_file(feed)
    etag = f'"{blake2b(content, digest_size=16).hexdigest()}"'
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def private(response: HttpResponse) -> HttpResponse:
    """Keep it from search engines, other sites and shared caches (R26)."""
    sealed_off(response)
    response["Referrer-Policy"] = "no-referrer"  # the address holds the token
    response["Cache-Control"] = "private, no-cache"
    return response
