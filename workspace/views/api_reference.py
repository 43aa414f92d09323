"""The API explained: our own pages, drawn from the schema."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspace.api_reference import group_of, groups
from workspace.requests import PersonRequest


@require_GET
def api_index(request: PersonRequest) -> HttpResponse:
    return render(request, "workspace/api_index.html", {"groups": groups()})


@require_GET
def api_group(request: PersonRequest, group: str) -> HttpResponse:
    found = group_of(group)
    if found is None:
        raise Http404
    context = {"group": found, "groups": groups()}
    return render(request, "workspace/api_group.html", context)
