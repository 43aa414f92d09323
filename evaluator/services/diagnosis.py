"""The five signs: what each person says, and the figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from common.transactions import locked_change
from evaluator.content.diagnosis import Sign, figure_keys, signs
from evaluator.models import (
    DiagnosisAnswer,
    DiagnosisFigure,
    Evaluation,
    Participant,
)
from evaluator.services.ballots import bump_results
from evaluator.services.structure import lock_evaluation
from evaluator.services.versions import write_set
from workspace.models import User
from workspace.services.records import change_of, record


class AnswerIsStale(StaleVersion):
    message = _("You changed this answer in another window. It is shown as it is now.")


class FigureIsStale(StaleVersion):
    message = _("Somebody else changed this figure since you opened the page.")


class UnknownStatement(DomainError):
    message = _("This statement is not one of the diagnosis.")


class UnknownFigure(DomainError):
    message = _("This figure is not one of the diagnosis.")


@dataclass(frozen=True, slots=True)
class FigureEdit:
    """A figure with where and when it was read; no value takes it away again."""

    value: Decimal | None
    source: str
    as_of: date | None
    version: int
    currency: str = ""


def statement_keys() -> list[str]:
    return [statement.key for sign in signs() for statement in sign.statements]


@locked_change
def save_answers(
    *,
    participant: Participant,
    sign: Sign,
    values: Mapping[str, str],
    version: int,
    now: datetime,
) -> None:
    """Store the person's own answers to one sign; `version` is the one of the set."""
    evaluation = lock_evaluation(participant.evaluation)
    if not values.keys() <= {statement.key for statement in sign.statements}:
        raise UnknownStatement
    answers = DiagnosisAnswer.objects.in_evaluation(evaluation).given()
    is_first = not answers.exists()
    was_complete = is_complete(participant)
    changed = write_set(
        answers_to(participant, sign),
        column="statement",
        edits={key: {"value": value} for key, value in values.items()},
        new={"participant": participant, "answered_at": now},
        version=version,
        stale=AnswerIsStale,
    )
    if changed and is_first:
        bump_results(evaluation)  # the step bar of everybody says so
    if changed and not was_complete and is_complete(participant):
        record(
            "diagnosis.answered",
            team=evaluation.team,
            actor=participant.user,
            change=change_of(evaluation),
            now=now,
        )


def answers_to(participant: Participant, sign: Sign) -> QuerySet[DiagnosisAnswer]:
    keys = [statement.key for statement in sign.statements]
    return participant.diagnosis_answers.filter(statement__in=keys)


def is_complete(participant: Participant) -> bool:
    given = participant.diagnosis_answers.given().filter(statement__in=statement_keys())
    return given.count() == len(statement_keys())


@transaction.atomic
def set_figure(
    *,
    evaluation: Evaluation,
    key: str,
    edit: FigureEdit,
    actor: User,
    now: datetime,
) -> DiagnosisFigure | None:
    """Store, replace or take away one figure."""
    if key not in figure_keys():
        raise UnknownFigure
    rows = evaluation.diagnosis_figures.filter(key=key)
    before = rows.first()
    after = write_figure(evaluation, key, edit, actor=actor, now=now)
    record(
        "diagnosis.figure_set" if after else "diagnosis.figure_removed",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before={"value": str(before.value)} if before else None,
            after={"figure": key, "value": str(after.value) if after else None},
        ),
        now=now,
    )
    return after


def write_figure(
    evaluation: Evaluation, key: str, edit: FigureEdit, *, actor: User, now: datetime
) -> DiagnosisFigure | None:
    rows = evaluation.diagnosis_figures.filter(key=key)
    if edit.value is None:
        gone, _rows = rows.filter(version=edit.version).delete()
        if not gone and rows.exists():
            raise FigureIsStale(current=rows.first())
        return None
    fields = {
        "value": edit.value,
        "currency": edit.currency,
        "source": clean_line(edit.source),
        "as_of": edit.as_of,
        "entered_by": actor,
        "entered_at": now,
    }
    if not replace_figure(evaluation, key, fields, version=edit.version):
        raise FigureIsStale(current=rows.first())
    return rows.get()


def replace_figure(
    evaluation: Evaluation, key: str, fields: Mapping[str, object], *, version: int
) -> bool:
    """Make the first row (version 0), or replace the one seen, in one statement."""
    rows = evaluation.diagnosis_figures.filter(key=key)
    if version:
        return bool(rows.filter(version=version).update(version=version + 1, **fields))
    try:
        with transaction.atomic():
            DiagnosisFigure.objects.create(evaluation=evaluation, key=key, **fields)
    except IntegrityError:
        return False
    return True
