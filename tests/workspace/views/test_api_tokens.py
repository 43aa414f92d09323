import pytest
from django.urls import reverse

from tests.workspace.people import confirm_identity
from tests.workspace.tokens import token_of
from workspace.models import ApiToken

pytestmark = pytest.mark.django_db

URL = "/tokens/"


@pytest.fixture
def person(client, people):
    client.force_login(people["member"])
    confirm_identity(client, people["member"])
    return people["member"]


def form(team, **values: object) -> dict[str, object]:
    return {"label": "report", "team": team.pk, "scope": "read", "days": 30} | values


def test_a_token_is_made_and_shown_once(client, person, team):  # R8
    made = client.post(URL, form(team))
    again = client.get(URL)

    token = ApiToken.objects.get()
    assert b"changeover_" in made.content
    assert b"changeover_" not in again.content
    assert (token.user, token.team, token.scope) == (person, team, "read")
    assert b"report" in again.content


def test_an_identity_check_stands_before_it(client, people, team):  # R7
    client.force_login(people["member"])

    answer = client.post(URL, form(team))

    assert answer.status_code == 302
    assert "/reauthenticate/" in answer["Location"]
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"label": " "}, {"scope": "all"}, {"days": 4000}, {"days": "x"}]
)
def test_a_refused_form_says_why_and_makes_nothing(client, person, team, wrong):
    answer = client.post(URL, form(team, **wrong))

    assert answer.status_code == 422
    assert b'class="error"' in answer.content
    assert not ApiToken.objects.exists()


def test_a_foreign_team_is_an_unknown_one(client, person, other_team):  # R12
    answer = client.post(URL, form(other_team))

    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_person_only(client, person, people, team):
    own, _shown = token_of(person, team)
    others, _shown = token_of(people["owner"], team)

    mine = client.post(reverse("workspace:token_revoke", args=[own.pk]))
    theirs = client.post(reverse("workspace:token_revoke", args=[others.pk]))

    assert (mine.status_code, theirs.status_code) == (302, 404)
    assert list(ApiToken.objects.filter(revoked_at=None)) == [others]


def test_the_list_asks_few_questions(
    client, person, team, django_assert_max_num_queries
):
    for _each in range(5):
        token_of(person, team)

    # Session, person, memberships, the identity check's person, tokens, and the rail.
    with django_assert_max_num_queries(10):
        client.get(URL)
