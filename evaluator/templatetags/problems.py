"""What is wrong with a sheet, as a sentence."""

from __future__ import annotations

from django import template

from evaluator.matrix.labels import sentence_of
from evaluator.matrix.matrix import Problem

register = template.Library()


@register.filter
def problem_sentence(problem: Problem) -> str:
    return sentence_of(problem)
