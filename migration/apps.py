from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MigrationConfig(AppConfig):
    name = "migration"
    verbose_name = _("Migration plans")

    def ready(self) -> None:
        # The registrations import models, which are there only now.
        import_module("migration.registrations")
