from __future__ import annotations

import pytest

from evaluator.models import Participant
from workspace.models import Invitation

pytestmark = pytest.mark.django_db


def test_somebody_of_the_team_takes_part_once(script, evaluation, people):
    lead = script("lead")
    body = {"user": people["member"].pk, "role": "evaluator"}

    made = lead.ask("post", "participant-list", evaluation.pk, body=body)
    again = lead.ask("post", "participant-list", evaluation.pk, body=body)

    assert (made.status_code, again.status_code) == (201, 409)
    assert lead.client.get(made.headers["Location"]).json()["name"] == "Member"


def test_somebody_of_another_team_is_unknown(script, evaluation, people):  # R12
    body = {"user": people["outsider"].pk, "role": "evaluator"}

    answer = script("lead").ask("post", "participant-list", evaluation.pk, body=body)

    assert answer.status_code == 404
    assert not Participant.objects.filter(user=people["outsider"]).exists()


def test_a_part_of_another_evaluation_is_unknown(script, evaluation, revealed, team):
    # R12
    other = script("lead").ask(
        "post", "evaluation-list", body={"team": team.pk, "title": "Other"}
    )
    part = Participant.objects.get(evaluation_id=other.json()["id"])

    answer = script("lead").ask(
        "patch", "participant-detail", evaluation.pk, part.pk, body={"role": "observer"}
    )

    part.refresh_from_db()
    assert (answer.status_code, part.role) == (404, "lead")


def test_a_role_is_changed_and_the_last_lead_stays(script, evaluation, part_of):  # R15
    lead = script("lead")
    observer = part_of(evaluation, "observer").pk
    own = part_of(evaluation, "lead").pk

    changed = lead.ask(
        "patch",
        "participant-detail",
        evaluation.pk,
        observer,
        body={"role": "evaluator"},
    )
    kept = lead.ask("delete", "participant-detail", evaluation.pk, own)
    gone = lead.ask("delete", "participant-detail", evaluation.pk, observer)

    assert changed.json()["is_evaluator"] is True
    assert (kept.status_code, gone.status_code) == (409, 204)
    listed = script("evaluator").get("participant-list", evaluation.pk)
    left = {each["name"]: each["left_at"] is not None for each in listed}
    assert left == {
        "Evaluator": False,
        "Lead": False,
        "Observer": True,
        "Second": False,
    }


def test_an_address_is_invited_and_a_member_is_just_added(script, evaluation, settings):
    settings.HAS_MAIL_SERVER = False
    lead = script("lead")
    body = {"role": "evaluator"}

    sent = lead.ask(
        "post",
        "evaluation-invitation-list",
        evaluation.pk,
        body=body | {"email": "new@example.org"},
    )
    added = lead.ask(
        "post",
        "evaluation-invitation-list",
        evaluation.pk,
        body=body | {"email": "member@example.org"},
    )

    assert (sent.json()["is_added"], added.json()["is_added"]) == (False, True)
    assert sent.json()["link"].startswith("http")
    assert Invitation.objects.count() == 1
    assert script("observer").get("evaluation-invitation-list", evaluation.pk) == [
        {"email": "new@example.org", "role": "evaluator"}
    ]


def test_what_happened_is_told_in_sentences_without_hidden_marks(script, evaluation):
    lead = script("lead")
    lead.ask("post", "candidate-list", evaluation.pk, body={"name": "Delta"})

    [entry] = script("observer").get("activity", evaluation.pk)

    assert (entry["actor"], entry["text"]) == ("Lead", "added the candidate Delta")
