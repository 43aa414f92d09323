"""What else the figures rest on, in words: nothing here is read by a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.catalogue.measure_labels import ACTIVITY_LABELS, MEASURE_LABELS
from evaluator.costs.components import TERMS, Discount, Source
from evaluator.costs.measures import Measure
from evaluator.models import Candidate
from evaluator.selectors.money.component_words import sentences
from evaluator.selectors.money.cost_words import CONVENTION_WORDS
from evaluator.selectors.money.price_words import feature_names
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import MoneyBook


@dataclass(frozen=True, slots=True)
class Stated:
    """One thing that was set or taken for granted."""

    label: str
    words: str
    source: Source | None = None


def stated(book: MoneyBook) -> Iterator[Stated]:
    """Yield settings, what is taken for measures without a figure, choices, terms."""
    case = book.content.case
    yield Stated(_("Currency of all sums"), book.content.currency)
    yield Stated(_("Months"), str(case.months))
    yield Stated(_("Present value"), str(CONVENTION_WORDS[case.convention]))
    if book.content.budget is not None:
        budget = f"{book.content.budget:,.2f} {book.content.currency}"
        yield Stated(_("Budget a year"), budget)
    yield from usage_stated(book)
    for candidate in book.content.candidates:
        yield from candidate_stated(book, candidate)


def usage_stated(book: MoneyBook) -> Iterator[Stated]:
    usage = book.content.case.usage
    yield Stated(_("First calendar month"), str(usage.first_month))
    ours = usage.active_users
    yield Stated(
        _("An active user"),
        _("within %(days)s days: %(activity)s")
        % {"days": ours.window_days, "activity": ACTIVITY_LABELS[ours.counts]},
    )
    for measure, taken in usage.assumed().items():
        label = _("No figure, so taken for granted: %(measure)s") % {
            "measure": MEASURE_LABELS[measure]
        }
        if isinstance(taken, Measure):
            words = _("as many as: %(measure)s") % {"measure": MEASURE_LABELS[taken]}
        else:
            words = str(taken)
        yield Stated(label, words)


def candidate_stated(book: MoneyBook, candidate: Candidate) -> Iterator[Stated]:
    """Say by what a candidate is billed: tariff, plan, functions, terms."""
    priced = book.content.case.candidate(str(candidate.pk))
    names = {"candidate": candidate.name}
    if str(candidate.pk) in book.content.computed.silent:
        return  # The notes below say what its tariff waits for.
    if priced.tariff is None:
        yield Stated(_("%(candidate)s: billed by") % names, _("no vendor's bill"))
        return
    tariff = priced.tariff
    quoted = book.content.quotes.get(candidate.pk)
    source = tariff.source if quoted is None else Source(quoted)
    words = _("built-in tariff") if quoted is None else _("own tariff or quote")
    yield Stated(_("%(candidate)s: billed by") % names, words, source)
    if priced.pinned:
        plan = tariff.plan(priced.pinned)
        yield Stated(_("%(candidate)s: pinned plan") % names, plan.name or plan.key)
    if priced.required:
        told = feature_names(priced.required)
        yield Stated(_("%(candidate)s: functions that are needed") % names, told)
    for plan in tariff.plans:
        for part in plan.components:
            if isinstance(part, TERMS) and not isinstance(part, Discount):
                label = _("%(candidate)s, %(plan)s: terms") % {
                    "candidate": candidate.name,
                    "plan": plan.name or plan.key,
                }
                words = "; ".join(sentences(part))
                yield Stated(label, words, part.source)
