"""How pages say the state of gates, criteria and votes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from migration.selectors.checklist.checklist import PhaseBlock
from migration.selectors.gates.gate_marks import GateMarks, GateNotes, Mark
from migration.selectors.gates.gate_words import (
    CRITERION_STATES,
    GATE_STATES,
    figure_words,
    limit_words,
)
from migration.selectors.gates.gates import CriterionRow

register = template.Library()
PILL = "components/_pill.html"


@register.inclusion_tag(PILL)
def gate_state(state: str) -> dict[str, Any]:
    text, kind = GATE_STATES[state]
    return {"text": text, "kind": kind}


@register.inclusion_tag(PILL)
def criterion_state(state: str) -> dict[str, Any]:
    text, kind = CRITERION_STATES[state]
    return {"text": text, "kind": kind}


@register.filter
def figure_of(row: CriterionRow) -> str:
    return figure_words(row.criterion.measure, row.figure)


@register.filter
def limit_of(row: CriterionRow) -> str:
    return limit_words(row.criterion.measure, row.criterion.limit)


@register.filter
def state_words(state: str) -> str:
    return str(GATE_STATES[state][0])


@register.filter
def of_phase(marks: GateMarks | None, phase: str) -> list[Mark]:
    return marks.of_phase(phase) if marks else []


@register.filter
def notes_on(marks: GateMarks | None, blocks: Iterable[PhaseBlock]) -> GateNotes | None:
    """Return where the checklist says that gates are not passed, each once."""
    left = {
        block.key: [line.task for line in block.lines]
        for block in blocks
        if block.lines and not block.is_finished
    }
    return marks.notes_on(left) if marks else None


@register.filter
def by_key(rows: dict[Any, Any] | None, key: object) -> Any:
    """Return what stands under the key, or nothing."""
    return (rows or {}).get(key)
