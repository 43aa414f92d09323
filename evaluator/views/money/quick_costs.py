"""Money: the quick cost table."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from common.htmx import is_htmx
from evaluator.access import get_priced
from evaluator.forms.money.quick_costs import QuickTableForm, name_of, version_of
from evaluator.models import Participant
from evaluator.selectors.money.quick_costs import LABELS, QuickTable, read_quick_table
from evaluator.selectors.steps import StepName
from evaluator.services.money.quick_costs import QuickCostIsStale, set_quick_costs
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def money(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the quick cost table with its totals; the lead saves what changed."""
    participant = get_priced(request.user, pk, edits=request.method == "POST")
    table = read_quick_table(participant.evaluation)
    form = QuickTableForm(
        request.POST if request.method == "POST" else None,
        table=table,
        with_ranges="ranges" in request.GET,
    )
    if request.method == "GET":
        return render_money(request, participant, table, form)
    status = save(request, participant, form)
    if status == HTTPStatus.FOUND:
        return redirect(request.get_full_path())
    return render_money(request, participant, table, form, status=status)


def save(
    request: PersonRequest, participant: Participant, form: QuickTableForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        set_quick_costs(
            evaluation=participant.evaluation,
            edits=form.edits(),
            actor=request.user,
            now=timezone.now(),
        )
    except QuickCostIsStale as error:
        form.add_error(None, str(error))
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return UNPROCESSABLE
    return HTTPStatus.FOUND


def render_money(
    request: PersonRequest,
    participant: Participant,
    table: QuickTable,
    form: QuickTableForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/_money.html" if is_htmx(request) else "evaluator/money.html",
        participant=participant,
        step=StepName.MONEY,
        context={"table": table, "form": form, "rows": drawn_rows(table, form)},
        status=status,
    )


def drawn_rows(table: QuickTable, form: QuickTableForm) -> list[dict[str, Any]]:
    """Return the lines of the table: label, and per cell its fields."""
    return [
        {
            "label": LABELS[kind.key],
            "key": kind.key,
            "cells": [
                {
                    "cell": cell,
                    "column": column,
                    "fields": [form[name_of(cell, end)] for end in form.ends_of(cell)],
                    "version": form[version_of(cell)],
                }
                for cell, column in zip(cells, table.columns, strict=True)
            ],
        }
        for kind, cells in table.rows
    ]
