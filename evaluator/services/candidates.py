"""Candidates: which platforms an evaluation compares, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text, match_key
from common.transactions import locked_change
from evaluator.models import Candidate, Evaluation, Platform, Score
from evaluator.services.must_haves import fill_from_facts
from evaluator.services.structure import (
    NOTHING,
    Touched,
    bump_versions,
    change_structure,
    lock_evaluation,
)
from workspace.models import User
from workspace.services.records import change_of, record


class CandidateExists(DomainError):
    message = _("“%(name)s” is a candidate already.")


class CandidateNameMissing(DomainError):
    message = _("Give the candidate a name.")


class ReasonMissing(DomainError):
    message = _("Say why the candidate is eliminated.")


class CandidateHasScores(DomainError):
    message = _(
        "“%(name)s” has scores. Eliminate it with a reason instead, so that nothing"
        " is lost."
    )


class CandidateIsStale(StaleVersion):
    message = _("Somebody else changed “%(name)s” since you opened this page.")


@dataclass(frozen=True, slots=True)
class CandidateEdit:
    """What a form may change of a candidate."""

    name: str
    note: str
    is_incumbent: bool
    version: int


@dataclass(frozen=True, slots=True)
class Move:
    """To which list, and for an eliminated one why."""

    stage: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class NewCandidates:
    """What a form adds in one go: ticked platforms, a typed name, and where to."""

    platforms: Sequence[Platform]
    name: str = ""
    stage: str = Candidate.Stage.LONG


@locked_change
def add_candidates(
    *,
    evaluation: Evaluation,
    new: NewCandidates,
    actor: User,
    now: datetime,
    reason: str = "",
) -> list[Candidate]:
    """Add all of them, and bring them to the stage that was asked for."""
    added = add_platforms(
        evaluation=evaluation,
        platforms=new.platforms,
        actor=actor,
        now=now,
        reason=reason,
    )
    if new.name:
        added.append(
            add_candidate(
                evaluation=evaluation,
                name=new.name,
                actor=actor,
                now=now,
                reason=reason,
            )
        )
    if new.stage != Candidate.Stage.LONG:
        for candidate in added:
            move_candidate(
                candidate=candidate,
                stage=new.stage,
                version=candidate.version,
                actor=actor,
                now=now,
                reason=reason,
            )
    return added


@locked_change
def add_platforms(
    *,
    evaluation: Evaluation,
    platforms: Iterable[Platform],
    actor: User,
    now: datetime,
    reason: str = "",
) -> list[Candidate]:
    """Put platforms of the catalogue on the long list; those there already stay."""
    present = set(
        evaluation.candidates.filter(platform__isnull=False).values_list(
            "platform_id", flat=True
        )
    )
    return [
        add_candidate(
            evaluation=evaluation,
            name=platform.name,
            platform=platform,
            actor=actor,
            now=now,
            reason=reason,
        )
        for platform in platforms
        if platform.pk not in present
    ]


@locked_change
def add_candidate(
    *,
    evaluation: Evaluation,
    name: str,
    actor: User,
    now: datetime,
    platform: Platform | None = None,
    reason: str = "",
) -> Candidate:
    """Put one candidate on the long list and fill in what the catalogue claims."""
    name = clean_line(name)
    if not name:
        raise CandidateNameMissing
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Candidate added: %(name)s") % {"name": name},
        reason=reason,
    )
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(
                evaluation=evaluation,
                platform=platform,
                name=name,
                match_key=match_key(name),
                position=evaluation.candidates.count(),
            )
    except IntegrityError as error:
        raise CandidateExists(name=name) from error
    fill_from_facts(candidates=[candidate], now=now)
    record(
        "candidate.added",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"candidate": name}),
        now=now,
    )
    return candidate


@locked_change
def change_candidate(
    *,
    candidate: Candidate,
    edit: CandidateEdit | None,
    move: Move | None,
    version: int,
    actor: User,
    now: datetime,
    reason: str = "",
) -> Candidate:
    """Change the texts, move it, or both at once: all of it or nothing."""
    if edit:
        edit = replace(edit, version=version)
        candidate = edit_candidate(candidate=candidate, edit=edit, actor=actor, now=now)
    if move:
        candidate = move_candidate(
            candidate=candidate,
            stage=move.stage,
            why=move.why,
            version=candidate.version if edit else version,
            actor=actor,
            now=now,
            reason=reason,
        )
    return candidate


@locked_change
def edit_candidate(
    *, candidate: Candidate, edit: CandidateEdit, actor: User, now: datetime
) -> Candidate:
    """Rename, annotate, or mark as what the company uses today."""
    name = clean_line(edit.name)
    if not name:
        raise CandidateNameMissing
    # The lock comes first, as in every other change: two orders make a deadlock.
    evaluation = lock_evaluation(candidate.evaluation)
    refresh(candidate)
    if edit.is_incumbent:
        evaluation.candidates.exclude(pk=candidate.pk).update(is_incumbent=False)
    before = {"name": candidate.name, "incumbent": candidate.is_incumbent}
    save_version(
        candidate,
        version=edit.version,
        name=name,
        match_key=match_key(name),
        note=clean_text(edit.note),
        is_incumbent=edit.is_incumbent,
    )
    # The name stands on every page of results and scores.
    bump_versions(evaluation)
    record(
        "candidate.edited",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=before,
            after={"name": name, "incumbent": edit.is_incumbent},
        ),
        now=now,
    )
    return candidate


@locked_change
def move_candidate(
    *,
    candidate: Candidate,
    stage: str,
    version: int,
    actor: User,
    now: datetime,
    why: str = "",
    reason: str = "",
) -> Candidate:
    """Put the candidate on the long or short list, or eliminate it (`why`)."""
    why = clean_text(why)
    if stage == Candidate.Stage.ELIMINATED and not why:
        raise ReasonMissing
    evaluation = lock_evaluation(candidate.evaluation)
    # What it was is read under the lock: a try before this one may have changed it.
    refresh(candidate)
    label = Candidate.Stage(stage).label
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("%(name)s: %(stage)s") % {"name": candidate.name, "stage": label},
        reason=reason,
        touches=touched_by_move(candidate, stage),
    )
    before = candidate.stage
    save_version(
        candidate,
        version=version,
        stage=stage,
        eliminated_because=why if stage == Candidate.Stage.ELIMINATED else "",
    )
    record(
        "candidate.moved",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before={"candidate": candidate.name, "stage": before},
            after={"candidate": candidate.name, "stage": stage},
            reason=why,
        ),
        now=now,
    )
    return candidate


def touched_by_move(candidate: Candidate, stage: str) -> Touched:
    """A candidate that comes to the short list is to be scored by everybody."""
    comes = stage == Candidate.Stage.SHORT != candidate.stage
    return Touched(candidates=[candidate.pk]) if comes else NOTHING


@locked_change
def remove_candidate(
    *,
    candidate: Candidate,
    actor: User,
    now: datetime,
    version: int | None = None,
    reason: str = "",
) -> None:
    """Take a candidate away that nobody has scored; with a version, only that one."""
    # Whether a sealed score exists is said by the reveal only, so once scoring is
    # open nothing is removed at all: the answer must not depend on the scores.
    evaluation = candidate.evaluation
    opened = evaluation.opened_at is not None
    if opened or Score.objects.filter(ballot__candidate=candidate).exists():
        raise CandidateHasScores(name=candidate.name)
    change_structure(
        evaluation,
        actor=actor,
        now=now,
        what=_("Candidate removed: %(name)s") % {"name": candidate.name},
        reason=reason,
    )
    refresh(candidate)
    if version not in {None, candidate.version}:
        raise CandidateIsStale(current=candidate, name=candidate.name)
    record(
        "candidate.removed",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, before={"candidate": candidate.name}),
        now=now,
    )
    candidate.delete()


def refresh(candidate: Candidate) -> None:
    """Read the row afresh; keep its evaluation, which is locked already."""
    evaluation = candidate.evaluation
    candidate.refresh_from_db()
    candidate.evaluation = evaluation


def save_version(candidate: Candidate, *, version: int, **fields: object) -> None:
    """Write the fields if the row still has this version: check and write in one."""
    try:
        with transaction.atomic():
            written = Candidate.objects.filter(pk=candidate.pk, version=version).update(
                version=version + 1, **fields
            )
    except IntegrityError as error:
        raise CandidateExists(name=fields.get("name", candidate.name)) from error
    refresh(candidate)
    if not written:
        raise CandidateIsStale(current=candidate, name=candidate.name)
