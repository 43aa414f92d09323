"""Published figures in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.content.published import Published
from evaluator.costs.components import Source


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """What somebody published, in the reader's language, with where."""

    text: str
    source: Source


def figure_in(published: Published, language: str) -> PublishedFigure:
    return PublishedFigure(published.text.in_language(language), published.source)
