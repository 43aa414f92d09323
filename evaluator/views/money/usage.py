"""The usage profile: typed, pictured, saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from evaluator.access import get_priced
from evaluator.costs.faults import InputInvalid
from evaluator.costs.usage import ActiveUsers, UsageProfile, faults
from evaluator.forms.money.usage import (
    ENDS,
    FIRST,
    GROUPS,
    JUMPS,
    MORE_GROWTHS,
    UsageForm,
    stored,
)
from evaluator.models import Evaluation, Participant
from evaluator.selectors.money.inputs import money_settings, usage_profile
from evaluator.selectors.money.usage_pages import assumed_words, mismatches, pictures
from evaluator.selectors.steps import StepName
from evaluator.services.money.usage import UsageIsStale, set_usage
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def usage(request: PersonRequest, pk: int) -> HttpResponse:
    is_post = request.method == "POST"
    participant = get_priced(request.user, pk, edits=is_post)
    evaluation = participant.evaluation
    form = form_of(request, evaluation)
    if not is_post:
        return render_usage(request, participant, form)
    if not form.is_valid():
        return render_usage(request, participant, form, status=UNPROCESSABLE)
    try:
        set_usage(
            evaluation=evaluation,
            profile=form.cleaned_data["profile"],
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except UsageIsStale as error:
        form.add_error(None, str(error))
        status = HTTPStatus.PRECONDITION_FAILED
        return render_usage(request, participant, form, status=status)
    except InputInvalid as error:
        form.add_error(None, str(error))
        return render_usage(request, participant, form, status=UNPROCESSABLE)
    messages.success(request, _("The usage is saved."))
    return redirect(request.get_full_path())


@require_POST
def usage_picture(request: PersonRequest, pk: int) -> HttpResponse:
    """Draw what is being typed; nothing is saved."""
    participant = get_priced(request.user, pk, edits=True)
    form = form_of(request, participant.evaluation)
    profile = form.cleaned_data["profile"] if form.is_valid() else None
    months = money_settings(participant.evaluation).months
    return render(
        request, "evaluator/_usage_picture.html", drawn(profile, months, form=form)
    )


def form_of(request: PersonRequest, evaluation: Evaluation) -> UsageForm:
    profile = usage_profile(evaluation)
    has_ranges = any(not each.is_sure for each in profile.figures.values())
    row = getattr(evaluation, "usage", None)
    return UsageForm(
        request.POST if request.method == "POST" else None,
        initial=stored(profile) | {"version": row.version if row else 0},
        with_ranges="ranges" in request.GET or has_ranges,
    )


def drawn(
    profile: UsageProfile | None, months: int, *, form: UsageForm
) -> dict[str, Any]:
    """Return the pictures of a profile; none where it cannot be computed."""
    if profile is None or any(faults(profile, months)):
        is_wrong = form.is_bound or profile is not None
        return {"pictures": [], "months": months, "is_wrong": is_wrong}
    return {"pictures": pictures(profile, months), "months": months}


def render_usage(
    request: PersonRequest,
    participant: Participant,
    form: UsageForm,
    *,
    status: int = HTTPStatus.OK,
    profile: UsageProfile | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the stored profile, or one that is only proposed, with what led to it."""
    evaluation = participant.evaluation
    profile = profile or usage_profile(evaluation)
    months = money_settings(evaluation).months
    return render_evaluation(
        request,
        "evaluator/usage.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "form": form,
            "is_entered": bool(profile.figures),
            "mismatches": mismatches(evaluation, profile.active_users),
            **fields_of(form, profile),
            **drawn(profile, months, form=form),
            **(more or {}),
        },
        status=status,
    )


def fields_of(form: UsageForm, profile: UsageProfile) -> dict[str, Any]:
    """Return the fields as the page lays them out."""
    ranged = partial(range_fields, form, assumed_words(profile))
    return {
        "first_figures": [ranged(each.value) for each in FIRST],
        "growth": ranged("growth"),
        "groups": [
            (
                name,
                [ranged(each.value) for each in group],
                any(form[f"{each.value}_likely"].errors for each in group),
            )
            for name, group in GROUPS
        ],
        "more_growths": [
            (form[f"growth_{place}_measure"], ranged(f"growth_{place}"))
            for place in range(1, MORE_GROWTHS + 1)
        ],
        "season": [form[f"season_{month}"] for month in range(1, 13)],
        "jumps": [
            (
                form[f"jump_{place}_month"],
                form[f"jump_{place}_measure"],
                ranged(f"jump_{place}"),
            )
            for place in range(1, JUMPS + 1)
        ],
        "definition": [form[each.name] for each in fields(ActiveUsers)],
    }


def range_fields(
    form: UsageForm, assumed: Mapping[str, str], name: str
) -> dict[str, Any]:
    """Return what draws one figure: label, its three fields, what empty means."""
    return {
        "label": form[f"{name}_likely"].label,
        "fields": [form[f"{name}_{end}"] for end in ENDS],
        "likely": form[f"{name}_likely"],
        "assumed": assumed.get(name, ""),
    }
