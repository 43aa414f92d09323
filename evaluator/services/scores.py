"""Saving scores: cell by cell, without an activity and without waiting for others.

A save touches rows of its author alone and nothing that another person's page depends
on, except in an open evaluation, where everybody sees scores as they come (R17, R18).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Recusal,
    Score,
)
from workspace.services.files import NewFile, delete_file, store_file


class ScoringClosed(DomainError):
    message = _("Scoring is not open, so nothing was saved.")


class BallotFrozen(DomainError):
    message = _(
        "You have submitted your scores, so they are frozen. The lead can reopen them."
    )


class CandidateRecused(DomainError):
    message = _("You are recused from this candidate, so you do not score it.")


class ScoreIsStale(StaleVersion):
    """Carries the stored score as `current`."""

    message = _("This score was changed elsewhere since you opened the page.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a cell: a value, or the word for why there is none."""

    state: Score.State = Score.State.EMPTY
    value: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreEdit:
    """What a form changes of a cell (None: leave it), and the version it saw.

    Version 0: the cell had never been saved.
    """

    version: int
    entry: Entry | None = None
    rung: str | None = None
    note: str | None = None
    link: str | None = None
    file: NewFile | None = None
    drops_file: bool = False

    def columns(self) -> dict[str, Any]:
        texts = {"rung": self.rung, "note": self.note, "link": self.link}
        changed: dict[str, Any] = {
            name: text for name, text in texts.items() if text is not None
        }
        if self.entry is not None:
            changed |= {"state": self.entry.state, "value": self.entry.value}
        return changed


@dataclass(frozen=True, slots=True)
class CellEdit:
    criterion: Criterion
    candidate: Candidate
    edit: ScoreEdit


@transaction.atomic
def save_score(
    *,
    participant: Participant,
    criterion: Criterion,
    candidate: Candidate,
    edit: ScoreEdit,
    now: datetime,
) -> Score:
    """Save one cell of the own ballot.

    Refuses with ScoringClosed, BallotFrozen, CandidateRecused and ScoreIsStale.
    """
    claim_ballots(participant)
    ballot = open_ballot(participant, candidate)
    return write_score(
        ballot,
        criterion,
        edit,
        after_reveal=participant.evaluation.is_revealed,
        now=now,
    )


@transaction.atomic
def save_sheet(
    *, participant: Participant, edits: Sequence[CellEdit], now: datetime
) -> dict[tuple[int, int], Score]:
    """Save many cells at once; return those that were changed elsewhere meanwhile.

    (criterion, candidate) -> the stored score. All others are saved. Refuses as a
    whole what `save_score` refuses.
    """
    claim_ballots(participant)
    ballots = {
        candidate: open_ballot(participant, candidate)
        for candidate in {each.candidate for each in edits}
    }
    after_reveal = participant.evaluation.is_revealed
    stale = {}
    for each in edits:
        ballot = ballots[each.candidate]
        try:
            write_score(
                ballot, each.criterion, each.edit, after_reveal=after_reveal, now=now
            )
        except ScoreIsStale as conflict:
            stale[each.criterion.pk, each.candidate.pk] = conflict.current
    return stale


def claim_ballots(participant: Participant) -> None:
    """Claim the right to write, for this transaction, in one conditional UPDATE.

    It is the author's own row, which submitting locks too: a save comes before a
    submission or not at all, two saves of one person follow each other, and nobody
    waits for anybody else.
    """
    # Who changes a part holds the evaluation first, so a save may not wait for it last.
    # What is given back after the reveal goes on counting while it is changed.
    if participant.evaluation.shows_results:
        Evaluation.objects.filter(pk=participant.evaluation_id).update(
            result_version=F("result_version") + 1
        )
    claimed = Participant.objects.filter(
        pk=participant.pk, left_at=None, submitted_at=None
    ).update(ballots_version=F("ballots_version") + 1)
    if not claimed:
        raise BallotFrozen


def open_ballot(participant: Participant, candidate: Candidate) -> Ballot:
    """Return the person's draft on the candidate; the first score makes it."""
    evaluation = participant.evaluation
    if evaluation.state == Evaluation.State.SETUP or evaluation.archived_at:
        raise ScoringClosed
    if Recusal.objects.filter(participant=participant, candidate=candidate).exists():
        raise CandidateRecused
    ballot, _is_new = Ballot.objects.get_or_create(
        participant=participant, candidate=candidate
    )
    ballot.participant = participant
    if ballot.state == Ballot.State.SUBMITTED:
        raise BallotFrozen
    # After the reveal only what was given back is open (R20).
    if evaluation.is_revealed and not ballot.returned_because:
        raise ScoringClosed
    return ballot


def write_score(
    ballot: Ballot,
    criterion: Criterion,
    edit: ScoreEdit,
    *,
    after_reveal: bool,
    now: datetime,
) -> Score:
    """Insert or update one score if its version is the one that was seen (R48)."""
    columns = edit.columns()
    found = Score.objects.filter(ballot=ballot, criterion=criterion)
    stored: Score | None = found.first()
    kept: dict[str, Any] = {
        "submitted_before": said_before(ballot, stored),
        "changed_after_reveal": after_reveal,
        "saved_at": now,
    }
    if stored is None:
        kept |= evidence_of(edit, ballot, stored, now=now)
        first = Score(ballot=ballot, criterion=criterion, state=Score.State.EMPTY)
        return write_first(first, columns | kept | {"version": 1})
    # The same request once more, after an answer that got lost: it is saved already.
    is_said = all(getattr(stored, name) == value for name, value in columns.items())
    if is_said and not (edit.file or (edit.drops_file and stored.file_id)):
        return stored
    if stored.version != edit.version:
        raise ScoreIsStale(current=stored)
    kept |= evidence_of(edit, ballot, stored, now=now)
    kept["changed_after_reveal"] |= stored.changed_after_reveal
    written = columns | kept | {"version": edit.version + 1}
    if not found.filter(version=edit.version).update(**written):
        raise ScoreIsStale(current=stored)
    return set_columns(stored, written)


def evidence_of(
    edit: ScoreEdit, ballot: Ballot, stored: Score | None, *, now: datetime
) -> dict[str, Any]:
    """Store a new file, or take the old one away; keep what was submitted (R20)."""
    if not (edit.file or edit.drops_file):
        return {}
    old = stored.file if stored else None
    if old and ballot.submitted_at is None:
        delete_file(old)
    if edit.file is None:
        return {"file": None}
    participant = ballot.participant
    team, owner = participant.evaluation.team, participant.user
    return {"file": store_file(edit.file, team=team, owner=owner, now=now)}


def write_first(score: Score, columns: dict[str, Any]) -> Score:
    set_columns(score, columns).save(force_insert=True)
    return score


def set_columns(score: Score, columns: dict[str, Any]) -> Score:
    for name, value in columns.items():
        setattr(score, name, value)
    return score


def said_before(ballot: Ballot, stored: Score | None) -> dict[str, Any] | None:
    """Return what this cell said when it was first submitted, None if never (R20)."""
    if stored is not None and stored.submitted_before is not None:
        return dict(stored.submitted_before)
    if ballot.submitted_at is None:
        return None
    if stored is None:
        return {"state": Score.State.EMPTY, "value": None, "rung": "", "note": ""}
    if stored.saved_at > ballot.submitted_at:
        return None
    return {
        "state": stored.state,
        "value": stored.value,
        "rung": stored.rung,
        "note": stored.note,
    }
