"""Real figures all the way: from the shipped catalogue to a ranking and a workbook.

Ten platforms are measured by what the catalogue says of them. The ranking that must
come out is worked out here anew, from the files alone.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import reverse

from evaluator.models import Candidate, Criterion, Evaluation, Fact, Platform
from evaluator.selectors.candidates import measured_rows
from evaluator.selectors.results import read_results
from evaluator.services.candidates import add_platforms, move_candidate
from evaluator.services.catalogue.shipped import load_catalogue
from evaluator.services.criteria import CriterionEdit, add_criterion
from evaluator.services.evaluations import NewEvaluation, Start, create_evaluation
from evaluator.services.measured import MeasuredEdit, set_measured_value
from evaluator.services.weights import WeightEdit, set_weights
from tests.evaluator.workbooks.reading import Reading

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parents[2] / "evaluator" / "data" / "platforms"
PRICE, EMAILS, SEATS = (
    "pricing.price",
    "limits.emails_per_contact",
    "limits.users",
)
WEIGHTS = {PRICE: 60, EMAILS: 25, SEATS: 15}
FUNCTIONS = {
    PRICE: {"kind": "linear", "worst": 4000, "best": 0},
    EMAILS: {"kind": "piecewise", "points": [[2, 0], [8, 0.8], [15, 1]]},
    SEATS: {"kind": "linear", "worst": 0, "best": 10},
}
# Which figure is read, by the fields that tell it apart. All prices are US dollars a
# month for ten thousand contacts; what is not named here the catalogue does not say.
READ: dict[str, dict[str, dict[str, Any]]] = {
    "activecampaign": {
        PRICE: {"plan": "Plus", "billing_period": "annual"},
        EMAILS: {"plan": "Plus"},
        SEATS: {"plan": "Starter and Plus"},
    },
    "adobe_marketo_engage": {PRICE: {"plan": "Growth (name in the quoted text)"}},
    "dynamics_365_customer_insights": {PRICE: {"plan": "Base licence"}, EMAILS: {}},
    "getresponse": {
        PRICE: {"plan": "Email Marketing (older plan name)"},
        SEATS: {"plan": "Marketer and Creator"},
    },
    "hubspot_marketing_hub": {
        PRICE: {"plan": "Enterprise"},
        EMAILS: {"plan": "Professional"},
        SEATS: {"plan": "Enterprise"},
    },
    "klaviyo": {PRICE: {"plan": "Email"}, EMAILS: {}},
    "mailchimp": {
        PRICE: {"plan": "Standard"},
        EMAILS: {"plan": "Standard"},
        SEATS: {"plan": "Standard"},
    },
    "oracle_eloqua": {PRICE: {"plan": "Basic"}},
    "ortto": {PRICE: {"plan": "Professional", "billing_period": "annual"}},
    "salesforce_account_engagement": {PRICE: {"plan": "Growth+"}},
}


def figure_in_file(platform: str, key: str) -> dict[str, Any]:
    """Find the one figure in the file, without any code of the product."""
    text = (FILES / f"{platform}.yaml").read_text(encoding="utf-8")
    wanted = READ[platform][key]
    found = [
        fact
        for fact in yaml.safe_load(text)["facts"]
        if fact["key"] == key
        and isinstance(fact["value"], int | float)
        and all(fact.get(name) == value for name, value in wanted.items())
        and (key != PRICE or is_our_size(fact))
    ]
    assert len(found) == 1, (platform, key, found)
    return found[0]


def is_our_size(fact: dict[str, Any]) -> bool:
    tier = fact.get("tier") or {}
    return tier.get("quantity") == 10_000 and fact["currency"] == "USD"


def worth(key: str, figure: float) -> float:
    if key == PRICE:
        return min(max((4000 - figure) / 4000, 0), 1)
    if key == SEATS:
        return min(figure / 10, 1)
    return 0.8 * (figure - 2) / 6 if figure <= 8 else 0.8 + 0.2 * (figure - 8) / 7


def expected_totals() -> dict[str, float]:
    """Weighted mean of what is known, in points of 100."""
    totals = {}
    for platform, keys in READ.items():
        known = {key: figure_in_file(platform, key)["value"] for key in keys}
        parts = sum(WEIGHTS[key] * worth(key, known[key]) for key in known)
        totals[platform] = 100 * parts / sum(WEIGHTS[key] for key in known)
    return totals


@pytest.fixture
def evaluation(team, people, now) -> Evaluation:
    """One person, no template: three measured criteria, ten platforms."""
    load_catalogue(now=now)
    owner = people["owner"]
    new = NewEvaluation(title="By the figures", start=Start.EMPTY)
    evaluation = create_evaluation(team=team, new=new, actor=owner, now=now)
    for key, function in FUNCTIONS.items():
        edit = CriterionEdit(
            kind=Criterion.Kind.MEASURED,
            name=key,
            unit="as the catalogue",
            value_function=function,
            fact_key=key,
        )
        add_criterion(evaluation=evaluation, edit=edit, actor=owner, now=now)
    edits = {
        each.pk: WeightEdit(Decimal(WEIGHTS[each.fact_key]), each.version)
        for each in evaluation.criteria.all()
    }
    set_weights(evaluation=evaluation, edits=edits, actor=owner, now=now)
    platforms = list(Platform.objects.filter(team=None, key__in=READ))
    for candidate in add_platforms(
        evaluation=evaluation, platforms=platforms, actor=owner, now=now
    ):
        move_candidate(
            candidate=candidate,
            stage=Candidate.Stage.SHORT,
            version=candidate.version,
            actor=owner,
            now=now,
        )
    take_figures(evaluation, owner, now)
    return evaluation


def take_figures(evaluation, owner, now) -> None:
    """Take each value from the fact that the product offers for its cell."""
    for row in measured_rows(evaluation):
        for cell in row.cells:
            key = row.criterion.fact_key
            if key not in READ[cell.candidate.platform.key]:
                continue
            fact = offered(cell.facts, figure_in_file(cell.candidate.platform.key, key))
            set_measured_value(
                candidate=cell.candidate,
                criterion=row.criterion,
                edit=MeasuredEdit(Decimal(str(fact.value)), "", version=0, fact=fact),
                actor=owner,
                now=now,
            )


def offered(facts: tuple[Fact, ...], figure: dict[str, Any]) -> Fact:
    return next(
        fact
        for fact in facts
        if fact.value == figure["value"]
        and fact.unit == figure.get("unit", "")
        and fact.details.get("plan", "") == figure.get("plan", "")
        and fact.details.get("billing_period", "") == figure.get("billing_period", "")
    )


def test_the_figures_of_the_catalogue_rank_ten_platforms(evaluation, team, now):
    expected = expected_totals()

    results = read_results(evaluation, today=team.day_of(now))

    standings = {
        results.candidates[each.candidate].platform.key: each
        for each in results.ranking.standings
    }
    assert len(standings) == 10
    assert {key: each.total for key, each in standings.items()} == pytest.approx(
        expected, abs=1e-9
    )
    assert list(standings) == sorted(expected, key=lambda key: -expected[key])
    assert standings["ortto"].coverage == pytest.approx(0.6)


def test_a_cell_opens_down_to_source_and_date(evaluation, client, people):
    client.force_login(people["owner"])
    candidate = evaluation.candidates.get(platform__key="hubspot_marketing_hub")
    criterion = evaluation.criteria.get(fact_key=PRICE)
    figure = figure_in_file("hubspot_marketing_hub", PRICE)
    cell = [evaluation.pk, candidate.pk, criterion.pk]

    page = client.get(reverse("evaluator:result_cell", args=cell)).content.decode()

    assert figure["source"]["url"] in page
    assert "13 Aug 2026" in page
    assert "3,600" in page


def test_the_page_takes_a_figure_with_its_source(evaluation, client, people):
    client.force_login(people["owner"])
    candidate = evaluation.candidates.get(platform__key="ortto")
    criterion = evaluation.criteria.get(fact_key=PRICE)
    stored = candidate.measured_values.get(criterion=criterion)
    monthly = Fact.objects.get(
        platform=candidate.platform, key=PRICE, value=599, details__plan="Professional"
    )
    url = reverse("evaluator:measured_edit", args=[candidate.pk, criterion.pk])

    client.post(url, {"take": monthly.pk, "version": stored.version})

    stored.refresh_from_db()
    assert (stored.value, stored.fact) == (599, monthly)
    assert stored.source == monthly.source_url


def test_the_workbook_takes_ranking_and_sources_home(evaluation, client, people):
    client.force_login(people["owner"])
    url = reverse("evaluator:workbook_download", args=[evaluation.pk])
    names = dict(Platform.objects.values_list("key", "name"))
    totals = {names[key]: total for key, total in expected_totals().items()}
    addresses = {
        figure_in_file(platform, key)["source"].get("url")
        for platform, keys in READ.items()
        for key in keys
    }

    workbook = Reading(client.post(url).getvalue())

    ranking = workbook.ranking()
    texts = "\n".join(str(value) for value in workbook.all_values())
    assert {name: total for _rank, name, total in ranking} == pytest.approx(
        totals, abs=1e-9
    )
    assert [name for _rank, name, _total in ranking] == sorted(
        totals, key=lambda name: -totals[name]
    )
    assert all(address in texts for address in addresses if address)
