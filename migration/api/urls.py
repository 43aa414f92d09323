"""Addresses of moving in the API; one section per room."""

from django.urls import path

from migration.api import plan_members, plans, tasks

PLAN = "plans/<int:pk>/"
TASK = "tasks/<int:pk>/"

urlpatterns = [
    # Plans
    path("plans/", plans.PlanList.as_view(), name="plan-list"),
    path(PLAN, plans.PlanDetail.as_view(), name="plan-detail"),
    path(f"{PLAN}archive/", plans.ArchivingPlan.as_view(), name="plan-archiving"),
    path(f"{PLAN}unarchive/", plans.UnarchivingPlan.as_view(), name="plan-unarchiving"),
    path(f"{PLAN}restore/", plans.RestoringPlan.as_view(), name="plan-restoring"),
    path(f"{PLAN}activity/", plans.PlanActivityList.as_view(), name="plan-activity"),
    path(f"{PLAN}workbook/", plans.ChecklistWorkbook.as_view(), name="plan-workbook"),
    # Checklist
    path(f"{PLAN}tasks/", tasks.TaskList.as_view(), name="task-list"),
    path(
        f"{PLAN}tasks/removed/",
        tasks.RemovedTaskList.as_view(),
        name="removed-task-list",
    ),
    path(TASK, tasks.TaskDetail.as_view(), name="task-detail"),
    path(f"{TASK}complete/", tasks.CompletingTask.as_view(), name="task-completing"),
    path(f"{TASK}reopen/", tasks.ReopeningTask.as_view(), name="task-reopening"),
    path(f"{TASK}move/", tasks.MovingTask.as_view(), name="task-moving"),
    path(f"{TASK}restore/", tasks.RestoringTask.as_view(), name="task-restoring"),
    # People
    path(
        f"{PLAN}members/",
        plan_members.PlanMemberList.as_view(),
        name="plan-member-list",
    ),
    path(
        f"{PLAN}members/<int:member_pk>/",
        plan_members.PlanMemberDetail.as_view(),
        name="plan-member-detail",
    ),
]
