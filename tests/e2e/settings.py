"""As `make run` serves it, but with the collected and compressed files of a server."""

from config.settings.dev import *  # noqa: F403 (settings build on each other)
from config.settings.dev import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "config.npm_assets.Storage"}}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
