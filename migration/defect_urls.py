"""Addresses of the defects of a plan."""

from django.urls import path

from migration.views.checklist import defects

DEFECTS = [
    path("plans/<int:pk>/defects/", defects.plan_defects, name="plan_defects"),
    path("plans/<int:pk>/defects/new/", defects.defect_report, name="defect_report"),
    path("defects/<int:pk>/", defects.defect_edit, name="defect_edit"),
    path("defects/<int:pk>/close/", defects.defect_close, name="defect_close"),
    path("defects/<int:pk>/reopen/", defects.defect_reopen, name="defect_reopen"),
    path("defects/<int:pk>/remove/", defects.defect_remove, name="defect_remove"),
    path("defects/<int:pk>/restore/", defects.defect_restore, name="defect_restore"),
]
