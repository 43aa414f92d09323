import pytest

from evaluator.models import Evaluation
from evaluator.services.ballots import reopen_ballots, submit_ballots
from evaluator.services.reminders import remind_now
from evaluator.services.reveal import reveal_scores
from workspace.models import Job
from workspace.registries import mail_templates
from workspace.services.letters import write_letter

pytestmark = pytest.mark.django_db


def letter_to(person):
    """Write the last mail that waits for the person, as the job would."""
    job = Job.objects.filter(kind="mail", user=person).order_by("pk").last()
    return write_letter(mail_templates[job.arguments["template"]], job)


def test_a_reminder_tells_of_the_own_sheet_alone(scoring, people, say, now):  # R17
    Evaluation.objects.update(due_on="2026-11-25")
    say(scoring, "evaluator", "Price", "Acme", 4)
    say(scoring, "second", "Price", "Acme", 1)
    say(scoring, "second", "Growth", "Acme", 1)
    remind_now(evaluation=scoring, actor=people["lead"], now=now)

    letter = letter_to(people["evaluator"])

    assert letter.subject == "Your scores are due: Platform for 2027"
    assert "by the end of 25 Nov 2026 (Asia/Tehran)" in letter.body
    assert "11 cells have no score yet." in letter.body
    assert f"/evaluations/{scoring.pk}/scores/" in letter.body


def test_a_reminder_speaks_the_persons_language(scoring, people, now):
    people["evaluator"].language = "fa"
    people["evaluator"].save()
    Evaluation.objects.update(due_on="2026-11-25")
    remind_now(evaluation=scoring, actor=people["lead"], now=now)

    assert "۱۴۰۵" in letter_to(people["evaluator"]).body


def test_a_reminder_is_pointless_after_submission(scoring, people, part_of, now):
    remind_now(evaluation=scoring, actor=people["lead"], now=now)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    assert letter_to(people["evaluator"]) is None


@pytest.mark.parametrize(
    ("choice", "gets_one"), [({}, True), ({"wants_reminders": False}, False)]
)
def test_a_reminder_is_a_choice_until_it_is_written(
    scoring, people, now, choice, gets_one
):
    remind_now(evaluation=scoring, actor=people["lead"], now=now)
    for name, value in choice.items():
        setattr(people["evaluator"], name, value)
    people["evaluator"].save()

    assert bool(letter_to(people["evaluator"])) == gets_one


def test_the_author_of_reopened_scores_reads_why(scoring, people, part_of, now):
    participant = submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reopen_ballots(
        participant=participant,
        actor=people["lead"],
        reason="The demo came late.",
        now=now,
    )

    assert "The reason: The demo came late." in letter_to(people["evaluator"]).body


def test_the_reveal_is_told_without_any_number(scoring, people, part_of, say, now):
    say(scoring, "evaluator", "Price", "Acme", 4)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)

    letter = letter_to(people["observer"])

    assert letter.subject == "The scores are revealed: Platform for 2027"
    assert f"/evaluations/{scoring.pk}/results/" in letter.body
    assert "Acme" not in letter.body


def test_who_left_the_team_gets_no_news(scoring, people, part_of, now):  # R14
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)
    reveal_scores(evaluation=scoring, actor=people["lead"], now=now)
    people["observer"].memberships.all().delete()

    assert letter_to(people["observer"]) is None
