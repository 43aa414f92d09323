"""How costs are told, and what currencies are worth."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from evaluator.access import get_priced
from evaluator.forms.money.settings import (
    MoneySettingsForm,
    RateForm,
    stored,
    stored_rate,
)
from evaluator.models import Participant
from evaluator.selectors.money.inputs import money_case, money_settings
from evaluator.selectors.steps import StepName
from evaluator.services.money.settings import (
    change_money_settings,
    remove_exchange_rate,
    set_exchange_rate,
)
from evaluator.services.structure import StructureFrozen
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PAGE = "evaluator:money_settings"


@require_http_methods(["GET", "POST"])
def money_settings_page(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=request.method == "POST")
    evaluation = participant.evaluation
    initial = stored(money_settings(evaluation))
    if request.method == "GET":
        return render_settings(request, participant)
    form = MoneySettingsForm(request.POST, initial=initial)
    if not form.is_valid():
        return render_settings(request, participant, form=form, status=UNPROCESSABLE)
    try:
        change_money_settings(
            evaluation=evaluation,
            edit=form.edit(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
            reason=form.cleaned_data["reason"],
        )
    except StructureFrozen as error:
        form.add_error("reason", str(error))
        return render_settings(request, participant, form=form, status=UNPROCESSABLE)
    except StaleVersion as error:
        show_conflict(form, stored(money_settings(evaluation)), error)
        status = HTTPStatus.PRECONDITION_FAILED
        return render_settings(request, participant, form=form, status=status)
    messages.success(request, _("The settings are saved."))
    return redirect(PAGE, pk=pk)


@require_POST
def exchange_rate_set(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=True)
    form = RateForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            set_exchange_rate(
                evaluation=participant.evaluation,
                currency=form.cleaned_data["currency"],
                rate=form.rate(),
                as_of=form.cleaned_data["as_of"],
                source=form.cleaned_data["source"],
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(PAGE, pk=pk)
        except StaleVersion as error:
            form.add_error(None, str(error))
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    return render_settings(request, participant, rate_form=form, status=status)


@require_POST
def exchange_rate_remove(
    request: PersonRequest, pk: int, currency: str
) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=True)
    remove_exchange_rate(
        evaluation=participant.evaluation,
        currency=currency.upper(),
        actor=request.user,
        now=timezone.now(),
    )
    return redirect(PAGE, pk=pk)


def render_settings(
    request: PersonRequest,
    participant: Participant,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold form and rate_form."""
    evaluation = participant.evaluation
    settings = money_settings(evaluation)
    case = money_case(evaluation)
    missing = case.rates.missing(case.currencies)
    rates = list(evaluation.exchange_rates.order_by("currency"))
    wanted = request.GET.get("rate", "")
    asked = next((each for each in rates if each.currency == wanted), None)
    initial = stored_rate(asked) if asked else {"currency": next(iter(missing), "EUR")}
    context: dict[str, object] = {
        "settings": settings,
        "form": MoneySettingsForm(initial=stored(settings)),
        "rates": rates,
        "missing": missing,
        "rate_form": RateForm(initial=initial),
        "asked": asked,
    }
    return render_evaluation(
        request,
        "evaluator/money_settings.html",
        participant=participant,
        step=StepName.MONEY,
        context=context | page,
        status=status,
    )
