import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.conftest import PASSWORD
from tests.workspace.people import log_in
from workspace.models import Member, User

pytestmark = pytest.mark.django_db


def create_owner(monkeypatch=None, *options: str, typed: str = "", **named) -> str:
    said = io.StringIO()
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    asked = {"email": "Owner@Example.org", "team": "Marketing", **named}
    call_command("create_owner", *options, stdout=said, **asked)
    return said.getvalue()


def test_the_first_owner_comes_in_with_the_password_given(monkeypatch, client):
    create_owner(monkeypatch, password_stdin=True, typed=f"{PASSWORD}\n")

    log_in(client, "owner@example.org")

    member = Member.objects.get()
    assert (member.role, member.team.name) == ("owner", "Marketing")
    assert client.get("/").status_code == 200


def test_without_a_password_a_link_to_choose_one_is_printed(client):
    said = create_owner()
    path = re.search(r"http://localhost:8000(\S+)", said)[1]
    form = client.get(path)["Location"]

    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    entering = Client()
    log_in(entering, "owner@example.org")
    assert entering.get("/").status_code == 200


def test_the_second_try_is_refused_in_words():
    create_owner()

    with pytest.raises(CommandError, match="There is an account"):
        create_owner()

    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("named", "typed", "problem"),
    [
        ({"email": "nowhere"}, PASSWORD, "valid email"),
        ({"time_zone": "Moon/Base"}, PASSWORD, "time zone"),
        ({}, "short", "at least 12 characters"),
    ],
)
def test_wrong_input_makes_nothing(monkeypatch, named, typed, problem):
    with pytest.raises(CommandError, match=problem):
        create_owner(monkeypatch, password_stdin=True, typed=typed, **named)

    assert not User.objects.exists()
