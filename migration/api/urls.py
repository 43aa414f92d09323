"""Addresses of moving in the API; one section per room."""

from django.urls import path

from migration.api import adoption, calendars, overview, status, workbooks
from migration.api.checklist import bulk_tasks, my_tasks, tasks
from migration.api.defect_urls import DEFECTS
from migration.api.gate_urls import GATES
from migration.api.gates import risks
from migration.api.inventory_urls import INVENTORY
from migration.api.people import links, plan_members, questions, raci, stakeholders
from migration.api.plans import full_plan, plans, purchases, switches, team_templates
from migration.api.schedule_urls import SCHEDULE
from migration.api.task_part_urls import TASK_PARTS

PLAN = "plans/<int:pk>/"
TASK = "tasks/<int:pk>/"
PERSON = "stakeholders/<int:pk>/"

urlpatterns = [
    # Plans
    path("plans/", plans.PlanList.as_view(), name="plan-list"),
    path(
        "evaluations/<int:pk>/plan-risks/",
        plans.DecisionRisks.as_view(),
        name="plan-risks",
    ),
    path(PLAN, plans.PlanDetail.as_view(), name="plan-detail"),
    path(f"{PLAN}effect/", plans.PlanEffect.as_view(), name="plan-effect"),
    path(f"{PLAN}archive/", plans.ArchivingPlan.as_view(), name="plan-archiving"),
    path(f"{PLAN}unarchive/", plans.UnarchivingPlan.as_view(), name="plan-unarchiving"),
    path(f"{PLAN}restore/", plans.RestoringPlan.as_view(), name="plan-restoring"),
    path(f"{PLAN}activity/", plans.PlanActivityList.as_view(), name="plan-activity"),
    path(f"{PLAN}risks/", risks.RiskList.as_view(), name="risk-list"),
    path(f"{PLAN}risks/usual/", risks.RiskSeeds.as_view(), name="risk-seeds"),
    path("risks/<int:pk>/", risks.RiskDetail.as_view(), name="risk-detail"),
    path(
        "risks/<int:pk>/restore/", risks.RestoringRisk.as_view(), name="risk-restoring"
    ),
    path(f"{PLAN}raci/", raci.DeliverableList.as_view(), name="deliverable-list"),
    path(
        "deliverables/<int:pk>/",
        raci.DeliverableDetail.as_view(),
        name="deliverable-detail",
    ),
    path(
        "deliverables/<int:pk>/restore/",
        raci.RestoringDeliverable.as_view(),
        name="deliverable-restoring",
    ),
    path(f"{PLAN}switches/", switches.PlanSwitches.as_view(), name="plan-switches"),
    path(
        "plan-templates/",
        team_templates.TemplateList.as_view(),
        name="plan-template-list",
    ),
    path(
        "plan-templates/<int:pk>/",
        team_templates.TemplateDetail.as_view(),
        name="plan-template-detail",
    ),
    path(
        "plan-templates/<int:pk>/restore/",
        team_templates.RestoringTemplate.as_view(),
        name="plan-template-restoring",
    ),
    path(f"{PLAN}purchase/", purchases.PurchaseDetail.as_view(), name="plan-purchase"),
    path(f"{PLAN}template/", full_plan.FullTemplate.as_view(), name="plan-template"),
    path(f"{PLAN}workbook/", workbooks.PlanWorkbook.as_view(), name="plan-workbook"),
    path(
        f"{PLAN}workbook/ticks/",
        workbooks.WorkbookTicks.as_view(),
        name="workbook-ticks",
    ),
    path(f"{PLAN}calendars/", calendars.PlanCalendars.as_view(), name="plan-calendars"),
    path("tasks/mine/calendars/", calendars.MyCalendars.as_view(), name="my-calendars"),
    path(
        "calendars/<int:pk>/",
        calendars.CalendarDetail.as_view(),
        name="calendar-detail",
    ),
    path(
        "calendars/<int:pk>/keep/",
        calendars.KeepingCalendar.as_view(),
        name="calendar-keeping",
    ),
    path("tasks/mine/", my_tasks.MyTaskList.as_view(), name="my-task-list"),
    path(f"{PLAN}overview/", overview.OverviewDetail.as_view(), name="plan-overview"),
    path(f"{PLAN}status/", status.StatusDetail.as_view(), name="plan-status"),
    path(
        f"{PLAN}status/links/",
        links.StatusLinkList.as_view(),
        name="plan-status-link-list",
    ),
    path(
        f"{PLAN}status/links/<int:link_pk>/",
        links.StatusLinkDetail.as_view(),
        name="plan-status-link-detail",
    ),
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
    path(
        f"{TASK}restore/effect/",
        tasks.RestoringTaskEffect.as_view(),
        name="task-restoring-effect",
    ),
    path(f"{PLAN}tasks/change/", bulk_tasks.ManyTasks.as_view(), name="many-tasks"),
    path(
        f"{PLAN}tasks/change/<int:change_pk>/back/",
        bulk_tasks.TakingTasksBack.as_view(),
        name="many-tasks-back",
    ),
    path(
        f"{PLAN}tasks/change/effect/",
        bulk_tasks.ManyTasksEffect.as_view(),
        name="many-tasks-effect",
    ),
    *TASK_PARTS,
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
    path(
        f"{PLAN}members/<int:member_pk>/effect/",
        plan_members.PlanMemberEffect.as_view(),
        name="plan-member-effect",
    ),
    path(
        f"{PLAN}members/<int:member_pk>/removal/effect/",
        plan_members.PlanMemberRemovalEffect.as_view(),
        name="plan-member-removal-effect",
    ),
    # Stakeholders
    path(
        f"{PLAN}stakeholders/",
        stakeholders.StakeholderList.as_view(),
        name="stakeholder-list",
    ),
    path(
        f"{PLAN}stakeholders/effect/",
        stakeholders.SeatingEffect.as_view(),
        name="seating-effect",
    ),
    path(
        f"{PERSON}effect/",
        stakeholders.StakeholderEffect.as_view(),
        name="stakeholder-effect",
    ),
    path(PERSON, stakeholders.StakeholderDetail.as_view(), name="stakeholder-detail"),
    path(
        f"{PERSON}restore/",
        stakeholders.RestoringStakeholder.as_view(),
        name="stakeholder-restoring",
    ),
    path(
        f"{PERSON}restore/effect/",
        stakeholders.RestoringStakeholderEffect.as_view(),
        name="stakeholder-restoring-effect",
    ),
    path(
        f"{PERSON}removal/effect/",
        stakeholders.StakeholderRemovalEffect.as_view(),
        name="stakeholder-removal-effect",
    ),
    path(f"{PERSON}talks/", stakeholders.TalkList.as_view(), name="talk-list"),
    path("talks/<int:pk>/", stakeholders.TalkDetail.as_view(), name="talk-detail"),
    path(
        f"{PERSON}links/",
        links.PersonalLinkList.as_view(),
        name="stakeholder-link-list",
    ),
    path(
        f"{PERSON}links/<int:link_pk>/",
        links.PersonalLinkDetail.as_view(),
        name="stakeholder-link-detail",
    ),
    path(f"{PERSON}questions/", questions.QuestionList.as_view(), name="question-list"),
    path(
        f"{PERSON}signatures/",
        questions.SignaturesAsked.as_view(),
        name="signatures-asked",
    ),
    path(
        "questions/<int:pk>/",
        questions.QuestionDetail.as_view(),
        name="question-detail",
    ),
    # Adoption
    path(f"{PLAN}adoption/", adoption.AdoptionDetail.as_view(), name="adoption"),
    path(
        f"{PLAN}adoption/objectives/",
        adoption.ObjectivesTaken.as_view(),
        name="adoption-objectives",
    ),
    path(
        f"{PLAN}adoption/measures/",
        adoption.MeasureList.as_view(),
        name="measure-list",
    ),
    path("measures/<int:pk>/", adoption.MeasureDetail.as_view(), name="measure-detail"),
    path(
        "measures/<int:pk>/restore/",
        adoption.RestoringMeasure.as_view(),
        name="measure-restoring",
    ),
    path(
        "measures/<int:pk>/values/",
        adoption.MeasureValueList.as_view(),
        name="measure-value-list",
    ),
    path(
        "measure-values/<int:pk>/",
        adoption.MeasureValueDetail.as_view(),
        name="measure-value-detail",
    ),
    path(
        f"{PLAN}adoption/counts/",
        adoption.CountList.as_view(),
        name="adoption-count-list",
    ),
    path(
        f"{PLAN}adoption/trainings/",
        adoption.TrainingList.as_view(),
        name="training-list",
    ),
    path(
        "trainings/<int:pk>/",
        adoption.TrainingDetail.as_view(),
        name="training-detail",
    ),
    path(
        "trainings/<int:pk>/restore/",
        adoption.RestoringTraining.as_view(),
        name="training-restoring",
    ),
    path(f"{PLAN}adoption/reviews/", adoption.ReviewList.as_view(), name="review-list"),
    path(
        f"{PLAN}adoption/archive/",
        adoption.ArchiveProof.as_view(),
        name="adoption-archive",
    ),
    path(
        f"{PLAN}adoption/switch-off/",
        adoption.SwitchingOff.as_view(),
        name="adoption-switch-off",
    ),
    *GATES,
    *SCHEDULE,
    *INVENTORY,
    *DEFECTS,
]
