"""Addresses of spreadsheets on their way in."""

from django.urls import path

from evaluator.api.matrix import imports

urlpatterns = [
    path("evaluations/imports/", imports.ImportList.as_view(), name="import-list"),
    path("imports/<int:pk>/", imports.ImportDetail.as_view(), name="import-detail"),
    path(
        "imports/<int:pk>/layout/",
        imports.ImportLayout.as_view(),
        name="import-layout",
    ),
    path("imports/<int:pk>/sheet/", imports.ImportSheet.as_view(), name="import-sheet"),
    path(
        "imports/<int:pk>/taking/",
        imports.ImportTaking.as_view(),
        name="import-taking",
    ),
]
