from importlib import import_module

from django.apps import AppConfig


class Wiring(AppConfig):
    """Brings the commands of this package, and tells Celery which broker it has."""

    name = "config"

    def ready(self) -> None:
        import_module("config.celery")
