"""The catalogue: its list, a platform's page, platforms side by side."""

from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.htmx import wants_region
from common.tables.exports import csv_answer, wants_csv
from evaluator.access import get_platform
from evaluator.exports import catalogue as tables
from evaluator.forms.catalogue.entries import PlatformSearchForm
from evaluator.models import Platform
from evaluator.selectors.catalogue.comparison import FEWEST, MOST, compare_platforms
from evaluator.selectors.catalogue.platform_page import platform_page
from evaluator.selectors.catalogue.platforms import (
    evaluations_open_to,
    find_platforms,
    platforms_by_name,
)
from workspace.requests import PersonRequest

PAGE_SIZE = 50
ONLY_DIFFERENCES = "differences"


@require_GET
def platform_list(request: PersonRequest) -> HttpResponseBase:
    """List the platforms that fit, by name."""
    form = PlatformSearchForm(request.GET)
    is_valid = form.is_valid()
    platforms = find_platforms(request.team, form.asked(), ticked=ticked_in(request))
    if wants_csv(request):
        return csv_answer(tables.platforms(platforms.found))
    pages = Paginator(platforms.found, PAGE_SIZE)
    return render(
        request,
        "evaluator/_platform_results.html"
        if wants_region(request)
        else "evaluator/platforms.html",
        {
            "form": form,
            "platforms": platforms,
            "page": pages.get_page(request.GET.get("page")),
            "fewest": FEWEST,
            "most": MOST,
        },
        status=HTTPStatus.OK if is_valid else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@require_GET
def platform_detail(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Show one platform with all its facts, the team's own beside the shipped."""
    platform = get_platform(request.user, pk)
    team = platform.team or request.team
    facts = platform_page(platform, team=team, today=timezone.localdate())
    if wants_csv(request):
        return csv_answer(tables.facts(platform, facts))
    return render(
        request,
        "evaluator/platform.html",
        {
            "platform": platform,
            "facts": facts,
            "can_edit": team is not None,
            "evaluations": evaluations_open_to(request.user, team, platform),
        },
    )


@require_GET
def platform_compare(request: PersonRequest) -> HttpResponseBase:
    """Put the ticked platforms side by side; without enough of them, ask for more."""
    platforms = platforms_by_name(request.team)
    chosen = chosen_from(platforms, ticked_in(request))
    only_differences = request.GET.get("only") == ONLY_DIFFERENCES
    if not FEWEST <= len(chosen) <= MOST:
        return render(
            request,
            "evaluator/platform_choose.html",
            {"platforms": platforms, "chosen": chosen, "fewest": FEWEST, "most": MOST},
            status=HTTPStatus.UNPROCESSABLE_ENTITY if chosen else HTTPStatus.OK,
        )
    comparison = compare_platforms(
        chosen, team=request.team, only_differences=only_differences
    )
    if wants_csv(request):
        return csv_answer(tables.comparison(comparison))
    return render(
        request,
        "evaluator/platform_compare.html",
        {
            "comparison": comparison,
            "only_differences": only_differences,
            "most": MOST,
            "fewest": FEWEST,
        },
    )


def ticked_in(request: PersonRequest) -> set[int]:
    """Return the ids of the address; what is no id leads nowhere."""
    try:
        return {int(pk) for pk in request.GET.getlist("p")}
    except ValueError as error:
        raise Http404 from error


def chosen_from(platforms: list[Platform], pks: set[int]) -> list[Platform]:
    """Return the platforms of these ids, by name: a foreign id is an unknown one."""
    chosen = [platform for platform in platforms if platform.pk in pks]
    if len(chosen) != len(pks):
        raise Http404
    return chosen
