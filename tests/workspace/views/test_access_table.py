"""R9: one table of who reaches what, and no route outside of it."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from workspace import account_urls, urls
from workspace.models import Member
from workspace.services.invitations import Guest, invite

pytestmark = pytest.mark.django_db

# What anonymous, outsider, member and owner are answered. IN leads to the login, WHO to
# the identity check.
IN, WHO = "in", "who"
TABLE = {
    "workspace:home": ("GET", [IN, 200, 200, 200]),
    "workspace:own_settings": ("GET", [IN, 200, 200, 200]),
    "workspace:api_index": ("GET", [IN, 200, 200, 200]),
    "workspace:api_group": ("GET", [IN, 200, 200, 200]),
    "workspace:token_list": ("GET", [IN, WHO, WHO, WHO]),
    "workspace:token_revoke": ("POST", [IN, 404, 404, 404]),
    "workspace:own_data": ("GET", [IN, WHO, WHO, WHO]),
    "workspace:own_data_download": ("POST", [IN, WHO, WHO, WHO]),
    "workspace:own_erase": ("GET", [IN, WHO, WHO, WHO]),
    "workspace:team_data": ("GET", [IN, 404, 403, WHO]),
    "workspace:member_erase": ("GET", [IN, 404, 403, WHO]),
    "workspace:language_set": ("POST", [302, 302, 302, 302]),
    "workspace:session_state": ("GET", [200, 200, 200, 200]),
    "workspace:team_create": ("POST", [IN, 403, 403, 403]),
    "workspace:team_switch": ("POST", [IN, 404, 302, 302]),
    "workspace:member_list": ("GET", [IN, 404, 200, 200]),
    "workspace:team_edit": ("GET", [IN, 404, 403, 200]),
    "workspace:team_leave": ("GET", [IN, 404, 200, 200]),
    "workspace:invitation_create": ("POST", [IN, 404, 403, 422]),
    "workspace:member_role": ("POST", [IN, 404, 403, 422]),
    "workspace:member_remove": ("GET", [IN, 404, 403, 200]),
    "workspace:invitation_open": ("GET", [302, 302, 302, 302]),
    "workspace:invitation_accept": ("GET", [404, 404, 404, 404]),
    "workspace:invitation_resend": ("POST", [IN, 404, 404, 200]),
    "workspace:invitation_revoke": ("POST", [IN, 404, 404, 302]),
    "account_login": ("GET", [200, 302, 302, 302]),
    "account_logout": ("GET", [302, 200, 200, 200]),
    "account_inactive": ("GET", [200, 200, 200, 200]),
    "account_signup": ("GET", [200, 302, 302, 302]),
    "account_reauthenticate": ("GET", [IN, 200, 200, 200]),
    "account_email": ("GET", [IN, WHO, WHO, WHO]),
    "account_email_verification_sent": ("GET", [200, 200, 200, 200]),
    "account_confirm_email": ("GET", [200, 200, 200, 200]),
    "account_change_password": ("GET", [IN, 200, 200, 200]),
    "account_reset_password": ("GET", [200, 200, 200, 200]),
    "account_reset_password_done": ("GET", [200, 200, 200, 200]),
    "account_reset_password_from_key": ("GET", [200, 200, 200, 200]),
    "account_reset_password_from_key_done": ("GET", [200, 200, 200, 200]),
    "mfa_index": ("GET", [IN, 200, 200, 200]),
    "mfa_authenticate": ("GET", [302, 302, 302, 302]),
    "mfa_reauthenticate": ("GET", [IN, 302, 302, 302]),
    "mfa_activate_totp": ("GET", [IN, WHO, WHO, WHO]),
    "mfa_totp_picture": ("GET", [IN, WHO, WHO, WHO]),
    "mfa_deactivate_totp": ("GET", [IN, WHO, WHO, WHO]),
    "mfa_view_recovery_codes": ("GET", [IN, WHO, WHO, WHO]),
    "mfa_generate_recovery_codes": ("GET", [IN, WHO, WHO, WHO]),
    "mfa_download_recovery_codes": ("GET", [IN, WHO, WHO, WHO]),
    "sessions_list": ("GET", [IN, 200, 200, 200]),
    "sessions_end_others": ("POST", [IN, 302, 302, 302]),
    "sessions_end": ("POST", [IN, 404, 404, 404]),
}
# Rooms of the workspace with access tables of their own.
ELSEWHERE = (
    "workspace:job_",
    "workspace:mail_",
    "workspace:file_",
    "workspace:share_",
    "workspace:robots",
)
CAST = ("anonymous", "outsider", "member", "owner")


def arguments(name: str, team, target, invitation) -> list:
    """Return what the route's address is made of, for things of the team."""
    if name.startswith("workspace:member_") and name != "workspace:member_list":
        return [target.pk]
    if name.startswith("workspace:team_") and name != "workspace:team_create":
        return [team.pk]
    return {
        "workspace:member_list": [team.pk],
        "workspace:api_group": ["catalogue-platforms"],
        "workspace:invitation_create": [team.pk],
        "workspace:invitation_open": ["x" * 43],
        "workspace:invitation_resend": [invitation.pk],
        "workspace:invitation_revoke": [invitation.pk],
        "account_confirm_email": ["x"],
        "account_reset_password_from_key": ["1", "x-y"],
        "sessions_end": [0],
        "workspace:token_revoke": [0],
    }.get(name, [])


@pytest.fixture
def place(team, people):
    """Return the address of a route, filled with things of the team."""
    target = Member.objects.get(user=people["observer"])
    sent = invite(
        team=team,
        guest=Guest("new@example.org"),
        actor=people["owner"],
        now=timezone.now(),
    )

    def fill(name: str) -> str:
        return reverse(name, args=arguments(name, team, target, sent.invitation))

    return fill


def ask(client: Client, method: str, path: str):
    answer = client.generic(method, path)
    if answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?"):
        return IN
    if answer.status_code == 302 and "/reauthenticate/?" in answer["Location"]:
        return WHO if "/reauthenticate/" not in path else 302
    return answer.status_code


@pytest.mark.parametrize("name", TABLE)
def test_each_route_answers_as_the_table_says(name, place, people):  # R9
    method, expected = TABLE[name]
    path = place(name)
    answers = []
    for person in CAST:
        client = Client()
        if person != "anonymous":
            client.force_login(people[person])
        answers.append(ask(client, method, path))

    assert dict(zip(CAST, answers, strict=True)) == dict(
        zip(CAST, expected, strict=True)
    )


def test_no_route_is_missing_from_the_table():  # R9
    routes = [entry.name for entry in account_urls.urlpatterns]
    routes += [f"workspace:{entry.name}" for entry in urls.urlpatterns]

    missing = [
        name for name in routes if name not in TABLE and not name.startswith(ELSEWHERE)
    ]

    assert missing == []


def rows() -> dict[str, str]:
    """Return the content of every table but the sessions', as text."""
    tables = set(connection.introspection.table_names()) - {"django_session"}
    content = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            content[table] = repr(sorted(map(repr, cursor.fetchall())))
    return content


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(method, place, people):  # R41
    client = Client()
    client.force_login(people["owner"])
    before = rows()

    for name in TABLE:
        getattr(client, method)(place(name))

    assert rows() == before
