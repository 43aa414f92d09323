import pytest

from workspace import registries
from workspace.models import Activity, AuditEntry, Member, Team
from workspace.services.teams import (
    LastOwner,
    MemberGone,
    OwnRoleRaised,
    change_role,
    create_team,
    edit_team,
    remove_member,
)

pytestmark = pytest.mark.django_db


def membership(people, name: str) -> Member:
    return Member.objects.select_related("team").get(user=people[name])


def test_who_makes_a_team_owns_it(people, now):
    team = create_team(name="Sales", time_zone="UTC", actor=people["outsider"], now=now)

    assert team.members.get().role == "owner"
    events = AuditEntry.objects.filter(team=team).order_by("sequence")
    assert [entry.event for entry in events] == ["team.created", "member.joined"]


def test_an_owner_makes_another_owner(people, now):
    member = membership(people, "member")

    change_role(member=member, role="owner", actor=people["owner"], now=now)

    assert membership(people, "member").role == "owner"
    told = Activity.objects.get(verb="member.role_changed")
    assert (told.before, told.after) == (
        {"team_role": "member"},
        {"team_role": "owner"},
    )


def test_nobody_raises_the_own_role(people, now):  # R15
    with pytest.raises(OwnRoleRaised):
        change_role(
            member=membership(people, "member"),
            role="owner",
            actor=people["member"],
            now=now,
        )


def test_the_last_owner_stays_owner(people, now):  # R15
    with pytest.raises(LastOwner):
        change_role(
            member=membership(people, "owner"),
            role="member",
            actor=people["owner"],
            now=now,
        )


def test_the_last_owner_stays_in_the_team(people, now):  # R15
    with pytest.raises(LastOwner):
        remove_member(
            member=membership(people, "owner"), actor=people["owner"], now=now
        )


def test_an_owner_may_go_when_another_stays(people, now):
    change_role(
        member=membership(people, "lead"), role="owner", actor=people["owner"], now=now
    )

    remove_member(member=membership(people, "owner"), actor=people["owner"], now=now)

    assert not Member.objects.filter(user=people["owner"]).exists()


def test_a_member_removed_twice_is_gone(people, now):
    member = membership(people, "member")
    remove_member(member=member, actor=people["owner"], now=now)

    with pytest.raises(MemberGone):
        remove_member(member=member, actor=people["owner"], now=now)


@pytest.fixture
def farewells():
    """What the apps are told when somebody leaves."""
    heard: list[dict] = []

    def listen(**parting) -> None:
        heard.append(parting)

    registries.member_left.append(listen)
    yield heard
    registries.member_left.remove(listen)


def test_the_other_apps_are_told_who_left(people, team, now, farewells):
    remove_member(member=membership(people, "member"), actor=people["owner"], now=now)

    assert farewells == [
        {"team": team, "user": people["member"], "actor": people["owner"], "now": now}
    ]


def test_asking_for_a_second_factor_is_chained(people, team, now):  # R56
    values = {"name": team.name, "time_zone": "UTC", "requires_mfa": True}

    edit_team(team=team, values=values, actor=people["owner"], now=now)

    assert Team.objects.get(pk=team.pk).requires_mfa
    assert AuditEntry.objects.filter(team=team, event="team.mfa_required").exists()


def test_settings_saved_unchanged_tell_nothing(people, team, now):
    values = {"name": team.name, "time_zone": team.time_zone, "requires_mfa": False}

    edit_team(team=team, values=values, actor=people["owner"], now=now)

    assert not Activity.objects.exists()
