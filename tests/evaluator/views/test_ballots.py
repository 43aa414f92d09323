import pytest
from django.test import Client
from django.urls import reverse

from evaluator.models import Ballot, Evaluation, Participant, Recusal
from evaluator.services.ballots import submit_ballots
from tests.workspace.people import confirm_identity
from workspace.models import Job

pytestmark = pytest.mark.django_db


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.fixture
def enter(client, people):
    """Log somebody in who has just given the password (R7)."""

    def log_in(name: str) -> Client:
        client.force_login(people[name])
        confirm_identity(client, people[name])
        return client

    return log_in


@pytest.fixture
def submitted(scoring, part_of, now) -> Participant:
    """The evaluator has submitted, the second has not."""
    return submit_ballots(participant=part_of(scoring, "evaluator"), now=now)


@pytest.mark.parametrize(
    ("person", "see", "submit", "manage"),
    [
        ("lead", 200, 403, 200),
        ("evaluator", 200, 302, 403),
        ("observer", 200, 403, 403),
        ("member", 404, 404, 404),
        ("outsider", 404, 404, 404),
    ],
)
def test_who_may_do_what_with_ballots(enter, scoring, person, see, submit, manage):
    client = enter(person)
    pk = scoring.pk

    assert client.get(url_of("ballot_list", pk)).status_code == see
    assert client.post(url_of("ballot_submit", pk)).status_code == submit
    assert client.get(url_of("score_reveal", pk)).status_code == manage
    remind = client.post(url_of("ballot_remind", pk)).status_code
    assert remind == {200: 302}.get(manage, manage)


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_may_reopen(enter, scoring, submitted, person, status):
    client = enter(person)

    url = url_of("ballot_reopen", scoring.pk, submitted.pk)

    assert client.get(url).status_code == status


def test_others_see_submitted_or_not_yet_and_no_more(enter, scoring, submitted):  # R17
    client = enter("second")

    content = client.get(url_of("ballot_list", scoring.pk)).content.decode()

    assert content.count("not yet") == 1
    assert "1 of 2 submitted" in content


def test_the_review_names_what_is_missing(enter, scoring, say):
    for criterion in ("Price", "Growth", "Answers", "Training"):
        say(scoring, "evaluator", criterion, "Acme", 3)
    client = enter("evaluator")

    response = client.get(url_of("ballot_review", scoring.pk))

    gaps = {gap.candidate: len(gap.criteria) for gap in response.context["gaps"]}
    assert gaps == {"Bolt": 4, "Cedar": 4}


def test_what_the_lead_asks_for_is_named_and_stops_the_submission(enter, scoring, say):
    say(scoring, "evaluator", "Price", "Acme", 3)
    Evaluation.objects.update(needs_note=True)
    client = enter("evaluator")

    response = client.post(url_of("ballot_submit", scoring.pk))

    assert response.status_code == 422
    gaps = response.context["evidence_gaps"]
    assert [(gap.candidate, len(gap.criteria)) for gap in gaps] == [("Acme", 1)]
    assert not Ballot.objects.submitted().exists()


def test_a_second_submission_is_a_conflict(enter, scoring):  # R50
    client = enter("evaluator")
    client.post(url_of("ballot_submit", scoring.pk))

    response = client.post(url_of("ballot_submit", scoring.pk))

    assert response.status_code == 409
    assert "already submitted" in response.content.decode()


def test_submitted_scores_can_be_read_and_not_entered(enter, scoring, submitted):
    client = enter("evaluator")

    content = client.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert '<input class="score' not in content
    assert "so they are frozen" in content


def test_who_scores_alone_is_not_asked_to_remind_anybody(enter, scoring, people, now):
    client, url = enter("lead"), url_of("ballot_list", scoring.pk)
    assert "Remind those who are missing" in client.get(url).content.decode()
    others = scoring.participants.exclude(user__in=[people["lead"], people["second"]])
    others.update(left_at=now)

    assert "Remind those who are missing" not in client.get(url).content.decode()


def test_a_reminder_goes_to_those_who_are_missing(enter, scoring, submitted, people):
    client = enter("lead")

    client.post(url_of("ballot_remind", scoring.pk))

    mails = Job.objects.filter(arguments__template="score_reminder")
    assert [job.user for job in mails] == [people["second"]]


def test_reopening_needs_a_recent_login(client, people, scoring, submitted):  # R7
    client.force_login(people["lead"])
    session = client.session
    session["account_authentication_methods"] = []
    session.save()

    for url in (
        url_of("ballot_reopen", scoring.pk, submitted.pk),
        url_of("score_reveal", scoring.pk),
    ):
        response = client.post(url, {"reason": "A slip."})
        assert "reauthenticate" in response.headers["Location"]

    assert Evaluation.objects.get().state == "scoring"
    assert Ballot.objects.submitted().exists()


def test_the_lead_reopens_with_a_reason(enter, scoring, submitted):  # R20
    client = enter("lead")
    url = url_of("ballot_reopen", scoring.pk, submitted.pk)

    refused = client.post(url, {"reason": " "})
    done = client.post(url, {"reason": "The demo came late."})

    assert (refused.status_code, done.status_code) == (422, 302)
    because = Ballot.objects.values_list("returned_because", flat=True)
    assert set(because) == {"The demo came late."}


def test_a_draft_cannot_be_reopened(enter, scoring, part_of):  # R50
    client = enter("lead")
    second = part_of(scoring, "second")

    response = client.post(
        url_of("ballot_reopen", scoring.pk, second.pk), {"reason": "Why not"}
    )

    assert response.status_code == 409


def test_people_of_another_evaluation_are_unknown(enter, scoring, people, team):  # R12
    other = Evaluation.objects.create(team=team, title="Other")
    foreign = Participant.objects.create(
        evaluation=other, user=people["second"], role="evaluator", is_evaluator=True
    )
    client = enter("lead")

    response = client.get(url_of("ballot_reopen", scoring.pk, foreign.pk))

    assert response.status_code == 404


def test_the_reveal_names_who_is_missing_and_happens_once(
    enter, scoring, submitted
):  # R20, R50
    client = enter("lead")
    url = url_of("score_reveal", scoring.pk)

    before = client.get(url)
    done = client.post(url)
    again = client.post(url)

    assert [v.participant.user.name for v in before.context["board"].waiting] == [
        "Second"
    ]
    assert done.headers["Location"] == url_of("results", scoring.pk)
    assert again.status_code == 409


def test_without_any_submission_there_is_nothing_to_reveal(enter, scoring):
    client = enter("lead")

    response = client.post(url_of("score_reveal", scoring.pk))

    assert response.status_code == 409
    assert Evaluation.objects.get().state == "scoring"


def test_a_recusal_takes_the_candidate_off_the_own_sheet(enter, scoring):
    acme = scoring.candidates.get(name="Acme")
    client = enter("evaluator")
    url = url_of("recusal_edit", scoring.pk, acme.pk)

    refused = client.post(url, {"reason": ""})
    client.post(url, {"reason": "I own shares of it."})
    content = client.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert refused.status_code == 422
    assert Recusal.objects.get().reason == "I own shares of it."
    assert "0 of 8 answered" in content


def test_a_recusal_can_be_taken_back(enter, scoring, part_of, now):
    acme = scoring.candidates.get(name="Acme")
    Recusal.objects.create(
        participant=part_of(scoring, "evaluator"),
        candidate=acme,
        reason="Shares",
        at=now,
    )
    client = enter("evaluator")

    client.post(url_of("recusal_withdraw", scoring.pk, acme.pk))

    assert not Recusal.objects.exists()


def test_after_submission_a_recusal_is_too_late(enter, scoring, submitted):
    acme = scoring.candidates.get(name="Acme")
    client = enter("evaluator")

    response = client.post(
        url_of("recusal_edit", scoring.pk, acme.pk), {"reason": "Shares"}
    )

    assert response.status_code == 409
    assert not Recusal.objects.exists()
