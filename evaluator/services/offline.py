"""Scoring offline: the own sheet as a file, and what comes back of it.

Drafts only: a sheet never submits by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import IO

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError, StateConflict
from common.tables.door import TableRefused
from evaluator.models import Evaluation, Participant
from evaluator.selectors.said import OwnSheet, Said, read_own_sheet
from evaluator.selectors.sheet_changes import CellChange, SheetChanges, compare
from evaluator.services.scores import (
    BallotFrozen,
    CellEdit,
    Entry,
    ScoreEdit,
    ScoringClosed,
    save_sheet,
)
from evaluator.services.workbooks import title_in_file_names
from evaluator.workbooks.offline.book import About, build_score_sheet
from evaluator.workbooks.offline.identity import (
    Identity,
    candidate_marks,
    criterion_marks,
    round_of,
)
from evaluator.workbooks.offline.sheet_reader import read_score_sheet
from workspace.links import site_link


class NothingToScore(DomainError):
    message = gettext_lazy("There is nothing for you to score here now.")


class SheetOfAnotherEvaluation(DomainError):
    message = gettext_lazy(
        "This sheet belongs to another evaluation. Upload it there, or upload the sheet"
        " that you downloaded here."
    )


class SheetOfSomebodyElse(DomainError):
    message = gettext_lazy(
        "This is the score sheet of somebody else, so nothing was read from it. Upload"
        " your own; the other person has to upload theirs."
    )


class SheetOfAnotherRound(DomainError):
    message = gettext_lazy(
        "This sheet is from an earlier round of scoring. Download a new one and copy"
        " into it what still holds."
    )


class StructureChanged(DomainError):
    message = gettext_lazy(
        "Criteria or candidates have changed since you downloaded this sheet, so"
        " nothing was taken: %(what)s. Download a new sheet and copy your entries"
        " into it."
    )


class ScoresMovedOn(StateConflict):
    message = gettext_lazy(
        "Your scores were changed elsewhere since this page was drawn, so nothing was"
        " taken. Look at the changes once more."
    )


def make_score_sheet(participant: Participant, *, now: datetime) -> tuple[str, bytes]:
    """Return name and content of the own sheet, in the language that is active.

    Refuses with BallotFrozen, ScoringClosed, NothingToScore.
    """
    evaluation = participant.evaluation
    own = read_own_sheet(participant, today=evaluation.team.day_of(now))
    refuse_closed(own)
    link = site_link("evaluator:score_offline", evaluation.pk)
    content = build_score_sheet(own, About(link=link, now=now))
    title = title_in_file_names(evaluation)
    name = _("%(title)s - score sheet") % {"title": title}
    return f"{name.strip(' .')}.xlsx", content


def read_returned(
    participant: Participant, file: IO[bytes], *, today: date
) -> SheetChanges:
    """Return what the sheet would change now; nothing is written.

    Refuses with TableRefused (also for what is wrong in cells), NoScoreSheet,
    RowsDoNotMatch, BallotFrozen, ScoringClosed, NothingToScore, StructureChanged,
    SheetOfAnotherEvaluation, SheetOfSomebodyElse, SheetOfAnotherRound.
    """
    filled = read_score_sheet(file)
    own = read_own_sheet(participant, today=today)
    refuse_other(filled.identity, own)
    if filled.problems:
        raise TableRefused(filled.problems)
    return compare(filled, own)


def refuse_other(identity: Identity, own: OwnSheet) -> None:
    """Refuse the sheet of another person, evaluation or round, or of other criteria."""
    participant = own.participant
    if identity.evaluation != participant.evaluation_id:
        raise SheetOfAnotherEvaluation
    if identity.participant != participant.pk:
        raise SheetOfSomebodyElse
    refuse_closed(own)
    if identity.round != round_of(participant.evaluation):
        raise SheetOfAnotherRound
    if what := ", ".join(structure_changes(identity, own)):
        raise StructureChanged(what=what)


def refuse_closed(own: OwnSheet) -> None:
    participant = own.participant
    if participant.submitted_at:
        raise BallotFrozen
    if own.asked and own.sheet.rated:
        return
    evaluation = participant.evaluation
    is_open = evaluation.state == Evaluation.State.SCORING
    raise NothingToScore if is_open and not evaluation.archived_at else ScoringClosed


def structure_changes(identity: Identity, own: OwnSheet) -> list[str]:
    """Say what is new, changed or gone since the sheet was made."""
    criteria, candidates = criterion_marks(own), candidate_marks(own)
    changed, new = _("“%(name)s” has changed"), _("“%(name)s” is new")
    found = [
        (changed if leaf.pk in identity.criteria else new) % {"name": leaf.name}
        for leaf in own.sheet.rated
        if identity.criteria.get(leaf.pk) != criteria[leaf.pk]
    ]
    found += [
        new % {"name": column.name}
        for column in own.sheet.candidates
        if column.pk not in identity.candidates
    ]
    if set(identity.criteria) - set(criteria):
        found.append(_("a criterion is gone"))
    if set(identity.candidates) - set(candidates):
        found.append(_("a candidate is gone"))
    return found


@transaction.atomic
def take_sheet(
    *,
    participant: Participant,
    changes: Sequence[CellChange],
    seen: int,
    now: datetime,
) -> int:
    """Save these changes, all or none; return how many.

    `seen` is the version of the own ballots when they were shown: what was saved since
    is not overwritten (R48). Refuses with ScoresMovedOn, and what `save_sheet` refuses.
    """
    claimed = Participant.objects.filter(pk=participant.pk, ballots_version=seen)
    if not claimed.update(ballots_version=F("ballots_version") + 1):
        raise ScoresMovedOn
    candidates = participant.evaluation.candidates.in_bulk(
        {each.candidate.pk for each in changes}
    )
    edits = [
        CellEdit(each.criterion, candidates[each.candidate.pk], edit_of(each))
        for each in changes
    ]
    if save_sheet(participant=participant, edits=edits, now=now):
        raise ScoresMovedOn
    note_return(participant, now=now)
    return len(edits)


def edit_of(change: CellChange) -> ScoreEdit:
    """Change what the sheet changes, and leave the rest of the cell."""
    fields = change.fields
    texts = {name: getattr(change.after, name) for name in fields if name != "entry"}
    entry = entry_of(change.after) if "entry" in fields else None
    return ScoreEdit(version=change.version, entry=entry, **texts)


def entry_of(said: Said) -> Entry:
    return Entry(said.state, said.value)


def note_return(participant: Participant, *, now: datetime) -> None:
    """Keep the day on which a sheet came back first since it was sent.

    To upload is an act of one's own; how often one does, and when, tells nothing (R18).
    """
    team = participant.evaluation.team
    is_first = Q(sheet_returned_on=None)
    if participant.sheet_sent_at:
        is_first |= Q(sheet_returned_on__lt=team.day_of(participant.sheet_sent_at))
    Participant.objects.filter(is_first, pk=participant.pk).update(
        sheet_returned_on=team.day_of(now)
    )
