"""Look-ups in results that a template cannot write."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.locale import Locale, current_locale
from evaluator.models import Candidate, Criterion
from evaluator.selectors.result_blocks import HeatCell, HeatRow
from evaluator.selectors.results import Results

register = template.Library()


@register.simple_tag
def category_total(
    results: Results, candidate: Candidate, category: Criterion
) -> float | None:
    return results.category_totals[candidate.pk][category.pk]


@register.simple_tag
def heat_cells(row: HeatRow, shade: str, results_url: str = "") -> SafeString:
    """Draw the cells of a row: hundreds on a page, so not each by a template.

    `shade` begins the class of a number, `results_url` the address that a cell opens.
    """
    locale = current_locale()
    looks = [look(cell, shade, locale) for cell in row.cells]
    if not results_url:
        return format_html_join("", "<td{}{}</td>", looks)
    return format_html_join(
        "",
        '<td{}<a href="{}{}/{}/">{}</a></td>',
        (
            (begin, results_url, cell.candidate.pk, row.criterion.pk, said)
            for cell, (begin, said) in zip(row.cells, looks, strict=True)
        ),
    )


def look(cell: HeatCell, shade: str, locale: Locale) -> tuple[SafeString, SafeString]:
    """Return attributes and content of a cell; most of a page look like another."""
    return look_of(cell.state, cell.text, cell.level, cell.note, shade, locale)


@lru_cache(maxsize=1024)
def look_of(
    state: str, text: str, level: int, note: str, shade: str, _locale: Locale
) -> tuple[SafeString, SafeString]:
    kind = "is-empty" if state else f"{shade}-{level}"
    title = format_html(' title="{}"', note) if note else ""
    word = "evaluator/_state_word.html"
    said = render_to_string(word, {"state": state}) if state else text
    return format_html(' class="{}"{}>', kind, title), format_html("{}", said)
