"""The demo and trial log of a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import StaleVersion
from evaluator.models import Candidate, Trial
from workspace.models import User
from workspace.services.records import change_of, record


class TrialIsStale(StaleVersion):
    message = _("Somebody else changed this entry since you opened the page.")


@transaction.atomic
def add_trial(
    *, candidate: Candidate, fields: Mapping[str, Any], actor: User, now: datetime
) -> Trial:
    trial = Trial.objects.create(
        candidate=candidate, created_by=actor, created_at=now, **fields
    )
    tell("trial.added", trial, actor=actor, now=now)
    return trial


@transaction.atomic
def edit_trial(
    *,
    trial: Trial,
    fields: Mapping[str, Any],
    version: int,
    actor: User,
    now: datetime,
) -> Trial:
    written = Trial.objects.filter(pk=trial.pk, version=version).update(
        version=version + 1, **fields
    )
    trial.refresh_from_db()
    if not written:
        raise TrialIsStale(current=trial)
    tell("trial.edited", trial, actor=actor, now=now)
    return trial


@transaction.atomic
def remove_trial(
    *, trial: Trial, actor: User, now: datetime, version: int | None = None
) -> None:
    """Take the entry away; with a version, only if it still is that one."""
    rows = Trial.objects.filter(pk=trial.pk)
    gone, _rows = (rows.filter(version=version) if version else rows).delete()
    if not gone and rows.exists():
        raise TrialIsStale(current=rows.first())
    if gone:
        tell("trial.removed", trial, actor=actor, now=now)


def tell(verb: str, trial: Trial, *, actor: User, now: datetime) -> None:
    evaluation = trial.candidate.evaluation
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            after={"candidate": trial.candidate.name, "kind": trial.kind},
        ),
        now=now,
    )
