"""R6: what browsers are told about cookies in production."""

import json

import pytest

from tests.config.test_settings import start

PRINT = (
    "import json; from django.conf import settings;"
    "print(json.dumps({n: getattr(settings, n) for n in dir(settings)"
    " if '_COOKIE_' in n}))"
)


@pytest.fixture(scope="module")
def cookies() -> dict:
    return json.loads(start("shell", "--no-imports", "-c", PRINT).stdout)


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF", "LANGUAGE", "THEME"])
def test_every_cookie_is_held_to_this_very_host(cookies, cookie):  # R6
    assert cookies[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert cookies.get(f"{cookie}_COOKIE_DOMAIN") is None
    assert cookies.get(f"{cookie}_COOKIE_PATH", "/") == "/"


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF", "LANGUAGE"])
def test_cookies_travel_encrypted(cookies, cookie):  # R6
    assert cookies[f"{cookie}_COOKIE_SECURE"] is True


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
def test_cookies_stay_within_the_site(cookies, cookie):  # R6
    assert cookies[f"{cookie}_COOKIE_SAMESITE"] == "Lax"


def test_scripts_do_not_read_the_session(cookies):  # R6
    assert cookies["SESSION_COOKIE_HTTPONLY"] is True
