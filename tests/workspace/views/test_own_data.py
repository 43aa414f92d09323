from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.workspace.archives import Archive
from tests.workspace.people import confirm_identity
from workspace.models import Job, Member, User

pytestmark = pytest.mark.django_db

OWN, DOWNLOAD = "workspace:own_data", "workspace:own_data_download"


@pytest.fixture
def checked(people):
    """Return a browser of the person, who has just said who it is."""

    def come_in(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        confirm_identity(client, people[name])
        return client

    return come_in


def member_of(people, name: str) -> Member:
    return Member.objects.get(user=people[name])


@pytest.mark.parametrize("name", [OWN, "workspace:own_erase"])
def test_the_own_data_asks_who_it_is(client, people, name):  # R7
    client.force_login(people["member"])

    answer = client.get(reverse(name))

    assert "/reauthenticate/" in answer["Location"]


def test_a_person_takes_the_own_data_home(checked):  # R57
    answer = checked("member").post(reverse(DOWNLOAD))

    archive = Archive(io.BytesIO(b"".join(answer.streaming_content)))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert archive.rows("account")[0]["email"] == "member@example.org"


def test_nothing_is_sent_without_the_check(client, people):  # R7
    client.force_login(people["member"])

    answer = client.post(reverse(DOWNLOAD))

    assert "/reauthenticate/" in answer["Location"]


def test_erasing_asks_for_the_address(checked, people):
    client = checked("member")

    answer = client.post(reverse("workspace:own_erase"), {"email": "x@example.org"})

    assert answer.status_code == 422
    assert "This is not the address of this account." in answer.content.decode()
    assert User.objects.get(pk=people["member"].pk).erased_at is None


def test_a_person_erases_the_own_account(checked, people):  # R57
    client = checked("member")

    answer = client.post(
        reverse("workspace:own_erase"), {"email": "Member@example.org"}
    )

    assert answer["Location"] == reverse("account_login")
    assert User.objects.get(pk=people["member"].pk).erased_at is not None
    assert client.get(reverse("workspace:home")).status_code == 302


def test_the_only_owner_is_told_what_to_do_first(checked):
    answer = checked("owner").post(
        reverse("workspace:own_erase"), {"email": "owner@example.org"}
    )

    assert answer.status_code == 422
    assert "Make one of them an owner first." in answer.content.decode()


@pytest.mark.parametrize(
    ("person", "status"),
    [("owner", 200), ("member", 403), ("lead", 403), ("outsider", 404)],
)
def test_who_may_take_the_team_s_data_and_erase_people(  # R9
    checked, people, team, person, status
):
    client = checked(person)
    member = member_of(people, "second")

    seen = client.get(reverse("workspace:team_data", args=[team.pk]))
    erased = client.get(reverse("workspace:member_erase", args=[member.pk]))

    assert (seen.status_code, erased.status_code) == (status, status)


def test_an_owner_has_the_archive_made(checked, team):
    answer = checked("owner").post(reverse("workspace:team_data", args=[team.pk]))

    job = Job.objects.get(kind="team_archive")
    assert answer["Location"] == reverse("workspace:job_detail", args=[job.public_id])


def test_an_owner_erases_somebody_of_the_team(checked, people, team):
    member = member_of(people, "second")

    answer = checked("owner").post(
        reverse("workspace:member_erase", args=[member.pk]),
        {"email": "second@example.org"},
    )

    assert answer["Location"] == reverse("workspace:member_list", args=[team.pk])
    assert User.objects.get(pk=people["second"].pk).name == ""


def test_an_owner_who_means_themselves_is_led_to_the_own_page(checked, people):
    own = member_of(people, "owner")

    answer = checked("owner").get(reverse("workspace:member_erase", args=[own.pk]))

    assert answer["Location"] == reverse("workspace:own_erase")


def test_the_pages_cost_the_frame_alone(checked, team, django_assert_num_queries):
    client = checked("owner")

    # The session, its line on the list, the person, the teams, the membership checked
    # twice (before and after the identity check).
    with django_assert_num_queries(5):
        client.get(reverse("workspace:team_data", args=[team.pk]))
