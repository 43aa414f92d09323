"""Addresses of choosing; one section per room."""

from django.urls import path

from evaluator.views import (
    candidates,
    criteria,
    evaluations,
    measured,
    must_haves,
    results,
    share_links,
)

app_name = "evaluator"

EVALUATIONS = [
    path(
        "evaluations/<int:pk>/",
        evaluations.evaluation_overview,
        name="evaluation_overview",
    ),
]

REQUIREMENTS = [
    path(
        "evaluations/<int:pk>/requirements/",
        criteria.requirement_tree,
        name="requirement_tree",
    ),
]

CANDIDATES = [
    path(
        "evaluations/<int:pk>/candidates/",
        candidates.candidate_list,
        name="candidate_list",
    ),
    path(
        "evaluations/<int:pk>/candidates/add/",
        candidates.candidate_add,
        name="candidate_add",
    ),
    path("candidates/<int:pk>/", candidates.candidate_detail, name="candidate_detail"),
    path(
        "candidates/<int:pk>/stage/", candidates.candidate_stage, name="candidate_stage"
    ),
    path(
        "candidates/<int:pk>/remove/",
        candidates.candidate_remove,
        name="candidate_remove",
    ),
    path("candidates/<int:pk>/trials/", candidates.trial_add, name="trial_add"),
    path("trials/<int:pk>/", candidates.trial_edit, name="trial_edit"),
    path("trials/<int:pk>/remove/", candidates.trial_remove, name="trial_remove"),
    path(
        "evaluations/<int:pk>/must-haves/",
        must_haves.must_have_list,
        name="must_have_list",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/",
        must_haves.must_have_answer,
        name="must_have_answer",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/waive/",
        must_haves.must_have_waive,
        name="must_have_waive",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/end-waiver/",
        must_haves.must_have_unwaive,
        name="must_have_unwaive",
    ),
    path(
        "evaluations/<int:pk>/measurements/",
        measured.measured_list,
        name="measured_list",
    ),
    path(
        "candidates/<int:candidate_pk>/measurements/<int:criterion_pk>/",
        measured.measured_edit,
        name="measured_edit",
    ),
]

RESULTS = [
    path("evaluations/<int:pk>/results/", results.results_page, name="results"),
    path(
        "evaluations/<int:pk>/results/<int:candidate_pk>/",
        results.result_total,
        name="result_total",
    ),
    path(
        "evaluations/<int:pk>/results/<int:candidate_pk>/<int:criterion_pk>/",
        results.result_cell,
        name="result_cell",
    ),
    path("evaluations/<int:pk>/choice/", results.choice_edit, name="choice_edit"),
]

SHARING = [
    path("evaluations/<int:pk>/links/", share_links.link_list, name="link_list"),
    path(
        "evaluations/<int:pk>/links/add/", share_links.link_create, name="link_create"
    ),
    path(
        "evaluations/<int:pk>/links/<int:link_pk>/revoke/",
        share_links.link_revoke,
        name="link_revoke",
    ),
    path("shared/evaluation/", share_links.shared_results, name="shared_results"),
]

urlpatterns = [*EVALUATIONS, *REQUIREMENTS, *CANDIDATES, *RESULTS, *SHARING]
