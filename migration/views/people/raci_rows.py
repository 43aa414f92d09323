"""The matrix changed in place: one deliverable at a time is opened, and saved."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from common.htmx import wants_region
from common.numbers import read_id
from migration.access import get_deliverable
from migration.forms.people.raci_row import RaciRowForm, row_values
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.people.raci import read_deliverable, read_raci
from migration.services.people import raci as service
from migration.views.frame import render_plan
from migration.views.people.raci import show
from workspace.requests import PersonRequest


@require_GET
def raci_row(request: PersonRequest, pk: int) -> HttpResponse:
    """Open or close a row; without a script on the whole page."""
    member, found = get_deliverable(request.user, pk, action=Action.EDIT)
    row = read_deliverable(found)
    focus = read_id(request.GET.get("person", ""))
    form = None if "close" in request.GET else RaciRowForm(row=row, focus=focus)
    return render_row(request, member, pk, form=form)


@require_POST
def raci_row_save(request: PersonRequest, pk: int) -> HttpResponse:
    """Save the parts that were sent; a script gets the row and what is unclear."""
    member, found = get_deliverable(request.user, pk, action=Action.EDIT)
    form = RaciRowForm(request.POST, row=read_deliverable(found))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        changes = form.changes()
        try:
            service.change_parts(
                deliverable=found,
                changes=changes,
                version=form.cleaned_data["version"],
                actor=request.user,
                now=timezone.now(),
            )
            return saved(request, member, pk, undo=form.before(changes))
        except StaleVersion as error:
            _member, found = get_deliverable(request.user, pk, action=Action.EDIT)
            now = read_deliverable(found)
            show_conflict(form, row_values(now) | {"version": found.version}, error)
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    return render_row(request, member, pk, form=form, status=status)


def saved(
    request: PersonRequest, member: PlanMember, pk: int, *, undo: list[tuple[str, str]]
) -> HttpResponse:
    if not wants_region(request):
        url = reverse("migration:plan_raci", args=[member.plan_id])
        return redirect(f"{url}?row={pk}#raci-{pk}")
    _member, found = get_deliverable(request.user, pk, action=Action.EDIT)
    form = RaciRowForm(row=read_deliverable(found))
    return render_row(request, member, pk, form=form, undo=undo, is_saved=True)


def render_row(
    request: PersonRequest,
    member: PlanMember,
    pk: int,
    *,
    form: RaciRowForm | None,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the row, or without a script the page with it.

    `page` may hold is_saved, and undo: the fields by which it is taken back.
    """
    opened: dict[str, Any] = {"row_form": form, **page}
    if not wants_region(request):
        return show(request, member, form=None, status=status, row=pk, **opened)
    raci = read_raci(member.plan)
    row = next((each for each in raci.rows if each.deliverable.pk == pk), None)
    if row is None:
        raise Http404
    context = {"raci": raci, "row": row, "open_row": pk, **opened}
    return render_plan(
        request,
        "migration/_raci_row_saved.html",
        member=member,
        context=context,
        status=status,
    )
