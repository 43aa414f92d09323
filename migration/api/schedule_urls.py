"""Addresses of the schedule in the API."""

from django.urls import path

from migration.api.schedule import schedule

PLAN = "plans/<int:pk>/"
TASK = "tasks/<int:pk>/"

SCHEDULE = [
    path(
        f"{PLAN}dates/effect/",
        schedule.PlanDatesEffect.as_view(),
        name="plan-dates-effect",
    ),
    path(
        f"{PLAN}days-off/effect/",
        schedule.DayOffEffect.as_view(),
        name="day-off-effect",
    ),
    path(
        "days-off/<int:pk>/effect/",
        schedule.DayOffRemovalEffect.as_view(),
        name="day-off-removal-effect",
    ),
    path(
        "task-links/<int:pk>/effect/",
        schedule.TaskLinkRemovalEffect.as_view(),
        name="task-link-removal-effect",
    ),
    path(f"{PLAN}schedule/", schedule.ScheduleDetail.as_view(), name="schedule"),
    path(
        f"{PLAN}schedule/back/", schedule.ScheduleBack.as_view(), name="schedule-back"
    ),
    path(f"{PLAN}dates/", schedule.PlanDatesDetail.as_view(), name="plan-dates"),
    path(
        f"{PLAN}schedule/take/", schedule.TakingDates.as_view(), name="schedule-taking"
    ),
    path(f"{PLAN}days-off/", schedule.DayOffList.as_view(), name="day-off-list"),
    path("days-off/<int:pk>/", schedule.DayOffDetail.as_view(), name="day-off-detail"),
    path(f"{PLAN}baselines/", schedule.BaselineList.as_view(), name="baseline-list"),
    path(
        "baselines/<int:pk>/",
        schedule.BaselineDetail.as_view(),
        name="baseline-detail",
    ),
    path(f"{TASK}dates/", schedule.TaskDatesDetail.as_view(), name="task-dates"),
    path(f"{TASK}effect/", schedule.TaskEffect.as_view(), name="task-effect"),
    path(f"{TASK}links/", schedule.TaskLinkList.as_view(), name="task-link-list"),
    path(
        f"{TASK}links/effect/",
        schedule.TaskLinkEffect.as_view(),
        name="task-link-effect",
    ),
    path(
        "task-links/<int:pk>/",
        schedule.TaskLinkDetail.as_view(),
        name="task-link-detail",
    ),
]
