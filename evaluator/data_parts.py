"""What choosing keeps of teams and people, for export."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import (
    Case,
    F,
    JSONField,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from evaluator.models import (
    Ballot,
    Candidate,
    Choice,
    CompanyGoal,
    CostLine,
    Criterion,
    DiagnosisAnswer,
    DiagnosisFigure,
    Evaluation,
    ExchangeRate,
    Fact,
    KindAnswer,
    MatrixImport,
    MeasuredValue,
    MoneySettings,
    MustHaveAnswer,
    Objective,
    Participant,
    Platform,
    Pricing,
    ReadinessAnswer,
    Recusal,
    ReturnCase,
    Scenario,
    Score,
    SheetMapping,
    StructureChange,
    TariffVersion,
    Trial,
    Usage,
)
from evaluator.selectors.counted_tree import has_priced_values
from workspace.models import User
from workspace.registries import DataPart

REVEALED = Evaluation.State.REVEALED
SUBMITTED = Ballot.State.SUBMITTED


def revealed_ballots(rows: QuerySet[Any]) -> QuerySet[Any]:
    """No drafts; but a ballot given back since the reveal has been seen (R17)."""
    given_back = Q(submitted_at__isnull=False) & ~Q(returned_because="")
    return rows.filter(participant__evaluation__state=REVEALED).filter(
        Q(state=SUBMITTED) | given_back
    )


def revealed_scores(rows: QuerySet[Any]) -> QuerySet[Any]:
    ballots = revealed_ballots(Ballot.objects.all())
    recused = Q(ballot__candidate__recusals__participant=F("ballot__participant"))
    return rows.filter(ballot__in=ballots).exclude(recused)


def revealed_recusals(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(participant__evaluation__state=REVEALED)


def priced_for(
    to_evaluation: str,
) -> Callable[[QuerySet[Any], User], QuerySet[Any]]:
    """Keep rows of evaluations whose prices the person sees (R21)."""

    def shown(rows: QuerySet[Any], person: User) -> QuerySet[Any]:
        return rows.filter(**{f"{to_evaluation}__in": priced_evaluations(person)})

    return shown


def priced_evaluations(person: User) -> QuerySet[Any]:
    """Return the ids of evaluations whose prices the person sees."""
    parts = Participant.objects.present().filter(user=person)
    is_open = Q(evaluation__two_envelopes=False) | Q(evaluation__state=REVEALED)
    by_role = Q(price_right=None, role=Participant.Role.EVALUATOR)
    sees = Q(role=Participant.Role.LEAD) | (is_open & (Q(price_right=True) | by_role))
    return parts.filter(sees).values("evaluation")


def unpriced_values(rows: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Leave out measured prices that the person may not see."""
    closed = rows.exclude(candidate__evaluation__in=priced_evaluations(person))
    rows_closed = closed.select_related("criterion", "fact")
    hidden = [
        row.pk
        for row in rows_closed
        if row.figure or row.criterion.tells_money or (row.fact and row.fact.currency)
    ]
    return rows.exclude(pk__in=hidden)


def with_open_ends(rows: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Tell no value function between whose ends a price lies that is not seen."""
    told = Criterion.objects.with_money().filter(pk__in=rows.values("pk"))
    closed = told.exclude(evaluation__in=priced_evaluations(person))
    hidden = [row.pk for row in closed if row.tells_money or has_priced_values(row)]
    return rows.annotate(
        shown_function=Case(
            When(pk__in=hidden, then=Value(None, JSONField())),
            default=F("value_function"),
            output_field=JSONField(),
        )
    )


DATA_PARTS = [
    DataPart("evaluations", _("Evaluations"), Evaluation, team="team"),
    DataPart(
        "participants",
        _("Who takes part in evaluations"),
        Participant,
        team="evaluation__team",
        person=("user",),
    ),
    DataPart(
        "diagnosis_answers",
        _("Answers to the signs of the diagnosis"),
        DiagnosisAnswer,
        team="participant__evaluation__team",
        person=("participant__user",),
        more={"person": "participant.user"},
    ),
    DataPart(
        "diagnosis_figures",
        _("Figures of the diagnosis"),
        DiagnosisFigure,
        team="evaluation__team",
    ),
    DataPart("kind_answers", _("Kind check"), KindAnswer, team="evaluation__team"),
    DataPart(
        "readiness_answers", _("Readiness"), ReadinessAnswer, team="evaluation__team"
    ),
    DataPart(
        "company_goals",
        _("Company goals"),
        CompanyGoal,
        team="evaluation__team",
        more={"name": "name"},
    ),
    DataPart("objectives", _("Objectives"), Objective, team="evaluation__team"),
    DataPart(
        "money_settings",
        _("How costs are told"),
        MoneySettings,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "exchange_rates",
        _("Exchange rates"),
        ExchangeRate,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "usage",
        _("Usage profiles"),
        Usage,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "return_cases",
        _("What changes are to bring"),
        ReturnCase,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "scenarios",
        _("Scenarios of costs"),
        Scenario,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "cost_lines",
        _("Cost lines"),
        CostLine,
        team="evaluation__team",
        shown_to=priced_for("evaluation"),
    ),
    DataPart(
        "pricing",
        _("By which tariff candidates are billed"),
        Pricing,
        team="candidate__evaluation__team",
        shown_to=priced_for("candidate__evaluation"),
        more={"candidate": "candidate.name"},
    ),
    DataPart(
        "tariff_versions",
        _("Tariffs and quotes of your own"),
        TariffVersion,
        team="candidate__evaluation__team",
        shown_to=priced_for("candidate__evaluation"),
        more={"candidate": "candidate.name"},
    ),
    DataPart(
        "criteria",
        _("Requirements: categories, criteria, must-haves, with weights and scales"),
        Criterion,
        team="evaluation__team",
        more={
            "name": "name",
            "description": "description",
            "scale": "scale",
            "value_function": "shown_function",
        },
        without=frozenset({"value_function"}),
        shown_to=with_open_ends,
    ),
    DataPart("candidates", _("Candidates"), Candidate, team="evaluation__team"),
    DataPart(
        "must_have_answers",
        _("Answers to must-haves, and waivers"),
        MustHaveAnswer,
        team="candidate__evaluation__team",
        more={"must_have": "criterion.name"},
    ),
    DataPart(
        "measured_values",
        _("Measured values"),
        MeasuredValue,
        team="candidate__evaluation__team",
        shown_to=unpriced_values,
    ),
    DataPart(
        "ballots",
        _("Ballots"),
        Ballot,
        team="participant__evaluation__team",
        person=("participant__user",),
        more={
            "evaluation": "participant.evaluation.title",
            "person": "participant.user",
        },
        shown=revealed_ballots,
    ),
    DataPart(
        "scores",
        _("Scores with their evidence and notes"),
        Score,
        team="ballot__participant__evaluation__team",
        person=("ballot__participant__user",),
        more={
            "evaluation": "ballot.participant.evaluation.title",
            "candidate": "ballot.candidate.name",
            "person": "ballot.participant.user",
        },
        shown=revealed_scores,
    ),
    DataPart(
        "recusals",
        _("Conflicts of interest"),
        Recusal,
        team="participant__evaluation__team",
        person=("participant__user",),
        more={"person": "participant.user"},
        shown=revealed_recusals,
    ),
    DataPart(
        "trials", _("Demos and trials"), Trial, team="candidate__evaluation__team"
    ),
    DataPart("choices", _("Recorded choices"), Choice, team="evaluation__team"),
    DataPart(
        "structure_changes",
        _("Changes after the scoring was opened"),
        StructureChange,
        team="evaluation__team",
        # How many had scored what was changed.
        without=frozenset({"ballots_returned"}),
    ),
    DataPart(
        "matrix_imports",
        _("Spreadsheets on their way in"),
        MatrixImport,
        person=("owner",),
        is_erased=True,
    ),
    DataPart(
        "sheet_mappings", _("How spreadsheets are read"), SheetMapping, team="team"
    ),
    DataPart("platforms", _("Platforms of your own"), Platform, team="team"),
    DataPart("facts", _("Facts of your own"), Fact, team="team"),
]

KEPT_OUT: dict[type[Model], str] = {
    MatrixImport: "Seen by who brought it alone, and kept for a day."
}
