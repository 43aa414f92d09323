"""How things look in answers of the API: plain dicts, ISO dates, Latin digits."""

from __future__ import annotations

from typing import Any, TypedDict

from evaluator.models import (
    Candidate,
    Criterion,
    Fact,
    Participant,
    Platform,
    Score,
)
from evaluator.permissions import allowed_actions
from evaluator.selectors.must_haves import MustHaveCell
from evaluator.selectors.results import RequirementTree, Results


class PlatformShape(TypedDict):
    id: int
    key: str
    name: str
    vendor: str
    is_own: bool
    kinds: list[str]
    deployments: list[str]
    audiences: list[str]
    channels: list[str]
    integrations: list[str]


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


class PlatformPageShape(PlatformShape):
    facts: list[FactShape]


class ScoreShape(TypedDict):
    """`state` is scored, unscored, abstained or not_shown; `value` 0 to 5 or null."""

    candidate: int
    criterion: int
    state: str
    value: int | None
    rung: str
    note: str
    version: int


def platform_shape(platform: Platform) -> PlatformShape:
    return {
        "id": platform.pk,
        "key": platform.key,
        "name": platform.name,
        "vendor": platform.vendor,
        "is_own": platform.team_id is not None,
        "kinds": platform.kinds,
        "deployments": platform.deployments,
        "audiences": platform.audiences,
        "channels": platform.channels,
        "integrations": platform.integrations,
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
    }


def evaluation_shape(participant: Participant) -> dict[str, Any]:
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
        "due_on": evaluation.due_on,
        "is_illustrative": evaluation.is_illustrative,
        "revealed_at": evaluation.revealed_at,
        "archived_at": evaluation.archived_at,
        "role": participant.role,
        "is_evaluator": participant.is_evaluator,
        "actions": sorted(allowed_actions(participant)),
        "version": evaluation.version,
    }


def criterion_shape(
    criterion: Criterion, tree: RequirementTree, weights: dict[int, float]
) -> dict[str, Any]:
    return {
        "id": criterion.pk,
        "parent": criterion.parent_id,
        "kind": criterion.kind,
        "name": criterion.name,
        "description": criterion.description,
        "scale": criterion.scale,
        "weight": str(criterion.weight),
        "global_weight": weights.get(criterion.pk),
        "unit": criterion.unit,
        "value_function": criterion.value_function or None,
        "version": criterion.version,
    }


def candidate_shape(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.pk,
        "platform": candidate.platform_id,
        "name": candidate.name,
        "stage": candidate.stage,
        "eliminated_because": candidate.eliminated_because,
        "is_incumbent": candidate.is_incumbent,
        "note": candidate.note,
        "version": candidate.version,
    }


def must_have_shape(cell: MustHaveCell) -> dict[str, Any]:
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
        "state": "unscored" if score is None or is_empty else score.state,
        "value": score.value if score else None,
        "rung": score.rung if score else "",
        "note": score.note if score else "",
        "version": score.version if score else 0,
    }


def results_shape(results: Results) -> dict[str, Any]:
    """The one number, with everything it is made of."""
    evaluation = results.evaluation
    shape: dict[str, Any] = {
        "evaluation": evaluation.pk,
        "mode": evaluation.mode,
        "group_method": evaluation.group_method,
        "missing_policy": evaluation.missing_policy,
        "is_illustrative": evaluation.is_illustrative,
        "evaluators": len(results.evaluators),
        "weights": {},
        "ranking": [],
        "out": [
            {
                "candidate": strip.candidate.pk,
                "name": strip.candidate.name,
                "failed": [cell.criterion.pk for cell in strip.failed],
            }
            for strip in results.must_haves.strips
            if strip.is_out
        ],
    }
    if results.is_computable:
        shape["weights"] = results.tree.leaf_weights
        shape["ranking"] = [
            {
                "candidate": standing.candidate,
                "name": results.candidates[int(standing.candidate)].name,
                "rank": standing.rank,
                "total": standing.total,
                "coverage": standing.coverage,
                "lowest": standing.lowest,
                "highest": standing.highest,
                "contributions": dict(standing.contributions),
            }
            for standing in results.ranking.standings
        ]
    return shape
