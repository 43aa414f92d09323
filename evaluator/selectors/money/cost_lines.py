"""Cost lines by category, and the library they start from."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from common.formatting import money, number, percent
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.content.cost_lines import UsualLine, usual_lines
from evaluator.costs.lines import BILLED, Category, Rhythm
from evaluator.costs.measures import Measure
from evaluator.costs.quick_kinds import PREFIX
from evaluator.models import Candidate, CostLine, Evaluation
from evaluator.selectors.money.cost_words import CATEGORY_LABELS
from evaluator.selectors.money.costs import compute
from evaluator.selectors.money.published import PublishedFigure, figure_in
from evaluator.selectors.money.quick_costs import LABELS as QUICK_LABELS

RHYTHM_LABELS: Mapping[Rhythm, str | Promise] = MappingProxyType(
    {
        Rhythm.ONCE: gettext_lazy("once"),
        Rhythm.MONTHLY: gettext_lazy("a month"),
        Rhythm.YEARLY: gettext_lazy("a year"),
        Rhythm.PER_UNIT: gettext_lazy("per unit and month"),
    }
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the page says it: how much, when, for whom."""

    line: CostLine
    candidates: tuple[Candidate, ...]
    is_quick: bool
    doubled: tuple[Candidate, ...] = ()  # whose tariff bills what it holds as well

    @property
    def name(self) -> str:
        if self.is_quick:
            return str(QUICK_LABELS[self.line.key.removeprefix(PREFIX)])
        return self.line.name

    @property
    def amount(self) -> str:
        line = self.line
        if line.share is not None:
            shown = {
                "share": percent(line.share),
                "amount": money(line.likely, line.currency),
            }
            return _("%(share)s of %(amount)s a year") % shown
        return money(line.likely, line.currency)

    @property
    def range(self) -> str:
        line = self.line
        if line.low == line.high:
            return ""
        return _("%(low)s to %(high)s") % {
            "low": money(line.low, line.currency),
            "high": money(line.high, line.currency),
        }

    @property
    def rhythm(self) -> str:
        line = self.line
        if line.share is not None:
            return ""
        if line.measure:
            shown = {"measure": MEASURE_LABELS[Measure(line.measure)]}
            return _("a month for each of: %(measure)s") % shown
        return str(RHYTHM_LABELS[Rhythm(line.rhythm)])

    @property
    def months(self) -> str:
        line = self.line
        first = {"first": number(line.from_month)}
        if line.rhythm == Rhythm.ONCE:
            return _("in month %(first)s") % first
        if line.to_month is not None:
            shown = first | {"last": number(line.to_month)}
            return _("months %(first)s to %(last)s") % shown
        if line.from_month > 1:
            return _("from month %(first)s") % first
        return ""


@dataclass(frozen=True, slots=True)
class LineGroup:
    category: str
    label: str | Promise
    rows: tuple[LineRow, ...]


@dataclass(frozen=True, slots=True)
class Usual:
    """A line of the library in the reader's language."""

    key: str
    name: str
    question: str
    category: str
    published: tuple[PublishedFigure, ...] = ()


def read_cost_lines(evaluation: Evaluation) -> list[LineGroup]:
    """Return the lines that are there, by category.

    Two queries; where a subscription is typed, those that compute the costs besides.
    """
    lines = evaluation.cost_lines.present().in_order().prefetch_related("candidates")
    rows = [row_of(line) for line in lines]
    if any(row.line.category == Category.SUBSCRIPTION for row in rows):
        keys = compute(evaluation).doubled
        rows = [with_doubled(row, keys) for row in rows]
    return [
        LineGroup(category.value, CATEGORY_LABELS[category], found)
        for category in Category
        if (found := tuple(row for row in rows if row.line.category == category))
    ]


def with_doubled(row: LineRow, keys: Container[str]) -> LineRow:
    if row.line.category != Category.SUBSCRIPTION:
        return row
    return replace(row, doubled=tuple(x for x in row.candidates if str(x.pk) in keys))


def removed_lines(evaluation: Evaluation) -> list[LineRow]:
    removed = evaluation.cost_lines.filter(removed_at__isnull=False)
    own = removed.exclude(key__startswith=PREFIX).order_by("-removed_at")
    return [row_of(line) for line in own.prefetch_related("candidates")]


def row_of(line: CostLine) -> LineRow:
    return LineRow(
        line, tuple(line.candidates.all()), is_quick=line.key.startswith(PREFIX)
    )


def library() -> list[tuple[str | Promise, list[Usual]]]:
    """Return the usual lines by category, in the reader's language."""
    language = get_language() or "en"
    return [
        (CATEGORY_LABELS[category], found)
        for category in Category
        if category not in BILLED
        and (
            found := [
                usual_in(each, language)
                for each in usual_lines()
                if each.category == category
            ]
        )
    ]


def usual_in(line: UsualLine, language: str) -> Usual:
    return Usual(
        line.key,
        line.name.in_language(language),
        line.question.in_language(language),
        line.category,
        tuple(figure_in(each, language) for each in line.published),
    )
