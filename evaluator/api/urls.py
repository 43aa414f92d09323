from django.urls import path

from evaluator.api import candidates, catalogue, evaluations, scores

urlpatterns = [
    path("platforms/", catalogue.PlatformList.as_view(), name="platform-list"),
    path(
        "platforms/<int:pk>/",
        catalogue.PlatformDetail.as_view(),
        name="platform-detail",
    ),
    path("evaluations/", evaluations.EvaluationList.as_view(), name="evaluation-list"),
    path(
        "evaluations/<int:pk>/",
        evaluations.EvaluationDetail.as_view(),
        name="evaluation-detail",
    ),
    path(
        "evaluations/<int:pk>/criteria/",
        evaluations.CriterionList.as_view(),
        name="criterion-list",
    ),
    path(
        "evaluations/<int:pk>/candidates/",
        candidates.CandidateList.as_view(),
        name="candidate-list",
    ),
    path(
        "candidates/<int:pk>/",
        candidates.CandidateDetail.as_view(),
        name="candidate-detail",
    ),
    path(
        "evaluations/<int:pk>/must-haves/",
        candidates.MustHaveList.as_view(),
        name="must-have-list",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/",
        candidates.MustHaveDetail.as_view(),
        name="must-have-detail",
    ),
    path("evaluations/<int:pk>/scores/", scores.OwnScores.as_view(), name="score-list"),
    path(
        "evaluations/<int:pk>/scores/<int:candidate_pk>/<int:criterion_pk>/",
        scores.OwnScore.as_view(),
        name="score-detail",
    ),
    path(
        "evaluations/<int:pk>/opening/", evaluations.Opening.as_view(), name="opening"
    ),
    path(
        "evaluations/<int:pk>/submission/",
        evaluations.Submission.as_view(),
        name="submission",
    ),
    path("evaluations/<int:pk>/reveal/", evaluations.Reveal.as_view(), name="reveal"),
    path(
        "evaluations/<int:pk>/results/", evaluations.Results.as_view(), name="results"
    ),
]
