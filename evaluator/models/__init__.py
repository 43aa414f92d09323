from evaluator.models.ballots import Ballot, Recusal, Score
from evaluator.models.candidates import Candidate, MeasuredValue, MustHaveAnswer, Trial
from evaluator.models.catalogue import Fact, Platform
from evaluator.models.criteria import Criterion
from evaluator.models.decisions import Choice
from evaluator.models.evaluations import Evaluation, Participant, StructureChange

__all__ = [
    "Ballot",
    "Candidate",
    "Choice",
    "Criterion",
    "Evaluation",
    "Fact",
    "MeasuredValue",
    "MustHaveAnswer",
    "Participant",
    "Platform",
    "Recusal",
    "Score",
    "StructureChange",
    "Trial",
]
