"""Addresses of the API, version 1, and the schema that describes them."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

app_name = "api"

urlpatterns = [
    path("", include("workspace.api.urls")),
    path("", include("evaluator.api.urls")),
    path("", include("evaluator.api.matrix.urls")),
    path("", include("migration.api.urls")),
]


class SchemaView(SpectacularAPIView):
    """OpenAPI 3.0 of all operations; YAML, or JSON where Accept asks for it."""
