"""What a server refuses to start with, and what it starts with (R39, R59)."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import env

ROOT = Path(__file__).resolve().parent.parent.parent
GOOD = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "SIGNING_KEY": secrets.token_urlsafe(64),
    "AUDIT_KEY": secrets.token_urlsafe(64),
    "FIELD_KEY": secrets.token_urlsafe(64),
    "SITE_URL": "https://changeover.example.org",
    "ALLOWED_HOSTS": "changeover.example.org",
    "DATABASE_URL": "postgresql://changeover@127.0.0.1/changeover",
    "EMAIL_URL": "smtps://user:word@mail.example.org",
}


def start(*command: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """Start a command on a server whose environment is good, but for the changes."""
    given = {**GOOD, **changes}
    environment = {"PATH": os.environ["PATH"]}
    environment |= {name: value for name, value in given.items() if value is not None}
    return subprocess.run(  # noqa: S603
        (sys.executable, "manage.py", *command),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_good_environment_passes_the_check_for_deployment():  # R39
    result = start("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"DEBUG": "yes"}, "DEBUG must not be on"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be a random text"),
        ({"SECRET_KEY": "django-insecure-" + "x1y2z3" * 12}, "SECRET_KEY must be"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY must be a random text"),
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SIGNING_KEY": None}, "SIGNING_KEY"),
        ({"AUDIT_KEY": GOOD["SECRET_KEY"]}, "must be different"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*.example.org"}, "ALLOWED_HOSTS must name"),
        ({"SITE_URL": "http://changeover.example.org"}, "https://"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must start with"),
        ({"SIGNUP": "perhaps"}, "SIGNUP must be one of"),
    ],
)
def test_a_bad_environment_stops_the_start_with_a_sentence(changes, sentence):  # R39
    result = start("check", **changes)

    assert result.returncode != 0
    assert sentence in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("read", "name", "value"),
    [
        (env.database, "DATABASE_URL", "oracle://x/y"),
        (env.cache, "CACHE_URL", "memory://"),
        (env.mail, "EMAIL_URL", "pigeon://x"),
        (env.storage, "STORAGE_URL", "ftp://x"),
        (env.broker, "CELERY_BROKER_URL", "kafka://x"),
        (env.site_url, "SITE_URL", "changeover.example.org"),
    ],
)
def test_a_wrong_address_is_named_with_what_would_be_right(
    monkeypatch, read, name, value
):
    monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=name):
        read(name, value)


@pytest.mark.parametrize("value", ["maybe", "", "2"])
def test_a_flag_is_yes_or_no(monkeypatch, value):
    monkeypatch.setenv("FLAG", value)

    with pytest.raises(ImproperlyConfigured, match="yes or no"):
        env.flag("FLAG", default=False)


@pytest.mark.parametrize("value", ["-1", "1.5", "ten", ""])
def test_a_number_is_whole(monkeypatch, value):
    monkeypatch.setenv("NUMBER", value)

    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.number("NUMBER", default=1)


@pytest.mark.parametrize(("port", "meant"), [("8001", "8001"), ("", "8000")])
def test_links_lead_to_the_port_that_was_asked_for(port, meant):
    """make hands an empty PORT on where nobody asked for one."""
    printed = start(
        *("shell", "-c", "from django.conf import settings; print(settings.SITE_URL)"),
        DJANGO_SETTINGS_MODULE="config.settings.dev",
        SITE_URL=None,
        PORT=port,
    )

    assert printed.stdout.strip().endswith(f"http://localhost:{meant}")


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):  # R59
    file = tmp_path / "key"
    file.write_text("  from a file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(file))

    assert env.text("SECRET_KEY") == "from a file"


def test_sqlite_waits_for_its_turn_and_writes_through(monkeypatch):  # R54
    monkeypatch.setenv("DATABASE_URL", "sqlite:////tmp/x.sqlite3")

    options = env.database("DATABASE_URL", "")["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "synchronous=FULL" in options["init_command"]
    assert "journal_mode" not in options["init_command"]  # the rollback journal


def test_a_statement_on_postgresql_ends_after_fifteen_seconds(monkeypatch):  # R46
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p%40ss@db:5433/name")

    values = env.database("DATABASE_URL", "")

    assert values["OPTIONS"]["options"] == "-c statement_timeout=15000"
    assert (values["PASSWORD"], values["PORT"]) == ("p@ss", "5433")


def test_no_secret_is_in_the_repository():  # R59
    listed = subprocess.run(
        ("git", "ls-files"),  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = [Path(line).name for line in listed.stdout.splitlines()]

    assert [name for name in names if name.startswith(".env") or name == "keys"] == []
