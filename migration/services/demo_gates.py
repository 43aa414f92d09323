"""The gates of the demo plan: one was passed with a condition, one waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import Section, read_section
from migration.models import Gate, Plan
from migration.planning.template import SHIPPED
from migration.services.gates.gate_decisions import Condition, Verdict, decide_gate
from migration.services.gates.gate_votes import Ballot, attest, cast_vote
from workspace.models import User

FILE = "demo_gates.yaml"
UNDECIDED = "none"


def add_demo_gates(
    plan: Plan, people: Mapping[str, User], *, lead: User, now: datetime
) -> None:
    """Say at the gates what the file tells."""
    problems: list[str] = []
    file = read_section(SHIPPED / FILE, problems)
    for part in file.parts("gates"):
        gate = plan.gates.get(template_key=part.text("gate"))
        gate.plan = plan
        then = now - timedelta(days=part.whole("days_ago"))
        speak(gate, part, people, now=then)
        if part.text("decision") != UNDECIDED:
            decide(gate, part, people, lead=lead, now=then)
    raise_if_any(problems)


def speak(
    gate: Gate, part: Section, people: Mapping[str, User], *, now: datetime
) -> None:
    for said in part.optional_parts("attested"):
        attest(
            criterion=gate.criteria.get(template_key=said.text("criterion")),
            proof=said.text("proof"),
            actor=people[said.text("who")],
            now=now,
        )
    for said in part.parts("votes"):
        ballot = Ballot(
            said.text("vote"),
            reason=said.optional_text("reason"),
            condition=said.optional_text("condition"),
        )
        cast_vote(gate=gate, ballot=ballot, actor=people[said.text("who")], now=now)


def decide(
    gate: Gate,
    part: Section,
    people: Mapping[str, User],
    *,
    lead: User,
    now: datetime,
) -> None:
    members = {member.user_id: member for member in gate.plan.members.all()}
    conditions = [
        Condition(
            said.text("text"),
            members[people[said.text("who")].pk],
            gate.plan.team.day_of(now) + timedelta(days=said.whole("days")),
        )
        for said in part.parts("conditions")
    ]
    gate.refresh_from_db(fields=["turn"])
    verdict = Verdict(
        part.text("decision"),
        reason=part.text("reason"),
        conditions=conditions,
        turn=gate.turn,
    )
    decide_gate(gate=gate, verdict=verdict, actor=lead, now=now)
