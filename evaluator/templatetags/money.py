"""Amounts that say what they lack, and fields for them."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import money
from evaluator.costs.outcomes import State
from evaluator.costs.ventures import Figure
from evaluator.models import CostLine
from evaluator.selectors.money.costs import Amount
from evaluator.selectors.money.return_figures import (
    Pays,
    middle_text,
    range_text,
    why_none,
)
from evaluator.selectors.state_words import STATE_WORDS

register = template.Library()

LOOKS = {State.QUOTE: "warn", State.UNKNOWN_RUNG: "warn", State.BLOCKED: "bad"}
END_WORDS = {
    "low": gettext_lazy("low"),
    "likely": gettext_lazy("likely"),
    "high": gettext_lazy("high"),
}


@register.simple_tag
def amount_input(field: BoundField, row: str, candidate: str) -> SafeString:
    """Draw a field of the table with its hidden first value and a name for readers."""
    end = field.name.rsplit("-", 1)[-1]
    attrs: dict[str, Any] = {"aria-label": f"{candidate}, {row}, {END_WORDS[end]}"}
    if end != "likely":
        attrs["placeholder"] = END_WORDS[end]
    if field.errors:
        attrs["aria-invalid"] = "true"
    return format_html(
        "{}{}",
        field.as_widget(attrs=attrs),
        field.as_hidden(only_initial=True),
    )


@register.simple_tag
def cost_amount(amount: Amount, currency: str, places: int = 0) -> SafeString:
    """Write the known part, its upper bound, and each state by its word."""
    known = format_html("{}", money(amount.known, currency, places))
    if amount.states and not amount.known:
        # Nothing is known of it: that is no 0.
        known = format_html("{}", at_most(amount, currency, places))
    elif amount.upper is not None and amount.upper != amount.known:
        known = format_html(
            "{} {}",
            known,
            _("to %(amount)s") % {"amount": money(amount.upper, currency, places)},
        )
    marks = [
        format_html(
            ' <span class="pill {}">{}</span>', LOOKS[state], STATE_WORDS[state]
        )
        for state in amount.states
    ]
    return format_html("{}" * (len(marks) + 1), known, *marks)


def at_most(amount: Amount, currency: str, places: int) -> str:
    if not amount.upper:
        return ""
    return _("at most %(amount)s") % {"amount": money(amount.upper, currency, places)}


@register.simple_tag
def money_range(line: CostLine) -> str:
    """Write a stored figure, with its range if it has one."""
    likely = money(line.likely, line.currency)
    if line.low == line.high:
        return likely
    return _("%(likely)s (%(low)s to %(high)s)") % {
        "likely": likely,
        "low": money(line.low, line.currency),
        "high": money(line.high, line.currency),
    }


@register.inclusion_tag("evaluator/_return_figure.html")
def return_figure(pays: Pays, name: str, currency: str) -> dict[str, str]:
    """Draw a figure: its middle, its range, and where there is none the reason."""
    told = pays.figures[Figure(name)]
    return {
        "middle": middle_text(told, currency),
        "range": range_text(told, currency),
        "reason": why_none(pays, told.figure),
    }
