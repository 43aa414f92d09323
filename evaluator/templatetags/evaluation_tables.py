"""Quiet links to the tables of an evaluation as CSV."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from evaluator.exports.evaluation_tables import TABLES
from evaluator.models import Evaluation

register = template.Library()


@register.inclusion_tag("components/_csv.html")
def csv_links(evaluation: Evaluation, *names: str) -> dict[str, Any]:
    """Link to tables by the name in their address."""
    return {
        "links": [
            (reverse("evaluator:table_csv", args=[evaluation.pk, name]), label)
            for name in names
            for label in [TABLES[name].label]
        ]
    }
