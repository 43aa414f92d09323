"""What people change while others look, each by the service that pages call."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from evaluator.services.ballots import (
    declare_recusal,
    reopen_ballots,
    submit_ballots,
)
from evaluator.services.candidates import CandidateEdit, edit_candidate
from evaluator.services.choices import ChoiceEdit, record_choice
from evaluator.services.criteria import CriterionEdit, edit_criterion
from evaluator.services.endings import archive_evaluation
from evaluator.services.evaluations import change_settings, settings_of
from evaluator.services.measured import MeasuredEdit, set_measured_value
from evaluator.services.must_haves import MustHaveEdit, answer_must_have
from evaluator.services.people import Part, add_participant, remove_participant
from evaluator.services.reveal import reveal_scores
from evaluator.services.weights import WeightEdit, set_weights


class Stage:
    def __init__(self, evaluation, people, part_of, say, now):
        self.evaluation, self.people, self.now = evaluation, people, now
        self.part_of, self.say = part_of, say
        self.lead = {"actor": people["lead"], "now": now}
        self.reason = {**self.lead, "reason": "We know more now."}

    def me(self):
        return self.part_of(self.evaluation, "evaluator")

    def acme(self):
        candidate = self.evaluation.candidates.get(name="Acme")
        candidate.evaluation = self.evaluation
        return candidate

    def criterion(self, name):
        criterion = self.evaluation.criteria.get(own_name=name)
        criterion.evaluation = self.evaluation
        return criterion

    # The changes, each by the service that pages call ----------------------

    def save_elsewhere(self):
        self.say(self.evaluation, "evaluator", "Price", "Bolt", 5)

    def recuse(self):
        declare_recusal(
            participant=self.me(), candidate=self.acme(), reason="Shares", now=self.now
        )

    def submit(self):
        submit_ballots(participant=self.me(), now=self.now)

    def choose(self):
        edit = ChoiceEdit(
            self.acme(), None, reasons="It fits.", conditions="", version=0
        )
        record_choice(evaluation=self.evaluation, edit=edit, **self.lead)

    def submit_again(self):
        self.evaluation.refresh_from_db()
        reopen_ballots(participant=self.me(), **self.reason)
        self.say(self.evaluation, "evaluator", "Growth", "Acme", 0)
        self.submit()

    def reopen_only(self):
        reopen_ballots(participant=self.me(), **self.reason)

    def remove_evaluator(self):
        remove_participant(
            participant=self.part_of(self.evaluation, "second"), **self.lead
        )

    def submit_by_another(self):
        submit_ballots(
            participant=self.part_of(self.evaluation, "second"), now=self.now
        )

    def reopen(self):
        self.submit()
        reopen_ballots(participant=self.me(), **self.reason)

    def reveal(self):
        self.submit()
        reveal_scores(evaluation=self.me().evaluation, **self.lead)

    def rename_candidate(self):
        edit = CandidateEdit(name="Acme Two", note="", is_incumbent=False, version=1)
        edit_candidate(candidate=self.acme(), edit=edit, **self.lead)

    def rename_criterion(self):
        edit = CriterionEdit(kind="rated", name="Price and terms", version=1)
        edit = replace(edit, parent=self.criterion("Budget"))
        edit_criterion(criterion=self.criterion("Price"), edit=edit, **self.reason)

    def weigh(self):
        pk = self.criterion("Budget").pk
        edits = {pk: WeightEdit(weight=Decimal(10), version=1)}
        set_weights(evaluation=self.evaluation, edits=edits, **self.reason)

    def fail_must_have(self):
        edit = MustHaveEdit(answer="no", version=1)
        answer_must_have(
            candidate=self.acme(),
            criterion=self.criterion("Sends SMS"),
            edit=edit,
            **self.lead,
        )

    def measure(self):
        edit = MeasuredEdit(value=Decimal(12500), source="Offer", version=0)
        set_measured_value(
            candidate=self.acme(),
            criterion=self.criterion("Price a year"),
            edit=edit,
            **self.reason,
        )

    def set_due_date(self):
        changed = replace(settings_of(self.evaluation), due_on=self.now.date())
        self.change(changed)

    def rename(self):
        self.change(replace(settings_of(self.evaluation), title="Platform for 2028"))

    def ask_for_notes(self):
        self.change(replace(settings_of(self.evaluation), needs_note=True))

    def change(self, changed):
        change_settings(
            evaluation=self.evaluation,
            settings=changed,
            version=self.evaluation.version,
            **self.lead,
        )

    def archive(self):
        archive_evaluation(evaluation=self.evaluation, **self.lead)

    def add_evaluator(self):
        add_participant(
            evaluation=self.evaluation,
            user=self.people["member"],
            part=Part("evaluator"),
            **self.lead,
        )

    def rename_person(self):
        self.people["evaluator"].name = "Eva"
        self.people["evaluator"].save()

    def rename_team(self):
        self.evaluation.team.name = "Growth"
        self.evaluation.team.save()

    def speak_persian(self):
        self.people["evaluator"].language = "fa"
        self.people["evaluator"].save()
