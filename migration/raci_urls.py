"""Addresses of who is responsible for what."""

from django.urls import path

from migration.views.people import raci, raci_rows

DELIVERABLE = "deliverables/<int:pk>/"

RACI = [
    path("plans/<int:pk>/raci/", raci.plan_raci, name="plan_raci"),
    path("plans/<int:pk>/raci/add/", raci.deliverable_add, name="deliverable_add"),
    path(DELIVERABLE, raci.deliverable_edit, name="deliverable_edit"),
    path(f"{DELIVERABLE}parts/", raci_rows.raci_row, name="raci_row"),
    path(f"{DELIVERABLE}parts/save/", raci_rows.raci_row_save, name="raci_row_save"),
    path(f"{DELIVERABLE}remove/", raci.deliverable_remove, name="deliverable_remove"),
    path(
        f"{DELIVERABLE}restore/", raci.deliverable_restore, name="deliverable_restore"
    ),
]
