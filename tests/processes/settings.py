"""The settings of `make run`, with the slow job added."""

from config.settings.dev import *  # noqa: F403 (settings build on each other)
from config.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.processes"]
