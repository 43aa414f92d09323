"""Addresses of what leaves a plan as a file, and of what comes back."""

from django.urls import path

from migration.views import workbooks

PLAN = "plans/<int:pk>/"

FILES = [
    path(f"{PLAN}files/", workbooks.plan_files, name="plan_files"),
    path(f"{PLAN}files/workbook/", workbooks.plan_workbook, name="plan_workbook"),
    path(f"{PLAN}files/ticks/", workbooks.ticks_upload, name="ticks_upload"),
    path(
        f"{PLAN}files/ticks/<uuid:public_id>/",
        workbooks.ticks_review,
        name="ticks_review",
    ),
]
