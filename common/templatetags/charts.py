"""Attributes of the shapes of a chart."""

from django import template
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from common.charts.shapes import Box, Dot, Label, Rule

register = template.Library()


@register.simple_tag
def attributes(shape: Box | Dot | Label | Rule) -> SafeString:
    """Write class and coordinates; coordinates have points in every language."""
    return flatatt({"class": shape.css_class or False, **shape.attributes})
