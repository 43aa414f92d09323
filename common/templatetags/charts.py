"""Attributes of the shapes of a chart."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from common.charts.shapes import Box, Dot, Label, Rule

register = template.Library()


@register.simple_tag
def attributes(shape: Box | Dot | Label | Rule) -> SafeString:
    """Write class and coordinates; coordinates have points in every language."""
    named = {"class": shape.css_class or None, **shape.attributes}
    # A page has hundreds of them, and Django's own way takes ten times as long.
    return mark_safe(  # noqa: S308 (escaped here)
        "".join(
            f' {name}="{escape(str(value))}"'
            for name, value in named.items()
            if value is not None
        )
    )
