"""Scenarios beside what is expected, as the app computed them."""

from __future__ import annotations

from evaluator.models import Scenario
from evaluator.selectors.money.scenario_words import LABELS, change_sentences
from evaluator.selectors.money.scenarios import Comparison, ScenarioCell
from evaluator.selectors.state_words import STATE_WORDS
from evaluator.workbooks.comparison.speech import gettext as _
from evaluator.workbooks.money.layout import MoneyBook, Role
from evaluator.workbooks.plain_sheet import HEAD

WIDTHS = (30, 26, 10, 18, 18, 18, 18, 18, 18, 26)


def write(book: MoneyBook) -> None:
    sheet, found = book.sheets[Role.SCENARIOS], book.content.scenarios
    sheet.heading(
        book.content.title,
        _(
            "What the app computed for each scenario. It does not follow the"
            " assumptions here, because each scenario would need all sheets once more;"
            " differences are to what is expected."
        ),
    )
    sheet.list_head(titles(), WIDTHS, range(2, 10))
    if found is None or not found.scenarios:
        sheet.text(HEAD + 1, 0, _("No scenario is entered yet."), "hint")
    else:
        last = write_totals(book, found)
        write_changes(book, found, last + 2)
    sheet.frame(HEAD, 2)


def titles() -> list[str]:
    return [
        _("Candidate"),
        _("Scenario"),
        _("Months"),
        _("Total"),
        _("P10"),
        _("P50"),
        _("P90"),
        _("Present value, P50"),
        _("Difference"),
        _("Not known"),
    ]


def write_totals(book: MoneyBook, found: Comparison) -> int:
    """Write a row per candidate and scenario; return the last one."""
    sheet, row = book.sheets[Role.SCENARIOS], HEAD
    for each in found.rows:
        base = row + 1
        for scenario, cell in zip(
            (None, *found.scenarios), (each.base, *each.cells), strict=True
        ):
            row += 1
            sheet.text(row, 0, each.candidate.name, "label")
            name = scenario.name if scenario else _("As expected")
            sheet.text(row, 1, name, "label")
            sheet.number(row, 2, found.months_of(scenario), "whole")
            write_cell(book, row, cell)
            if scenario and cell.difference is not None:
                formula = f"D{row}-D{base}"
                sheet.formula(row, 8, formula, cell.difference, "money_bold")
    return row


def write_cell(book: MoneyBook, row: int, cell: ScenarioCell) -> None:
    sheet, spread = book.sheets[Role.SCENARIOS], cell.range
    if cell.total is None:
        sheet.text(row, 9, _("not computed"), "word")
        return
    numbers = [] if cell.says_nothing else [cell.total.known]
    if spread and cell.present:
        numbers += [spread.p10, spread.p50, spread.p90, cell.present.p50]
    for column, value in enumerate(numbers, start=3):
        sheet.number(row, column, value, "money")
    words = [str(STATE_WORDS[state]) for state in cell.total.states]
    if not cell.is_priced:
        words.append(_("without the subscription"))
    sheet.text(row, 9, ", ".join(words), "word")


def write_changes(book: MoneyBook, found: Comparison, row: int) -> None:
    """Say what each scenario changes: a sentence a row, then the figures."""
    sheet = book.sheets[Role.SCENARIOS]
    sheet.text(row, 0, _("Scenario"), "head")
    sheet.text(row, 1, _("What it changes"), "head")
    for scenario in found.scenarios:
        for sentence in change_sentences(scenario, found.months):
            row += 1
            sheet.text(row, 0, scenario.name, "label")
            sheet.text(row, 1, sentence, "hint")
    row += 2
    for column, head in enumerate([_("Figure"), *names(found)]):
        sheet.text(row, column, head, "head" if column == 0 else "head_number")
    for name, label in LABELS.items():
        row += 1
        sheet.text(row, 0, str(label), "label")
        for column, scenario in enumerate(found.scenarios, start=1):
            write_change(book, row, column, (name, scenario))


def names(found: Comparison) -> list[str]:
    return [each.name for each in found.scenarios]


def write_change(
    book: MoneyBook, row: int, column: int, told: tuple[str, Scenario]
) -> None:
    """Write a change as a share; nothing where the scenario leaves a figure alone."""
    name, scenario = told
    change, sheet = getattr(scenario, name), book.sheets[Role.SCENARIOS]
    if not change:
        sheet.text(row, column, "", "label")
    elif name == "months":
        sheet.number(row, column, change, "whole")
    else:
        sheet.number(row, column, float(change), "share")
