"""Template words for common.formatting; each is a tag, most are filters too.

A tag reads best in a page, a filter where a value is handed on:
`{% number total 1 %}`, `{% include "..." with total=total|number:1 %}`.
"""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import formatting

register = template.Library()

for _name in ("number", "as_given", "signed", "percent", "day", "moment", "digits"):
    register.simple_tag(getattr(formatting, _name), name=_name)
    register.filter(_name, getattr(formatting, _name))
register.filter("listed", formatting.listed)
register.simple_tag(formatting.comma, name="comma")
for _name in (
    "money",
    "clock",
    "number_range",
    "percent_range",
    "currency_name",
    "country_name",
):
    register.simple_tag(getattr(formatting, _name), name=_name)


@register.simple_tag
def relative(value: datetime) -> SafeString:
    """Write how long ago it was, with the exact moment for those who ask."""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        formatting.moment(value),
        formatting.relative(value, now=timezone.now()),
    )
