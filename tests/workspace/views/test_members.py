import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.workspace.people import without_tokens
from workspace.models import Member
from workspace.services.teams import edit_team

pytestmark = pytest.mark.django_db


def member_of(people, name: str) -> Member:
    return Member.objects.get(user=people[name])


def url(name: str, *args) -> str:
    return reverse(f"workspace:{name}", args=args)


@pytest.mark.parametrize(
    ("person", "see", "edit"),
    [("owner", 200, 422), ("member", 200, 403), ("outsider", 404, 404)],
)
def test_who_uses_the_pages_of_a_team(client, team, people, person, see, edit):
    client.force_login(people[person])

    assert client.get(url("member_list", team.pk)).status_code == see
    assert client.post(url("team_edit", team.pk), {"name": ""}).status_code == edit


@pytest.mark.parametrize(
    ("person", "status"), [("owner", 302), ("member", 403), ("outsider", 404)]
)
def test_who_changes_roles(client, people, person, status):
    target = member_of(people, "observer")
    client.force_login(people[person])

    answer = client.post(url("member_role", target.pk), {"role": "owner"})

    assert answer.status_code == status
    changed = Member.objects.get(pk=target.pk).role == "owner"
    assert changed is (person == "owner")


@pytest.mark.parametrize(
    ("person", "status"), [("owner", 302), ("member", 403), ("outsider", 404)]
)
def test_who_removes_members(client, people, person, status):
    target = member_of(people, "observer")
    client.force_login(people[person])

    answer = client.post(url("member_remove", target.pk))

    assert answer.status_code == status
    assert Member.objects.filter(pk=target.pk).exists() is (person != "owner")


def test_asking_before_removing_removes_nobody(client, people):  # R41
    target = member_of(people, "observer")
    client.force_login(people["owner"])

    answer = client.get(url("member_remove", target.pk))

    assert b"Remove" in answer.content
    assert Member.objects.filter(pk=target.pk).exists()


def test_a_role_that_is_none_is_refused(client, people):
    target = member_of(people, "observer")
    client.force_login(people["owner"])

    answer = client.post(url("member_role", target.pk), {"role": "emperor"})

    assert answer.status_code == 422


def test_the_last_owner_is_told_why_they_stay(client, team, people):  # R15
    client.force_login(people["owner"])

    answer = client.post(url("team_leave", team.pk))

    assert answer.status_code == 422
    assert b"A team needs an owner" in answer.content


def test_a_member_leaves(client, team, people):
    client.force_login(people["member"])

    client.post(url("team_leave", team.pk))

    assert client.get(url("member_list", team.pk)).status_code == 404


def test_who_was_removed_sees_nothing_from_the_next_request_on(
    client, team, people
):  # R14
    client.force_login(people["member"])
    assert client.get(url("member_list", team.pk)).status_code == 200
    owner = Client()
    owner.force_login(people["owner"])

    owner.post(url("member_remove", member_of(people, "member").pk))

    assert client.get(url("member_list", team.pk)).status_code == 404
    assert client.get("/").context["request"].team is None


def test_a_lost_role_works_from_the_next_request_on(client, team, people):  # R14
    member_of(people, "lead").delete()
    Member.objects.create(team=team, user=people["lead"], role="owner")
    client.force_login(people["owner"])
    assert client.get(url("team_edit", team.pk)).status_code == 200

    Member.objects.filter(user=people["owner"]).update(role="member")

    assert client.get(url("team_edit", team.pk)).status_code == 403


def test_members_see_no_guests_and_no_second_factors(client, team, people):
    client.force_login(people["member"])

    page = client.get(url("member_list", team.pk)).content

    assert b"Invite somebody" not in page
    assert b"Second factor" not in page


def test_owners_read_what_happened(client, team, people):
    client.force_login(people["owner"])
    target = member_of(people, "observer")
    client.post(url("member_role", target.pk), {"role": "owner"})

    page = client.get(url("member_list", team.pk)).content.decode()

    assert re.search(r"Owner</bdi></strong> made \W*Observer\W* \W*owner", page)


def test_members_do_not_read_what_happened(client, team, people, now):
    values = {"name": "Growth"}
    edit_team(team=team, values=values, actor=people["owner"], now=now)
    client.force_login(people["member"])

    page = client.get(url("member_list", team.pk)).content.decode()

    assert "What happened" not in page


def test_the_settings_of_a_team_are_saved(client, team, people):
    client.force_login(people["owner"])
    form = {"name": "Growth", "time_zone": "Asia/Riyadh"}

    answer = client.post(url("team_edit", team.pk), form)

    team.refresh_from_db()
    assert answer.status_code == 302
    assert (team.name, team.time_zone, team.requires_mfa) == (
        "Growth",
        "Asia/Riyadh",
        False,
    )


def test_a_foreign_team_answers_like_one_that_is_not_there(
    client, people, other_team
):  # R11
    client.force_login(people["owner"])

    paths = [url("member_list", pk) for pk in (other_team.pk, 999)]

    foreign, missing = (client.get(path) for path in paths)

    assert foreign.status_code == missing.status_code == 404
    assert without_tokens(foreign).replace(paths[0], "") == (
        without_tokens(missing).replace(paths[1], "")
    )


def test_switching_lasts_and_asks_for_membership(client, people, team, other_team):
    Member.objects.create(team=other_team, user=people["member"])
    client.force_login(people["member"])
    assert client.get("/").context["team"] == other_team  # the first by name

    client.post(url("team_switch", team.pk))

    assert client.get("/").context["team"] == team


def test_nobody_switches_to_a_foreign_team(client, people, other_team):
    client.force_login(people["member"])

    assert client.post(url("team_switch", other_team.pk)).status_code == 404


def test_the_list_takes_a_fixed_number_of_queries(
    client, team, people, django_assert_num_queries
):
    client.force_login(people["owner"])

    # session, person, memberships; own membership, members, factors, guests, activity
    with django_assert_num_queries(8):
        client.get(url("member_list", team.pk))
