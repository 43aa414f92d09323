"""The own sheet is kept as text; whatever changes, the very next request shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluator.models import Criterion
from evaluator.selectors.structures import structure_at
from evaluator.services.ballots import (
    declare_recusal,
    reopen_ballots,
    submit_ballots,
)
from evaluator.services.candidates import CandidateEdit, edit_candidate
from evaluator.services.criteria import CriterionEdit, edit_criterion
from evaluator.services.endings import archive_evaluation
from evaluator.services.evaluations import change_settings, settings_of
from evaluator.services.measured import MeasuredEdit, set_measured_value
from evaluator.services.must_haves import MustHaveEdit, answer_must_have
from evaluator.services.people import Part, add_participant
from evaluator.services.reveal import reveal_scores
from evaluator.services.weights import WeightEdit, set_weights
from workspace.kept_pages import shelf

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb"\b[A-Za-z0-9]{64}\b")


@pytest.fixture
def stage(scoring, people, part_of, say, now):
    """What the changes below are made with."""
    budget = scoring.criteria.get(own_name="Budget")
    Criterion.objects.create(evaluation=scoring, kind="must_have", own_name="Sends SMS")
    Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    say(scoring, "evaluator", "Price", "Acme", 4)
    return Stage(scoring, people, part_of, say, now)


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


CHANGES = [
    name
    for name, member in vars(Stage).items()
    if callable(member)
    and name not in {"__init__", "me", "acme", "criterion", "change"}
]


def text_of(client, url: str) -> bytes:
    return TOKEN.sub(b"", client.get(url).content)


@pytest.mark.parametrize("view", ["grid", "one"])
@pytest.mark.parametrize("change", CHANGES)
def test_the_very_next_request_shows_a_change(client, stage, change, view):
    client.force_login(stage.people["evaluator"])
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    url = f"{url}?view={view}"
    before = text_of(client, url)
    getattr(stage, change)()

    after = text_of(client, url)

    shelf.clear()
    structure_at.cache_clear()
    assert after == text_of(client, url)
    # Weights and measured values are not said where one criterion is asked at a time.
    assert after != before or (view, change) in {("one", "weigh"), ("one", "measure")}


def test_what_is_said_once_is_not_kept(client, stage):
    client.force_login(stage.people["evaluator"])
    acme = stage.acme()
    args = [stage.evaluation.pk, acme.pk]
    client.post(reverse("evaluator:recusal_edit", args=args), {"reason": "Shares"})
    url = reverse("evaluator:score_sheet", args=args[:1])

    said, again = client.get(url), client.get(url)

    assert "You do not score Acme." in said.content.decode()
    assert "You do not score Acme." not in again.content.decode()


def test_a_kept_page_is_nobody_elses(client, stage):  # R16
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    client.force_login(stage.people["evaluator"])
    client.get(url)
    client.force_login(stage.people["second"])

    assert "0 of 12 answered" in client.get(url).content.decode()


def test_a_form_of_a_kept_page_carries_a_token_that_counts(stage):  # R41
    client = Client(enforce_csrf_checks=True)
    client.force_login(stage.people["evaluator"])
    url = reverse("evaluator:score_sheet", args=[stage.evaluation.pk])
    client.get(url)
    kept = client.get(url).content.decode()
    token = re.search(r'data-csrf="(\w+)"', kept)[1]
    cell = [
        stage.evaluation.pk,
        stage.criterion("Growth").pk,
        stage.acme().pk,
    ]

    response = client.post(
        reverse("evaluator:score_save", args=cell),
        {"entry": "3", "version": 0, "part": "cell"},
        headers={"X-CSRFToken": token, "HX-Request": "true"},
    )

    assert response.status_code == 200
