"""What people say at a gate: attested, voted, decided, reopened."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.conflicts import rewrite
from common.errors import DomainError, StaleVersion
from migration.access import get_gate, get_gate_criterion, get_gate_to_vote
from migration.forms.gates.gates import (
    AttestForm,
    ConditionFormSet,
    DecisionForm,
    NotedVoteForm,
    ReopenForm,
    VoteForm,
)
from migration.models import Gate, GateDecision, Plan
from migration.permissions import Action
from migration.services.gates.gate_decisions import Condition, decide_gate, reopen_gate
from migration.services.gates.gate_votes import attest, cast_vote, note_vote, withdraw
from migration.views.gates.gate_page import render_gate
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
STALE = HTTPStatus.PRECONDITION_FAILED


@require_POST
def gate_attest(request: PersonRequest, pk: int) -> HttpResponse:
    member, criterion = get_gate_criterion(request.user, pk, action=Action.COMPLETE)
    gate = criterion.gate
    form = AttestForm(request.POST, auto_id=f"attest-{pk}-%s")
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            attest(
                criterion=criterion,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(gate_url(gate, f"criterion-{pk}"))
        except StaleVersion as error:
            form.add_error(None, str(error))
            rewrite(form, {"version": str(error.current.version)})
            status = STALE
        except DomainError as error:
            form.add_error(None, str(error))
    page = {"attesting": pk, "attest_form": form}
    return render_gate(request, member, gate, **page, status=status)


@require_POST
def gate_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was attested."""
    member, criterion = get_gate_criterion(request.user, pk, action=Action.COMPLETE)
    gate = criterion.gate
    try:
        withdraw(criterion=criterion, actor=request.user, now=timezone.now())
    except DomainError as error:
        return render_gate(
            request, member, gate, problem=str(error), status=UNPROCESSABLE
        )
    return redirect(gate_url(gate, f"criterion-{pk}"))


@require_POST
def gate_vote(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate_to_vote(request.user, pk)
    form = VoteForm(request.POST)
    if form.is_valid():
        try:
            cast_vote(
                gate=gate,
                ballot=form.ballot(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(gate_url(gate, "votes"))
        except DomainError as error:
            form.add_error(None, str(error))
    return render_gate(request, member, gate, vote_form=form, status=UNPROCESSABLE)


@require_POST
def gate_vote_note(request: PersonRequest, pk: int) -> HttpResponse:
    """Write down the vote of somebody without account."""
    member, gate = get_gate(request.user, pk, action=Action.EDIT)
    form = NotedVoteForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            note_vote(
                gate=gate,
                stakeholder=form.cleaned_data["stakeholder"],
                ballot=form.ballot(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(gate_url(gate, "votes"))
        except DomainError as error:
            form.add_error(None, str(error))
    return render_gate(request, member, gate, noted_form=form, status=UNPROCESSABLE)


@require_POST
def gate_decide(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.MANAGE)
    form = DecisionForm(request.POST)
    lines = conditions_sent(request, member.plan)
    status = UNPROCESSABLE
    if form.is_valid() and are_fit(form, lines):
        try:
            decide_gate(
                gate=gate,
                verdict=form.verdict(conditions_of(form, lines)),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(gate_url(gate, "decision"))
        except StaleVersion as error:
            form.add_error(None, str(error))
            rewrite(form, {"turn": str(error.current.turn)})
            status = STALE
        except DomainError as error:
            form.add_error(None, str(error))
    page = {"decision_form": form, "condition_forms": lines}
    return render_gate(request, member, gate, **page, status=status)


@require_POST
def gate_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.MANAGE)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            reopen_gate(
                gate=gate, **form.cleaned_data, actor=request.user, now=timezone.now()
            )
            return redirect(gate_url(gate, "decision"))
        except DomainError as error:
            form.add_error(None, str(error))
    return render_gate(request, member, gate, reopen_form=form, status=UNPROCESSABLE)


def gate_url(gate: Gate, part: str) -> str:
    return f"{redirect('migration:gate_detail', pk=gate.pk).url}#{part}"


def conditions_sent(request: PersonRequest, plan: Plan) -> Any:
    return ConditionFormSet(
        request.POST, prefix="conditions", form_kwargs={"plan": plan}
    )


def are_fit(form: DecisionForm, lines: Any) -> bool:
    """Conditions are read only by the decision that has some."""
    return not has_conditions(form) or lines.is_valid()


def conditions_of(form: DecisionForm, lines: Any) -> list[Condition]:
    if not has_conditions(form):
        return []
    found = (line.condition() for line in lines)
    return [condition for condition in found if condition]


def has_conditions(form: DecisionForm) -> bool:
    return bool(form.cleaned_data["decision"] == GateDecision.Kind.CONDITIONAL)
