"""Prices: by which tariff each candidate is billed, and what that comes to."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.conflicts import refusal_of, show_conflict
from common.errors import DomainError
from evaluator.access import get_billed, get_participant
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.forms.money.prices import PlanForm, QuoteForm, UseForm, stored_quote
from evaluator.models import Candidate, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.money.inputs import money_settings, tariff_in, usage_profile
from evaluator.selectors.money.price_pages import card_of, page_of, plan_cards
from evaluator.selectors.money.prices import (
    built_in_of,
    pricing_of,
    read_price,
    read_prices,
    tariff_used,
)
from evaluator.selectors.steps import StepName
from evaluator.services.money.prices import (
    PricingIsStale,
    save_tariff,
    use_tariff,
    wish_plan,
)
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = StepName.MONEY


@require_GET
def price_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.SEE_PRICES)
    prices = read_prices(participant.evaluation)
    profile = usage_profile(participant.evaluation)
    return render_evaluation(
        request,
        "evaluator/prices.html",
        participant=participant,
        step=STEP,
        context={
            "cards": [card_of(each, profile) for each in prices],
            "is_usage_empty": not profile.figures,
        },
    )


@require_http_methods(["GET", "POST"])
def price_detail(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Open a price to its plans and parts; a POST says which plan to keep to."""
    to_edit = request.method == "POST"
    participant, candidate = get_billed(request.user, pk, candidate_pk, edits=to_edit)
    if not to_edit:
        return render_price(request, participant, candidate)
    tariff = read_price(candidate).tariff
    form = PlanForm(request.POST, tariff=tariff)
    status = save_wish(request, candidate, form)
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("evaluator:price_detail", pk, candidate_pk)
    return render_price(request, participant, candidate, form, status=status)


def save_wish(
    request: PersonRequest, candidate: Candidate, form: PlanForm
) -> HTTPStatus:
    if not form.is_valid():
        return refusal_of(form)
    try:
        wish_plan(
            candidate=candidate,
            wish=form.wish(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except PricingIsStale as error:
        current = error.current
        stored = {
            "pinned_plan": current.pinned_plan,
            "required_features": current.required_features,
        }
        show_conflict(form, stored, error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND


def render_price(
    request: PersonRequest,
    participant: Participant,
    candidate: Candidate,
    form: PlanForm | None = None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    price = read_price(candidate)
    initial = {
        "pinned_plan": price.pricing.pinned_plan,
        "required_features": price.pricing.required_features,
        "version": price.pricing.version,
    }
    page = page_of(price, request.GET.get("month", ""))
    may_edit = Action.EDIT in allowed_actions(participant)
    return render_evaluation(
        request,
        "evaluator/price.html",
        participant=participant,
        step=STEP,
        context={
            "page": page,
            "candidate": candidate,
            "form": form or PlanForm(tariff=price.tariff, initial=initial),
            "may_edit": may_edit,
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def price_quote(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Take one quote, an amount per month or year, in a minute; begin with the last."""
    participant, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
    if request.method == "POST":
        form = QuoteForm(request.POST)
    else:
        currency = money_settings(participant.evaluation).currency
        used = stored_quote(tariff_used(candidate, pricing_of(candidate)))
        form = QuoteForm(initial={"currency": currency} | used)
    if form.is_valid():
        try:
            save_tariff(
                candidate=candidate,
                tariff=form.tariff(candidate.name),
                note=form.cleaned_data["note"],
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The quote is saved, and billed by."))
            return redirect("evaluator:price_detail", pk, candidate_pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_evaluation(
        request,
        "evaluator/price_quote.html",
        participant=participant,
        step=STEP,
        context={
            "form": form,
            "candidate": candidate,
            "currencies": sorted(CURRENCIES),
        },
        status=status_of(form),
    )


@require_POST
def price_use(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Bill by another tariff: the built-in one, a version, or none."""
    _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
    form = UseForm(request.POST)
    if form.is_valid():
        try:
            use_tariff(
                candidate=candidate,
                actor=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
            messages.success(request, _("This tariff is used now."))
        except DomainError as error:
            messages.error(request, str(error))
    else:
        messages.error(request, _("Choose a tariff that is on the list."))
    return redirect("evaluator:price_detail", pk, candidate_pk)


@require_GET
def price_version(
    request: PersonRequest, pk: int, candidate_pk: int, number: int
) -> HttpResponse:
    """Look at a version, or at the built-in tariff as number 0."""
    participant, candidate = get_billed(request.user, pk, candidate_pk)
    version = None
    if number:
        rows = candidate.tariff_versions.select_related("made_by")
        version = get_object_or_404(rows, number=number)
        tariff = tariff_in(version)
    else:
        built_in = built_in_of(candidate)
        if built_in is None:
            raise Http404
        tariff = built_in
    return render_evaluation(
        request,
        "evaluator/price_version.html",
        participant=participant,
        step=STEP,
        context={
            "candidate": candidate,
            "version": version,
            "number": number,
            "tariff": tariff,
            "plans": plan_cards(tariff),
            "may_edit": Action.EDIT in allowed_actions(participant),
        },
    )
