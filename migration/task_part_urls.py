"""Addresses of what hangs on a task."""

from django.urls import path

from migration.views.checklist import task_parts as parts

TASK = "tasks/<int:pk>/"
STEP = "steps/<int:pk>/"
COMMENT = "comments/<int:pk>/"

TASK_PARTS = [
    path(f"{TASK}steps/", parts.step_add, name="step_add"),
    path(f"{TASK}comments/", parts.comment_add, name="comment_add"),
    path(f"{TASK}proof/", parts.task_proof, name="task_proof"),
    path(f"{TASK}prove/", parts.task_prove, name="task_prove"),
    path(f"{TASK}proof/drop/", parts.task_proof_drop, name="task_proof_drop"),
    path(f"{STEP}tick/", parts.step_tick, name="step_tick"),
    path(f"{STEP}rename/", parts.step_rename, name="step_rename"),
    path(f"{STEP}move/", parts.step_move, name="step_move"),
    path(f"{STEP}remove/", parts.step_remove, name="step_remove"),
    path(f"{STEP}restore/", parts.step_restore, name="step_restore"),
    path(COMMENT, parts.comment_edit, name="comment_edit"),
    path(f"{COMMENT}remove/", parts.comment_remove, name="comment_remove"),
    path(f"{COMMENT}restore/", parts.comment_restore, name="comment_restore"),
]
