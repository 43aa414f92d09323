"""Strict readers of the environment: a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the content of the file that NAME_FILE points to."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE names a file that cannot be read: {file}."
            ) from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value


def secret(name: str) -> str:
    """Return a secret of at least 50 characters that is not a sample."""
    value = text(name)
    if len(value) < 50 or len(set(value)) < 10 or "insecure" in value:
        raise ImproperlyConfigured(
            f"{name} must be a random text of at least 50 characters; make one with"
            ' python -c "import secrets; print(secrets.token_urlsafe(64))".'
        )
    return value


def flag(name: str, *, default: bool) -> bool:
    value = text(name, str(default)).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, *, default: int, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(
            f"{name} must be a whole number of at least {least}, not {value!r}."
        )
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, choices: tuple[str, ...], default: str) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(choices)}, not {value!r}."
        )
    return value


def site_url(name: str, default: str | None = None) -> str:
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise ImproperlyConfigured(
            f"{name} must look like https://changeover.example.org, not {value!r}."
        )
    return value


def database(name: str, default: str) -> dict[str, object]:
    """Read sqlite:///path or postgresql://user:password@host:port/database."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite" and parts.path:
        return sqlite(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return postgresql(value)
    raise ImproperlyConfigured(
        f"{name} must start with sqlite:/// or postgresql://, not {value!r}."
    )


def sqlite(path: str) -> dict[str, object]:
    # Rollback journal on purpose: the WAL-reset race touches SQLite up to 3.51.2.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def postgresql(value: str) -> dict[str, object]:
    parts = urlsplit(value)
    options = {
        "options": "-c statement_timeout=15000",
        **dict(parse_qsl(parts.query)),
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def cache(name: str, default: str) -> dict[str, object]:
    """Read database://table or redis://host:port/number; both shared by processes."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "database" and parts.netloc:
        return {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": parts.netloc,
        }
    if parts.scheme in {"redis", "rediss"}:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": value,
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    raise ImproperlyConfigured(
        f"{name} must start with database:// or redis://, not {value!r}."
    )


def broker(name: str, default: str) -> str:
    """Read folder:///path, redis:// or amqp://host:port."""
    value = text(name, default)
    if value.partition("://")[0] in {"folder", "redis", "rediss", "amqp", "amqps"}:
        return value
    raise ImproperlyConfigured(
        f"{name} must start with folder:///, redis:// or amqp://, not {value!r}."
    )


def mail(name: str, default: str) -> dict[str, object]:
    """Read folder:///path or smtp://, smtps://, smtp+tls://user:password@host:port."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "folder" and parts.path:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme in {"smtp", "smtps", "smtp+tls"} and parts.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 10,
        }
    raise ImproperlyConfigured(
        f"{name} must start with folder:///, smtp://, smtps:// or smtp+tls://."
    )


def storage(name: str, default: str) -> dict[str, object]:
    """Read folder:///path or s3://key:secret@bucket?endpoint=https://host&region=x."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "folder" and parts.path:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": unquote(parts.path), "base_url": None},
        }
    if parts.scheme == "s3" and parts.hostname:
        return s3(value)
    raise ImproperlyConfigured(
        f"{name} must start with folder:/// or s3://, not {parts.scheme!r}."
    )


def s3(value: str) -> dict[str, object]:
    parts = urlsplit(value)
    query = dict(parse_qsl(parts.query))
    options: dict[str, object] = {
        "bucket_name": parts.hostname,
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    }
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    if endpoint := query.get("endpoint"):
        options["endpoint_url"] = endpoint
    if region := query.get("region"):
        options["region_name"] = region
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
