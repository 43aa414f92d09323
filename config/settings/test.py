"""Settings of the suite: the embedded default, or the servers the environment names."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from config.settings import env
from config.settings.base import *  # noqa: F403 (settings build on each other)
from config.settings.base import CACHES

ALLOWS_DEMO = True
VAR_DIR = Path(tempfile.mkdtemp(prefix="changeover-test-"))
SECRET_KEY = "test-" + "0123456789abcdef" * 4
SIGNING_KEY = "sign-" + "0123456789abcdef" * 4
AUDIT_KEY = "audit-" + "0123456789abcdef" * 4
FIELD_KEY = "field-" + "0123456789abcdef" * 4
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# WhiteNoise warns of a missing folder; pages need none of the collected files.
STATIC_ROOT = str(VAR_DIR / "static")
(VAR_DIR / "static").mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that processes which a test starts see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
CELERY_BROKER_URL = env.broker("CELERY_BROKER_URL", f"folder://{VAR_DIR}/queue")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "files"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def worker_place(url: str) -> str:
    """Give each parallel worker of the suite a Redis database of its own."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    parts = urlsplit(url)
    return parts._replace(path=f"/{int(parts.path[1:] or 0) + worker}").geturl()


if env.text("CACHE_URL", "database://cache").startswith("redis"):
    CACHES["default"]["LOCATION"] = worker_place(env.text("CACHE_URL"))
