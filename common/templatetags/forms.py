"""How a form field is drawn: in the direction of what it holds."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

# Addresses and secrets are Latin whatever the language of the page is.
LATIN_FIELDS = (forms.EmailInput, forms.PasswordInput, forms.URLInput)
FREE_TEXT = (forms.TextInput, forms.Textarea)


@register.simple_tag
def draw_field(field: BoundField) -> SafeString:
    """Draw the widget; free text takes the direction of what is typed."""
    attrs: dict[str, str | bool] = {}
    widget = field.field.widget
    if "dir" not in widget.attrs:
        if isinstance(widget, LATIN_FIELDS):
            attrs["dir"] = "ltr"
        elif isinstance(widget, FREE_TEXT):
            attrs["dir"] = "auto"
    return field.as_widget(attrs=attrs)


@register.filter
def is_tick(field: BoundField) -> bool:
    """Tell whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)
