from datetime import timedelta

import pytest

from workspace import registries
from workspace.models import Activity, AuditEntry, Invitation, Job, Member
from workspace.services.accounts import create_account
from workspace.services.invitations import (
    AlreadyMember,
    Guest,
    InvitationNotUsable,
    OtherAddress,
    accept_invitation,
    find_by_token,
    invite,
    renew_token,
    resend,
    revoke,
)
from workspace.tokens import hash_token

pytestmark = pytest.mark.django_db

GUEST = Guest("new@example.org")


@pytest.fixture
def newcomer(db):
    return create_account(email="new@example.org", password=None, name="Nadia")


@pytest.fixture
def sent(team, people, now):
    """An invitation without a mail server: its token is in the owner's hands."""
    return invite(team=team, guest=GUEST, actor=people["owner"], now=now)


@pytest.fixture
def grants():
    """Grants of a made-up kind, as another app would give them."""
    given: list[dict] = []
    registries.invitation_grants["shelf"] = lambda **grant: given.append(grant)
    yield given
    del registries.invitation_grants["shelf"]


def test_an_invitation_is_good_for_seven_days(sent, now):  # R15
    assert sent.invitation.expires_at == now + timedelta(days=7)
    assert find_by_token(sent.token, now=now + timedelta(days=6, hours=23))
    assert not find_by_token(sent.token, now=now + timedelta(days=7))


def test_only_the_hash_of_the_token_is_stored(sent):  # R24
    assert sent.invitation.token_hash == hash_token(sent.token)


def test_accepting_makes_a_member(sent, newcomer, team, now):
    member = accept_invitation(invitation=sent.invitation, user=newcomer, now=now)

    assert (member.team, member.role) == (team, "member")
    events = set(AuditEntry.objects.filter(team=team).values_list("event", flat=True))
    assert events == {"invitation.sent", "member.joined"}


def test_an_invitation_works_once(sent, newcomer, now):  # R15
    accept_invitation(invitation=sent.invitation, user=newcomer, now=now)

    with pytest.raises(InvitationNotUsable):
        accept_invitation(invitation=sent.invitation, user=newcomer, now=now)


def test_an_invitation_is_bound_to_its_address(sent, people, now):  # R15
    with pytest.raises(OtherAddress):
        accept_invitation(invitation=sent.invitation, user=people["outsider"], now=now)

    assert Invitation.objects.get().accepted_at is None


def test_an_expired_invitation_lets_nobody_in(sent, newcomer, now):  # R15
    with pytest.raises(InvitationNotUsable):
        accept_invitation(
            invitation=sent.invitation, user=newcomer, now=now + timedelta(days=8)
        )


def test_a_revoked_invitation_lets_nobody_in(sent, newcomer, people, now):
    revoke(invitation=sent.invitation, actor=people["owner"], now=now)

    assert find_by_token(sent.token, now=now) is None
    with pytest.raises(InvitationNotUsable):
        accept_invitation(invitation=sent.invitation, user=newcomer, now=now)


def test_a_new_link_kills_the_old_one(sent, people, now):
    later = now + timedelta(days=9)

    again = resend(invitation=sent.invitation, actor=people["owner"], now=later)

    assert find_by_token(sent.token, now=later) is None
    assert find_by_token(again.token, now=later) == sent.invitation


def test_a_second_invitation_adds_to_the_first(team, people, now, newcomer, grants):
    for pk in (1, 2, 2):
        grant = {"kind": "shelf", "id": pk, "role": "reader"}
        guest = Guest("New@Example.org", grants=[grant])
        sent = invite(team=team, guest=guest, actor=people["owner"], now=now)

    accept_invitation(invitation=sent.invitation, user=newcomer, now=now)

    assert Invitation.objects.count() == 1
    assert [given["grant"]["id"] for given in grants] == [1, 2]
    assert {given["invited_by"] for given in grants} == {people["owner"]}


def test_a_second_invitation_does_not_take_ownership_back(team, people, now, newcomer):
    """An evaluation's lead invites somebody whom an owner wants as an owner."""
    owner, lead = people["owner"], people["lead"]
    guest = Guest("new@example.org", role="owner")
    invite(team=team, guest=guest, actor=owner, now=now)

    sent = invite(team=team, guest=GUEST, actor=lead, now=now)

    member = accept_invitation(invitation=sent.invitation, user=newcomer, now=now)
    assert member.role == "owner"


def test_an_offer_that_is_over_is_not_renewed_by_another_one(team, people, now, grants):
    """R15: what was offered lasts for seven days, whoever invites again."""
    grant = {"kind": "shelf", "id": 1, "role": "reader"}
    guest = Guest("new@example.org", role="owner", grants=[grant])
    invite(team=team, guest=guest, actor=people["owner"], now=now)
    later = now + timedelta(days=8)

    sent = invite(team=team, guest=GUEST, actor=people["lead"], now=later)

    assert (sent.invitation.role, sent.invitation.grants) == ("member", [])


def test_a_grant_of_an_app_that_is_gone_is_passed_over(team, people, now, newcomer):
    guest = Guest("new@example.org", grants=[{"kind": "gone", "id": 1}])
    sent = invite(team=team, guest=guest, actor=people["owner"], now=now)

    accept_invitation(invitation=sent.invitation, user=newcomer, now=now)

    assert Member.objects.filter(user=newcomer).exists()


def test_a_member_is_not_invited_again(team, people, now):
    with pytest.raises(AlreadyMember):
        invite(
            team=team,
            guest=Guest("MEMBER@example.org"),
            actor=people["owner"],
            now=now,
        )


def test_the_mail_is_a_job_that_holds_no_secret(team, people, now, settings):  # R58
    settings.HAS_MAIL_SERVER = True

    sent = invite(team=team, guest=GUEST, actor=people["owner"], now=now)

    assert sent.token is None
    job = Job.objects.get(kind="mail")
    assert job.arguments == {"template": "invitation", "invitation": sent.invitation.pk}


def test_the_mail_brings_a_token_of_its_own(sent, now):
    invitation, token = renew_token(pk=sent.invitation.pk, now=now)

    assert find_by_token(token, now=now) == invitation
    assert find_by_token(sent.token, now=now) is None


def test_no_mail_is_written_for_an_invitation_that_is_over(sent, people, now):
    revoke(invitation=sent.invitation, actor=people["owner"], now=now)

    assert renew_token(pk=sent.invitation.pk, now=now) is None


def test_what_is_told_of_an_invitation_can_be_erased(sent):  # R57
    told = Activity.objects.get(verb="invitation.sent")

    assert told.subject == "new@example.org"
    assert not AuditEntry.objects.filter(digest__contains="example").exists()
