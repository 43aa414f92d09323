"""Addresses of the other pages of a list."""

from typing import Any

from django import template
from django.http import HttpRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def page_address(
    context: dict[str, Any], number: int, parameter: str | None = None
) -> str:
    """Return the present address with another page number."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query[parameter or "page"] = str(number)
    return f"?{query.urlencode()}"
