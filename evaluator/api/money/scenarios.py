"""Scenarios of costs in the API, each with what the candidates come to in it."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Line, read_nothing
from common.api_schema import described
from evaluator.access import get_priced, get_scenario
from evaluator.forms.money.scenarios import FEWEST_MONTHS, MOST_MONTHS
from evaluator.models import Scenario
from evaluator.selectors.money.scenarios import ScenarioCell, compare_scenarios
from evaluator.services.money.scenarios import (
    ScenarioEdit,
    add_scenario,
    edit_scenario,
    remove_scenario,
    restore_scenario,
)
from workspace.api_view import APIView


class ScenarioShape(TypedDict):
    """Changes are shares and points a year: 0.1 is 10 %.

    negotiated: a further discount. exchange: foreign currencies. months: null keeps the
    horizon of the evaluation.
    """

    id: int
    evaluation: int
    kind: str
    name: str
    people: Decimal
    mails: Decimal
    growth: Decimal
    lines: Decimal
    inflation: Decimal
    prices: Decimal
    negotiated: Decimal
    exchange: Decimal
    discount_rate: Decimal
    months: int | None
    version: int


class ScenarioTotalShape(TypedDict):
    """scenario: null for what is expected. total: what is known, null for nothing.

    is_priced: whether anything says what the subscription costs.
    states: what no number stands for. difference: to what is expected, where both
    totals are whole, priced and of as many months. p10 to p90: of the known part, in
    the draws. present_p50: of what is paid, at present value.
    """

    candidate: int
    scenario: int | None
    total: float | None
    states: list[str]
    is_priced: bool
    difference: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    present_p50: float | None


class ComparisonShape(TypedDict):
    """months: of the evaluation. draws, seed: of the simulation, the same for all."""

    currency: str
    months: int
    draws: int
    seed: int
    scenarios: list[ScenarioShape]
    totals: list[ScenarioTotalShape]


class Change(serializers.DecimalField):
    def __init__(
        self, least: Decimal = Decimal("-0.95"), most: Decimal = Decimal(9)
    ) -> None:
        super().__init__(
            max_digits=8,
            decimal_places=4,
            min_value=least,
            max_value=most,
            required=False,
            default=Decimal(0),
        )


class ScenarioBody(Body):
    name = Line(max_length=80)
    kind = serializers.ChoiceField(
        choices=Scenario.Kind.values, required=False, default=Scenario.Kind.OWN.value
    )
    people = Change()
    mails = Change()
    growth = Change()
    lines = Change()
    inflation = Change()
    prices = Change()
    negotiated = Change(Decimal(0), Decimal("0.95"))
    exchange = Change()
    discount_rate = Change()
    months = serializers.IntegerField(
        min_value=FEWEST_MONTHS,
        max_value=MOST_MONTHS,
        required=False,
        allow_null=True,
        default=None,
    )


class ScenarioList(APIView):
    @described(answer=ComparisonShape)
    def get(self, request: Request, pk: int) -> Response:
        """Compare what the candidates cost in each scenario."""
        found = compare_scenarios(get_priced(request.user, pk).evaluation)
        keys = [None, *(each.pk for each in found.scenarios)]
        shape: ComparisonShape = {
            "currency": found.currency,
            "months": found.months,
            "draws": found.draws.count,
            "seed": found.draws.seed,
            "scenarios": [scenario_shape(each) for each in found.scenarios],
            "totals": [
                total_shape(row.candidate.pk, key, cell)
                for row in found.rows
                for key, cell in zip(keys, (row.base, *row.cells), strict=True)
            ],
        }
        return Response(shape)

    @described(body=ScenarioBody, answer=ScenarioShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add a scenario."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        scenario = add_scenario(
            evaluation=evaluation,
            edit=ScenarioEdit(**read_body(ScenarioBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        shape = scenario_shape(scenario)
        return created(shape, "scenario-detail", scenario.pk, version=scenario.version)


class ScenarioDetail(APIView):
    def shows_current(self, current: Scenario) -> object:
        return scenario_shape(current)

    @described(answer=ScenarioShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one."""
        _participant, scenario = get_scenario(request.user, pk)
        return versioned(scenario_shape(scenario), scenario.version)

    @described(body=ScenarioBody, answer=ScenarioShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Replace it."""
        _participant, scenario = get_scenario(request.user, pk, edits=True)
        changed = edit_scenario(
            scenario=scenario,
            edit=ScenarioEdit(**read_body(ScenarioBody, request)),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(scenario_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it out; it can be restored."""
        _participant, scenario = get_scenario(request.user, pk, edits=True)
        remove_scenario(scenario=scenario, actor=request.user, now=timezone.now())
        return gone()


class RestoringScenario(APIView):
    @described(answer=ScenarioShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring it back."""
        read_nothing(request)
        _participant, scenario = get_scenario(
            request.user, pk, edits=True, also_removed=True
        )
        restore_scenario(scenario=scenario, actor=request.user, now=timezone.now())
        return versioned(scenario_shape(scenario), scenario.version)


def scenario_shape(scenario: Scenario) -> ScenarioShape:
    return {
        "id": scenario.pk,
        "evaluation": scenario.evaluation_id,
        "kind": scenario.kind,
        "name": scenario.name,
        "people": scenario.people,
        "mails": scenario.mails,
        "growth": scenario.growth,
        "lines": scenario.lines,
        "inflation": scenario.inflation,
        "prices": scenario.prices,
        "negotiated": scenario.negotiated,
        "exchange": scenario.exchange,
        "discount_rate": scenario.discount_rate,
        "months": scenario.months,
        "version": scenario.version,
    }


def total_shape(
    candidate: int, scenario: int | None, cell: ScenarioCell
) -> ScenarioTotalShape:
    states = cell.total.states if cell.total else ()
    found = cell.range
    return {
        "candidate": candidate,
        "scenario": scenario,
        "total": cell.total.known if cell.total else None,
        "states": [each.name.lower() for each in states if each.name],
        "is_priced": cell.is_priced,
        "difference": cell.difference,
        "p10": found.p10 if found else None,
        "p50": found.p50 if found else None,
        "p90": found.p90 if found else None,
        "present_p50": cell.present.p50 if cell.present else None,
    }
