"""The page of one gate, drawn for every view that changes something on it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from migration.access import may_vote
from migration.forms.gates.gates import (
    ConditionFormSet,
    CriterionForm,
    DecisionForm,
    NotedVoteForm,
    ReopenForm,
    VoteForm,
)
from migration.models import Gate, GateVote, PlanMember
from migration.selectors.gates.gate_words import frozen_row, frozen_words
from migration.selectors.gates.gates import GateRow, read_gate, removed_criteria
from migration.views.frame import render_plan
from workspace.requests import PersonRequest


def render_gate(
    request: PersonRequest,
    member: PlanMember,
    gate: Gate,
    *,
    status: int = HTTPStatus.OK,
    **page: Any,
) -> HttpResponse:
    """Draw the gate. `page` may hold a bound form under its name, and `attesting`."""
    row = read_gate(gate, today=member.plan.team.day_of(timezone.now()))
    return render_plan(
        request,
        "migration/gate.html",
        member=member,
        context=gate_context(member, row) | page,
        status=status,
    )


def gate_context(member: PlanMember, row: GateRow) -> dict[str, Any]:
    plan, gate = member.plan, row.gate
    own = row.vote_of(member.user_id)
    return {
        "row": row,
        "gate": gate,
        "own_vote": own,
        "may_vote": may_vote(member, gate),
        "vote_form": VoteForm(initial=said(own)),
        "noted_form": NotedVoteForm(plan=plan),
        "criterion_form": CriterionForm(initial={"is_hard": True}),
        "decision_form": DecisionForm(initial={"turn": gate.turn}),
        "condition_forms": ConditionFormSet(
            prefix="conditions", initial=asked(row), form_kwargs={"plan": plan}
        ),
        "reopen_form": ReopenForm(),
        "then": frozen_words(row.decision) if row.decision else {},
        "conditions": row.decision.conditions.select_related("task__assigned_to__user")
        if row.decision
        else [],
        "earlier_votes": row.earlier_votes[::-1],
        "earlier": [
            (made, [frozen_row(each) for each in made.figures])
            for made in gate.decisions.all()
            if made.reopened_at is not None
        ][::-1],
        "removed_criteria": removed_criteria(gate),
    }


def said(vote: GateVote | None) -> dict[str, str]:
    names = ("vote", "reason", "condition")
    return {name: getattr(vote, name) for name in names} if vote else {}


def asked(row: GateRow) -> list[dict[str, str]]:
    """Return the conditions of the votes that stand, as lines of the decision."""
    return [{"text": vote.condition} for vote in row.votes if vote.condition]
