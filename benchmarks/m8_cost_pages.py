"""M8: the costs page of ten candidates, real and logged in, by CPU per request.

Ten shipped tariffs over 60 months; usage, growth, rates, discount and 15 cost lines
have ranges. Cold, nothing computed is kept: the page tells what is likely, and then a
region brings the ranges. A person waits 300 ms, and 1 s for what is announced. Beside
them a warm page, and a view that looks up session, person and role and says "ok".
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from benchmarks.report import Figure, at_most, report
from benchmarks.site import CLIENT, get, make_site, processor_time
from evaluator.access import get_participant
from evaluator.costs.json_form import to_json
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, UsageProfile
from evaluator.models import (
    Candidate,
    CostLine,
    Evaluation,
    ExchangeRate,
    MoneySettings,
    Participant,
    Platform,
    Scenario,
    Usage,
)
from evaluator.permissions import Action
from evaluator.selectors.money.forecasts import forget
from workspace.models import Member, Team, User
from workspace.requests import PersonRequest

PLATFORMS = (
    "mautic",
    "hubspot_marketing_hub",
    "activecampaign",
    "mailchimp",
    "klaviyo",
    "brevo",
    "customer_io",
    "getresponse",
    "omnisend",
    "dynamics_365_customer_insights",
)
MONTHS = 60
ROUNDS = 5
WAIT, ANNOUNCED = 0.3, 1.0


def figures() -> Iterator[Figure]:
    evaluation = set_stage()
    costs = reverse("evaluator:cost_results", args=[evaluation.pk])
    scenarios = reverse("evaluator:scenario_list", args=[evaluation.pk])
    line = CostLine.objects.order_by("pk")[0]

    def change_a_line() -> None:
        CostLine.objects.filter(pk=line.pk).update(likely=F("likely") + 1)

    found = processor_time(
        {
            "empty": get(f"/empty/{evaluation.pk}/"),
            "costs, cold": get(costs, before=forget),
            "costs, cold, ranges too": get(f"{costs}?ranges=", before=forget),
            "costs, unchanged": get(costs),
            "costs, a line changed": get(costs, before=change_a_line),
            "scenarios, cold": get(scenarios, before=forget),
        },
        rounds=ROUNDS,
    )
    for name, goal, most in (
        ("costs, cold", WAIT, 20),
        ("scenarios, cold", WAIT, 25),
        ("costs, unchanged", WAIT, 30),
        ("costs, a line changed", WAIT, 50),
        ("costs, cold, ranges too", ANNOUNCED, 180),
    ):
        ours, empty = found[name], found["empty"]
        yield Figure(f"{name}, empty view", ours, empty, at_most(most))
        yield Figure(f"{name}, what a person waits", ours, goal, at_most(1))


def set_stage() -> Evaluation:
    make_site({"empty/<int:pk>/": empty_page})
    team = Team.objects.create(name="Bench")
    evaluation = Evaluation.objects.create(
        team=team, title="Bench", state="scoring", opened_at=timezone.now()
    )
    for place, key in enumerate(PLATFORMS):
        Candidate.objects.create(
            evaluation=evaluation,
            name=key.replace("_", " ").title(),
            match_key=key,
            platform=Platform.objects.get(key=key),
            stage="short",
            position=place,
            is_incumbent=place == 0,
        )
    enter_money(evaluation)
    user = User.objects.create_user("lead@example.org", name="Lead")
    Member.objects.create(team=team, user=user, role="owner")
    Participant.objects.create(evaluation=evaluation, user=user, role="lead")
    CLIENT.force_login(user)
    return evaluation


def enter_money(evaluation: Evaluation) -> None:
    MoneySettings.objects.create(
        evaluation=evaluation,
        currency="USD",
        months=MONTHS,
        discount_rate_low=Decimal("0.05"),
        discount_rate=Decimal("0.08"),
        discount_rate_high=Decimal("0.1"),
        inflation_low=Decimal("0.01"),
        inflation=Decimal("0.02"),
        inflation_high=Decimal("0.05"),
        yearly_budget=Decimal(60_000),
    )
    for currency in ("EUR", "GBP"):
        ExchangeRate.objects.create(
            evaluation=evaluation,
            currency=currency,
            low=Decimal("1.05"),
            likely=Decimal("1.12"),
            high=Decimal("1.2"),
        )
    figures = {
        Measure.STORED_CONTACTS: (20_000, 40_000, 60_000),
        Measure.MARKETABLE_CONTACTS: (15_000, 30_000, 45_000),
        Measure.SENDS_PER_CONTACT: (4, 6, 9),
        Measure.TRANSACTIONAL_EMAILS: (5_000, 10_000, 20_000),
        Measure.FULL_SEATS: (3, 5, 8),
        Measure.WEB_USERS: (10_000, 20_000, 40_000),
        Measure.EVENTS: (100_000, 200_000, 400_000),
    }
    profile = UsageProfile(
        {measure: Range.of(*ends) for measure, ends in figures.items()},
        growth=(Growth(Range.of(0, "0.1", "0.3")),),
    )
    Usage.objects.create(evaluation=evaluation, content=to_json(profile))
    candidates = list(evaluation.candidates.order_by("position"))
    categories = ("people", "training", "implementation", "integrations", "content")
    for place in range(15):
        line = CostLine.objects.create(
            evaluation=evaluation,
            name=f"Line {place}",
            category=categories[place % len(categories)],
            currency="USD",
            low=Decimal(500),
            likely=Decimal(1_000),
            high=Decimal(2_500),
            rhythm=("once", "monthly", "yearly")[place % 3],
            position=place,
        )
        if place < 10:
            line.candidates.add(candidates[place])
    for kind in ("growth", "crisis"):
        Scenario.objects.create(
            evaluation=evaluation,
            kind=kind,
            name=kind,
            people=Decimal("0.2") * (1 if kind == "growth" else -1),
            growth=Decimal("0.05"),
            prices=Decimal("0.05"),
        )


def empty_page(request: PersonRequest, pk: int) -> HttpResponse:
    get_participant(request.user, pk, action=Action.SEE_PRICES)
    return HttpResponse("ok")


if __name__ == "__main__":
    sys.exit(report("M8  Costs page", figures()))
