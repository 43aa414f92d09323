import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.workspace.people import (
    SECRET,
    code_of_the_app,
    confirm_identity,
    log_in,
    set_up_second_factor,
)
from workspace.models import AuditEntry, Team

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"
PICTURE = "/accounts/2fa/totp/picture/"
CODES = "/accounts/2fa/recovery-codes/"
CODE = "/accounts/2fa/authenticate/"


def begin_set_up(client: Client) -> None:
    """Open the page, then stand in for the secret it has drawn."""
    client.get(ACTIVATE)
    session = client.session
    session[SECRET_SESSION_KEY] = SECRET
    session.save()


@pytest.mark.django_db(transaction=True)  # allauth tells of it after the commit
def test_setting_it_up_shows_recovery_codes(client, person, mailoutbox):
    log_in(client, person.email)
    begin_set_up(client)

    answer = client.post(ACTIVATE, {"code": code_of_the_app()})

    assert answer["Location"] == CODES
    assert client.get(CODES).content.count(b"<li><code>") == 10
    assert mailoutbox[0].subject == "The second factor is on"
    assert AuditEntry.objects.filter(event="account.mfa_changed").exists()  # R56


def test_the_code_that_switched_it_on_is_used_up(client, person):  # R4
    log_in(client, person.email)
    begin_set_up(client)
    code = code_of_the_app()
    client.post(ACTIVATE, {"code": code})
    other = Client()
    log_in(other, person.email)

    answer = other.post(CODE, {"code": code})

    assert b"was used already" in answer.content


def test_a_wrong_code_switches_nothing_on(client, person):
    log_in(client, person.email)
    begin_set_up(client)

    answer = client.post(ACTIVATE, {"code": "000000"})

    assert b"This code is wrong" in answer.content
    assert not Authenticator.objects.exists()


def test_the_picture_is_a_file_that_nobody_keeps(client, person):
    log_in(client, person.email)
    client.get(ACTIVATE)

    answer = client.get(PICTURE)

    assert answer["Content-Type"] == "image/svg+xml"
    assert "no-store" in answer["Cache-Control"]
    assert b"<svg" in answer.content
    assert b"data:" not in client.get(ACTIVATE).content


def test_there_is_no_picture_before_the_set_up(client, person):
    log_in(client, person.email)

    assert client.get(PICTURE).status_code == 404


def test_the_password_alone_does_not_open_the_account(client, person):  # R4
    set_up_second_factor(person)

    answer = log_in(client, person.email)

    assert answer["Location"] == CODE
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_a_code_opens_the_account_once(client, person, kind):  # R4
    recovery = set_up_second_factor(person)
    code = code_of_the_app() if kind == "app" else recovery[0]
    log_in(client, person.email)
    client.post(CODE, {"code": code})
    replay = Client()
    log_in(replay, person.email)

    replay.post(CODE, {"code": code})

    assert client.get("/").status_code == 200
    assert replay.get("/").status_code == 302


def test_codes_are_not_guessed(client, person):  # R3
    set_up_second_factor(person)
    log_in(client, person.email)
    codes = [client.post(CODE, {"code": "000000"}).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_switching_it_off_throws_the_recovery_codes_away(client, person):
    set_up_second_factor(person)
    log_in(client, person.email)
    client.post(CODE, {"code": code_of_the_app()})

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_ends_the_other_sessions_and_renews_this_one(client, person):  # R5
    elsewhere = Client()
    log_in(elsewhere, person.email)
    log_in(client, person.email)
    begin_set_up(client)
    before = client.session.session_key

    client.post(ACTIVATE, {"code": code_of_the_app()})

    assert elsewhere.get("/").status_code == 302
    assert client.get("/").status_code == 200
    assert client.session.session_key != before


@pytest.mark.parametrize(
    "page",
    [ACTIVATE, PICTURE, CODES, f"{CODES}generate/", f"{CODES}download/"],
)
def test_identity_is_checked_first(client, person, page):  # R7
    client.force_login(person)

    answer = client.get(page)

    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")


def test_new_recovery_codes_replace_the_old_ones(client, person):
    old = set_up_second_factor(person)
    client.force_login(person)
    confirm_identity(client, person)

    client.post(f"{CODES}generate/")

    page = client.get(CODES).content.decode()
    assert page.count("<li><code>") == 10
    assert old[0] not in page


def test_looking_at_recovery_codes_changes_nothing(client, person):  # R41
    set_up_second_factor(person)
    client.force_login(person)
    confirm_identity(client, person)
    before = list(Authenticator.objects.values_list("data", "last_used_at"))

    client.get(CODES)
    client.get(f"{CODES}download/")

    assert list(Authenticator.objects.values_list("data", "last_used_at")) == before


@pytest.fixture
def strict_team(team) -> Team:
    team.requires_mfa = True
    team.save()
    return team


@pytest.mark.parametrize("path", ["/", "/settings/", "/teams/{team}/members/"])
def test_a_strict_team_leads_to_the_set_up(client, strict_team, people, path):  # R4
    client.force_login(people["member"])

    answer = client.get(path.format(team=strict_team.pk))

    assert answer["Location"] == ACTIVATE


def test_a_script_is_led_there_too(client, strict_team, people):
    client.force_login(people["member"])

    answer = client.get("/", HTTP_HX_REQUEST="true")

    assert answer["HX-Redirect"] == ACTIVATE


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/", "/accounts/logout/", "/accounts/password/change/"]
)
def test_the_own_account_stays_open(client, strict_team, people, path):
    client.force_login(people["member"])

    assert client.get(path).status_code == 200


def test_with_a_second_factor_the_team_is_open(client, strict_team, people):
    set_up_second_factor(people["member"])
    client.force_login(people["member"])

    assert client.get("/").status_code == 200


def test_while_a_team_asks_for_it_it_stays_on(client, strict_team, people):
    set_up_second_factor(people["member"])
    client.force_login(people["member"])
    confirm_identity(client, people["member"])

    answer = client.post(reverse("mfa_deactivate_totp"))

    assert b"so it stays on" in answer.content
    assert Authenticator.objects.filter(type="totp").exists()
