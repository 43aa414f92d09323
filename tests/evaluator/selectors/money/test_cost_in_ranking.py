"""Cost counts in the ranking or stays out of it, by one setting, said in words."""

from dataclasses import replace

import pytest
from django.urls import reverse

from evaluator.models import MoneySettings
from evaluator.selectors.counted_tree import requirement_tree
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.results import read_results
from evaluator.selectors.tree import read_tree
from evaluator.services.money.settings import MoneyEdit, change_money_settings
from evaluator.services.structure import StructureFrozen
from evaluator.workbooks.comparison.book import write_workbook
from evaluator.workbooks.comparison.content import Content
from tests.evaluator.costed import bound, with_costs
from tests.evaluator.revealed import SHEETS, reveal_with
from tests.evaluator.workbooks.made_up import options
from tests.evaluator.workbooks.reading import Reading

pytestmark = pytest.mark.django_db

KEPT_OUT = MoneySettings.BudgetRule.KEPT_OUT


@pytest.fixture
def change(evaluation, people, now):
    def changed(rule=KEPT_OUT, version=0, reason=""):
        return change_money_settings(
            evaluation=evaluation,
            edit=replace(MoneyEdit(), budget_rule=rule),
            version=version,
            actor=people["lead"],
            now=now,
            reason=reason,
        )

    return changed


@pytest.fixture
def price(evaluation, people, now):
    return bound(with_costs(evaluation, people["lead"], now), people["lead"], now)


def test_kept_out_a_price_weighs_nothing_and_its_neighbours_the_more(
    evaluation, price, change
):
    growth = evaluation.criteria.get(own_name="Growth")
    before = requirement_tree(evaluation).leaf_weights
    change()

    after = requirement_tree(evaluation).leaf_weights

    assert (before[price.pk], before[growth.pk]) == pytest.approx((0.3, 0.3))
    assert (after[price.pk], after[growth.pk]) == pytest.approx((0, 0.6))


def test_a_category_of_nothing_but_prices_leaves_its_weight_to_the_others(
    evaluation, price, change
):
    evaluation.criteria.filter(own_name="Growth").delete()
    change()

    tree = requirement_tree(evaluation)

    assert tree.global_weights[price.parent_id] == 0
    assert sum(tree.leaf_weights.values()) == pytest.approx(1)


def test_the_sentence_says_how_cost_counts(evaluation, people, now, change):
    def said():
        return cost_in(requirement_tree(evaluation)).sentence

    nothing = said()
    bound(with_costs(evaluation, people["lead"], now), people["lead"], now)
    counted = said()
    change()

    assert nothing.startswith("No criterion takes its value from the costs")
    assert counted == "Cost counts in the ranking, from the computed costs: “Price”."
    assert said() == ("Cost stays out of the ranking. These weigh nothing: “Price”.")


def test_the_typed_weight_stays_while_it_is_left_out(evaluation, price, change):
    change()

    row = next(
        row for row in read_tree(evaluation).rows if row.criterion.pk == price.pk
    )

    assert (row.is_left_out, row.share, row.whole) == (True, 0.5, 0)


def test_once_scoring_is_open_the_rule_changes_with_a_reason(
    evaluation, price, change, now
):
    reveal_with(evaluation, without_price(), at=now)

    with pytest.raises(StructureFrozen):
        change()
    change(reason="The board decides on money apart.")
    note = evaluation.structure_changes.get()
    assert note.after_reveal
    assert note.what == "Cost in the ranking: cost stays out of the score"


def without_price():
    return {
        name: {candidate: row[1:] for candidate, row in sheet.items()}
        for name, sheet in SHEETS.items()
    }


def test_all_else_of_the_settings_needs_no_reason(evaluation, change, now):
    evaluation.state = "scoring"
    evaluation.save()

    settings = change(rule=MoneySettings.BudgetRule.SCORED)

    assert settings.version == 1
    assert not evaluation.structure_changes.exists()


def test_the_page_names_the_rule_and_refuses_without_a_reason(
    client, evaluation, price, people, now
):
    reveal_with(evaluation, without_price(), at=now)
    client.force_login(people["lead"])
    url = reverse("evaluator:money_settings", args=[evaluation.pk])
    form = {
        "currency": "USD",
        "months": "36",
        "discount_rate": "0",
        "inflation": "0",
        "convention": "end",
        "budget_rule": "kept_out",
        "version": "0",
    }

    refused = client.post(url, form)
    taken = client.post(url, form | {"reason": "The board decides on money."})

    assert (refused.status_code, taken.status_code) == (422, 302)
    page = client.get(reverse("evaluator:results", args=[evaluation.pk]))
    text = page.content.decode()
    assert "These weigh nothing: “Price”." in text
    assert "Hold score against cost" in text


def test_the_api_and_the_workbook_tell_it_too(
    client, evaluation, price, people, change, now
):
    reveal_with(evaluation, without_price(), at=now)
    change(reason="The board decides on money.")
    client.force_login(people["lead"])

    told = client.get(f"/api/v1/evaluations/{evaluation.pk}/results/").json()

    cedar = evaluation.candidates.get(name="Cedar")
    root = f"/api/v1/evaluations/{evaluation.pk}/results"
    assert client.get(f"{root}/{cedar.pk}/{price.pk}/").json()["gap"] == "no_price"
    assert told["cost"]["is_kept_out"]
    assert told["cost"]["left_out"] == [price.pk]
    results = read_results(evaluation, today=now.date())
    sheet = Reading(write_workbook(Content(results, options()))).sheet("Method")
    cells = [row[1] for row in sheet.iter_rows(values_only=True)]
    assert "Cost stays out of the ranking. These weigh nothing: “Price”." in cells
    assert any("cost a year on average" in str(cell) for cell in cells)
