"""The page on which one row of a plan is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpResponse

from common.saving import saved
from migration.models import PlanMember
from migration.views.frame import render_plan
from workspace.requests import PersonRequest


def edit_page(
    request: PersonRequest,
    template: str,
    *,
    member: PlanMember,
    form: forms.Form,
    save: Callable[[int], object],
    stored: Callable[[Any], dict[str, Any]],
    back: HttpResponse,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Save what was sent and answer `back`; else draw the page, with what is wrong.

    save: gets the version that the sender saw. stored: see `saved`.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        status = saved(form, lambda: save(form.cleaned_data["version"] or 0), stored)
    if status == HTTPStatus.FOUND:
        return back
    return render_plan(
        request,
        template,
        member=member,
        context={"form": form, **context},
        status=status,
    )
