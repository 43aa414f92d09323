"""The settings of `make run`, with the slow job added, and a key a test may choose."""

from config.settings import env
from config.settings.dev import *  # noqa: F403 (settings build on each other)
from config.settings.dev import AUDIT_KEY, INSTALLED_APPS

AUDIT_KEY = env.text("AUDIT_KEY", AUDIT_KEY)
INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes"]
