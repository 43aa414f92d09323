"""The glossary: the words of the field and of the product, explained."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from common.htmx import wants_region
from common.tables.exports import csv_answer, wants_csv
from evaluator.content.glossary import glossary as all_terms
from evaluator.exports.catalogue import terms
from evaluator.selectors.glossary import find_terms


@require_GET
def glossary(request: HttpRequest) -> HttpResponseBase:
    search = request.GET.get("search", "").strip()
    found = find_terms(get_language() or "en", search=search)
    if wants_csv(request):
        return csv_answer(terms(found))
    return render(
        request,
        "evaluator/_glossary_terms.html"
        if wants_region(request)
        else "evaluator/glossary.html",
        {
            "terms": found,
            "total": len(all_terms()),
            "search": search,
        },
    )
