"""Addresses of the defects of a plan in the API."""

from django.urls import path

from migration.api.checklist import defects

DEFECT = "defects/<int:pk>/"

DEFECTS = [
    path("plans/<int:pk>/defects/", defects.DefectList.as_view(), name="defect-list"),
    path(DEFECT, defects.DefectDetail.as_view(), name="defect-detail"),
    path(f"{DEFECT}close/", defects.ClosingDefect.as_view(), name="defect-closing"),
    path(
        f"{DEFECT}reopen/", defects.ReopeningDefect.as_view(), name="defect-reopening"
    ),
    path(
        f"{DEFECT}restore/", defects.RestoringDefect.as_view(), name="defect-restoring"
    ),
]
