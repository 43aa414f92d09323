"""Addresses of moving; one section per room."""

from django.urls import path

from migration.adoption_urls import ADOPTION
from migration.defect_urls import DEFECTS
from migration.file_urls import FILES
from migration.gate_urls import GATES
from migration.inventory_urls import INVENTORY
from migration.people_urls import STAKEHOLDERS
from migration.raci_urls import RACI
from migration.risk_urls import RISKS
from migration.schedule_urls import SCHEDULE
from migration.task_part_urls import TASK_PARTS
from migration.views.checklist import bulk_tasks, checklist, tasks
from migration.views.people import people
from migration.views.plans import (
    full_plan,
    overview,
    plans,
    purchases,
    settings,
    switches,
    team_templates,
)

app_name = "migration"

urlpatterns = [
    # Plans
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/archived/", plans.plan_list, {"shelf": "archived"}, "plan_archived"),
    path("plans/bin/", plans.plan_list, {"shelf": "bin"}, "plan_bin"),
    path("plans/templates/", team_templates.template_list, name="template_list"),
    path(
        "plan-templates/<int:pk>/rename/",
        team_templates.template_rename,
        name="template_rename",
    ),
    path(
        "plan-templates/<int:pk>/remove/",
        team_templates.template_remove,
        name="template_remove",
    ),
    path(
        "plan-templates/<int:pk>/restore/",
        team_templates.template_restore,
        name="template_restore",
    ),
    path("plans/<int:pk>/", overview.plan_overview, name="plan_overview"),
    # Checklist
    path("plans/<int:pk>/checklist/", checklist.plan_checklist, name="plan_checklist"),
    path("plans/<int:pk>/tasks/", tasks.task_add, name="task_add"),
    path("plans/<int:pk>/tasks/change/", bulk_tasks.tasks_change, name="tasks_change"),
    path(
        "plans/<int:pk>/tasks/change/<int:entry_pk>/back/",
        bulk_tasks.tasks_take_back,
        name="tasks_take_back",
    ),
    path("tasks/<int:pk>/", tasks.task_detail, name="task_detail"),
    path("tasks/<int:pk>/complete/", checklist.task_complete, name="task_complete"),
    path("tasks/<int:pk>/reopen/", checklist.task_reopen, name="task_reopen"),
    path("tasks/<int:pk>/move/", tasks.task_move, name="task_move"),
    path("tasks/<int:pk>/remove/", tasks.task_remove, name="task_remove"),
    path("tasks/<int:pk>/restore/", tasks.task_restore, name="task_restore"),
    *TASK_PARTS,
    # People
    path("plans/<int:pk>/people/", people.plan_people, name="plan_people"),
    path("plans/<int:pk>/people/add/", people.plan_member_add, name="plan_member_add"),
    path(
        "plans/<int:pk>/people/<int:member_pk>/role/",
        people.plan_member_role,
        name="plan_member_role",
    ),
    path(
        "plans/<int:pk>/people/<int:member_pk>/remove/",
        people.plan_member_remove,
        name="plan_member_remove",
    ),
    *STAKEHOLDERS,
    *SCHEDULE,
    *INVENTORY,
    *RISKS,
    *DEFECTS,
    *GATES,
    *RACI,
    *ADOPTION,
    *FILES,
    # Settings
    path("plans/<int:pk>/settings/", settings.plan_settings, name="plan_settings"),
    path(
        "plans/<int:pk>/settings/template/",
        full_plan.plan_template,
        name="plan_template",
    ),
    path(
        "plans/<int:pk>/settings/switches/",
        switches.plan_switches,
        name="plan_switches",
    ),
    path(
        "plans/<int:pk>/settings/save-template/",
        settings.template_save,
        name="template_save",
    ),
    path("plans/<int:pk>/purchase/", purchases.plan_purchase, name="plan_purchase"),
    path("plans/<int:pk>/archive/", settings.plan_archive, name="plan_archive"),
    path("plans/<int:pk>/unarchive/", settings.plan_unarchive, name="plan_unarchive"),
    path("plans/<int:pk>/delete/", settings.plan_delete, name="plan_delete"),
    path("plans/<int:pk>/restore/", settings.plan_restore, name="plan_restore"),
]
