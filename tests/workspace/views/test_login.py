import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.settings import accounts as account_settings
from tests.conftest import PASSWORD
from tests.workspace.people import log_in, without_tokens
from workspace.models import AttemptCount, AuditEntry
from workspace.services import limits
from workspace.services.sessions import BEGAN

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def events() -> list[str]:
    entries = AuditEntry.objects.filter(team=None).order_by("sequence")
    return list(entries.values_list("event", flat=True))


def is_logged_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_start_page_asks_a_stranger_to_log_in(client):
    answer = client.get("/", follow=True)

    assert answer.redirect_chain == [("/accounts/login/?next=/", 302)]
    assert b'name="login"' in answer.content


def test_a_person_comes_in(client, person):
    answer = log_in(client, person.email)

    assert answer["Location"] == "/"
    assert is_logged_in(client)
    assert events() == ["account.logged_in"]  # R56


def test_an_address_may_be_typed_in_capitals(client, person):
    log_in(client, "Person@Example.ORG")

    assert is_logged_in(client)


def test_a_wrong_password_is_told_and_chained(client, person):
    answer = log_in(client, person.email, "something else entirely")

    assert b"do not belong together" in answer.content
    assert events() == ["account.login_failed"]  # R56


def test_login_gives_the_session_a_new_id(client, person):  # R5
    client.post("/language/", {"language": "fa"})
    session = client.session
    session["stranger"] = True
    session.save()
    before = session.session_key

    log_in(client, person.email)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def masked(answer, email: str) -> tuple:
    varying = {"Set-Cookie", "Date", "Expires", "X-Request-ID"}
    headers = {
        name: value for name, value in answer.headers.items() if name not in varying
    }
    return answer.status_code, headers, without_tokens(answer).replace(email, "")


def test_known_and_unknown_addresses_are_answered_alike(client, person):  # R2
    known = log_in(client, person.email, "something else entirely")
    unknown = log_in(Client(), "nobody@example.org", "something else entirely")

    assert masked(known, person.email) == masked(unknown, "nobody@example.org")


def fastest(email: str) -> float:
    """Time of the processor for a refused login: other programs do not count."""
    times = []
    for _time in range(3):
        AttemptCount.objects.all().delete()
        start = time.process_time()
        log_in(Client(), email, "something else entirely")
        times.append(time.process_time() - start)
    return min(times)


def test_known_and_unknown_addresses_take_the_same_time(settings, person):  # R2
    settings.PASSWORD_HASHERS = account_settings.PASSWORD_HASHERS
    person.set_password(PASSWORD)
    person.save()

    ratio = fastest(person.email) / fastest("nobody@example.org")

    assert 1 / 1.3 <= ratio <= 1.3


def test_the_sixth_failure_of_an_account_is_refused(client, person):  # R3
    for each in range(5):
        log_in(Client(REMOTE_ADDR=f"203.0.113.{each}"), person.email, "wrong password")

    answer = log_in(client, person.email)

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 300
    assert not is_logged_in(client)


def test_the_eleventh_failure_of_an_address_is_refused(client, db):  # R3
    for each in range(10):
        log_in(client, f"nobody{each}@example.org", "wrong password")

    assert log_in(client, "nobody@example.org").status_code == 429


def test_a_made_up_forwarded_address_changes_nothing(client, db):  # R3
    for each in range(10):
        forged = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{each}"}
        log_in(client, f"nobody{each}@example.org", "wrong password", **forged)

    answer = log_in(client, "nobody@example.org", HTTP_X_FORWARDED_FOR="198.51.100.99")

    assert answer.status_code == 429


def test_right_passwords_are_not_limited(person):  # R3
    answers = [log_in(Client(), person.email).status_code for _time in range(12)]

    assert set(answers) == {302}


def test_nobody_comes_in_while_failures_cannot_be_counted(client, person):  # R3
    with patch.object(limits, "take_place", side_effect=OperationalError):
        answer = log_in(client, person.email)

    assert answer.status_code == 429
    assert not is_logged_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert()",
    ],
)
def test_next_leads_to_own_paths_only(client, person, elsewhere):  # R42
    form = {"login": person.email, "password": PASSWORD, "next": elsewhere}

    answer = client.post(LOGIN, form)

    assert answer["Location"] == "/"


def test_an_own_path_is_followed(client, person):
    form = {"login": person.email, "password": PASSWORD, "next": "/settings/?a=b"}

    assert client.post(LOGIN, form)["Location"] == "/settings/?a=b"


def test_a_closed_account_does_not_come_in(client, person):  # R5, R14
    person.is_active = False
    person.save()

    log_in(client, person.email)

    assert not is_logged_in(client)


def test_closing_an_account_ends_its_sessions_at_once(client, person):  # R5, R14
    log_in(client, person.email)
    person.is_active = False
    person.save()

    assert not is_logged_in(client)


def test_logging_out_ends_the_session_on_the_server(client, person):  # R5
    log_in(client, person.email)
    stolen = Client()
    stolen.cookies = client.cookies.copy()

    client.post(reverse("account_logout"))

    assert not is_logged_in(stolen)
    assert events()[-1] == "account.logged_out"


def test_a_visit_to_the_logout_page_logs_nobody_out(client, person):  # R41
    log_in(client, person.email)

    client.get(reverse("account_logout"))

    assert is_logged_in(client)


def test_an_idle_session_ends_after_eight_hours(client, person):  # R5
    log_in(client, person.email)
    expiry = Session.objects.get(session_key=client.session.session_key).expire_date

    assert timedelta(hours=7, minutes=59) < expiry - timezone.now()
    assert expiry - timezone.now() <= timedelta(hours=8)


def test_use_moves_the_idle_end(client, person):  # R5
    log_in(client, person.email)
    session = client.session
    session[BEGAN] -= 6 * 60
    session.save()
    key = session.session_key
    Session.objects.filter(session_key=key).update(
        expire_date=timezone.now() + timedelta(minutes=1)
    )

    client.get("/")

    expiry = Session.objects.get(session_key=key).expire_date
    assert expiry - timezone.now() > timedelta(hours=7)


@pytest.mark.parametrize(("days", "lives"), [(6.99, True), (7, False), (30, False)])
def test_a_busy_session_ends_after_seven_days(client, person, days, lives):  # R5
    log_in(client, person.email)
    session = client.session
    session[BEGAN] -= int(timedelta(days=days).total_seconds())
    session.save()

    assert is_logged_in(client) is lives


def test_a_script_of_an_ended_session_is_sent_to_the_login(client, person):  # R5
    answer = client.get(
        "/settings/",
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="http://testserver/evaluations/7/?step=score",
    )

    assert answer["HX-Redirect"] == (
        "/accounts/login/?next=%2Fevaluations%2F7%2F%3Fstep%3Dscore"
    )
    assert answer.content == b""


def test_a_region_that_sends_for_an_ended_session_is_not_sent_away(client, person):
    answer = client.post("/settings/", HTTP_HX_REQUEST="true")

    assert answer.status_code == 401
    assert answer["HX-Reswap"] == "none"
    assert "session-ended" in answer["HX-Trigger"]


def test_a_page_asks_who_is_logged_in_and_gets_a_token(client, person):
    before = client.get("/session/").json()
    log_in(client, person.email)

    after = client.get("/session/")

    assert before["person"] is None
    assert "You are no longer logged in" in before["dialog"]
    assert after.json()["person"] == person.pk
    assert after.json()["csrf"]
    assert "no-store" in after["Cache-Control"]


def test_a_form_of_an_ended_session_leads_back_to_its_page(client, person):  # R5
    answer = client.post(
        "/evaluations/7/links/add/",
        headers={"referer": "http://testserver/evaluations/7/links/?new=1"},
    )

    assert answer["Location"] == (
        "/accounts/login/?next=%2Fevaluations%2F7%2Flinks%2F%3Fnew%3D1"
    )


def test_a_form_of_elsewhere_leads_home_after_the_login(client, person):
    answer = client.post(
        "/evaluations/7/links/add/", headers={"referer": "https://elsewhere.example/"}
    )

    assert answer["Location"] == "/accounts/login/?next=%2F"
