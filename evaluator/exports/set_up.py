"""Tables of the set-up: requirements, weights, candidates, must-haves, people."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from evaluator.models import Candidate, MustHaveAnswer, Participant
from evaluator.selectors.ballots import ballot_board
from evaluator.selectors.candidates import open_rows
from evaluator.selectors.must_haves import MustHaveCell, must_have_table
from evaluator.selectors.people import read_people
from evaluator.selectors.tree import TreeRow, read_tree
from workspace.telling import activity_of

MOST_ACTIVITIES = 5_000


def requirements(participant: Participant, now: datetime) -> Table:
    """The tree in reading order, must-haves last."""
    tree = read_tree(participant.evaluation)
    head = [
        _("Level"),
        _("Kind"),
        _("Name"),
        _("Description"),
        _("Who wants it"),
        _("Why"),
        _("Unit"),
        *(_("Scale: %(score)s") % {"score": score} for score in range(6)),
    ]
    levels = {row.criterion.pk: row.depth + 1 for row in tree.rows}
    rows: list[list[Cell]] = [
        [
            levels.get(each.pk, 1),
            each.get_kind_display(),
            each.name,
            each.description,
            each.wanted_by,
            each.why,
            each.unit,
            *(each.scale or [""] * 6),
        ]
        for each in tree.criteria
    ]
    return Table(_("Requirements"), head, rows)


def weights(participant: Participant, now: datetime) -> Table:
    tree = read_tree(participant.evaluation)
    head = [
        _("Level"),
        _("Criterion"),
        _("Weight"),
        _("Share of its category"),
        _("Share of the whole"),
    ]
    return Table(_("Weights"), head, [weight_row(row) for row in tree.rows])


def weight_row(row: TreeRow) -> list[Cell]:
    criterion = row.criterion
    return [row.depth + 1, criterion.name, criterion.weight, row.share, row.whole]


def candidates(participant: Participant, now: datetime) -> Table:
    found = participant.evaluation.candidates.select_related("platform").by_name()
    head = [
        _("Candidate"),
        _("Platform"),
        _("Stage"),
        _("What we use today"),
        _("Why it was eliminated"),
        _("Note"),
    ]
    rows: list[list[Cell]] = [
        [
            each.name,
            each.platform.name if each.platform else "",
            Candidate.Stage(each.stage).label,
            each.is_incumbent,
            each.eliminated_because,
            each.note,
        ]
        for each in found
    ]
    return Table(_("Candidates"), head, rows)


def must_haves(participant: Participant, now: datetime) -> Table:
    evaluation = participant.evaluation
    table = must_have_table(
        evaluation,
        candidates=evaluation.candidates.by_name(),
        today=evaluation.team.day_of(now),
    )
    head = [
        _("Must-have"),
        _("Candidate"),
        _("Answer"),
        _("Claimed by the catalogue only"),
        _("Evidence"),
        _("Link"),
        _("Why it is waived"),
        _("Waived until"),
    ]
    rows = [answer_row(cell) for row in table.rows for cell in row.cells]
    return Table(_("Must-haves"), head, rows)


def answer_row(cell: MustHaveCell) -> list[Cell]:
    answer = cell.answer
    return [
        cell.criterion.name,
        cell.candidate.name,
        MustHaveAnswer.Answer(answer.answer).label,
        cell.is_claimed,
        answer.evidence,
        answer.link,
        answer.waived_because,
        answer.waived_until,
    ]


def measurements(participant: Participant, now: datetime) -> Table:
    head = [_("Criterion"), _("Unit"), _("Candidate"), _("Value"), _("Source")]
    rows: list[list[Cell]] = [
        [
            row.criterion.name,
            row.criterion.unit,
            cell.candidate.name,
            cell.value.value if cell.value else None,
            cell.value.source if cell.value else "",
        ]
        for row in open_rows(participant)
        for cell in row.cells
    ]
    return Table(_("Measured values"), head, rows)


def people(participant: Participant, now: datetime) -> Table:
    head = [_("Person"), _("Role"), _("Scores")]
    rows: list[list[Cell]] = [
        [str(each.user), Participant.Role(each.role).label, each.is_evaluator]
        for each in read_people(participant.evaluation).present
    ]
    return Table(_("People"), head, rows)


def ballots(participant: Participant, now: datetime) -> Table:
    """Submitted or not yet; nothing else of anybody's scores (R18)."""
    head = [_("Person"), _("Submitted")]
    rows: list[list[Cell]] = [
        [str(voter.participant.user), voter.has_submitted]
        for voter in ballot_board(participant.evaluation).voters
    ]
    return Table(_("Who has scored"), head, rows)


def activities(participant: Participant, now: datetime) -> Table:
    told = activity_of("evaluation", participant.evaluation_id, limit=MOST_ACTIVITIES)
    head = [_("When"), _("Who"), _("What"), _("Reason")]
    rows: list[list[Cell]] = [
        [each.at, each.actor, each.text, each.reason] for each in told
    ]
    return Table(_("Activity"), head, rows)
