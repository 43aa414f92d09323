"""Addresses of what hangs on a task in the API."""

from django.urls import path

from migration.api.checklist import task_parts as parts

TASK = "tasks/<int:pk>/"
STEP = "steps/<int:pk>/"
COMMENT = "comments/<int:pk>/"

TASK_PARTS = [
    path(f"{TASK}steps/", parts.StepList.as_view(), name="step-list"),
    path(f"{TASK}comments/", parts.CommentList.as_view(), name="comment-list"),
    path(f"{TASK}proof/", parts.ProofFile.as_view(), name="task-proof"),
    path(STEP, parts.StepDetail.as_view(), name="step-detail"),
    path(f"{STEP}move/", parts.MovingStep.as_view(), name="step-moving"),
    path(f"{STEP}restore/", parts.RestoringStep.as_view(), name="step-restoring"),
    path(COMMENT, parts.CommentDetail.as_view(), name="comment-detail"),
    path(
        f"{COMMENT}restore/",
        parts.RestoringComment.as_view(),
        name="comment-restoring",
    ),
]
