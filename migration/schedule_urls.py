"""Addresses of the schedule."""

from django.urls import path

from migration.views import gantt, schedule

SCHEDULE = [
    path("plans/<int:pk>/schedule/", schedule.plan_schedule, name="plan_schedule"),
    path("plans/<int:pk>/schedule/dates/", schedule.plan_dates, name="plan_dates"),
    path("plans/<int:pk>/schedule/take/", schedule.dates_take, name="dates_take"),
    path("plans/<int:pk>/days-off/", schedule.day_off_add, name="day_off_add"),
    path("days-off/<int:pk>/remove/", schedule.day_off_remove, name="day_off_remove"),
    path("plans/<int:pk>/baselines/", schedule.baseline_make, name="baseline_make"),
    path(
        "baselines/<int:pk>/remove/", schedule.baseline_remove, name="baseline_remove"
    ),
    path("task-dates/<int:pk>/", schedule.task_dates, name="task_dates"),
    path("task-dates/<int:pk>/links/", schedule.link_add, name="link_add"),
    path("task-links/<int:pk>/remove/", schedule.link_remove, name="link_remove"),
    path("plans/<int:pk>/gantt/", gantt.plan_gantt, name="plan_gantt"),
]
