"""Values are taken from the costs by a recorded step, old beside new."""

from decimal import Decimal

import pytest

from evaluator.models import (
    Evaluation,
    MeasuredValue,
    MoneySettings,
    StructureChange,
)
from evaluator.selectors.counted_tree import requirement_tree
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.money.values import origin_words, read_taking
from evaluator.selectors.results import read_results
from evaluator.services.criteria import CriterionEdit, edit_criterion
from evaluator.services.measured import (
    MeasuredEdit,
    TakenFromCosts,
    set_measured_value,
)
from evaluator.services.money.binding import TwoSources, UnitOfFigure
from evaluator.services.money.values import (
    FiguresMoved,
    save_criterion,
    take_from_costs,
)
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


def edit_of(price, **changes):
    fields = {
        "kind": "measured",
        "name": "Price",
        "parent": price.parent,
        "unit": price.unit,
        "value_function": price.value_function,
        "version": price.version,
        **changes,
    }
    return CriterionEdit(**fields)


def edited(price, people, now, **changes):
    edit = edit_of(price, **changes)
    return edit_criterion(criterion=price, edit=edit, actor=people["lead"], now=now)


def test_let_go_a_criterion_keeps_its_numbers_and_what_they_were(price, people, now):
    edited(price, people, now, money_figure="")

    acme = value_of("Acme")
    assert (acme.value, acme.figure) == (1200, "yearly")
    assert "a year on average" in origin_words(acme)
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


def reveal(evaluation, now):
    evaluation.state, evaluation.revealed_at = "revealed", now
    evaluation.save()


def test_a_second_taking_after_the_reveal_keeps_what_was_revealed(  # R20
    price, costed, dearer, take, now
):
    reveal(costed, now)
    dearer()
    take(reason="The offer was raised.")
    dearer("160")
    take(reason="And once more.")

    value = value_of("Acme")
    assert (value.value, value.value_before) == (1920, 1200)


def test_another_figure_after_the_reveal_is_taken_beside_the_old_value(  # R20
    price, costed, people, now
):
    reveal(costed, now)
    edit = edit_of(price, money_figure="total", unit="USD")
    save_criterion(
        criterion=price, edit=edit, actor=people["lead"], now=now, reason="Asked for."
    )

    value = value_of("Acme")
    assert (value.figure, value.value, value.value_before) == ("total", 3600, 1200)
    assert value.changed_after_reveal


def test_what_was_a_chance_within_the_budget_stays_a_price(  # R21
    costed, people, now
):
    MoneySettings.objects.create(evaluation=costed, yearly_budget=1500)
    chance = bound(costed, people["lead"], now, figure="within_budget")
    edited(chance, people, now, money_figure="")
    chance.refresh_from_db()

    assert (chance.unit, chance.tells_money) == ("%", False)
    assert chance.pk in requirement_tree(costed).priced
    edited(chance, people, now, kind="rated", version=chance.version)
    assert chance.pk not in requirement_tree(costed).priced


def type_in(price, people, now, amount):
    set_measured_value(
        candidate=price.evaluation.candidates.get(name="Acme"),
        criterion=price,
        edit=MeasuredEdit(
            Decimal(amount) if amount else None, "", value_of("Acme").version
        ),
        actor=people["lead"],
        now=now,
        reason="We know better.",
    )


def test_a_value_typed_after_the_reveal_is_marked_as_one_that_is_taken(  # R20
    price, costed, people, now
):
    edited(price, people, now, money_figure="")
    type_in(price, people, now, "1300")
    before = value_of("Acme")
    reveal(costed, now)
    price.refresh_from_db()
    type_in(price, people, now, "1400")
    type_in(price, people, now, "1500")

    after = value_of("Acme")
    assert (before.changed_after_reveal, before.figure) == (False, "")
    assert (after.value, after.value_before) == (1500, 1300)
    assert after.changed_after_reveal


def test_clearing_a_typed_value_after_the_reveal_leaves_its_mark(  # R20
    price, costed, people, now
):
    edited(price, people, now, money_figure="")
    type_in(price, people, now, "1300")
    reveal(costed, now)
    price.refresh_from_db()
    type_in(price, people, now, "")
    cleared = value_of("Acme")
    results = read_results(costed, today=now.date())
    acme = costed.candidates.get(name="Acme")
    type_in(price, people, now, "1500")

    again = value_of("Acme")
    assert (cleared.value, cleared.gap) == (None, "cleared")
    assert (cleared.changed_after_reveal, cleared.value_before) == (True, 1300)
    assert results.number(acme.pk, price.pk) is None
    assert (again.value, again.gap, again.value_before) == (1500, "", 1300)
    assert again.changed_after_reveal


@pytest.mark.parametrize("was_revealed", [False, True])
def test_clearing_what_is_cleared_changes_nothing(
    price, costed, people, now, was_revealed
):
    edited(price, people, now, money_figure="")
    if was_revealed:
        reveal(costed, now)
        price.refresh_from_db()
    type_in(price, people, now, "")
    before = MeasuredValue.objects.filter(candidate__name="Acme").first()
    versions, told = versions_of(costed), Activity.objects.count()

    cleared = set_measured_value(
        candidate=costed.candidates.get(name="Acme"),
        criterion=price,
        edit=MeasuredEdit(None, "", before.version if before else 0),
        actor=people["observer"],
        now=now,
    )

    assert cleared == before
    assert (cleared and cleared.version) == (before and before.version)
    assert (versions_of(costed), Activity.objects.count()) == (versions, told)
    assert not StructureChange.objects.filter(by=people["observer"]).exists()


def versions_of(evaluation):
    rows = Evaluation.objects.filter(pk=evaluation.pk)
    return rows.values_list("structure_version", "result_version").get()


@pytest.mark.parametrize("amount", ["", "50"])
def test_a_price_is_not_kept_beside_what_replaces_it_where_no_unit_says_so(  # R21
    costed, people, now, amount
):
    MoneySettings.objects.create(evaluation=costed, yearly_budget=5000)
    chance = bound(costed, people["lead"], now, figure="within_budget")
    edited(chance, people, now, money_figure="")
    before = value_of("Acme")
    reveal(costed, now)
    chance.refresh_from_db()
    type_in(chance, people, now, amount)

    after = value_of("Acme")
    assert (before.value, before.figure) == (100, "within_budget")
    assert (after.figure, after.value_before) == ("", None)
    assert after.changed_after_reveal


def test_the_ends_of_a_price_do_not_reach_the_audit_trail(price, people, now):  # R21
    edited(price, people, now, value_function=function_to(8765.0))

    told = Activity.objects.filter(verb="criterion.changed").latest("pk")
    assert "8765" not in str((told.before, told.after))
    assert told.after["value_function"] == {"kind": "linear"}


def function_to(worst):
    return {"kind": "linear", "worst": worst, "best": 0.0}


@pytest.mark.parametrize(
    ("weights", "said", "unsaid"),
    [
        ((1, 1), "from the computed costs: “Price”. People entered", "No criterion"),
        ((0, 1), "but weigh nothing: “Price”. People entered", "No criterion"),
        ((1, 0), "from the computed costs: “Price”.", "People entered"),
    ],
)
def test_the_sentence_on_cost_names_both_bound_and_typed(
    price, costed, weights, said, unsaid
):
    typed = costed.criteria.create(
        kind="measured", own_name="Fees", unit="USD", parent=price.parent
    )
    for criterion, weight in zip((price, typed), weights, strict=True):
        costed.criteria.filter(pk=criterion.pk).update(weight=weight)

    sentence = cost_in(requirement_tree(costed)).sentence

    assert said in sentence
    assert unsaid not in sentence
