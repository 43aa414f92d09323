"""A team's own facts: beside a shipped one, or where nothing was known."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError
from common.numbers import read_id
from evaluator.access import get_own_fact, get_platform
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.forms.catalogue.entries import (
    NOT_ENTERED,
    FactKeyForm,
    OwnFactForm,
    stored_fact,
)
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.fact_words import fact_label
from evaluator.services.catalogue.own_facts import (
    FactIsStale,
    Place,
    add_own_fact,
    edit_own_fact,
    remove_own_fact,
)
from evaluator.views.catalogue.own_platforms import get_team_to_edit, status_of
from workspace.models import Team
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def own_fact_add(request: PersonRequest, pk: int) -> HttpResponse:
    """Enter a fact: `?fact=` beside a shipped one, `?key=` where there is none."""
    platform = get_platform(request.user, pk)
    team = get_team_to_edit(request, platform)
    place = place_of(request, platform)
    if place is None:
        return render_choice(request, platform)
    if mine := own_fact_at(place, team):
        return redirect("evaluator:own_fact_edit", pk=mine.pk)
    form = form_for(request, place.key, beside=place.beside)
    if request.method == "POST" and form.is_valid():
        place = replace(place, plan=form.cleaned_data.get("plan", ""))
        try:
            fact = add_own_fact(
                team=team,
                place=place,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect_to(fact)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_form(request, form, platform=platform, beside=place.beside)


@require_http_methods(["GET", "POST"])
def own_fact_edit(request: PersonRequest, pk: int) -> HttpResponse:
    fact = get_own_fact(request.user, pk)
    beside = shipped_beside(fact)
    form = form_for(request, fact.key, beside=beside, fact=fact)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_own_fact(
                fact=fact, edit=form.edit(), actor=request.user, now=timezone.now()
            )
            return redirect_to(fact)
        except FactIsStale as error:
            show_conflict(form, stored_fact(error.current), error)
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    return render_form(
        request, form, platform=fact.platform, beside=beside, fact=fact, status=status
    )


@require_POST
def own_fact_remove(request: PersonRequest, pk: int) -> HttpResponse:
    fact = get_own_fact(request.user, pk)
    remove_own_fact(fact=fact, actor=request.user, now=timezone.now())
    return redirect("evaluator:platform_detail", pk=fact.platform_id)


def place_of(request: PersonRequest, platform: Platform) -> Place | None:
    """Return where the address says the fact belongs; None: it was not asked yet."""
    if pk := request.GET.get("fact"):
        shipped = Fact.objects.for_team(None).filter(platform=platform)
        shipped = shipped.exclude(key__in=NOT_ENTERED)
        beside = get_object_or_404(shipped, pk=read_id(pk))
        return Place(platform, beside.key, beside)
    key = request.GET.get("key")
    if key is None:
        return None
    if key not in FACT_KEYS or key in NOT_ENTERED:
        raise Http404
    return Place(platform, key)


def own_fact_at(place: Place, team: Team) -> Fact | None:
    """Return the own fact that stands beside this shipped one already."""
    if place.beside is None:
        return None
    own = Fact.objects.of_team(team).filter(platform=place.platform)
    return own.filter(key=place.key, slot=place.slot).first()


def shipped_beside(fact: Fact) -> Fact | None:
    shipped = Fact.objects.for_team(None).filter(platform=fact.platform)
    return shipped.filter(key=fact.key, slot=fact.slot).first()


def form_for(
    request: PersonRequest, key: str, *, beside: Fact | None, fact: Fact | None = None
) -> OwnFactForm:
    return OwnFactForm(
        request.POST if request.method == "POST" else None,
        fact_key=FACT_KEYS[key],
        today=timezone.localdate(),
        is_placed=beside is not None or fact is not None,
        initial=stored_fact(fact) if fact else suggested(beside),
    )


def suggested(beside: Fact | None) -> dict[str, object]:
    """Begin with the unit of the shipped fact, so that both can be compared."""
    if beside is None:
        return {"version": 0}
    return {"version": 0, "unit": beside.unit, "currency": beside.currency}


def redirect_to(fact: Fact) -> HttpResponse:
    """Go back to where the fact stands on the page."""
    page = reverse("evaluator:platform_detail", args=[fact.platform_id])
    return redirect(f"{page}#{fact.key}")


def render_choice(request: PersonRequest, platform: Platform) -> HttpResponse:
    return render(
        request,
        "evaluator/own_fact_key.html",
        {"platform": platform, "form": FactKeyForm()},
    )


def render_form(
    request: PersonRequest,
    form: OwnFactForm,
    *,
    platform: Platform,
    beside: Fact | None,
    fact: Fact | None = None,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    return render(
        request,
        "evaluator/own_fact.html",
        {
            "form": form,
            "platform": platform,
            "beside": beside,
            "fact": fact,
            "fact_name": fact_label(form.fact_key.key),
        },
        status=status or status_of(form),
    )
