"""Addresses of the schedule."""

from django.urls import path

from migration.views.schedule import gantt, plan_calendar, schedule, task_dates

SCHEDULE = [
    path("plans/<int:pk>/schedule/", schedule.plan_schedule, name="plan_schedule"),
    path("plans/<int:pk>/schedule/dates/", plan_calendar.plan_dates, name="plan_dates"),
    path("plans/<int:pk>/schedule/take/", schedule.dates_take, name="dates_take"),
    path("plans/<int:pk>/days-off/", plan_calendar.day_off_add, name="day_off_add"),
    path(
        "days-off/<int:pk>/remove/", plan_calendar.day_off_remove, name="day_off_remove"
    ),
    path("plans/<int:pk>/baselines/", schedule.baseline_make, name="baseline_make"),
    path(
        "baselines/<int:pk>/remove/", schedule.baseline_remove, name="baseline_remove"
    ),
    path("task-dates/<int:pk>/", task_dates.task_dates, name="task_dates"),
    path("task-dates/<int:pk>/links/", task_dates.link_add, name="link_add"),
    path("task-links/<int:pk>/remove/", task_dates.link_remove, name="link_remove"),
    path("plans/<int:pk>/gantt/", gantt.plan_gantt, name="plan_gantt"),
]
