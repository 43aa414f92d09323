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
from evaluator.models.money import (
    CostLine,
    ExchangeRate,
    MoneySettings,
    Pricing,
    TariffVersion,
    Usage,
)
from evaluator.models.returns import ReturnCase
from evaluator.models.scenarios import Scenario

__all__ = [
    "Ballot",
    "Candidate",
    "Choice",
    "CompanyGoal",
    "CostLine",
    "Criterion",
    "DiagnosisAnswer",
    "DiagnosisFigure",
    "Evaluation",
    "ExchangeRate",
    "Fact",
    "KindAnswer",
    "MatrixImport",
    "MeasuredValue",
    "MoneySettings",
    "MustHaveAnswer",
    "Objective",
    "Participant",
    "Platform",
    "Pricing",
    "ReadinessAnswer",
    "Recusal",
    "ReturnCase",
    "Scenario",
    "Score",
    "SheetMapping",
    "StructureChange",
    "TariffVersion",
    "Trial",
    "Usage",
]
