from evaluator.models.ballots import Ballot, Recusal, Score
from evaluator.models.candidates import Candidate, MeasuredValue, MustHaveAnswer, Trial
from evaluator.models.catalogue import Fact, Platform
from evaluator.models.criteria import Criterion
from evaluator.models.decisions import Choice
from evaluator.models.diagnosis import (
    DiagnosisAnswer,
    DiagnosisFigure,
    KindAnswer,
    ReadinessAnswer,
)
from evaluator.models.evaluations import Evaluation, Participant, StructureChange
from evaluator.models.goals import CompanyGoal, Objective
from evaluator.models.matrix_imports import MatrixImport, SheetMapping

__all__ = [
    "Ballot",
    "Candidate",
    "Choice",
    "CompanyGoal",
    "Criterion",
    "DiagnosisAnswer",
    "DiagnosisFigure",
    "Evaluation",
    "Fact",
    "KindAnswer",
    "MatrixImport",
    "MeasuredValue",
    "MustHaveAnswer",
    "Objective",
    "Participant",
    "Platform",
    "ReadinessAnswer",
    "Recusal",
    "Score",
    "SheetMapping",
    "StructureChange",
    "Trial",
]
