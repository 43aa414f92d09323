"""Tables of scoring and results. Nothing sealed: who asks is checked before (R17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from evaluator.models import Candidate, Criterion, Participant, Score
from evaluator.models.candidates import Rung
from evaluator.scoring.ranking import Standing
from evaluator.selectors.grid import read_sheet
from evaluator.selectors.result_blocks import SCALE, comparisons, stability_rows
from evaluator.selectors.results import Results, read_results
from evaluator.selectors.shared import seen_by
from evaluator.selectors.sheet import Look

ResultTable = Callable[[Results], Table]
RECUSED = "recused"


def own_scores(participant: Participant, now: datetime) -> Table:
    """The person's own cells; nobody else's are ever here."""
    evaluation = participant.evaluation
    sheet = read_sheet(participant, today=evaluation.team.day_of(now))
    head = [_("Criterion"), _("Candidate"), _("Score"), _("State"), _("Evidence")]
    rows: list[list[Cell]] = [
        [leaf.name, column.name, *score_cells(sheet.look(leaf.pk, column))]
        for leaf in sheet.rated
        for column in sheet.candidates
    ]
    return Table(_("Your scores"), head, rows)


def score_cells(look: Look) -> list[Cell]:
    if look.state == RECUSED:
        return [None, _("recused"), ""]
    rung = Rung(look.rung).label if look.rung else ""
    return [look.value, Score.State(look.state).label, rung]


def of_results(build: ResultTable) -> Callable[[Participant, datetime], Table]:
    """Return a table of the results, read as the page reads them (R21)."""

    def built(participant: Participant, now: datetime) -> Table:
        evaluation = participant.evaluation
        today = evaluation.team.day_of(now)
        return build(seen_by(read_results(evaluation, today=today), participant))

    return built


def ranking(results: Results) -> Table:
    """Rank, total, and what each category gives."""
    categories = results.tree.categories
    head = [
        _("Rank"),
        _("Candidate"),
        _("Total of 100"),
        _("Coverage"),
        _("Lowest possible"),
        _("Highest possible"),
        *(category.name for category in categories),
    ]
    leaves = [
        ([leaf.pk for leaf in results.tree.leaves_of(each)], results.tells(each))
        for each in (categories if results.is_computable else [])
    ]
    rows: list[list[Cell]] = [
        [
            standing.rank,
            name_of(results, standing),
            results.told(standing.total),
            standing.coverage,
            results.told(standing.lowest),
            results.told(standing.highest),
            *(
                results.told(standing.contribution_of(pks)) if is_told else None
                for pks, is_told in leaves
            ),
        ]
        for standing in standings_of(results)
    ]
    return Table(_("Ranking"), head, rows)


def contributions(results: Results) -> Table:
    """Criterion by criterion, the points that it gives each candidate."""
    standings = standings_of(results)
    head = [
        _("Criterion"),
        _("Weight"),
        *(name_of(results, standing) for standing in standings),
    ]
    weights = results.tree.leaf_weights if standings else {}
    rows: list[list[Cell]] = [
        [
            leaf.name,
            weights.get(leaf.pk),
            *(
                None
                if leaf.pk in results.withheld
                else results.told(each.contributions.get(leaf.pk))
                for each in standings
            ),
        ]
        for leaf in results.tree.leaves
    ]
    return Table(_("Contributions"), head, rows)


def group_scores(results: Results) -> Table:
    """The group's score of each cell, 0 to 5, or the measured number if seen (R21)."""
    return cell_table(results, _("Criterion by criterion"), value_in)


def spread(results: Results) -> Table:
    """How far evaluators lie apart: the population standard deviation, 0 to 2.5."""
    return cell_table(results, _("Spread of the scores"), spread_in)


CellOf = Callable[[Results, Candidate, Criterion], Cell]


def cell_table(results: Results, name: str, cell_of: CellOf) -> Table:
    candidates = list(results.candidates.values())
    head = [_("Criterion"), _("Unit"), *(each.name for each in candidates)]
    rows: list[list[Cell]] = [
        [leaf.name, leaf.unit, *(cell_of(results, each, leaf) for each in candidates)]
        for leaf in results.tree.leaves
    ]
    return Table(name, head, rows)


def value_in(results: Results, candidate: Candidate, leaf: Criterion) -> Cell:
    if leaf.pk in results.withheld:
        return None
    if leaf.kind == Criterion.Kind.MEASURED:
        return results.number(candidate.pk, leaf.pk)
    value = results.cell(candidate.pk, leaf.pk).value
    return None if value is None else value * SCALE


def spread_in(results: Results, candidate: Candidate, leaf: Criterion) -> Cell:
    found = results.cell(candidate.pk, leaf.pk).spread
    return found.sd_population * SCALE if found and found.n > 1 else None


def stability(results: Results) -> Table:
    """Between which weights of a category the first stays first."""
    rows: list[list[Cell]] = [
        [
            row.category.name,
            row.interval.weight,
            row.interval.lower,
            row.interval.upper,
            row.below.name if row.below else "",
            row.above.name if row.above else "",
        ]
        for row in (
            stability_rows(results, is_rtl=False) if standings_of(results) else []
        )
    ]
    head = [
        _("Category"),
        _("Weight now"),
        _("First from"),
        _("First to"),
        _("First below that"),
        _("First above that"),
    ]
    return Table(_("Weight stability"), head, rows)


def group_methods(results: Results) -> Table:
    """The totals as each way of bringing people together would have them."""
    found = comparisons(results) if standings_of(results) else []
    rows: list[list[Cell]] = [
        [each.label, candidate.name, results.told(standing.total), standing.rank]
        for each in found
        for candidate, standing in each.places
    ]
    head = [_("Method"), _("Candidate"), _("Total of 100"), _("Rank")]
    return Table(_("Totals by group method"), head, rows)


def standings_of(results: Results) -> tuple[Standing, ...]:
    return tuple(results.ranking.standings) if results.is_computable else ()


def name_of(results: Results, standing: Standing) -> str:
    return results.candidates[int(standing.candidate)].name
