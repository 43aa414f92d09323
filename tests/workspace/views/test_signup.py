import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.conftest import PASSWORD
from tests.workspace.people import without_tokens
from workspace import pace
from workspace.models import Invitation, Member, User
from workspace.services.invitations import Guest, invite, revoke

pytestmark = pytest.mark.django_db
SIGNUP = "/accounts/signup/"


@pytest.fixture
def quick(monkeypatch):
    """Leave out the pause that makes answers take the same time."""
    monkeypatch.setattr(pace, "SECONDS", 0.0)


@pytest.fixture
def patient(monkeypatch):
    """Answer no sooner than any work takes, even on a machine that does much else."""
    monkeypatch.setattr(pace, "SECONDS", 2.0)


@pytest.fixture
def open_to_all(settings):
    settings.SIGNUP = "open"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


@pytest.fixture
def link(team, people):
    guest = Guest("new@example.org", role="owner")
    sent = invite(team=team, guest=guest, actor=people["owner"], now=timezone.now())
    return reverse("workspace:invitation_open", args=[sent.token])


def sign_up(client: Client, email: str, password: str = PASSWORD):
    form = {"name": "Nadia", "email": email, "password1": password}
    return client.post(SIGNUP, form)


def test_without_invitation_the_page_explains(client):
    answer = client.get(SIGNUP)

    assert b"Accounts are by invitation" in answer.content
    assert b"<input name" not in answer.content


def test_without_invitation_nobody_makes_an_account(client):
    sign_up(client, "stranger@example.org")

    assert not User.objects.exists()


def test_an_invited_person_makes_an_account_and_is_in(client, link, team, quick):
    client.get(link)

    answer = sign_up(client, "new@example.org")

    assert answer["Location"] == "/"
    member = Member.objects.get(user__email="new@example.org")
    assert (member.team, member.role) == (team, "owner")
    assert EmailAddress.objects.get(email="new@example.org").verified
    assert client.get("/").status_code == 200


def test_the_account_is_for_the_invited_address_only(client, link, quick):  # R15
    client.get(link)

    sign_up(client, "somebody.else@example.org")

    assert User.objects.filter(email="new@example.org").exists()
    assert not User.objects.filter(email="somebody.else@example.org").exists()


def test_the_same_link_makes_no_second_account(client, link, quick):  # R15
    client.get(link)
    sign_up(client, "new@example.org")
    second = Client()
    second.get(link)

    sign_up(second, "new@example.org")

    assert User.objects.filter(email="new@example.org").count() == 1
    assert second.get("/").status_code == 302


def test_a_revoked_invitation_makes_no_account(client, link, people, quick):
    client.get(link)
    revoke(
        invitation=Invitation.objects.get(), actor=people["owner"], now=timezone.now()
    )

    sign_up(client, "new@example.org")

    assert not User.objects.filter(email="new@example.org").exists()


def test_an_invited_person_with_an_account_is_told_to_log_in(client, link, quick):
    User.objects.create_user("new@example.org", PASSWORD)
    client.get(link)

    answer = sign_up(client, "new@example.org")

    assert b"Log in instead" in answer.content


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "Use at least 12 characters."),
        ("changeover12", "This password is built from words"),
        ("new@example.org", "This password is too similar to your name or address."),
        ("1234567890qwertyuiop", "Too many people use this password."),
    ],
)
def test_a_weak_password_is_refused(client, link, quick, password, why):  # R1
    client.get(link)

    answer = sign_up(client, "new@example.org", password)

    assert why in answer.content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_an_open_site_confirms_the_address_first(
    client, open_to_all, quick, mailoutbox
):
    answer = sign_up(client, "new@example.org")

    assert answer["Location"] == reverse("account_email_verification_sent")
    assert client.get("/").status_code == 302
    [mail] = mailoutbox
    assert mail.to == ["new@example.org"]
    assert re.search(r"http://localhost:8000/accounts/confirm-email/\S+", mail.body)


def test_opening_the_link_confirms_nothing_yet(
    client, open_to_all, quick, mailoutbox
):  # R41
    sign_up(client, "new@example.org")
    path = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]

    client.get(path)

    assert not EmailAddress.objects.get().verified


def test_the_button_confirms_the_address(client, open_to_all, quick, mailoutbox):
    sign_up(client, "new@example.org")
    path = re.search(r"http://localhost:8000(\S+)", mailoutbox[0].body)[1]

    client.post(path)

    assert EmailAddress.objects.get().verified


def answer_to(email: str):
    client, start = Client(), time.monotonic()
    answer = sign_up(client, email)
    elapsed = time.monotonic() - start
    page = client.get(answer["Location"])
    text = without_tokens(page).replace(email, "")
    return answer.status_code, answer["Location"], text, elapsed


def test_a_known_address_is_answered_like_a_new_one(
    open_to_all, patient, person, mailoutbox
):
    # R2
    *known, known_time = answer_to(person.email)
    *fresh, fresh_time = answer_to("new@example.org")

    assert known == fresh
    assert 1 / 1.3 <= known_time / fresh_time <= 1.3
    assert [mail.to for mail in mailoutbox] == [[person.email], ["new@example.org"]]
    assert "There is one already" in mailoutbox[0].body


def test_forms_from_one_address_are_limited(open_to_all, quick):  # R3
    codes = [
        sign_up(Client(), f"n{each}@x.org", "short").status_code for each in range(21)
    ]

    assert codes == [200] * 20 + [429]


def test_a_dead_mail_server_breaks_nothing(
    client, open_to_all, quick, settings, caplog
):  # R58
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    answer = sign_up(client, "new@example.org")

    assert answer.status_code == 302
    assert "An account mail was not sent" in caplog.text
    assert "new@example.org" not in caplog.text
