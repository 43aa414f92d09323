from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Holds no models; installed for its template tags."""

    name = "common"
