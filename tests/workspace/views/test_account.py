"""The own account: address, sessions, and proving again who one is."""

import re
import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.workspace.people import (
    code_of_the_app,
    confirm_identity,
    log_in,
    set_up_second_factor,
)
from workspace.models import AuditEntry

pytestmark = pytest.mark.django_db
EMAIL = "/accounts/email/"
SESSIONS = "/accounts/sessions/"
WHO = "/accounts/reauthenticate/"


def test_a_new_address_counts_once_it_is_confirmed(client, person, mailoutbox):
    log_in(client, person.email)
    client.post(EMAIL, {"email": "new@example.org"})
    person.refresh_from_db()
    assert person.email == "person@example.org"
    path = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]

    client.post(path)

    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert mailoutbox[1].to == ["person@example.org"]
    assert AuditEntry.objects.filter(event="account.email_changed").exists()  # R56


def test_asking_twice_keeps_the_present_address(client, people, mailoutbox):
    client.force_login(people["owner"])  # whose address was never confirmed by mail
    confirm_identity(client, people["owner"])
    client.post(EMAIL, {"email": "one@example.org"})

    client.post(EMAIL, {"email": "two@example.org"})

    people["owner"].refresh_from_db()
    assert people["owner"].email == "owner@example.org"


def test_an_address_that_is_none_is_refused(client, person):
    log_in(client, person.email)

    answer = client.post(EMAIL, {"email": "nowhere"})

    assert answer.status_code == 422


def test_the_address_of_another_account_is_answered_alike(
    client, person, people, mailoutbox
):  # R2
    log_in(client, person.email)

    taken = client.post(EMAIL, {"email": "owner@example.org"})
    free = client.post(EMAIL, {"email": "free@example.org"})

    assert taken.status_code == free.status_code == 302
    assert [mail.to for mail in mailoutbox] == [
        ["owner@example.org"],
        ["free@example.org"],
    ]


def test_an_old_login_proves_nothing(client, person):  # R7
    log_in(client, person.email)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 301
    session.save()

    answer = client.get(EMAIL)

    assert answer["Location"] == f"{WHO}?next=%2Faccounts%2Femail%2F"


def test_the_password_proves_who_it_is_and_leads_back(client, person):  # R7
    client.force_login(person)

    answer = client.post(f"{WHO}?next={EMAIL}", {"password": PASSWORD, "next": EMAIL})

    assert answer["Location"] == EMAIL
    assert client.get(EMAIL).status_code == 200


def test_a_code_proves_it_too(client, person):  # R7
    set_up_second_factor(person)
    client.force_login(person)

    answer = client.post(
        "/accounts/2fa/reauthenticate/", {"code": code_of_the_app(), "next": EMAIL}
    )

    assert answer["Location"] == EMAIL


def test_passwords_are_not_guessed_there(client, person):  # R3
    client.force_login(person)
    codes = [client.post(WHO, {"password": "a guess"}).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_a_post_is_not_run_behind_the_back(client, person, mailoutbox):  # R7
    client.force_login(person)

    refused = client.post(
        EMAIL,
        {"email": "new@example.org"},
        HTTP_REFERER="http://testserver/accounts/email/?a=b",
    )
    client.post(refused["Location"], {"password": PASSWORD})

    assert refused["Location"] == f"{WHO}?next=%2Faccounts%2Femail%2F%3Fa%3Db"
    assert mailoutbox == []


@pytest.mark.parametrize(
    "referrer",
    ["", "https://evil.example/", "http://testserver//evil.example/", "nonsense"],
)
def test_another_site_is_no_way_back(client, person, referrer):  # R42
    client.force_login(person)

    answer = client.post(EMAIL, {"email": "a@b.org"}, HTTP_REFERER=referrer)

    assert answer["Location"] == f"{WHO}?next=%2F"


def test_a_script_is_sent_to_prove_it(client, person):  # R7
    client.force_login(person)

    answer = client.post(
        EMAIL,
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="http://testserver/evaluations/7/",
    )

    assert answer["HX-Redirect"] == f"{WHO}?next=%2Fevaluations%2F7%2F"


def sessions_of(person) -> list[UserSession]:
    return list(UserSession.objects.filter(user=person).order_by("pk"))


def test_a_person_sees_where_they_are_logged_in(client, person):  # R5
    log_in(client, person.email, HTTP_USER_AGENT="X11; Linux Firefox/140.0")
    log_in(Client(), person.email, HTTP_USER_AGENT="iPhone Safari/604")

    page = client.get(SESSIONS).content.decode()

    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert page.count("this one") == 1


def test_a_person_ends_one_session(client, person):  # R5
    other = Client()
    log_in(other, person.email)
    log_in(client, person.email)

    client.post(reverse("sessions_end", args=[sessions_of(person)[0].pk]))

    assert other.get("/").status_code == 302
    assert client.get("/").status_code == 200


def test_a_person_ends_the_present_session(client, person):
    log_in(client, person.email)

    client.post(reverse("sessions_end", args=[sessions_of(person)[0].pk]))

    assert client.get("/").status_code == 302


def test_a_person_ends_all_other_sessions(client, person):  # R5
    others = [Client(), Client()]
    for other in (*others, client):
        log_in(other, person.email)

    client.post(reverse("sessions_end_others"))

    assert [other.get("/").status_code for other in others] == [302, 302]
    assert client.get("/").status_code == 200


def test_nobody_ends_the_session_of_another(client, person, people):  # R12
    log_in(client, person.email)
    client.force_login(people["owner"])
    theirs = sessions_of(person)[0]

    answer = client.post(reverse("sessions_end", args=[theirs.pk]))

    assert answer.status_code == 404
    assert UserSession.objects.filter(pk=theirs.pk).exists()


def test_looking_at_the_list_deletes_nothing(client, person):  # R41
    log_in(client, person.email)
    UserSession.objects.create(
        user=person, ip="::1", session_key="gone", user_agent="curl/8"
    )

    page = client.get(SESSIONS).content.decode()

    assert "curl" not in page
    assert UserSession.objects.filter(session_key="gone").exists()
