"""Values are taken from the costs by a recorded step, old beside new."""

from decimal import Decimal

import pytest

from evaluator.models import MeasuredValue, MoneySettings
from evaluator.selectors.money.values import read_taking
from evaluator.selectors.results import read_results
from evaluator.services.criteria import CriterionEdit, edit_criterion
from evaluator.services.measured import (
    MeasuredEdit,
    TakenFromCosts,
    set_measured_value,
)
from evaluator.services.money.binding import TwoSources, UnitOfFigure
from evaluator.services.money.values import FiguresMoved, take_from_costs
from evaluator.services.structure import StructureFrozen
from tests.evaluator.costed import bound, with_costs
from tests.evaluator.prices import amount_a_month, enter
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def costed(evaluation, people, now):
    return with_costs(evaluation, people["lead"], now)


@pytest.fixture
def price(costed, people, now):
    return bound(costed, people["lead"], now)


@pytest.fixture
def take(costed, people, now):
    def taken(**more):
        return take_from_costs(evaluation=costed, actor=people["lead"], now=now, **more)

    return taken


@pytest.fixture
def dearer(costed, people, now):
    def raise_price(amount="150"):
        acme = costed.candidates.get(name="Acme")
        enter(acme, amount_a_month(amount), actor=people["lead"], now=now)

    return raise_price


def value_of(name):
    return MeasuredValue.objects.get(candidate__name=name)


def test_binding_takes_the_values_of_today_with_what_they_rest_on(price):
    acme, cedar = value_of("Acme"), value_of("Cedar")

    assert (price.kind, price.unit) == ("measured", "USD a year")
    assert (acme.value, acme.figure) == (Decimal(1200), "yearly")
    assert acme.basis["months"] == 36
    assert (cedar.value, cedar.gap) == (None, "no_price")


def test_a_gap_is_no_zero_in_the_ranking(price, costed, people, now):
    results = read_results(costed, today=now.date())

    values = {
        each.name: results.committee.measured[each.pk][price.pk]
        for each in results.candidates.values()
    }

    assert values == {"Acme": 0.6, "Bolt": 0.2, "Cedar": None}


def test_a_value_stands_until_it_is_taken_again(price, costed, dearer, take):
    dearer()
    before = value_of("Acme").value
    changed = read_taking(costed).changed
    take()

    assert (before, changed) == (1200, [price])
    assert value_of("Acme").value == 1800
    assert read_taking(costed).changed == []


def test_taking_without_a_difference_writes_nothing(price, costed, take):
    costed.refresh_from_db()
    version = costed.structure_version
    take()

    costed.refresh_from_db()
    assert costed.structure_version == version


def test_figures_that_moved_since_they_were_seen_are_not_taken(
    price, costed, dearer, take
):
    seen = read_taking(costed).seen
    dearer()

    with pytest.raises(FiguresMoved):
        take(seen=seen)
    assert value_of("Acme").value == 1200


def test_once_scoring_is_open_values_are_taken_with_a_reason(
    price, costed, dearer, take
):
    dearer()
    costed.state = "scoring"
    costed.save()

    with pytest.raises(StructureFrozen):
        take()
    take(reason="A new offer came in.")
    change = costed.structure_changes.get()
    assert (change.after_reveal, "1800" in change.what) == (False, False)


def test_after_the_reveal_the_old_value_stays_beside_the_new(
    price, costed, dearer, take, now
):
    costed.state, costed.revealed_at = "revealed", now
    costed.save()
    dearer()
    take(reason="The offer was raised.")

    value = value_of("Acme")
    assert (value.value, value.value_before) == (1800, 1200)
    assert value.changed_after_reveal
    assert costed.structure_changes.get().after_reveal


def test_no_amount_reaches_the_audit_trail(price, dearer, take):  # R21
    dearer("777")
    take()

    told = str(list(Activity.objects.values("before", "after")))
    assert "Price" in told
    assert "9324" not in told


def test_a_bound_criterion_is_not_typed_in(price, costed, people, now):
    with pytest.raises(TakenFromCosts):
        set_measured_value(
            candidate=costed.candidates.get(name="Acme"),
            criterion=price,
            edit=MeasuredEdit(Decimal(1), "", 1),
            actor=people["lead"],
            now=now,
        )


def edited(price, people, now, **changes):
    fields = {
        "kind": "measured",
        "name": "Price",
        "parent": price.parent,
        "unit": price.unit,
        "value_function": price.value_function,
        "version": price.version,
        **changes,
    }
    edit = CriterionEdit(**fields)
    return edit_criterion(criterion=price, edit=edit, actor=people["lead"], now=now)


def test_let_go_a_criterion_keeps_its_numbers_as_entered_ones(price, people, now):
    edited(price, people, now, money_figure="")

    acme = value_of("Acme")
    assert (acme.value, acme.figure) == (1200, "")
    assert "a year on average" in acme.source
    assert not MeasuredValue.objects.filter(candidate__name="Cedar").exists()


def test_another_figure_forgets_the_values_of_the_first(price, people, now):
    edited(price, people, now, money_figure="total")

    assert not MeasuredValue.objects.exists()


def test_one_source_and_the_currency_of_the_costs(price, people, now):
    with pytest.raises(TwoSources):
        edited(price, people, now, money_figure="total", fact_key="pricing.price")
    with pytest.raises(UnitOfFigure):
        edited(price, people, now, money_figure="total", unit="EUR")


def test_another_currency_of_the_costs_leaves_no_value(price, costed, take):
    MoneySettings.objects.create(evaluation=costed, currency="EUR")
    take()

    assert {each.gap for each in MeasuredValue.objects.all()} == {"other_currency"}
