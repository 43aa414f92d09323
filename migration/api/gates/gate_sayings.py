"""What people say at a gate, in the API: attested, voted, decided, reopened."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created
from common.api_bodies import Day, Id, Line, Link, ReasonBody, Text
from common.api_schema import described
from migration.access import get_gate, get_gate_criterion, get_gate_to_vote
from migration.api.gates.gate_shapes import (
    GateCriterionShape,
    GateHistoryShape,
    VoteShape,
    history_shape,
    vote_shape,
)
from migration.api.gates.gates import measured, shape_of
from migration.models import Gate, GateCriterion, GateDecision, GateVote, Plan
from migration.permissions import Action
from migration.services.gates.gate_decisions import (
    Condition,
    Verdict,
    decide_gate,
    reopen_gate,
)
from migration.services.gates.gate_votes import (
    Ballot,
    attest,
    cast_vote,
    note_vote,
    withdraw,
)
from workspace.api_view import APIView

STALE = {412: "Something was said at the gate since `turn`; `current` shows it."}


class AttestationBody(Body):
    proof = Line(max_length=600)
    link = Link(required=False, allow_blank=True, default="")


class VoteBody(Body):
    """A no needs its `reason`, a go with a condition its `condition`."""

    vote = serializers.ChoiceField(choices=GateVote.Vote.values)
    reason = Line(max_length=400, required=False, allow_blank=True, default="")
    condition = Line(max_length=200, required=False, allow_blank=True, default="")


class NotedVoteBody(VoteBody):
    """The vote of a stakeholder of the plan who has no account."""

    stakeholder = Id()


class ConditionBody(Body):
    """`owner` is a member of the plan who works on it."""

    text = Line(max_length=200)
    owner = Id()
    due_on = Day()


class VerdictBody(Body):
    """`turn` is that of the gate as it was read."""

    decision = serializers.ChoiceField(choices=GateDecision.Kind.values)
    reason = Text(max_length=1000, required=False, allow_blank=True, default="")
    turn = serializers.IntegerField(min_value=0, max_value=10**9)
    conditions = ConditionBody(many=True, required=False)


class Attestation(APIView):
    def shows_current(self, current: GateCriterion) -> object:
        return shape_of(current)

    @described(body=AttestationBody, answer=GateCriterionShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Say that it is true, and what proves it."""
        _member, criterion = get_gate_criterion(
            request.user, pk, action=Action.COMPLETE
        )
        attested = attest(
            criterion=criterion,
            **read_body(AttestationBody, request),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(shape_of(attested), attested.version)

    @described(answer=GateCriterionShape, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the word back; what proved it stays to be looked at again."""
        _member, criterion = get_gate_criterion(
            request.user, pk, action=Action.COMPLETE
        )
        withdrawn = withdraw(
            criterion=criterion,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(shape_of(withdrawn), withdrawn.version)


class VoteOfOwn(APIView):
    @described(body=VoteBody, answer=VoteShape)
    def put(self, request: Request, pk: int) -> Response:
        """Give the own vote, or change it; the earlier one stays in the history.

        Who sits on a chair that is asked votes in any role on the plan.
        """
        _member, gate = get_gate_to_vote(request.user, pk)
        vote = cast_vote(
            gate=gate,
            ballot=Ballot(**read_body(VoteBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(vote_shape(vote))


class NotedVoteList(APIView):
    @described(body=NotedVoteBody, answer=VoteShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Note the vote of somebody without account."""
        _member, gate = get_gate(request.user, pk, action=Action.EDIT)
        body = read_body(NotedVoteBody, request)
        people = gate.plan.stakeholders.present()
        stakeholder = get_object_or_404(people, pk=body.pop("stakeholder"))
        vote = note_vote(
            gate=gate,
            stakeholder=stakeholder,
            ballot=Ballot(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(vote_shape(vote), "gate-detail", gate.pk)


class DecidingGate(APIView):
    def shows_current(self, current: Gate) -> object:
        return history_shape(measured(current))

    @described(body=VerdictBody, answer=GateHistoryShape, also=STALE)
    def post(self, request: Request, pk: int) -> Response:
        """Decide the gate; refused while something hard is open or a vote missing.

        Conditions become tasks. The figures of this moment stay with the decision.
        """
        _member, gate = get_gate(request.user, pk, action=Action.MANAGE)
        body = read_body(VerdictBody, request)
        body["conditions"] = conditions_of(gate.plan, body.get("conditions", []))
        decide_gate(
            gate=gate,
            verdict=Verdict(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(history_shape(measured(gate)))


class ReopeningGate(APIView):
    @described(body=ReasonBody, answer=GateHistoryShape)
    def post(self, request: Request, pk: int) -> Response:
        """Open it again, with a reason; the decision stays, and all vote anew."""
        _member, gate = get_gate(request.user, pk, action=Action.MANAGE)
        body = read_body(ReasonBody, request)
        reopen_gate(gate=gate, **body, actor=request.user, now=timezone.now())
        return Response(history_shape(measured(gate)))


def conditions_of(plan: Plan, sent: list[dict[str, Any]]) -> list[Condition]:
    """Return the conditions with the people of this plan: 404 for strangers."""
    workers = plan.members.who_work()
    return [
        Condition(**each | {"owner": get_object_or_404(workers, pk=each["owner"])})
        for each in sent
    ]
