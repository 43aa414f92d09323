"""An evaluation from its first page to the opening of its scoring."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from common.edits import edit_of
from common.errors import DomainError, StaleVersion
from common.transactions import locked_change
from evaluator.models import Choice, Evaluation, Participant, Score
from evaluator.selectors.readiness import readiness_of
from evaluator.services.planting import copy_requirements, plant_template
from evaluator.services.structure import bump_versions, lock_evaluation
from workspace.models import Team, User
from workspace.services.mail import send_later
from workspace.services.records import change_of, record


class SettingsAreStale(StaleVersion):
    message = _("Somebody else changed these settings since you opened the page.")


class ModeIsSettled(DomainError):
    message = _("Sealed or open is chosen before the scoring is opened.")


class MethodIsSettled(DomainError):
    message = _("How the scores are put together is chosen before the reveal.")


class ScoringIsOpen(DomainError):
    message = _("The scoring is open already.")


class NothingToScore(DomainError):
    message = _("Add at least one criterion with a weight before you open the scoring.")


class NothingToCompare(DomainError):
    message = _("Put at least one candidate on the short list before you open it.")


class NobodyScores(DomainError):
    message = _("Add somebody who scores before you open the scoring.")


class Start(StrEnum):
    """What a new evaluation begins with."""

    QUICK = "quick"
    FULL = "full"
    EMPTY = "empty"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    title: str
    purpose: str = ""
    is_committee: bool = False
    start: Start = Start.QUICK
    source: Evaluation | None = None  # of a copy: one that the actor may see
    form_key: UUID | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings page holds."""

    title: str
    purpose: str
    mode: str
    group_method: str
    missing_policy: str
    needs_evidence: bool
    needs_note: bool
    reveals_itself: bool
    due_on: date | None
    two_envelopes: bool


def create_evaluation(
    *, team: Team, new: NewEvaluation, actor: User, now: datetime
) -> Evaluation:
    """Make the evaluation; the same form sent twice makes one (R49)."""
    try:
        return make_evaluation(team=team, new=new, actor=actor, now=now)
    except IntegrityError:
        made = Evaluation.objects.filter(created_by=actor, form_key=new.form_key)
        if new.form_key is None or not made.exists():
            raise
        return made.get()


@locked_change
def make_evaluation(
    *, team: Team, new: NewEvaluation, actor: User, now: datetime
) -> Evaluation:
    """Make it with its lead and its first requirements.

    Alone one scores at once, openly. A committee is sealed, and opens its scoring
    when tree and candidates stand.
    """
    evaluation = Evaluation(
        team=team,
        title=new.title,
        purpose=new.purpose,
        created_by=actor,
        created_at=now,
        form_key=new.form_key,
    )
    if not new.is_committee:
        evaluation.mode = Evaluation.Mode.OPEN
        evaluation.state, evaluation.opened_at = Evaluation.State.SCORING, now
    evaluation.save(force_insert=True)
    Participant.objects.create(
        evaluation=evaluation,
        user=actor,
        role=Participant.Role.LEAD,
        is_evaluator=True,
        added_at=now,
    )
    plant(evaluation, new)
    record(
        "evaluation.created",
        team=team,
        actor=actor,
        change=change_of(evaluation, after={"start": new.start.value}),
        now=now,
    )
    return evaluation


def plant(evaluation: Evaluation, new: NewEvaluation) -> None:
    if new.start is Start.COPY and new.source:
        copy_requirements(source=new.source, target=evaluation)
    elif new.start in {Start.QUICK, Start.FULL}:
        plant_template(evaluation, only_quick=new.start is Start.QUICK)


@locked_change
def change_settings(
    *,
    evaluation: Evaluation,
    settings: Settings,
    version: int,
    actor: User,
    now: datetime,
) -> Evaluation:
    """Save the settings, unless somebody else has saved them since (R48)."""
    lock_evaluation(evaluation)
    if version != evaluation.version:
        raise SettingsAreStale(current=evaluation)
    before = settings_of(evaluation)
    check_settled(evaluation, before, settings)
    changed = {
        name: value
        for name, value in asdict(settings).items()
        if value != getattr(before, name)
    }
    if not changed:
        return evaluation
    for name, value in changed.items():
        setattr(evaluation, name, value)
    evaluation.version += 1
    evaluation.result_version += 1
    evaluation.save(update_fields=[*changed, "version", "result_version"])
    record(
        "evaluation.settings_changed",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=plain({name: getattr(before, name) for name in changed}),
            after=plain(changed),
        ),
        now=now,
    )
    return evaluation


def settings_of(evaluation: Evaluation) -> Settings:
    return edit_of(Settings, evaluation)


def check_settled(evaluation: Evaluation, before: Settings, after: Settings) -> None:
    if after.mode != before.mode and not may_choose_mode(evaluation):
        raise ModeIsSettled
    methods = (
        "two_envelopes",
        "group_method",
        "missing_policy",
        "needs_evidence",
        "needs_note",
    )
    if evaluation.is_revealed and any(
        getattr(before, name) != getattr(after, name) for name in methods
    ):
        raise MethodIsSettled


def may_choose_mode(evaluation: Evaluation) -> bool:
    """Tell whether sealed or open is still a choice: several score, none has yet."""
    is_early = evaluation.state == Evaluation.State.SETUP
    return is_early and evaluation.participants.evaluators().count() > 1


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values as JSON holds them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def settle_mode(evaluation: Evaluation, *, evaluators_before: int) -> None:
    """Seal what was one person's when a second joins before first score and choice.

    Afterwards it stays open, and says so beside the result: what was seen cannot be
    sealed. The last of a sealed committee scores on sealed, because only the opening
    of the scoring (`open_scoring`) makes one person's evaluation open.
    """
    evaluators = evaluation.participants.evaluators().count()
    joined_one = evaluators_before <= 1 < evaluators
    if not (joined_one and evaluation.is_open_mode) or evaluation.is_revealed:
        return
    if Choice.objects.filter(evaluation=evaluation).exists():
        return
    scores = Score.objects.filter(ballot__participant__evaluation=evaluation)
    if scores.exclude(state=Score.State.EMPTY).exists():
        return
    evaluation.mode = Evaluation.Mode.SEALED
    evaluation.state, evaluation.opened_at = Evaluation.State.SETUP, None
    evaluation.save(update_fields=["mode", "state", "opened_at"])


@locked_change
def open_scoring(*, evaluation: Evaluation, actor: User, now: datetime) -> Evaluation:
    """Freeze the structure and let people score. What one scores alone is open."""
    lock_evaluation(evaluation)
    if evaluation.state != Evaluation.State.SETUP:
        raise ScoringIsOpen
    ready = readiness_of(evaluation)
    if not ready.weighted_leaves:
        raise NothingToScore
    if not ready.short_listed:
        raise NothingToCompare
    if not ready.evaluators:
        raise NobodyScores
    if ready.evaluators == 1:
        evaluation.mode = Evaluation.Mode.OPEN
    evaluation.state, evaluation.opened_at = Evaluation.State.SCORING, now
    evaluation.save(update_fields=["mode", "state", "opened_at"])
    bump_versions(evaluation)
    record(
        "scoring.opened",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after={"mode": evaluation.mode}),
        now=now,
    )
    tell_evaluators(evaluation, actor=actor, now=now)
    return evaluation


def tell_evaluators(evaluation: Evaluation, *, actor: User, now: datetime) -> None:
    evaluators = evaluation.participants.evaluators().exclude(user=actor)
    for participant in evaluators.select_related("user"):
        send_later(
            "scoring_opened",
            user=participant.user,
            team=evaluation.team,
            arguments={"evaluation": evaluation.pk},
            now=now,
        )
