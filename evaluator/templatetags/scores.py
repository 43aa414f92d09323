"""Draws the cells of a score sheet: each look once, however many cells have it."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from common.locale import Locale, current_locale
from evaluator.forms.scores import said_in
from evaluator.models import Score
from evaluator.selectors.sheet import Look, SheetRow

register = template.Library()


@register.simple_tag
def score_cells(row: SheetRow) -> SafeString:
    """Draw the cells of one criterion."""
    return format_html_join("", "{}", ((score_cell(look),) for look in row.looks))


@register.simple_tag
def score_cell(look: Look) -> SafeString:
    # What somebody typed is nobody else's, so it is not kept.
    draw = draw_cell if look.problem else draw_cell_once
    return draw(look, current_locale())


def draw_cell(look: Look, _locale: Locale) -> SafeString:
    context = {
        "look": look,
        "classes": classes_of(look),
        "said": said_in(look),
        "words": look.words,
    }
    return render_to_string("evaluator/_score_cell.html", context)


@lru_cache(maxsize=4096)
def draw_cell_once(look: Look, locale: Locale) -> SafeString:
    """A page of 630 cells has some dozens of looks."""
    return draw_cell(look, locale)


def classes_of(look: Look) -> str:
    if look.problem:
        return "score is-refused"
    kinds: dict[str, str] = {
        Score.State.SCORED: f"level-{look.value}",
        Score.State.ABSTAINED: "is-abstained",
        Score.State.NOT_SHOWN: "is-not-shown",
    }
    kind = kinds.get(look.state, "is-unscored")
    marks = [f"rung-{look.rung}"] * bool(look.rung) + ["has-note"] * look.has_note
    return " ".join(["score", kind, *marks])
