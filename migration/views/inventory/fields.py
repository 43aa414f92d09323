"""The map of fields, from the source to the target."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.conflicts import rewrite
from common.errors import DomainError, StaleVersion
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_field_mapping, get_plan_member
from migration.exports.fields import fields_table
from migration.forms.inventory.fields import FieldForm, stored_field
from migration.models import PlanMember
from migration.permissions import Action
from migration.services.inventory import fields as service
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_fields(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(fields_table(member.plan))
    return render_fields(request, member, FieldForm())


@require_POST
def field_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = FieldForm(request.POST)
    if form.is_valid():
        try:
            service.add_field(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_fields", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_fields(request, member, form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def field_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, field = get_field_mapping(request.user, pk, action=Action.EDIT)
    form = FieldForm(request.POST or None, initial=stored_field(field))
    status = HTTPStatus.OK if request.method == "GET" else UNPROCESSABLE
    if request.method == "POST" and form.is_valid():
        try:
            service.edit_field(
                field=field,
                edit=form.edit(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return redirect("migration:plan_fields", pk=member.plan_id)
        except StaleVersion as error:
            form.add_error(None, str(error))
            rewrite(form, {"version": str(error.current.version)})
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "field_mapping": field}
    return render_plan(
        request, "migration/field.html", member=member, context=context, status=status
    )


@require_POST
def field_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, field = get_field_mapping(request.user, pk, action=Action.EDIT)
    service.remove_field(field=field, actor=request.user, now=timezone.now())
    return redirect("migration:plan_fields", pk=member.plan_id)


@require_POST
def field_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, field = get_field_mapping(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    service.restore_field(field=field, actor=request.user, now=timezone.now())
    return redirect("migration:plan_fields", pk=member.plan_id)


def render_fields(
    request: PersonRequest,
    member: PlanMember,
    form: FieldForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    fields = list(member.plan.field_mappings.order_by("source_field", "pk"))
    return render_plan(
        request,
        "migration/fields.html",
        member=member,
        context={
            "fields": [field for field in fields if field.removed_at is None],
            "removed": [field for field in fields if field.removed_at],
            "form": form,
        },
        status=status,
    )
