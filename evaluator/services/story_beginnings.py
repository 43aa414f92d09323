"""Play what a story tells of diagnosis, readiness and goals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal

from evaluator.content.diagnosis import signs
from evaluator.content.story_beginnings import ObjectiveSaid
from evaluator.models import Objective, Participant
from evaluator.services.company_readiness import (
    ReadinessEdit,
    save_kinds,
    save_readiness,
)
from evaluator.services.diagnosis import FigureEdit, save_answers, set_figure
from evaluator.services.goals import ObjectiveEdit, add_objective, choose_goals
from evaluator.services.stories import Play


def play_beginnings(play: Play, *, voices: Collection[str]) -> None:
    """Let these people answer the signs; the lead says all the rest."""
    for who in voices:
        answer_signs(play, who)
    enter_figures(play)
    check_company(play)
    set_goals(play)


def part_of(play: Play, who: str) -> Participant | None:
    if not who:
        return None
    participant = play.evaluation.participants.get(user=play.people[who])
    participant.evaluation = play.evaluation
    return participant


def answer_signs(play: Play, who: str) -> None:
    participant = part_of(play, who)
    for sign in signs():
        said = play.story.beginnings.answers_of(who, sign.key)
        if participant and said:
            keys = [statement.key for statement in sign.statements]
            save_answers(
                participant=participant,
                sign=sign,
                values=dict(zip(keys, said, strict=True)),
                version=0,
                now=play.ago(play.story.days.created),
            )


def enter_figures(play: Play) -> None:
    for said in play.story.beginnings.figures:
        edit = FigureEdit(
            value=Decimal(str(said.value)),
            source=said.source,
            as_of=play.day(play.story.days.created),
            version=0,
            currency=said.currency,
        )
        set_figure(
            evaluation=play.evaluation,
            key=said.key,
            edit=edit,
            actor=play.lead,
            now=play.ago(play.story.days.created),
        )


def check_company(play: Play) -> None:
    told, at = play.story.beginnings, play.ago(play.story.days.created)
    save_kinds(
        evaluation=play.evaluation,
        answers=told.kinds,
        version=0,
        actor=play.lead,
        now=at,
    )
    save_readiness(
        evaluation=play.evaluation,
        edits={
            said.point: ReadinessEdit(said.answer, part_of(play, said.owner), said.note)
            for said in told.readiness
        },
        version=0,
        actor=play.lead,
        now=at,
    )


def set_goals(play: Play) -> None:
    told, at = play.story.beginnings, play.ago(play.story.days.created)
    if not told.goals:
        return
    choose_goals(
        evaluation=play.evaluation,
        keys=told.goals,
        own_name="",
        actor=play.lead,
        now=at,
    )
    made: list[Objective] = []
    for said in told.objectives:
        made.append(
            add_objective(
                evaluation=play.evaluation,
                edit=objective_edit(play, said, made),
                actor=play.lead,
                now=at,
            )
        )


def objective_edit(
    play: Play, said: ObjectiveSaid, made: list[Objective]
) -> ObjectiveEdit:
    first = play.day(play.story.days.created)
    is_later = first is not None and said.days is not None
    return ObjectiveEdit(
        statement=said.statement,
        kind=said.kind,
        metric=said.metric,
        unit=said.unit,
        baseline=decimal_of(said.baseline),
        baseline_on=first if said.baseline is not None else None,
        baseline_source=said.source,
        target=decimal_of(said.target),
        deadline=first + timedelta(days=said.days or 0) if first and is_later else None,
        owner=part_of(play, said.owner),
        goal=play.evaluation.company_goals.filter(key=said.goal).first(),
        market=said.market,
        trade_off=said.trade_off,
        parent=None if said.part_of is None else made[said.part_of],
        department=said.department,
        sign=said.sign,
        criteria=tuple(play.criteria[key] for key in said.criteria),
    )


def decimal_of(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
