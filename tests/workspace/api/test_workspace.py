"""Teams, people, jobs and own settings by API, with sessions and with tokens."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.workspace.tokens import script_of, token_of
from workspace.api import urls
from workspace.models import ApiToken, Invitation, Job, Member
from workspace.services.files import NewFile, store_file
from workspace.services.invitations import Guest, invite

pytestmark = pytest.mark.django_db

# What anonymous, outsider, member and owner are answered.
TABLE = {
    "own-settings": ("get", [401, 200, 200, 200]),
    "token-list": ("get", [401, 200, 200, 200]),
    "token-detail": ("delete", [401, 404, 404, 404]),
    "team-list": ("get", [401, 200, 200, 200]),
    "team-detail": ("get", [401, 404, 200, 200]),
    "team-activity": ("get", [401, 404, 403, 200]),
    "member-list": ("get", [401, 404, 200, 200]),
    "member-removal-effect": ("post", [401, 404, 403, 200]),
    "member-detail": ("delete", [401, 404, 403, 204]),
    "invitation-list": ("get", [401, 404, 403, 200]),
    "invitation-detail": ("delete", [401, 404, 404, 204]),
    "invitation-sending": ("post", [401, 404, 404, 200]),
    "job-list": ("get", [401, 200, 200, 200]),
    "job-detail": ("get", [401, 404, 200, 404]),
    "job-cancellation": ("post", [401, 404, 200, 404]),
    "job-retry": ("post", [401, 404, 409, 404]),
    "job-file": ("get", [401, 404, 404, 404]),
}
CAST = (None, "outsider", "member", "owner")


def url_of(name: str, *args: object) -> str:
    return reverse(f"api:{name}", args=args)


def send(client, method: str, url: str, body: object = None, **headers: str):
    content = "" if body is None else json.dumps(body)
    return getattr(client, method)(
        url, content, content_type="application/json", headers=headers
    )


@pytest.fixture
def job(team, people, now) -> Job:
    """A waiting job of the member."""
    return Job.objects.create(
        kind="comparison_workbook", team=team, user=people["member"], created_at=now
    )


@pytest.fixture
def place(team, people, job):
    target = Member.objects.get(user=people["observer"])
    sent = invite(
        team=team,
        guest=Guest("new@example.org"),
        actor=people["owner"],
        now=timezone.now(),
    )
    token, _shown = token_of(people["lead"], team)
    known = {
        "team": team.pk,
        "member": target.pk,
        "invitation": sent.invitation.pk,
        "token": token.pk,
        "job": job.public_id,
    }

    def fill(name: str) -> str:
        if name in {"team-list", "token-list", "job-list", "own-settings"}:
            return url_of(name)
        of_a_team = name in {"member-list", "invitation-list"}
        return url_of(name, known["team" if of_a_team else name.partition("-")[0]])

    return fill


@pytest.mark.parametrize("name", TABLE)
def test_each_route_answers_as_the_table_says(client, name, place, people):  # R9
    method, expected = TABLE[name]
    path, answers = place(name), []

    for person in CAST:
        client.logout()
        if person:
            client.force_login(people[person])
        answers.append(send(client, method, path).status_code)

    assert answers == expected


def test_no_route_is_missing_from_the_table():  # R9
    assert {entry.name for entry in urls.urlpatterns} == set(TABLE)


def test_a_team_is_read_and_changed(client, team, people):
    client.force_login(people["owner"])
    url = url_of("team-detail", team.pk)

    changed = send(client, "patch", url, {"name": "  Growth\u0007 "})

    assert changed.json()["name"] == "Growth"
    assert client.get(url).json()["actions"]
    assert client.get(url_of("team-list")).json()["count"] == 1


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", 7, None])
def test_a_zone_that_is_none_is_refused(client, team, people, zone):
    client.force_login(people["owner"])

    answer = send(client, "patch", url_of("team-detail", team.pk), {"time_zone": zone})

    assert answer.status_code == 400
    assert "time_zone" in answer.json()["errors"]


def test_a_role_is_changed_but_not_that_of_the_last_owner(client, team, people):  # R15
    client.force_login(people["owner"])
    member = Member.objects.get(user=people["member"])
    own = Member.objects.get(user=people["owner"])

    raised = send(
        client, "patch", url_of("member-detail", member.pk), {"role": "owner"}
    )
    lowered = send(
        client, "patch", url_of("member-detail", member.pk), {"role": "member"}
    )
    last = send(client, "patch", url_of("member-detail", own.pk), {"role": "member"})

    assert [raised.status_code, lowered.status_code] == [200, 200]
    assert raised.json()["role"] == "owner"
    assert last.status_code == 409


def test_a_member_leaves_by_script(team, people):
    script = script_of(people["member"], team)
    own = Member.objects.get(user=people["member"])

    left = send(script, "delete", url_of("member-detail", own.pk))

    assert left.status_code == 204
    assert script.get(url_of("team-list")).status_code == 401  # R14


def test_who_has_a_second_factor_is_for_owners_to_know(client, team, people):
    url = url_of("member-list", team.pk)
    client.force_login(people["member"])
    as_member = client.get(url).json()["results"]
    client.force_login(people["owner"])
    as_owner = client.get(url).json()["results"]

    assert {each["has_second_factor"] for each in as_member} == {None}
    assert {each["has_second_factor"] for each in as_owner} == {False}


def test_an_invitation_shows_its_link_once(client, team, people, settings):  # R24
    settings.HAS_MAIL_SERVER = False
    client.force_login(people["owner"])
    url = url_of("invitation-list", team.pk)

    made = send(client, "post", url, {"email": "new@example.org"})
    listed = client.get(url).json()["results"][0]

    assert "/invitations/open/" in made.json()["link"]
    assert "link" not in listed
    assert made.json()["link"].rsplit("/", 2)[1] not in repr(
        Invitation.objects.values().get()
    )


def test_a_member_again_cannot_be_invited(client, team, people):
    client.force_login(people["owner"])
    url = url_of("invitation-list", team.pk)

    answer = send(client, "post", url, {"email": "member@example.org"})

    assert answer.status_code == 409


def test_a_job_is_cancelled_and_started_again(client, people, job):
    client.force_login(people["member"])

    cancelled = send(client, "post", url_of("job-cancellation", job.public_id))
    again = send(client, "post", url_of("job-retry", job.public_id))

    assert cancelled.json()["state"] == "cancelled"
    assert again.json()["state"] == "waiting"


def test_what_a_job_made_is_downloaded_with_a_token(team, people, job, now):
    new = NewFile("results.xlsx", b"PK", "application/vnd.ms-excel")
    file = store_file(new, team=team, owner=people["member"], now=now)
    Job.objects.filter(pk=job.pk).update(result=file, state="done")
    script = script_of(people["member"], team, scope="read")

    shown = script.get(url_of("job-detail", job.public_id)).json()
    answer = script.get(shown["file"])

    assert b"".join(answer.streaming_content) == b"PK"
    assert "results.xlsx" in answer["Content-Disposition"]


def test_own_settings_are_changed_and_the_rest_stays(client, people):
    client.force_login(people["member"])
    url = url_of("own-settings")

    changed = send(client, "patch", url, {"language": "fa", "wants_news": False})

    assert changed.status_code == 200
    assert changed.json()["name"] == "Member"
    people["member"].refresh_from_db()
    assert people["member"].language == "fa"


def test_a_script_speaks_the_language_of_its_person(people, team):
    person = people["member"]
    person.language = "fa"
    person.save()

    answer = script_of(person, team).get(url_of("team-detail", 0))

    assert answer["Content-Language"] == "fa"


def test_tokens_are_listed_without_what_they_are_made_of(team, people):  # R8
    token, shown = token_of(people["member"], team)
    script = script_of(people["member"], team)

    listed = script.get(url_of("token-list"))
    ended = send(script, "delete", url_of("token-detail", token.pk))

    assert listed.json()["count"] == 2
    assert shown not in listed.content.decode()
    assert ended.status_code == 204
    assert ApiToken.objects.get(pk=token.pk).revoked_at


def test_owners_read_what_happened(client, team, people):
    token_of(people["member"], team)
    client.force_login(people["owner"])

    told = client.get(url_of("team-activity", team.pk)).json()["results"]

    assert [(each["actor"], each["text"]) for each in told] == [
        ("Member", "made the API token nightly report (read and write)")
    ]


def test_an_address_that_is_none_is_answered_as_a_problem(client, people):
    client.force_login(people["member"])

    answer = client.get("/api/v1/nothing/")

    assert (answer.status_code, answer["Content-Type"]) == (
        404,
        "application/problem+json",
    )
