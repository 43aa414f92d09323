"""Addresses of what leaves a plan as a file, and of what comes back."""

from django.urls import path

from migration.views import calendars, tables, workbooks

PLAN = "plans/<int:pk>/"

FILES = [
    # Calendars
    path("tasks/mine/calendar/", calendars.my_calendar, name="my_calendar"),
    path(
        f"{PLAN}files/calendar/",
        calendars.plan_calendar_make,
        name="plan_calendar_make",
    ),
    path("calendars/<int:pk>/keep/", calendars.calendar_keep, name="calendar_keep"),
    path(
        "calendars/<int:pk>/revoke/",
        calendars.calendar_revoke,
        name="calendar_revoke",
    ),
    path(
        "calendars/<str:token>/changeover.ics",
        calendars.calendar_feed,
        name="calendar_feed",
    ),
    # Tables
    path(f"{PLAN}tables/<slug:table>.csv", tables.plan_table, name="plan_table"),
    # Workbooks
    path(f"{PLAN}files/", workbooks.plan_files, name="plan_files"),
    path(f"{PLAN}files/workbook/", workbooks.plan_workbook, name="plan_workbook"),
    path(f"{PLAN}files/ticks/", workbooks.ticks_upload, name="ticks_upload"),
    path(
        f"{PLAN}files/ticks/<uuid:public_id>/",
        workbooks.ticks_review,
        name="ticks_review",
    ),
]
