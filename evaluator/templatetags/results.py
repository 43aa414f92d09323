"""Look-ups in results that a template cannot write."""

from __future__ import annotations

from django import template

from evaluator.models import Candidate, Criterion
from evaluator.selectors.results import Results

register = template.Library()


@register.simple_tag
def category_total(
    results: Results, candidate: Candidate, category: Criterion
) -> float | None:
    return results.category_totals[candidate.pk][category.pk]
