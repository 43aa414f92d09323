import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD
from tests.workspace.people import log_in, set_up_second_factor
from workspace import pace
from workspace.models import AuditEntry

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
NEW = "another quiet long walk"


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(pace, "SECONDS", 0.0)


def ask_for_link(client: Client, email: str, **extra):
    return client.post(RESET, {"email": email}, **extra)


def open_link(client: Client, body: str) -> str:
    """Follow the mailed link to the form; return the form's own path."""
    path = re.search(r"http://localhost:8000(/accounts/password/reset/key\S+)", body)[1]
    return client.get(path)["Location"]


def choose(client: Client, path: str, password: str = NEW):
    return client.post(path, {"password1": password, "password2": password})


def test_a_forgotten_password_is_replaced(client, person, mailoutbox, quick):
    ask_for_link(client, person.email)
    form = open_link(client, mailoutbox[0].body)

    answer = choose(client, form)

    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert AuditEntry.objects.filter(event="account.password_changed").exists()  # R56


def test_the_token_leaves_the_address_before_the_form(
    client, person, mailoutbox, quick
):
    ask_for_link(client, person.email)

    assert open_link(client, mailoutbox[0].body).endswith("-set-password/")


def test_the_link_works_once(client, person, mailoutbox, quick):
    ask_for_link(client, person.email)
    choose(client, open_link(client, mailoutbox[0].body))
    path = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]

    answer = Client().get(path)

    assert b"does not work any more" in answer.content


def test_the_link_is_of_the_configured_site(
    client, person, mailoutbox, quick, settings
):  # R42
    settings.ALLOWED_HOSTS = ["*"]
    forged = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}

    ask_for_link(client, person.email, **forged)

    assert "evil" not in mailoutbox[0].body + str(mailoutbox[0].message())
    assert "http://localhost:8000/accounts/password/reset/key/" in mailoutbox[0].body


def test_a_reset_ends_all_sessions(client, person, mailoutbox, quick):  # R5
    log_in(client, person.email)
    elsewhere = Client()
    ask_for_link(elsewhere, person.email)

    choose(elsewhere, open_link(elsewhere, mailoutbox[0].body))

    assert client.get("/").status_code == 302


def test_a_reset_does_not_skip_the_second_factor(
    client, person, mailoutbox, quick
):  # R4
    set_up_second_factor(person)
    ask_for_link(client, person.email)
    choose(client, open_link(client, mailoutbox[0].body))

    answer = log_in(client, person.email, NEW)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/").status_code == 302


def timed(email: str):
    client, start = Client(), time.monotonic()
    answer = ask_for_link(client, email)
    elapsed = time.monotonic() - start
    page = client.get(answer["Location"]).content
    return (answer.status_code, answer["Location"], len(page)), elapsed


def test_known_and_unknown_addresses_are_answered_alike(
    monkeypatch, person, mailoutbox
):  # R2
    # Longer than any work takes, even on a machine that does much else.
    monkeypatch.setattr(pace, "SECONDS", 2.0)

    known, known_time = timed(person.email)
    unknown, unknown_time = timed("nobody@example.org")

    assert known == unknown
    assert 1 / 1.3 <= known_time / unknown_time <= 1.3
    assert "There is no account" in mailoutbox[1].body


def test_one_mailbox_is_not_filled(quick, db, mailoutbox):  # R3
    codes = [ask_for_link(Client(), "a@example.org").status_code for _ in range(6)]

    assert codes == [302] * 5 + [429]
    assert len(mailoutbox) == 5


def change(client: Client, old: str):
    form = {"oldpassword": old, "password1": NEW, "password2": NEW}
    return client.post(reverse("account_change_password"), form)


def test_changing_the_password_ends_every_session(client, person, mailoutbox):  # R5
    log_in(client, person.email)
    elsewhere = Client()
    log_in(elsewhere, person.email)

    change(client, PASSWORD)

    assert client.get("/").status_code == 302
    assert elsewhere.get("/").status_code == 302
    assert mailoutbox[0].subject == "Your password was changed"


def test_the_present_password_is_not_guessed_here(client, person):  # R3
    log_in(client, person.email)
    codes = [change(client, "a guess of somebody").status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]
