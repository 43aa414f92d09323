"""R6: what browsers are told about cookies in production."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "0123456789abcdefghijklmnopqrstuvwxyz" * 2
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SITE_URL": "https://changeover.example.org",
    "ALLOWED_HOSTS": "changeover.example.org",
    "SECRET_KEY": KEY,
    "SIGNING_KEY": KEY,
    "AUDIT_KEY": KEY,
    "FIELD_KEY": KEY,
}
PRINT = (
    "import json; from django.conf import settings;"
    "print(json.dumps({n: getattr(settings, n) for n in dir(settings)"
    " if '_COOKIE_' in n}))"
)


@pytest.fixture(scope="module")
def cookies(tmp_path_factory) -> dict:
    var = str(tmp_path_factory.mktemp("var"))
    run = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", PRINT],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": var, **PRODUCTION},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


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
