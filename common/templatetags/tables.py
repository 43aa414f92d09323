"""Quiet links to the tables of a page as CSV."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.inclusion_tag("components/_csv.html", takes_context=True)
def csv_of_page(context: Context, name: str) -> dict[str, Any]:
    """Link to the list of this page, with the filters that are on."""
    query = context["request"].GET.copy()
    query["format"] = "csv"
    query.pop("page", None)
    return {"links": [(f"?{query.urlencode()}", name)]}
