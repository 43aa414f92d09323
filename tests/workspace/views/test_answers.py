"""What every answer carries, and how a request is refused."""

import pytest
from django.test import Client

from common.errors import DomainError
from workspace.middleware import WorkspaceMiddleware

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}
PUBLIC = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-x/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/x/",
    "/invitations/accept/",
    "/nothing/",
]
PRIVATE = [
    "/",
    "/settings/",
    "/teams/{team}/members/",
    "/teams/{team}/settings/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/nothing/",
]


def assert_guarded(answer) -> None:
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_for_strangers_carry_the_headers(client, path):  # R40
    assert_guarded(client.get(path))


@pytest.mark.parametrize("path", PRIVATE)
def test_pages_for_persons_carry_them_and_are_kept_nowhere(
    client, people, team, path
):  # R40, R16
    client.force_login(people["owner"])

    answer = client.get(path.format(team=team.pk))

    assert_guarded(answer)
    assert answer["Cache-Control"] == "private, no-store"
    assert {"Cookie", "HX-Request"} <= set(answer["Vary"].split(", "))


def test_a_visit_over_https_is_told_to_stay_there(client, settings):  # R40
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60

    answer = client.get("/accounts/login/", secure=True)

    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_script_that_is_refused_gets_a_toast_and_swaps_nothing(client, people, team):
    client.force_login(people["member"])

    answer = client.get(f"/teams/{team.pk}/settings/", HTTP_HX_REQUEST="true")

    assert answer.status_code == 403
    assert answer["HX-Reswap"] == "none"
    assert "Your role does not allow this." in answer["HX-Trigger"]
    assert answer.content == b""


def test_the_window_of_a_refused_page_says_so_in_words(client, people, team):
    client.force_login(people["member"])

    refused = client.get(f"/teams/{team.pk}/settings/")
    unknown = client.get("/evaluations/999999/")

    assert b"<title>Not possible \xc2\xb7 Changeover</title>" in refused.content
    assert b"<title>Not found \xc2\xb7 Changeover</title>" in unknown.content


def test_a_form_without_its_token_is_refused_in_words(people):  # R41
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["member"])

    answer = client.post("/settings/", {"name": "Mallory"})

    assert answer.status_code == 403
    assert b"open for too long" in answer.content


def test_a_rule_that_another_request_broke_first_is_a_conflict(rf, people, team):  # R50
    class Overtaken(DomainError):
        message = "Somebody has done this already."

    request = rf.post("/")
    request.user, request.memberships, request.team = people["member"], [], team

    answer = WorkspaceMiddleware(lambda _: None).process_exception(request, Overtaken())

    assert answer.status_code == 409
    assert b"Somebody has done this already." in answer.content


@pytest.mark.parametrize(
    "path",
    [
        "/teams/{pk}/members/",
        "/evaluations/{pk}/",
        "/evaluations/{pk}/scores/{pk}/{pk}/",
        "/api/v1/evaluations/{pk}/",
        "/plans/new/?evaluation={pk}",
    ],
)
def test_an_id_that_no_database_holds_is_an_unknown_one(client, people, path):  # R11
    client.force_login(people["owner"])
    unknown = client.get(path.format(pk=999_999_999))

    answer = client.get(path.format(pk="9" * 30))

    assert (answer.status_code, unknown.status_code) == (404, 404)


def test_a_request_over_120_megabytes_is_refused_unread(client):  # R30
    answer = client.post(
        "/accounts/login/", {"login": "a"}, CONTENT_LENGTH=120 * 1024 * 1024 + 1
    )

    assert answer.status_code == 413
    assert "At most 120 MB" in answer.content.decode()
    assert_guarded(answer)
