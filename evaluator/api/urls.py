"""Addresses of choosing in the API; one section per room."""

from django.urls import path

from evaluator.api import (
    ballots,
    candidates,
    criteria,
    diagnosis,
    evaluations,
    goals,
    measurements,
    must_haves,
    people,
    results,
    score_sheets,
    scores,
    share_links,
    weights,
    workbooks,
)
from evaluator.api.catalogue import facts, platforms
from evaluator.api.money.urls import MONEY

EVALUATION = "evaluations/<int:pk>/"
CELL = "<int:candidate_pk>/<int:criterion_pk>/"

CATALOGUE = [
    path("platforms/", platforms.PlatformList.as_view(), name="platform-list"),
    path(
        "platforms/compare/", platforms.Comparing.as_view(), name="platform-comparison"
    ),
    path(
        "platforms/<int:pk>/",
        platforms.PlatformDetail.as_view(),
        name="platform-detail",
    ),
    path("platforms/<int:pk>/facts/", facts.FactList.as_view(), name="fact-list"),
    path("facts/<int:pk>/", facts.FactDetail.as_view(), name="fact-detail"),
    path("glossary/", platforms.Glossary.as_view(), name="glossary"),
]

EVALUATIONS = [
    path("evaluations/", evaluations.EvaluationList.as_view(), name="evaluation-list"),
    path("evaluations/sample/", evaluations.Sample.as_view(), name="sample"),
    path(EVALUATION, evaluations.EvaluationDetail.as_view(), name="evaluation-detail"),
    path(
        f"{EVALUATION}progress/",
        evaluations.ProgressDetail.as_view(),
        name="progress",
    ),
    path(f"{EVALUATION}archive/", evaluations.Archiving.as_view(), name="archiving"),
    path(
        f"{EVALUATION}unarchive/",
        evaluations.Unarchiving.as_view(),
        name="unarchiving",
    ),
    path(f"{EVALUATION}restore/", evaluations.Restoring.as_view(), name="restoring"),
]

PEOPLE = [
    path(
        f"{EVALUATION}participants/",
        people.ParticipantList.as_view(),
        name="participant-list",
    ),
    path(
        f"{EVALUATION}participants/<int:participant_pk>/",
        people.ParticipantDetail.as_view(),
        name="participant-detail",
    ),
    path(
        f"{EVALUATION}invitations/",
        people.InvitationList.as_view(),
        name="evaluation-invitation-list",
    ),
    path(f"{EVALUATION}activity/", people.ActivityList.as_view(), name="activity"),
    path(f"{EVALUATION}links/", share_links.LinkList.as_view(), name="link-list"),
    path(
        f"{EVALUATION}links/<int:link_pk>/",
        share_links.LinkDetail.as_view(),
        name="link-detail",
    ),
]

REQUIREMENTS = [
    path(
        f"{EVALUATION}criteria/",
        criteria.CriterionList.as_view(),
        name="criterion-list",
    ),
    path(
        f"{EVALUATION}criteria/deleted/",
        criteria.DeletedCriterionList.as_view(),
        name="deleted-criterion-list",
    ),
    path(
        f"{EVALUATION}criteria/<int:criterion_pk>/restore/",
        criteria.RestoringCriterion.as_view(),
        name="criterion-restoring",
    ),
    path(
        "criteria/<int:pk>/",
        criteria.CriterionDetail.as_view(),
        name="criterion-detail",
    ),
    path("criteria/<int:pk>/move/", criteria.Moving.as_view(), name="criterion-moving"),
    path(f"{EVALUATION}template/", criteria.Template.as_view(), name="template"),
    path(f"{EVALUATION}needs/", criteria.Needs.as_view(), name="needs"),
    path(f"{EVALUATION}weights/", weights.WeightTable.as_view(), name="weights"),
    path(
        f"{EVALUATION}weights/equalise/",
        weights.Equalising.as_view(),
        name="weights-equalising",
    ),
]

CANDIDATES = [
    path(
        f"{EVALUATION}candidates/",
        candidates.CandidateList.as_view(),
        name="candidate-list",
    ),
    path(
        "candidates/<int:pk>/",
        candidates.CandidateDetail.as_view(),
        name="candidate-detail",
    ),
    path(
        "candidates/<int:pk>/trials/", candidates.TrialList.as_view(), name="trial-list"
    ),
    path("trials/<int:pk>/", candidates.TrialDetail.as_view(), name="trial-detail"),
    path(
        f"{EVALUATION}must-haves/",
        must_haves.MustHaveList.as_view(),
        name="must-have-list",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/",
        must_haves.MustHaveDetail.as_view(),
        name="must-have-detail",
    ),
    path(
        "candidates/<int:candidate_pk>/must-haves/<int:criterion_pk>/waiver/",
        must_haves.WaiverDetail.as_view(),
        name="waiver-detail",
    ),
    path(
        f"{EVALUATION}measurements/",
        measurements.MeasuredList.as_view(),
        name="measurement-list",
    ),
    path(
        "candidates/<int:candidate_pk>/measurements/<int:criterion_pk>/",
        measurements.MeasuredDetail.as_view(),
        name="measurement-detail",
    ),
]

SCORING = [
    path(f"{EVALUATION}opening/", ballots.Opening.as_view(), name="opening"),
    path(f"{EVALUATION}scores/", scores.OwnScores.as_view(), name="score-list"),
    path(f"{EVALUATION}scores/{CELL}", scores.OwnScore.as_view(), name="score-detail"),
    path(
        f"{EVALUATION}scores/{CELL}file/",
        scores.OwnEvidence.as_view(),
        name="score-file",
    ),
    path(
        f"{EVALUATION}evidence/<int:score_pk>/",
        scores.Evidence.as_view(),
        name="evidence",
    ),
    path(
        f"{EVALUATION}score-sheet/",
        score_sheets.ScoreSheet.as_view(),
        name="score-sheet",
    ),
    path(
        f"{EVALUATION}score-sheet/mails/",
        score_sheets.ScoreSheetMails.as_view(),
        name="score-sheet-mails",
    ),
    path(f"{EVALUATION}recusals/", ballots.RecusalList.as_view(), name="recusal-list"),
    path(
        f"{EVALUATION}recusals/<int:candidate_pk>/",
        ballots.RecusalDetail.as_view(),
        name="recusal-detail",
    ),
    path(f"{EVALUATION}submission/", ballots.Submission.as_view(), name="submission"),
    path(f"{EVALUATION}ballots/", ballots.BallotList.as_view(), name="ballot-list"),
    path(
        f"{EVALUATION}ballots/<int:participant_pk>/reopen/",
        ballots.Reopening.as_view(),
        name="ballot-reopening",
    ),
    path(f"{EVALUATION}reminders/", ballots.Reminders.as_view(), name="reminders"),
    path(f"{EVALUATION}reveal/", ballots.Reveal.as_view(), name="reveal"),
]

RESULTS = [
    path(f"{EVALUATION}results/", results.ResultsDetail.as_view(), name="results"),
    path(
        f"{EVALUATION}results/cells/",
        results.CellList.as_view(),
        name="result-cell-list",
    ),
    path(
        f"{EVALUATION}results/<int:candidate_pk>/",
        results.Total.as_view(),
        name="result-total",
    ),
    path(
        f"{EVALUATION}results/{CELL}", results.OpenedCell.as_view(), name="result-cell"
    ),
    path(f"{EVALUATION}choice/", results.ChoiceDetail.as_view(), name="choice"),
    path(f"{EVALUATION}changes/", results.ChangeList.as_view(), name="change-list"),
    path(f"{EVALUATION}workbook/", workbooks.Workbook.as_view(), name="workbook"),
]

BEGINNINGS = [
    path(EVALUATION + "diagnosis/", diagnosis.Diagnosis.as_view(), name="diagnosis"),
    path(
        EVALUATION + "diagnosis/signs/<slug:sign>/answers/",
        diagnosis.DiagnosisAnswers.as_view(),
        name="diagnosis-answers",
    ),
    path(
        EVALUATION + "diagnosis/signs/<slug:sign>/adoption/",
        diagnosis.DiagnosisAdoption.as_view(),
        name="diagnosis-adoption",
    ),
    path(
        EVALUATION + "diagnosis/figures/<slug:figure>/",
        diagnosis.DiagnosisFigures.as_view(),
        name="diagnosis-figure",
    ),
    path(EVALUATION + "kind-check/", diagnosis.KindChecks.as_view(), name="kind-check"),
    path(EVALUATION + "readiness/", diagnosis.Readiness.as_view(), name="readiness"),
    path(
        EVALUATION + "company-goals/",
        goals.CompanyGoals.as_view(),
        name="company-goals",
    ),
    path(
        EVALUATION + "company-goals/<int:goal_pk>/",
        goals.CompanyGoalDetail.as_view(),
        name="company-goal-detail",
    ),
    path(
        EVALUATION + "objectives/<int:objective_pk>/restore/",
        goals.ObjectiveRestore.as_view(),
        name="objective-restore",
    ),
    path(
        EVALUATION + "objectives/",
        goals.ObjectiveList.as_view(),
        name="objective-list",
    ),
    path(
        EVALUATION + "objectives/<int:objective_pk>/",
        goals.ObjectiveDetail.as_view(),
        name="objective-detail",
    ),
]

urlpatterns = [
    *BEGINNINGS,
    *CATALOGUE,
    *EVALUATIONS,
    *PEOPLE,
    *REQUIREMENTS,
    *CANDIDATES,
    *SCORING,
    *MONEY,
    *RESULTS,
]
