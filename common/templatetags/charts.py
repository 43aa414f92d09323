"""Attributes of the shapes of a chart."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.charts.shapes import Box, Dot, Label, Rule

register = template.Library()


@register.simple_tag
def attributes(shape: Box | Dot | Label | Rule) -> SafeString:
    """Write class and coordinates; coordinates have points in every language."""
    named = shape.attributes | ({"class": shape.css_class} if shape.css_class else {})
    # All in one go: a Gantt chart has a thousand shapes.
    pattern = "".join(f' {name}="{{{name}}}"' for name in sorted(named))
    return format_html(pattern, **named)
