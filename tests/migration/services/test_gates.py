from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext, override

from migration.models import Gate, GateVote
from migration.planning.gates import CriterionState, GateState, Measure
from migration.selectors.gates.gate_marks import read_marks
from migration.selectors.gates.gate_words import frozen_words
from migration.selectors.gates.gates import read_gate, read_gates
from migration.services.gates.gate_decisions import (
    Condition,
    GateMoved,
    GateRefused,
    Verdict,
    decide_gate,
    reopen_gate,
)
from migration.services.gates.gate_votes import (
    Ballot,
    ConditionMissing,
    HasAccount,
    IsMeasured,
    ProofMissing,
    ReasonMissing,
    attest,
    cast_vote,
    note_vote,
)
from migration.services.gates.gates import (
    CriterionEdit,
    GateDecided,
    GateEdit,
    TaskElsewhere,
    add_criterion,
    add_gate,
    edit_criterion,
    edit_gate,
    seed_gates,
)
from migration.services.people.people import remove_plan_member
from migration.services.people.stakeholders import remove_stakeholder
from migration.services.plans.switches import Switches, set_switches

pytestmark = pytest.mark.django_db
GO, NO = Ballot("go"), Ballot("no_go", reason="DNS is late")
PASSED = Verdict("passed")


@pytest.fixture
def gated(plan, act):
    set_switches(
        plan=plan, switches=Switches(uses_gates=True), version=plan.version, **act
    )
    return plan


@pytest.fixture
def gate(gated, act) -> Gate:
    """Ours: one hard criterion that somebody attests, and the sponsor's vote."""
    gated.stakeholders.create(
        role="sponsor", name="Eva", member=gated.members.get(user=act["actor"])
    )
    edit = GateEdit(name="Data is in", phase="data", voters=("sponsor",))
    gate = add_gate(plan=gated, edit=edit, **act)
    add_criterion(gate=gate, edit=CriterionEdit("Samples look right"), **act)
    return gate


@pytest.fixture
def ready(gate, act) -> Gate:
    attest(criterion=gate.criteria.get(), proof="Seen by two", **act)
    cast_vote(gate=gate, ballot=GO, **act)
    return gate


def decide(gate: Gate, verdict: Verdict, act):
    gate.refresh_from_db()
    return decide_gate(gate=gate, verdict=replace(verdict, turn=gate.turn), **act)


def row_of(gate: Gate, now):
    return read_gate(gate, today=now.date())


def test_switching_on_brings_the_usual_gates_to_the_phases_there_are(gated, act):
    places = {gate.template_key: gate for gate in gated.gates.select_related("opens")}

    assert len(places) == 6
    assert places["settled"].phase == "adopt"  # a small move has no phase of its own
    assert places["go_no_go"].opens.template_key == "go_live"
    assert seed_gates(plan=gated, **act) == 0


def test_a_phase_that_the_plan_lacks_gets_no_gate(plan, act):
    plan.tasks.filter(phase="design").delete()

    seed_gates(plan=plan, **act)

    assert not plan.gates.filter(template_key="scope").exists()


def test_an_empty_plan_fills_no_criterion_by_itself(gated, now):
    rows = read_gates(gated, today=now.date())
    holding = {
        each.criterion.template_key
        for row in rows
        for each in row.criteria
        if each.state is CriterionState.HOLDS
    }

    assert {row.state for row in rows} == {GateState.WAITING}
    assert holding == set()


def test_figures_come_from_the_plan(gated, now):
    gated.assets.create(name="a", kind="form", import_key="a", is_critical=True)
    gated.assets.create(
        name="b", kind="form", import_key="b", disposition="retire", signed_at=now
    )
    item = gated.contact_lists.create(name="News")
    for side, counts in (
        ("source", {"active": 10, "unsubscribed": 4}),
        ("target", {"active": 9, "unsubscribed": 3}),
        ("move", {"loaded": 9, "excluded_unsubscribed": 4}),
    ):
        item.counts.create(side=side, counted_on=now.date(), counts=counts)

    rows = {row.gate.template_key: row for row in read_gates(gated, today=now.date())}
    found = {
        each.criterion.template_key: (each.figure.count, each.figure.of, each.state)
        for row in rows.values()
        for each in row.criteria
        if each.figure
    }

    assert found["scope_decided"] == (1, 2, "fails")
    assert found["go_critical"] == (1, 1, "fails")
    assert found["go_explained"] == (1, 1, "fails")
    assert found["go_suppressed"] == (1, 1, "fails")
    assert found["scope_lists"] == (0, 1, "holds")


def test_tasks_behind_a_gate_in_its_phase_are_not_asked_for(gated, now):
    gate = gated.gates.get(template_key="settled")

    tasks = next(each for each in row_of(gate, now).criteria if each.figure)

    assert (tasks.figure.count, tasks.figure.of) == (2, 2)  # watch and review


def test_a_gate_is_refused_in_words_while_something_hard_is_open(gate, act):
    with pytest.raises(GateRefused) as refused:
        decide(gate, PASSED, act)

    said = str(refused.value)
    assert "neither measured nor attested: Samples look right." in said
    assert "A vote is missing" in said
    assert not gate.decisions.exists()


def test_a_gate_is_decided_with_the_figures_of_that_moment(ready, act, now):
    made = decide(ready, PASSED, act)

    criterion = ready.criteria.get()
    criterion.attested_at = None
    criterion.save()
    then, row = frozen_words(made)[criterion.pk], row_of(ready, now)
    assert row.state is GateState.PASSED
    assert then["state"] == "holds"
    assert then["proof"] == "Seen by two"
    assert row.criteria[0].state is CriterionState.UNKNOWN
    assert made.votes.get().voter == act["actor"]


def test_nobody_decides_on_what_they_have_not_read(ready, people, act):
    seen = ready.turn
    cast_vote(gate=ready, ballot=NO, **act)

    with pytest.raises(GateMoved):
        decide_gate(gate=ready, verdict=replace(PASSED, turn=seen), **act)


def test_conditions_become_tasks_with_person_and_day(ready, people, act, now):
    vote = Ballot("conditions", condition="Watch the bounces for a week")
    cast_vote(gate=ready, ballot=vote, actor=people["evaluator"], now=now)
    owner = ready.plan.members.get(user=people["evaluator"])
    due = now.date() + timedelta(days=7)
    condition = Condition(vote.condition, owner, due)

    with pytest.raises(GateRefused):
        decide(ready, PASSED, act)
    made = decide(ready, Verdict("conditional", conditions=[condition]), act)

    task = made.conditions.get().task
    assert (task.title, task.assigned_to, task.due_on) == (vote.condition, owner, due)
    assert task.phase == "build"  # the phase behind the gate


def test_a_vote_can_change_and_the_earlier_one_stays(gate, act, now):
    cast_vote(gate=gate, ballot=NO, **act)
    cast_vote(gate=gate, ballot=GO, **act)

    assert [vote.vote for vote in row_of(gate, now).votes] == ["go"]
    assert gate.votes.filter(replaced_at__isnull=False).get().reason == "DNS is late"


def test_votes_say_why_not_and_on_what_condition(gate, act):
    with pytest.raises(ReasonMissing):
        cast_vote(gate=gate, ballot=Ballot("no_go"), **act)
    with pytest.raises(ConditionMissing):
        cast_vote(gate=gate, ballot=Ballot("conditions"), **act)

    assert not gate.votes.exists()


def test_the_vote_of_somebody_without_account_is_noted(gate, act, now):
    seated = gate.plan.stakeholders.get(role="sponsor")
    outside = gate.plan.stakeholders.create(role="crm", name="Nadia")
    edit = GateEdit(name="Data is in", phase="data", voters=("crm",))
    edit_gate(gate=gate, edit=edit, version=1, **act)

    noted = note_vote(gate=gate, stakeholder=outside, ballot=GO, **act)
    with pytest.raises(HasAccount):
        note_vote(gate=gate, stakeholder=seated, ballot=GO, **act)

    assert (noted.who, noted.noted_by) == ("Nadia", act["actor"])
    assert row_of(gate, now).missing == ()


def test_the_own_vote_takes_the_place_of_the_noted_one(gate, people, act, now):
    edit = GateEdit(name="Data is in", phase="data", voters=("crm",))
    edit_gate(gate=gate, edit=edit, version=1, **act)
    nadia = gate.plan.stakeholders.create(role="crm", name="Nadia")
    note_vote(gate=gate, stakeholder=nadia, ballot=NO, **act)
    nadia.member = gate.plan.members.get(user=people["evaluator"])
    nadia.save()

    cast_vote(gate=gate, ballot=GO, actor=people["evaluator"], now=now)

    row = row_of(gate, now)
    assert [seat.vote for seat in row.seats] == ["go"]
    assert [vote.vote for vote in row.earlier_votes] == ["no_go"]


def test_votes_of_who_has_gone_count_no_more(ready, people, act, now):
    nadia = ready.plan.stakeholders.create(role="crm", name="Nadia")
    note_vote(gate=ready, stakeholder=nadia, ballot=NO, **act)
    cast_vote(gate=ready, ballot=NO, actor=people["evaluator"], now=now)
    before = row_of(ready, now)

    remove_stakeholder(stakeholder=nadia, **act)
    member = ready.plan.members.get(user=people["evaluator"])
    remove_plan_member(member=member, **act)
    after = row_of(ready, now)
    made = decide(ready, PASSED, act)

    assert (len(before.votes), len(after.votes)) == (3, 1)
    assert len(after.earlier_votes) == 2
    assert made.votes.get().voter == act["actor"]
    assert len(row_of(ready, now).votes) == 1


def test_a_decision_keeps_the_votes_of_who_goes_later(ready, people, act, now):
    cast_vote(gate=ready, ballot=GO, actor=people["evaluator"], now=now)
    decide(ready, PASSED, act)

    member = ready.plan.members.get(user=people["evaluator"])
    remove_plan_member(member=member, **act)

    assert len(row_of(ready, now).votes) == 2


def test_more_measured_criteria_ask_no_more_queries(gated, act, now):
    def measured(measures) -> int:
        gate = add_gate(plan=gated, edit=GateEdit("All", "data"), **act)
        for measure in measures:
            add_criterion(gate=gate, edit=CriterionEdit(measure=measure), **act)
        with CaptureQueriesContext(connection) as asked:
            read_gates(gated, today=now.date())
        return len(asked)

    assert measured(Measure) == measured(Measure)


def test_what_is_measured_says_so_in_the_language_of_the_reader(gate, act):
    edit = CriterionEdit(measure="contacts_lost")
    criterion = add_criterion(gate=gate, edit=edit, **act)

    with override("fa"):
        said, in_persian = criterion.text, gettext("Unexplained contacts")
    other = CriterionEdit(criterion.text, measure="tasks_late")
    edit_criterion(criterion=criterion, edit=other, version=1, **act)

    assert criterion.own_text == ""
    assert said == in_persian
    assert criterion.text == "Late tasks"


def test_what_is_attested_instead_keeps_its_words(gate, act):
    edit = CriterionEdit(measure="contacts_lost")
    criterion = add_criterion(gate=gate, edit=edit, **act)

    edit_criterion(
        criterion=criterion, edit=CriterionEdit(criterion.text), version=1, **act
    )

    assert (criterion.measure, criterion.own_text) == ("", "Unexplained contacts")


def test_what_is_measured_is_not_attested_and_what_is_attested_has_proof(gate, act):
    edit = CriterionEdit(measure="contacts_lost")
    measured = add_criterion(gate=gate, edit=edit, **act)

    with pytest.raises(IsMeasured):
        attest(criterion=measured, proof="Trust me", **act)
    with pytest.raises(ProofMissing):
        attest(criterion=gate.criteria.get(measure=""), proof=" ", **act)

    assert measured.text == "Unexplained contacts"


def test_another_text_takes_away_what_was_attested(ready, act):
    criterion = ready.criteria.get()

    edit_criterion(
        criterion=criterion, edit=CriterionEdit("Samples match"), version=2, **act
    )

    criterion.refresh_from_db()
    assert criterion.attested_at is None


def test_a_decided_gate_is_changed_only_after_it_was_reopened(ready, act, now):
    decide(ready, PASSED, act)

    with pytest.raises(GateDecided):
        cast_vote(gate=ready, ballot=NO, **act)
    with pytest.raises(GateDecided):
        add_criterion(gate=ready, edit=CriterionEdit("More"), **act)
    reopen_gate(gate=ready, reason="The load was repeated", **act)

    row = row_of(ready, now)
    assert row.state is GateState.WAITING  # everybody votes anew
    assert [seat.role for seat in row.missing] == ["sponsor"]
    assert ready.decisions.get().reopen_reason == "The load was repeated"


def test_the_first_task_behind_lies_in_the_phase(gate, act):
    elsewhere = gate.plan.tasks.get(template_key="go_live")
    edit = GateEdit(name="Data is in", phase="data", opens=elsewhere)

    with pytest.raises(TaskElsewhere):
        edit_gate(gate=gate, edit=edit, version=1, **act)


def test_tasks_behind_a_hard_gate_are_warned_of_until_it_is_passed(ready, act, task_of):
    before = read_marks(ready.plan)
    decide(ready, PASSED, act)
    after = read_marks(ready.plan)

    names = [
        [gate.name for gate in marks.before(task_of(key))]
        for marks in (before, after)
        for key in ("reconcile", "emails")
    ]
    assert [("Data is in" in each) for each in names] == [False, True, False, False]


def test_a_gate_inside_its_phase_warns_from_its_task_on(gated, task_of):
    marks = read_marks(gated)

    held = {
        key: {gate.template_key for gate in marks.before(task_of(key))}
        for key in ("rehearsal", "go_live")
    }

    assert "go_no_go" in held["go_live"] - held["rehearsal"]


def test_a_soft_gate_warns_of_nothing(gate, task_of):
    gate.plan.gates.exclude(pk=gate.pk).delete()
    gate.criteria.update(is_hard=False)

    assert read_marks(gate.plan).before(task_of("emails")) == []


def test_all_votes_of_a_decision_are_kept_with_it(ready, act):
    made = decide(ready, PASSED, act)
    reopen_gate(gate=ready, reason="Again", **act)

    assert (
        GateVote.objects.filter(decision=made, replaced_at__isnull=False).count() == 1
    )
