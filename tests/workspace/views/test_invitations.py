import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from workspace.models import Activity, Invitation, Job, Member
from workspace.services.accounts import create_account
from workspace.services.invitations import Guest, invite
from workspace.services.mail import run_mail

pytestmark = pytest.mark.django_db
ACCEPT = "/invitations/accept/"
FORM = {"email": "new@example.org", "role": "member", "language": "en"}


@pytest.fixture
def owner(client, people) -> Client:
    client.force_login(people["owner"])
    return client


@pytest.fixture
def newcomer(db):
    return create_account(email="new@example.org", password=None, name="Nadia")


def new_link(team, people, email: str = "new@example.org") -> str:
    guest = Guest(email)
    sent = invite(team=team, guest=guest, actor=people["owner"], now=timezone.now())
    return reverse("workspace:invitation_open", args=[sent.token])


@pytest.mark.parametrize(
    ("person", "status"), [("owner", 200), ("member", 403), ("outsider", 404)]
)
def test_who_invites(client, team, people, person, status):
    client.force_login(people[person])

    answer = client.post(reverse("workspace:invitation_create", args=[team.pk]), FORM)

    assert answer.status_code == status
    assert Invitation.objects.exists() is (person == "owner")


@pytest.mark.parametrize("action", ["resend", "revoke"])
@pytest.mark.parametrize("person", ["member", "outsider"])
def test_only_owners_know_of_invitations(client, team, people, person, action):
    new_link(team, people)
    client.force_login(people[person])
    pk = Invitation.objects.get().pk

    answer = client.post(reverse(f"workspace:invitation_{action}", args=[pk]))

    assert answer.status_code == 404


def test_without_a_mail_server_the_link_is_shown_once(owner, team, people):
    page = reverse("workspace:invitation_create", args=[team.pk])

    shown = owner.post(page, FORM).content.decode()
    later = owner.get(reverse("workspace:member_list", args=[team.pk])).content.decode()

    assert re.search(r"http://localhost:8000/invitations/open/[\w-]{43}/", shown)
    assert "No mail server is set up" in shown
    assert "/invitations/open/" not in later
    assert "new@example.org" in later


def test_with_a_mail_server_the_link_is_mailed(owner, team, people, settings):
    settings.HAS_MAIL_SERVER = True

    answer = owner.post(reverse("workspace:invitation_create", args=[team.pk]), FORM)
    run_mail(Job.objects.get(kind="mail"), None)

    assert answer.status_code == 302
    [letter] = mail.outbox
    link = re.search(r"http://localhost:8000(/invitations/open/\S+)", letter.body)[1]
    assert letter.to == ["new@example.org"]
    assert Client().get(link, follow=True).status_code == 200


def test_a_name_cannot_reach_into_the_header_of_the_mail(
    owner, team, people, settings
):  # R43
    settings.HAS_MAIL_SERVER = True
    team.name = "Team\r\nBcc: victim@example.org"
    team.save()

    owner.post(reverse("workspace:invitation_create", args=[team.pk]), FORM)
    run_mail(Job.objects.get(kind="mail"), None)

    headers = mail.outbox[0].message()
    assert headers["Bcc"] is None
    assert "\n" not in headers["Subject"].replace("\n ", " ")


def test_known_and_unknown_addresses_are_invited_alike(owner, team, people):  # R2
    create_account(email="old@example.org", password=None)
    page = reverse("workspace:invitation_create", args=[team.pk])

    known = owner.post(page, {**FORM, "email": "old@example.org"})
    Invitation.objects.all().delete()
    Activity.objects.all().delete()
    fresh = owner.post(page, FORM)

    assert known.status_code == fresh.status_code == 200
    assert len(known.content) == len(fresh.content)


@pytest.mark.parametrize("email", ["member@example.org", "nowhere", ""])
def test_what_cannot_be_invited_is_refused(owner, team, email):
    page = reverse("workspace:invitation_create", args=[team.pk])

    answer = owner.post(page, {**FORM, "email": email})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_a_revoked_link_is_dead(owner, team, people):
    link = new_link(team, people)
    pk = Invitation.objects.get().pk

    owner.post(reverse("workspace:invitation_revoke", args=[pk]))

    assert Client().get(link, follow=True).status_code == 404


def test_a_link_sent_again_replaces_the_old_one(owner, team, people):
    link = new_link(team, people)
    pk = Invitation.objects.get().pk

    page = owner.post(reverse("workspace:invitation_resend", args=[pk])).content
    new = re.search(r"http://localhost:8000(/invitations/open/\S+?)<", page.decode())[1]

    assert Client().get(link, follow=True).status_code == 404
    assert Client().get(new, follow=True).status_code == 200


def test_dead_links_look_the_same(client, team, people):
    used = new_link(team, people)
    Invitation.objects.update(accepted_at=timezone.now())
    expired = new_link(team, people, "b@example.org")
    Invitation.objects.filter(email="b@example.org").update(expires_at=timezone.now())
    unknown = reverse("workspace:invitation_open", args=["x" * 43])

    answers = [Client().get(link, follow=True) for link in (used, expired, unknown)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({len(answer.content) for answer in answers}) == 1


def test_the_token_leaves_the_address(client, team, people):
    answer = client.get(new_link(team, people))

    assert answer["Location"] == ACCEPT
    assert "no-store" in answer["Cache-Control"]


def test_looking_at_an_invitation_accepts_nothing(client, team, people):  # R41
    client.get(new_link(team, people), follow=True)

    assert Invitation.objects.get().accepted_at is None


def test_a_person_with_the_address_joins(client, team, people, newcomer):
    client.force_login(newcomer)
    client.get(new_link(team, people))

    answer = client.post(ACCEPT)

    assert answer["Location"] == "/"
    assert Member.objects.filter(team=team, user=newcomer).exists()
    assert client.get("/").context["team"] == team


def test_a_person_with_another_address_is_refused(client, team, people):  # R15
    client.force_login(people["outsider"])
    client.get(new_link(team, people))

    answer = client.post(ACCEPT)

    assert answer.status_code == 422
    assert b"for another e-mail address" in answer.content


def test_a_stranger_is_shown_both_ways_in(client, team, people):
    page = client.get(new_link(team, people), follow=True).content.decode()

    assert "/accounts/signup/" in page
    assert "/accounts/login/?next=/invitations/accept/" in page
