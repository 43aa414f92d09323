from django.urls import include, path

from config.api import SchemaView

urlpatterns = [
    path("accounts/", include("workspace.account_urls")),
    path("api/v1/", include("config.api")),
    path("api/schema/", SchemaView.as_view(), name="api_schema"),
    path("", include("common.urls")),
    path("", include("workspace.urls")),
    path("", include("evaluator.urls")),
    path("", include("migration.urls")),
]

handler400 = "workspace.views.errors.bad_request"
handler403 = "workspace.views.errors.permission_denied"
handler404 = "workspace.views.errors.page_not_found"
