"""Somebody without account attests a criterion of a gate over the personal link."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import Gate, GateCriterion, Plan, Question, Stakeholder
from migration.services.gates.gates import CriterionEdit, edit_criterion
from migration.services.people.attestations import ask_to_attest
from tests.evaluator.api.script import Script
from workspace.models import ShareLink

pytestmark = pytest.mark.django_db
ANSWER = reverse("migration:shared_question_answer")
TASKS = reverse("migration:shared_tasks")
WORDS = "Suppression list compared by two people"


@pytest.fixture
def criterion(plan) -> GateCriterion:
    Plan.objects.update(uses_gates=True)
    plan.refresh_from_db()
    gate = Gate.objects.create(plan=plan, own_name="Data is in", phase="data")
    return GateCriterion.objects.create(gate=gate, own_text=WORDS)


@pytest.fixture
def question(person, criterion, people) -> Question:
    return ask_to_attest(
        stakeholder=person,
        criterion=criterion,
        actor=people["lead"],
        now=timezone.now(),
    )


def attest(reader: Client, question: Question, **sent: str):
    sent = {"attests": "yes", "version": "1", "answer": "Compared on Monday"} | sent
    return reader.post(ANSWER, {"question": question.pk, **sent})


def test_the_person_attests_what_the_page_shows(
    client, question, criterion, open_link, people
):
    reader = open_link()

    page = reader.get(TASKS).content.decode()
    answer = attest(reader, question, address="https://example.org/protocol")

    assert WORDS in page
    assert "Data is in" in page
    assert answer.status_code == 302
    criterion.refresh_from_db()
    assert (criterion.attester, criterion.attested_by) == ("Dana", None)
    assert criterion.proof == "Compared on Monday"
    assert criterion.proof_link == "https://example.org/protocol"
    assert WORDS not in reader.get(TASKS).content.decode()
    client.force_login(people["lead"])
    gate = client.get(reverse("migration:gate_detail", args=[criterion.gate_id]))
    assert "attested by" in gate.content.decode()
    assert "Dana" in gate.content.decode()


def test_an_address_may_be_typed_without_its_beginning(question, criterion, open_link):
    reader = open_link()

    page = reader.get(TASKS).content.decode()
    attest(reader, question, address="example.org/protocol")

    assert 'type="url"' not in page  # which browsers refuse without https://
    criterion.refresh_from_db()
    assert criterion.proof_link == "https://example.org/protocol"


def test_a_link_for_one_use_attests_once(question, criterion, open_link):  # R25
    reader = open_link(is_one_use=True)

    first, second = attest(reader, question), attest(reader, question)

    assert first.url == reverse("migration:shared_done")
    assert second.status_code == 404
    criterion.refresh_from_db()
    assert criterion.version == 2


def test_nobody_attests_words_that_were_not_seen(
    question, criterion, open_link, people
):
    reader = open_link()
    edit_criterion(
        criterion=criterion,
        edit=CriterionEdit(text="All lists compared"),
        version=1,
        actor=people["lead"],
        now=timezone.now(),
    )

    answer = attest(reader, question)

    assert answer.status_code == 409
    assert "changed since you opened the page" in answer.content.decode()
    criterion.refresh_from_db()
    assert criterion.attested_at is None


def test_another_wording_voids_what_was_attested(
    question, criterion, open_link, people
):
    attest(open_link(), question)
    criterion.refresh_from_db()

    edit_criterion(
        criterion=criterion,
        edit=CriterionEdit(text="All lists compared"),
        version=criterion.version,
        actor=people["lead"],
        now=timezone.now(),
    )

    criterion.refresh_from_db()
    assert (criterion.attested_at, criterion.attested_for) == (None, None)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"answer": " "}, "Say what proves it"),
        ({"attests": "no", "answer": ""}, "Say why you cannot attest it"),
        ({"address": "javascript:alert(1)"}, "https://"),
        ({"address": "ftp://example.org"}, "https://"),
    ],
)
def test_what_is_missing_is_mended_in_the_field(
    question, criterion, open_link, sent, told
):
    reader = open_link(is_one_use=True)

    answer = attest(reader, question, **sent)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    criterion.refresh_from_db()
    assert criterion.attested_at is None
    assert attest(reader, question).status_code == 302  # the link is not used up


def test_a_refusal_keeps_its_reason_and_attests_nothing(
    client, question, criterion, open_link, person, people
):
    attest(open_link(), question, attests="no", answer="I saw only half of it")

    question.refresh_from_db()
    criterion.refresh_from_db()
    assert (question.agrees, criterion.attested_at) == (False, None)
    client.force_login(people["lead"])
    page = client.get(reverse("migration:stakeholder_edit", args=[person.pk]))
    assert "I saw only half of it" in page.content.decode()


def test_only_the_own_questions_are_attested(  # R27
    plan, question, criterion, open_link
):
    reader = open_link(Stakeholder.objects.create(plan=plan, name="Nadia"))

    page, answer = reader.get(TASKS), attest(reader, question)

    assert WORDS not in page.content.decode()
    assert answer.status_code == 409
    criterion.refresh_from_db()
    assert criterion.attested_at is None


def test_a_revoked_link_attests_nothing(question, criterion, open_link):  # R25
    reader = open_link()
    ShareLink.objects.update(revoked_at=timezone.now())

    assert attest(reader, question).status_code == 404
    criterion.refresh_from_db()
    assert criterion.attested_at is None


@pytest.mark.parametrize("gone", ["removed", "measured", "attested", "off"])
def test_what_is_not_to_be_attested_is_not_asked_any_more(
    question, criterion, open_link, gone
):
    rows = GateCriterion.objects.filter(pk=criterion.pk)
    if gone == "removed":
        rows.update(removed_at=timezone.now())
    elif gone == "measured":
        rows.update(measure="tasks_open")
    elif gone == "attested":
        rows.update(attested_at=timezone.now(), proof="Seen")
    else:
        Plan.objects.update(uses_gates=False)
    reader = open_link()

    page, answer = reader.get(TASKS), attest(reader, question)

    assert WORDS not in page.content.decode()
    assert answer.status_code == 409


def test_the_lead_asks_on_the_page_and_over_the_api(client, person, criterion, people):
    client.force_login(people["lead"])
    url = reverse("migration:question_ask", args=[person.pk])

    both = client.post(url, {"text": "When?", "criterion": criterion.pk})
    asked = client.post(url, {"criterion": criterion.pk})
    body = {"criterion": criterion.pk}
    again = Script(people["lead"]).ask("post", "question-list", person.pk, body=body)
    strange = Script(people["lead"]).ask(
        "post", "question-list", person.pk, body={"criterion": 999999}
    )

    assert (both.status_code, asked.status_code) == (422, 302)
    assert again.json()["criterion"] == criterion.pk
    mixed = Script(people["lead"]).ask(
        "post", "question-list", person.pk, body=body | {"text": "When?"}
    )

    assert strange.status_code == 404
    assert mixed.status_code == 409
    assert Question.objects.get().criterion == criterion


def test_somebody_with_an_account_attests_there(
    client, plan, person, criterion, people
):
    person.member = plan.members.get(user=people["evaluator"])
    person.save()
    body = {"criterion": criterion.pk}

    asked = Script(people["lead"]).ask("post", "question-list", person.pk, body=body)

    assert asked.status_code == 409
    assert "has an account" in asked.content.decode()
