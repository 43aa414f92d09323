from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("common.urls")),
    path("", include("workspace.urls")),
    path("", include("evaluator.urls")),
]
