"""Settings for `make run` and for a developer's desk: one machine, no server."""

from config.settings import env
from config.settings.base import *  # noqa: F403 (settings build on each other)
from config.settings.base import LOGGING, STORAGES, VAR_DIR
from config.settings.keys import local_keys

# Off by default, so that people who try the product meet its own error pages.
DEBUG = env.flag("DEBUG", default=False)
ALLOWS_DEMO = True
SECRET_KEY, SIGNING_KEY, AUDIT_KEY, FIELD_KEY = local_keys(VAR_DIR)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The terminal of `make run` shows what is wrong, and is quiet otherwise.
LOGGING["root"]["level"] = env.text("LOG_LEVEL", "WARNING")
# Files are served from their sources, so that a change shows without collectstatic.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
