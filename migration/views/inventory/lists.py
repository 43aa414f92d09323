"""Contact lists: described and counted, until nobody is unexplained."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.errors import DomainError
from common.saving import saved
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_contact_list, get_plan_member
from migration.exports.assets import lists_table
from migration.forms.inventory.lists import CountsForm, ListForm, stored_list
from migration.models import ContactList, ListCount, PlanMember
from migration.permissions import Action
from migration.selectors.inventory.lists import (
    BUCKETS,
    WORDS,
    ListRow,
    list_row,
    newest_of,
    read_lists,
)
from migration.services.inventory import lists as service
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_lists(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(lists_table(member.plan, read_lists(member.plan).rows))
    return render_lists(request, member)


@require_POST
def list_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = ListForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            item = service.add_list(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:list_edit", pk=item.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_lists(request, member, add_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def list_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One list: its ledger, its counts, and what is known of it."""
    wanted = Action.VIEW if request.method == "GET" else Action.EDIT
    member, item = get_contact_list(request.user, pk, action=wanted)
    if request.method == "GET":
        return render_list(request, member, item)
    form = ListForm(request.POST, plan=member.plan, initial=stored_list(item))
    status = saved(
        form,
        lambda: service.edit_list(
            item=item,
            edit=form.edit(),
            version=form.cleaned_data["version"] or 0,
            actor=request.user,
            now=timezone.now(),
        ),
        stored_list,
    )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("migration:list_edit", pk=pk)
    return render_list(request, member, item, form=form, status=status)


@require_POST
def list_count(request: PersonRequest, pk: int) -> HttpResponse:
    member, item = get_contact_list(request.user, pk, action=Action.COMPLETE)
    side = request.POST.get("side", "")
    if side not in BUCKETS:
        raise Http404
    form = CountsForm(request.POST, side=side)
    if form.is_valid():
        try:
            service.count_list(
                item=item,
                side=side,
                counted_on=form.cleaned_data["counted_on"],
                counts=form.counts(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:list_edit", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_list(request, member, item, counted=form, status=UNPROCESSABLE)


@require_POST
def list_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, item = get_contact_list(request.user, pk, action=Action.EDIT)
    service.remove_list(item=item, actor=request.user, now=timezone.now())
    return redirect("migration:plan_lists", pk=member.plan_id)


@require_POST
def list_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, item = get_contact_list(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    service.restore_list(item=item, actor=request.user, now=timezone.now())
    return redirect("migration:plan_lists", pk=member.plan_id)


def render_lists(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    context: dict[str, object] = {
        "lists": read_lists(member.plan),
        "add_form": ListForm(plan=member.plan),
    }
    return render_plan(
        request,
        "migration/lists.html",
        member=member,
        context=context | page,
        status=status,
    )


def render_list(
    request: PersonRequest,
    member: PlanMember,
    item: ContactList,
    *,
    counted: CountsForm | None = None,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw one list. `counted` is a form with counts that were refused."""
    row = list_row(item)
    context: dict[str, object] = {
        "row": row,
        "item": item,
        "form": ListForm(plan=member.plan, initial=stored_list(item)),
        "sides": [
            (side, label, side_form(member, row, side, counted))
            for side, label in ListCount.Side.choices
        ],
        "counted": [
            (count, [(WORDS[name], count.counts[name]) for name in count.counts])
            for count in row.history
        ],
    }
    return render_plan(
        request,
        "migration/list.html",
        member=member,
        context=context | page,
        status=status,
    )


def side_form(
    member: PlanMember, row: ListRow, side: str, refused: CountsForm | None
) -> CountsForm:
    """Return the form as it was sent, or with the newest counts and today."""
    if refused is not None and refused.side == side:
        return refused
    newest = newest_of(row.history[::-1]).get(side)
    counts = newest.counts if newest else {}
    today = member.plan.team.day_of(timezone.now())
    return CountsForm(side=side, initial={**counts, "counted_on": today})
