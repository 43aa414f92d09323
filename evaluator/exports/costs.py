"""The costs as tables: totals, years by category, months."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from evaluator.models import Participant
from evaluator.selectors.money.cost_lines import read_cost_lines
from evaluator.selectors.money.cost_results import (
    CostResults,
    open_row,
    read_cost_results,
)
from evaluator.selectors.money.cost_words import CATEGORY_LABELS
from evaluator.selectors.money.costs import Amount
from evaluator.selectors.money.forecasted import Forecasted
from evaluator.selectors.state_words import STATE_WORDS


def cost_totals(participant: Participant, now: datetime) -> Table:
    """One row per candidate: base case, range, present value."""
    del now
    results = read_cost_results(participant.evaluation)
    head = [
        _("Candidate"),
        _("Currency"),
        _("Total"),
        _("Not known"),
        _("P10"),
        _("P50"),
        _("P90"),
        _("Present value, P50"),
        _("Share of people"),
        _("Per contact and month"),
    ]
    rows: list[list[Cell]] = []
    for row in results.rows:
        total, found = row.total, row.range
        rows.append(
            [
                row.candidate.name,
                results.settings.currency,
                None if row.says_nothing or total is None else round(total.known, 2),
                lacks(row, row.missing),
                *(
                    round(getattr(found, name), 2) if found else None
                    for name in ("p10", "p50", "p90")
                ),
                round(row.present.p50, 2) if row.present else None,
                row.people_share,
                row.per_contact,
            ]
        )
    return Table(_("Total costs"), head, rows, participant.evaluation.title)


def lacks(row: Forecasted, missing: tuple[str, ...] = ()) -> str:
    """Say what the known figure leaves out."""
    if row.total is None:
        return ", ".join(missing)
    unpriced = "" if row.is_priced else _("without the subscription")
    return ", ".join(filter(None, (states_named(row.total), unpriced)))


def states_named(total: Amount) -> str:
    return ", ".join(str(STATE_WORDS[state]) for state in total.states)


def cost_years(participant: Participant, now: datetime) -> Table:
    """One row per candidate and category, one column per year."""
    del now
    results = read_cost_results(participant.evaluation)
    numbers = range(1, results.years + 1)
    years = [_("Year %(number)s") % {"number": number} for number in numbers]
    head = [
        _("Candidate"),
        _("Category"),
        _("Currency"),
        *years,
        _("Total"),
        _("Not known"),
    ]
    rows: list[list[Cell]] = [
        [
            row.candidate.name,
            str(CATEGORY_LABELS[part.category]),
            results.settings.currency,
            *(round(each.known, 2) for each in part.years),
            round(part.total.known, 2),
            states_named(part.total),
        ]
        for row in results.rows
        if (picked := open_row(results, row))
        for part in picked.categories
    ]
    return Table(_("Costs by year"), head, rows, participant.evaluation.title)


def cost_months(participant: Participant, now: datetime) -> Table:
    """One row per candidate and month: cost and cash."""
    del now
    results: CostResults = read_cost_results(participant.evaluation)
    head = [
        _("Candidate"),
        _("Month"),
        _("Contacts"),
        _("Currency"),
        _("Cost"),
        _("Cash"),
    ]
    rows: list[list[Cell]] = [
        [
            row.candidate.name,
            each.month,
            each.contacts,
            results.settings.currency,
            round(each.cost, 2),
            round(each.cash, 2),
        ]
        for row in results.rows
        if (picked := open_row(results, row))
        for each in picked.months
    ]
    return Table(_("Costs by month"), head, rows, participant.evaluation.title)


def cost_lines(participant: Participant, now: datetime) -> Table:
    """One row per line, as the page lists them."""
    del now
    head = [
        _("Category"),
        _("Line"),
        _("Currency"),
        _("Low"),
        _("Likely"),
        _("High"),
        _("Due"),
        _("Share of full time"),
        _("From month"),
        _("To month"),
        _("For"),
        _("Note"),
        _("Source"),
    ]
    rows: list[list[Cell]] = [
        [
            str(group.label),
            row.name,
            row.line.currency,
            row.line.low,
            row.line.likely,
            row.line.high,
            row.rhythm,
            row.line.share,
            row.line.from_month,
            row.line.to_month,
            "; ".join(each.name for each in row.candidates) or _("all"),
            row.line.note,
            row.line.source,
        ]
        for group in read_cost_lines(participant.evaluation)
        for row in group.rows
    ]
    return Table(_("Cost lines"), head, rows, participant.evaluation.title)
