import pytest

from evaluator.models import Participant
from evaluator.services.evaluations import open_scoring
from evaluator.services.structure import Touched, change_structure
from workspace.models import Job
from workspace.registries import mail_templates
from workspace.services.letters import write_letter

pytestmark = pytest.mark.django_db


def letter_to(user):
    job = Job.objects.filter(kind="mail", user=user).latest("pk")
    return write_letter(mail_templates[job.arguments["template"]], job)


@pytest.fixture
def opened(evaluation, people, now):
    open_scoring(evaluation=evaluation, actor=people["lead"], now=now)
    return evaluation


def test_evaluators_read_that_they_can_score(opened, people):
    letter = letter_to(people["evaluator"])

    assert letter.to == ["evaluator@example.org"]
    assert "Platform for 2027" in letter.subject
    assert f"/evaluations/{opened.pk}/scores/" in letter.body


def test_a_mail_speaks_the_language_of_its_reader(opened, people, now):
    people["evaluator"].language = "fa"
    people["evaluator"].save()
    opened.due_on = now.date()
    opened.save()

    assert "۱۴۰۵" in letter_to(people["evaluator"]).body


def test_who_wants_no_news_gets_none(opened, people):
    people["evaluator"].wants_news = False
    people["evaluator"].save()

    assert letter_to(people["evaluator"]) is None


def test_who_left_meanwhile_gets_no_mail(opened, people, now):
    # R14
    Participant.objects.filter(user=people["evaluator"]).update(left_at=now)

    assert letter_to(people["evaluator"]) is None


def test_authors_read_what_was_changed_and_why(opened, people, now):
    Participant.objects.filter(user=people["evaluator"]).update(submitted_at=now)

    change_structure(
        opened,
        actor=people["lead"],
        now=now,
        what="Scale of Price",
        reason="It was unclear.",
        touches=Touched(criteria=[opened.criteria.get(own_name="Price").pk]),
    )

    letter = letter_to(people["evaluator"])
    assert "Scale of Price" in letter.body
    assert "It was unclear." in letter.body
