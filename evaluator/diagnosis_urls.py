"""Addresses of the two steps before the requirements."""

from django.urls import path

from evaluator.views import company_readiness, diagnosis, goals

BEGINNINGS = [
    path("evaluations/<int:pk>/diagnosis/", diagnosis.diagnosis, name="diagnosis"),
    path(
        "evaluations/<int:pk>/diagnosis/signs/<slug:sign>/",
        diagnosis.diagnosis_sign,
        name="diagnosis_sign",
    ),
    path(
        "evaluations/<int:pk>/diagnosis/signs/<slug:sign>/answers/",
        diagnosis.diagnosis_save,
        name="diagnosis_save",
    ),
    path(
        "evaluations/<int:pk>/diagnosis/signs/<slug:sign>/adopt/",
        diagnosis.diagnosis_adopt,
        name="diagnosis_adopt",
    ),
    path(
        "evaluations/<int:pk>/diagnosis/figures/<slug:figure>/",
        diagnosis.diagnosis_figure,
        name="diagnosis_figure",
    ),
    path(
        "evaluations/<int:pk>/diagnosis/kind/",
        company_readiness.kind_check,
        name="kind_check",
    ),
    path(
        "evaluations/<int:pk>/diagnosis/readiness/",
        company_readiness.readiness,
        name="readiness",
    ),
    path("evaluations/<int:pk>/goals/", goals.goals, name="goals"),
    path(
        "evaluations/<int:pk>/goals/<int:goal_pk>/remove/",
        goals.goal_remove,
        name="goal_remove",
    ),
    path(
        "evaluations/<int:pk>/objectives/add/",
        goals.objective_add,
        name="objective_add",
    ),
    path(
        "evaluations/<int:pk>/objectives/<int:objective_pk>/",
        goals.objective_edit,
        name="objective_edit",
    ),
    path(
        "evaluations/<int:pk>/objectives/<int:objective_pk>/remove/",
        goals.objective_remove,
        name="objective_remove",
    ),
    path(
        "evaluations/<int:pk>/objectives/<int:objective_pk>/restore/",
        goals.objective_restore,
        name="objective_restore",
    ),
]
