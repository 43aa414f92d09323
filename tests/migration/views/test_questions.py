"""A stakeholder is asked, and answers and signs over the personal link."""

import pytest
from django.test import Client
from django.urls import reverse

from migration.models import Asset, Gate, LinkTick, Question, Stakeholder
from migration.selectors.people.stakeholders import tasks_of
from migration.services.people.questions import NothingToAskFor, ask_to_sign
from workspace.models import ShareLink

pytestmark = pytest.mark.django_db
ANSWER = reverse("migration:shared_question_answer")
TASKS = reverse("migration:shared_tasks")


@pytest.fixture
def asset(plan) -> Asset:
    return Asset.objects.create(
        plan=plan,
        name="Welcome mail",
        kind="email",
        import_key="welcome",
        owner_name=" dana ",
        disposition="rebuild",
    )


@pytest.fixture
def question(person, people) -> Question:
    return Question.objects.create(
        stakeholder=person, text="Which forms are yours?", asked_by=people["lead"]
    )


@pytest.fixture
def signature(person, asset, people) -> Question:
    return Question.objects.create(
        stakeholder=person, asset=asset, asked_by=people["lead"]
    )


def sign(reader: Client, signature: Question, **sent: str):
    sent = {"agrees": "yes", "version": "1", **sent}
    return reader.post(ANSWER, {"question": signature.pk, **sent})


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_asks(client, person, question, asset, people, who, status):
    client.force_login(people[who])

    answers = [
        client.post(
            reverse("migration:question_ask", args=[person.pk]), {"text": "When?"}
        ),
        client.post(reverse("migration:signatures_ask", args=[person.pk])),
        client.post(reverse("migration:question_withdraw", args=[question.pk])),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    question.refresh_from_db()
    assert (question.removed_at is not None) == (status == 302)


def test_an_empty_question_is_refused(client, person, people):
    client.force_login(people["lead"])

    answer = client.post(
        reverse("migration:question_ask", args=[person.pk]), {"text": "  "}
    )

    assert answer.status_code == 422
    assert not Question.objects.exists()


def test_each_unsigned_asset_of_the_person_is_asked_for_once(
    client, plan, person, asset, people
):
    for name, columns in (
        ("undecided", {"owner_name": "Dana"}),
        ("of others", {"owner_name": "Nadia", "disposition": "retire"}),
        ("of nobody", {"disposition": "retire"}),
    ):
        Asset.objects.create(
            plan=plan, name=name, kind="email", import_key=name, **columns
        )
    client.force_login(people["lead"])
    url = reverse("migration:signatures_ask", args=[person.pk])

    client.post(url)
    again = client.post(url, follow=True)

    assert Question.objects.get().asset == asset
    assert "Nothing of this person waits" in again.content.decode()


def test_an_answer_reaches_the_plan(client, open_link, person, question, people):
    open_link().post(ANSWER, {"question": question.pk, "answer": "Two of them"})

    client.force_login(people["lead"])
    page = client.get(reverse("migration:stakeholder_edit", args=[person.pk]))
    assert "Two of them" in page.content.decode()


def test_an_empty_answer_asks_again_and_loses_nothing(open_link, question):
    answer = open_link().post(ANSWER, {"question": question.pk, "answer": " "})

    assert answer.status_code == 422
    assert "Write an answer." in answer.content.decode()
    question.refresh_from_db()
    assert question.answered_at is None


def test_an_answer_stands_the_second_is_told_so(open_link, question):
    reader = open_link()
    reader.post(ANSWER, {"question": question.pk, "answer": "First"})

    again = reader.post(ANSWER, {"question": question.pk, "answer": "Second"})

    question.refresh_from_db()
    assert again.status_code == 409
    assert question.answer == "First"


def test_a_signature_is_that_of_the_person(open_link, signature, asset):
    answer = sign(open_link(), signature)

    asset.refresh_from_db()
    assert answer.status_code == 302
    assert asset.signed_at
    assert "Dana" in asset.signed_note


def test_a_refusal_needs_a_reason_and_signs_nothing(open_link, signature, asset):
    reader = open_link()

    bare = sign(reader, signature, agrees="no")
    told = sign(reader, signature, agrees="no", answer="We still use it")

    asset.refresh_from_db()
    signature.refresh_from_db()
    assert [bare.status_code, told.status_code] == [422, 302]
    assert asset.signed_at is None
    assert (signature.agrees, signature.answer) == (False, "We still use it")


def test_what_was_changed_meanwhile_is_not_signed_unseen(open_link, signature, asset):
    reader = open_link()
    Asset.objects.filter(pk=asset.pk).update(disposition="retire", version=2)

    answer = sign(reader, signature)

    asset.refresh_from_db()
    assert answer.status_code == 409
    assert "Look again before you sign" in answer.content.decode()
    assert asset.signed_at is None


def test_the_question_of_somebody_else_is_not_answered(plan, open_link, people):
    other = Stakeholder.objects.create(plan=plan, name="Nadia")
    foreign = Question.objects.create(stakeholder=other, text="Whose?")

    answer = open_link().post(ANSWER, {"question": foreign.pk, "answer": "Mine"})

    assert answer.status_code == 409
    assert "Whose?" not in answer.content.decode()


def test_a_link_for_one_use_ends_with_the_first_answer(
    open_link, question, signature, asset
):
    reader = open_link(is_one_use=True)
    looked = [reader.get(TASKS).status_code for _look in range(2)]

    done = reader.post(ANSWER, {"question": question.pk, "answer": "Two"})
    thanks = reader.get(done.headers["Location"])
    later = [reader.get(TASKS).status_code, sign(reader, signature).status_code]

    asset.refresh_from_db()
    assert looked == [200, 200]
    assert "It is noted" in thanks.content.decode()
    assert later == [404, 404]
    assert asset.signed_at is None
    assert ShareLink.objects.get().spent_at


def test_a_link_for_one_use_ends_with_the_first_tick(plan, open_link, person):
    reader = open_link(is_one_use=True)
    plan.tasks.update(needs_proof=False, owner_role="web")
    first, second = tasks_of(person)[:2]

    for task in (first, second):
        reader.post(reverse("migration:shared_task_complete"), {"task": task.pk})

    assert LinkTick.objects.get().task == first


def test_a_refused_answer_leaves_the_one_use(open_link, question):
    reader = open_link(is_one_use=True)

    reader.post(ANSWER, {"question": question.pk, "answer": ""})

    assert ShareLink.objects.get().spent_at is None
    assert reader.get(TASKS).status_code == 200


def test_the_api_asks_reads_and_withdraws(client, person, asset, people):
    client.force_login(people["lead"])
    url = reverse("api:question-list", args=[person.pk])

    asked = client.post(url, {"text": "When?"}, content_type="application/json")
    signed = client.post(
        reverse("api:signatures-asked", args=[person.pk]),
        content_type="application/json",
    )
    rows = client.get(url).json()["results"]
    gone = client.delete(reverse("api:question-detail", args=[asked.json()["id"]]))

    assert (asked.status_code, signed.json()) == (201, {"count": 1})
    assert {(row["text"], row["asset"]) for row in rows} == {
        ("When?", None),
        ("", asset.pk),
    }
    assert gone.status_code == 204


def test_more_questions_need_no_more_queries(
    open_link, person, asset, django_assert_max_num_queries
):
    reader = open_link()
    for number in range(9):
        Question.objects.create(stakeholder=person, text=f"Question {number}")

    # Link, person with plan, maker's part, tasks, questions.
    with django_assert_max_num_queries(6):
        page = reader.get(TASKS)

    assert "Question 8" in page.content.decode()


@pytest.fixture
def gate(plan) -> Gate:
    plan.uses_gates = True
    plan.save()
    gate = Gate.objects.create(
        plan=plan, own_name="Ready to load", phase="data", voters=["web"]
    )
    gate.criteria.create(own_text="The contract is signed")
    return gate


@pytest.fixture
def vote(person, gate, people) -> Question:
    return Question.objects.create(
        stakeholder=person, gate=gate, asked_by=people["lead"]
    )


@pytest.mark.parametrize("change", ["other role", "account", "voted", "decided"])
def test_only_who_votes_without_account_is_asked_for_a_vote(
    plan, person, gate, people, now, change
):
    if change == "other role":
        person.role = "legal"
    elif change == "account":
        person.member = plan.members.first()
    elif change == "voted":
        gate.votes.create(stakeholder=person, vote="go")
    else:
        gate.decisions.create(decision="sent_back")

    with pytest.raises(NothingToAskFor):
        ask_to_sign(stakeholder=person, actor=people["lead"], now=now)


def test_the_vote_of_the_role_is_asked_for_once(person, gate, people, now):
    ask_to_sign(stakeholder=person, actor=people["lead"], now=now)

    with pytest.raises(NothingToAskFor):
        ask_to_sign(stakeholder=person, actor=people["lead"], now=now)

    assert Question.objects.get().gate == gate


def test_the_reader_sees_what_must_be_true_and_votes(open_link, person, gate, vote):
    reader = open_link()
    page = reader.get(TASKS).content.decode()

    answer = reader.post(
        ANSWER,
        {"question": vote.pk, "vote": "conditions", "answer": "After the audit"},
    )

    given = gate.votes.get()
    assert "The contract is signed" in page
    assert answer.status_code == 302
    assert (given.stakeholder, given.vote) == (person, "conditions")
    assert given.condition == "After the audit"
    assert given.noted_by is None


@pytest.mark.parametrize("said", ["conditions", "no_go"])
def test_a_vote_but_go_needs_its_words(open_link, gate, vote, said):
    answer = open_link().post(ANSWER, {"question": vote.pk, "vote": said})

    assert answer.status_code == 422
    assert not gate.votes.exists()


def test_a_decided_gate_takes_no_vote(open_link, gate, vote):
    reader = open_link()
    gate.decisions.create(decision="passed")

    answer = reader.post(ANSWER, {"question": vote.pk, "vote": "go"})

    assert answer.status_code == 409
    assert not gate.votes.exists()
    assert "Ready to load" not in reader.get(TASKS).content.decode()


def test_who_owns_it_no_more_does_not_sign_it(open_link, signature, asset):
    Asset.objects.filter(pk=asset.pk).update(owner_name="Omar")
    reader = open_link()

    page, answer = reader.get(TASKS), sign(reader, signature)

    asset.refresh_from_db()
    assert asset.name not in page.content.decode()
    assert answer.status_code == 409
    assert asset.signed_at is None


def test_words_that_are_too_long_for_a_vote_are_given_back(open_link, gate, vote):
    words = "x" * 250

    answer = open_link().post(
        ANSWER, {"question": vote.pk, "vote": "conditions", "answer": words}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 200 characters" in page
    assert words in page
    assert not gate.votes.exists()
