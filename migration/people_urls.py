"""Addresses of the stakeholders and their personal links."""

from django.urls import path

from migration.views import status
from migration.views.checklist import my_tasks
from migration.views.people import (
    personal_links,
    questions,
    shared_answers,
    shared_tasks,
    stakeholders,
)

PERSON = "stakeholders/<int:pk>/"

STAKEHOLDERS = [
    path("plans/<int:pk>/status/", status.plan_status, name="plan_status"),
    path(
        "plans/<int:pk>/status/links/", status.status_link_make, name="status_link_make"
    ),
    path(
        "plans/<int:pk>/status/links/<int:link_pk>/revoke/",
        status.status_link_revoke,
        name="status_link_revoke",
    ),
    path("tasks/mine/", my_tasks.my_tasks, name="my_tasks"),
    path(
        "plans/<int:pk>/stakeholders/",
        stakeholders.plan_stakeholders,
        name="plan_stakeholders",
    ),
    path(
        "plans/<int:pk>/stakeholders/add/",
        stakeholders.stakeholder_add,
        name="stakeholder_add",
    ),
    path(PERSON, stakeholders.stakeholder_edit, name="stakeholder_edit"),
    path(
        f"{PERSON}remove/", stakeholders.stakeholder_remove, name="stakeholder_remove"
    ),
    path(
        f"{PERSON}restore/",
        stakeholders.stakeholder_restore,
        name="stakeholder_restore",
    ),
    path(f"{PERSON}talks/", stakeholders.talk_add, name="talk_add"),
    path("talks/<int:pk>/remove/", stakeholders.talk_remove, name="talk_remove"),
    path(
        f"{PERSON}links/", personal_links.personal_link_make, name="personal_link_make"
    ),
    path(
        f"{PERSON}links/<int:link_pk>/revoke/",
        personal_links.personal_link_revoke,
        name="personal_link_revoke",
    ),
    path(f"{PERSON}questions/", questions.question_ask, name="question_ask"),
    path(f"{PERSON}signatures/", questions.signatures_ask, name="signatures_ask"),
    path(
        "questions/<int:pk>/withdraw/",
        questions.question_withdraw,
        name="question_withdraw",
    ),
    # For people without account
    path("shared/status/", status.shared_status, name="shared_status"),
    path("shared/tasks/", shared_tasks.shared_tasks, name="shared_tasks"),
    path(
        "shared/tasks/complete/",
        shared_tasks.shared_task_complete,
        name="shared_task_complete",
    ),
    path(
        "shared/tasks/answer/",
        shared_answers.shared_question_answer,
        name="shared_question_answer",
    ),
    path("shared/done/", shared_answers.shared_done, name="shared_done"),
    path(
        "shared/tasks/reopen/",
        shared_tasks.shared_task_reopen,
        name="shared_task_reopen",
    ),
]
