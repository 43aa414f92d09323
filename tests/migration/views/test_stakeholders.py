import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migration.models import Stakeholder
from workspace.models import ShareLink

pytestmark = pytest.mark.django_db
SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [
    ("lead", {302, 201}),
    ("evaluator", {403}),
    ("observer", {403}),
    ("member", {404}),
    ("outsider", {404}),
]
TALK = [("lead", 302), ("evaluator", 302), ("observer", 403), ("outsider", 404)]


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


@pytest.fixture
def person(plan) -> Stakeholder:
    """Somebody without account on the chair of privacy."""
    return plan.stakeholders.create(role="legal", name="Dana")


@pytest.mark.parametrize(("who", "status"), SEE)
def test_who_sees_the_stakeholders(client, plan, person, people, who, status):
    client.force_login(people[who])

    answers = [
        client.get(url_of("plan_stakeholders", plan.pk)),
        client.get(url_of("stakeholder_edit", person.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize(("who", "statuses"), EDIT)
def test_who_seats_people(client, plan, person, people, who, statuses):
    client.force_login(people[who])
    link = ShareLink.objects.create(
        team=plan.team,
        target_kind="stakeholder",
        target_id=person.pk,
        label="Old",
        token_hash="x",
        expires_at=timezone.now(),
    )

    answers = [
        client.post(
            url_of("stakeholder_add", plan.pk), {"name": "Ada", "stance": "yes"}
        ),
        client.post(
            url_of("stakeholder_edit", person.pk),
            {"name": "Dana", "stance": "yes", "version": "1"},
        ),
        client.post(
            url_of("personal_link_make", person.pk), {"label": "Dana", "days": "3"}
        ),
        client.post(url_of("personal_link_revoke", person.pk, link.pk)),
        client.post(url_of("stakeholder_remove", person.pk)),
        client.post(url_of("stakeholder_restore", person.pk)),
    ]

    assert {answer.status_code for answer in answers} <= statuses


@pytest.mark.parametrize(("who", "status"), TALK)
def test_who_writes_down_talks(client, plan, person, people, who, status):
    client.force_login(people[who])
    sent = {"spoken_on": "2026-01-02", "note": "Wants the list first"}

    answer = client.post(url_of("talk_add", person.pk), sent)

    assert answer.status_code == status
    assert person.talks.exists() == (status == 302)


def test_a_role_is_an_empty_chair_until_somebody_sits_on_it(client, plan, people):
    client.force_login(people["lead"])
    before = client.get(url_of("plan_stakeholders", plan.pk)).content.decode()

    client.post(
        url_of("stakeholder_add", plan.pk),
        {"name": "Ada", "role": "legal", "stance": "partly"},
    )

    after = client.get(url_of("plan_stakeholders", plan.pk)).content.decode()
    assert "?role=legal#add" in before
    assert "?role=legal#add" not in after


def test_a_form_sent_twice_seats_one(client, plan, people):  # R49
    client.force_login(people["lead"])
    key = "0d3ae0c0-0000-4000-8000-000000000001"
    sent = {"name": "Ada", "stance": "yes", "form_key": key}

    for _again in range(2):
        client.post(url_of("stakeholder_add", plan.pk), sent)

    assert plan.stakeholders.count() == 1


def test_a_person_of_the_plan_lends_the_own_name(client, plan, people):
    client.force_login(people["lead"])
    member = plan.members.get(user=people["evaluator"])

    client.post(
        url_of("stakeholder_add", plan.pk), {"member": member.pk, "stance": "yes"}
    )

    assert plan.stakeholders.get().name == str(people["evaluator"])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"stance": "yes"}, "Give a name"),
        ({"name": "Ada", "stance": "maybe"}, "Select a valid choice"),
        ({"name": "Ada", "stance": "yes", "influence": "4"}, "Select a valid choice"),
        ({"name": "Ada", "stance": "yes", "email": "ada"}, "valid email"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form(client, plan, people, sent, said):
    client.force_login(people["lead"])

    answer = client.post(url_of("stakeholder_add", plan.pk), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not plan.stakeholders.exists()


def test_a_stale_form_shows_both_and_changes_nothing(client, person, people):  # R48
    client.force_login(people["lead"])
    Stakeholder.objects.filter(pk=person.pk).update(gains="Time", version=2)

    answer = client.post(
        url_of("stakeholder_edit", person.pk),
        {"name": "Dana", "stance": "yes", "gains": "Money", "version": "1"},
    )

    person.refresh_from_db()
    assert answer.status_code == 412
    assert person.gains == "Time"
    assert {"Time", "Money"} <= set(re.findall("Time|Money", answer.content.decode()))


def test_a_talk_ahead_is_refused(client, person, people):
    client.force_login(people["lead"])
    day = (timezone.now() + timedelta(days=3)).date()

    answer = client.post(url_of("talk_add", person.pk), {"spoken_on": str(day)})

    assert answer.status_code == 422
    assert not person.talks.exists()


def test_the_stakeholders_are_a_csv_too(client, plan, person, people):
    client.force_login(people["lead"])

    answer = client.get(url_of("plan_stakeholders", plan.pk), {"format": "csv"})

    assert "Dana" in answer.getvalue().decode("utf-8-sig")


def test_more_people_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(20):
        person = plan.stakeholders.create(
            name=f"P{number}", influence=1 + number % 3, interest=2
        )
        person.talks.create(spoken_on=timezone.now().date())

    with django_assert_max_num_queries(16):
        client.get(url_of("plan_stakeholders", plan.pk))


@pytest.mark.parametrize(
    ("who", "is_told"), [("lead", True), ("evaluator", False), ("observer", False)]
)
def test_only_leads_read_what_a_person_fears(
    client, plan, person, people, who, is_told
):
    type(person).objects.filter(pk=person.pk).update(fears="To lose the newsletter")
    client.force_login(people[who])
    page = url_of("plan_stakeholders", plan.pk)

    answers = [
        client.get(page),
        client.get(page, {"format": "csv"}),
        client.get(url_of("stakeholder_edit", person.pk)),
        client.get(reverse("api:stakeholder-list", args=[plan.pk])),
        client.get(reverse("api:stakeholder-detail", args=[person.pk])),
    ]

    told = [b"To lose the newsletter" in answer.getvalue() for answer in answers]
    assert told == [is_told] * 5
