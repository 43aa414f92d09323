"""How things look in answers of the API: plain dicts, ISO dates, Latin digits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from evaluator.models import (
    Candidate,
    Criterion,
    Evaluation,
    Fact,
    Participant,
    Platform,
    Score,
)
from evaluator.permissions import allowed_actions
from evaluator.selectors.counted_tree import requirement_tree
from evaluator.selectors.must_haves import MustHaveCell
from evaluator.selectors.tree import wholes_of


class PlatformShape(TypedDict):
    id: int
    key: str
    name: str
    vendor: str
    is_own: bool
    team: int | None
    homepage: str
    kinds: list[str]
    deployments: list[str]
    audiences: list[str]
    channels: list[str]
    integrations: list[str]
    note: str
    version: int


class FactShape(TypedDict):
    """An unknown value is null, an undated figure has no `as_of`."""

    id: int
    key: str
    slot: str
    value: Any
    unit: str
    currency: str
    as_of: str | None
    source: str
    source_url: str | None
    via: str
    trust: str
    confidence: str
    note: str
    details: Any
    is_own: bool
    team: int | None
    version: int


class PlatformPageShape(PlatformShape):
    facts: list[FactShape]


class EvaluationShape(TypedDict):
    """`role` and `actions` are the own ones; a state is setup, scoring or revealed."""

    id: int
    team: int
    title: str
    purpose: str
    state: str
    mode: str
    group_method: str
    missing_policy: str
    needs_evidence: bool
    needs_note: bool
    reveals_itself: bool
    two_envelopes: bool
    due_on: date | None
    is_illustrative: bool
    created_at: datetime
    opened_at: datetime | None
    revealed_at: datetime | None
    archived_at: datetime | None
    deleted_at: datetime | None
    role: str
    is_evaluator: bool
    actions: list[str]
    version: int


class CriterionShape(TypedDict):
    """`weight` is local within the parent, `global_weight` a share of 1."""

    id: int
    evaluation: int
    parent: int | None
    position: int
    kind: str
    name: str
    description: str
    scale: list[str]
    wanted_by: str
    why: str
    weight: str
    global_weight: float | None
    unit: str
    value_function: Any
    fact_key: str
    money_figure: str
    need: str
    version: int


class CandidateShape(TypedDict):
    id: int
    evaluation: int
    platform: int | None
    name: str
    stage: str
    eliminated_because: str
    is_incumbent: bool
    note: str
    version: int


class MustHaveShape(TypedDict):
    """`verdict` is yes, no, unknown or waived."""

    candidate: int
    criterion: int
    verdict: str
    answer: str
    is_claimed: bool
    rung: str
    evidence: str
    link: str
    waived_because: str
    waived_until: date | None
    version: int


class ScoreShape(TypedDict):
    """`state` is scored, unscored, abstained or not_shown; `value` 0 to 5 or null."""

    candidate: int
    criterion: int
    id: int | None
    state: str
    value: int | None
    rung: str
    note: str
    link: str
    file: str | None
    version: int


class PersonShape(TypedDict):
    """Who takes part; `id` is the part, `user` the person.

    `price_right`: whether prices are seen; null is as the role has it.
    """

    id: int
    user: int
    name: str
    role: str
    is_evaluator: bool
    price_right: bool | None
    left_at: datetime | None


def platform_shape(platform: Platform) -> PlatformShape:
    return {
        "id": platform.pk,
        "key": platform.key,
        "name": platform.name,
        "vendor": platform.vendor,
        "is_own": platform.team_id is not None,
        "team": platform.team_id,
        "homepage": platform.homepage,
        "kinds": platform.kinds,
        "deployments": platform.deployments,
        "audiences": platform.audiences,
        "channels": platform.channels,
        "integrations": platform.integrations,
        "note": platform.note,
        "version": platform.version,
    }


def fact_shape(fact: Fact) -> FactShape:
    return {
        "id": fact.pk,
        "key": fact.key,
        "slot": fact.slot,
        "value": fact.value,
        "unit": fact.unit,
        "currency": fact.currency,
        "as_of": fact.as_of or None,
        "source": fact.source,
        "source_url": fact.source_url or None,
        "via": fact.via,
        "trust": fact.trust,
        "confidence": fact.confidence,
        "note": fact.note,
        "details": fact.details,
        "is_own": fact.team_id is not None,
        "team": fact.team_id,
        "version": fact.version,
    }


def evaluation_shape(participant: Participant) -> EvaluationShape:
    evaluation = participant.evaluation
    return {
        "id": evaluation.pk,
        "team": evaluation.team_id,
        "title": evaluation.title,
        "purpose": evaluation.purpose,
        "state": evaluation.state,
        "mode": evaluation.mode,
        "group_method": evaluation.group_method,
        "missing_policy": evaluation.missing_policy,
        "needs_evidence": evaluation.needs_evidence,
        "needs_note": evaluation.needs_note,
        "reveals_itself": evaluation.reveals_itself,
        "two_envelopes": evaluation.two_envelopes,
        "due_on": evaluation.due_on,
        "is_illustrative": evaluation.is_illustrative,
        "created_at": evaluation.created_at,
        "opened_at": evaluation.opened_at,
        "revealed_at": evaluation.revealed_at,
        "archived_at": evaluation.archived_at,
        "deleted_at": evaluation.deleted_at,
        "role": participant.role,
        "is_evaluator": participant.is_evaluator,
        "actions": sorted(allowed_actions(participant)),
        "version": evaluation.version,
    }


def global_weights_of(evaluation: Evaluation) -> dict[int, float]:
    """Return shares of the whole by criterion; nothing while nothing weighs."""
    wholes = wholes_of(requirement_tree(evaluation).forest)
    return {int(key): weight for key, weight in wholes.items()}


def criterion_shape(
    criterion: Criterion,
    weights: Mapping[int, float],
    *,
    withheld: Collection[int] = (),
) -> CriterionShape:
    """`withheld`: whose ends the reader may not see, for prices lie between them."""
    is_open = criterion.pk not in withheld
    return {
        "id": criterion.pk,
        "evaluation": criterion.evaluation_id,
        "parent": criterion.parent_id,
        "position": criterion.position,
        "kind": criterion.kind,
        "name": criterion.name,
        "description": criterion.description,
        "scale": criterion.scale,
        "wanted_by": criterion.wanted_by,
        "why": criterion.why,
        "weight": str(criterion.weight),
        "global_weight": weights.get(criterion.pk),
        "unit": criterion.unit,
        "value_function": (criterion.value_function or None) if is_open else None,
        "fact_key": criterion.fact_key,
        "money_figure": criterion.money_figure,
        "need": criterion.need_key,
        "version": criterion.version,
    }


def candidate_shape(candidate: Candidate) -> CandidateShape:
    return {
        "id": candidate.pk,
        "evaluation": candidate.evaluation_id,
        "platform": candidate.platform_id,
        "name": candidate.name,
        "stage": candidate.stage,
        "eliminated_because": candidate.eliminated_because,
        "is_incumbent": candidate.is_incumbent,
        "note": candidate.note,
        "version": candidate.version,
    }


def must_have_shape(cell: MustHaveCell) -> MustHaveShape:
    answer = cell.answer
    return {
        "candidate": cell.candidate.pk,
        "criterion": cell.criterion.pk,
        "verdict": str(cell.verdict),
        "answer": answer.answer,
        "is_claimed": cell.is_claimed,
        "rung": answer.rung,
        "evidence": answer.evidence,
        "link": answer.link,
        "waived_because": answer.waived_because,
        "waived_until": answer.waived_until,
        "version": answer.version,
    }


def score_shape(
    candidate_pk: int, criterion_pk: int, score: Score | None
) -> ScoreShape:
    is_empty = score is None or score.state == Score.State.EMPTY
    return {
        "candidate": candidate_pk,
        "criterion": criterion_pk,
        "id": score.pk if score else None,
        "state": "unscored" if score is None or is_empty else score.state,
        "value": score.value if score else None,
        "rung": score.rung if score else "",
        "note": score.note if score else "",
        "link": score.link if score else "",
        "file": score.file.name if score and score.file else None,
        "version": score.version if score else 0,
    }


def person_shape(participant: Participant) -> PersonShape:
    """Return who takes part, as everybody in the evaluation knows it."""
    return {
        "id": participant.pk,
        "user": participant.user_id,
        "name": str(participant.user),
        "role": participant.role,
        "is_evaluator": participant.is_evaluator,
        "price_right": participant.price_right,
        "left_at": participant.left_at,
    }
