from decimal import Decimal
from uuid import uuid4

import pytest

from evaluator.costs.faults import InputInvalid
from evaluator.costs.ranges import Range
from evaluator.models import Candidate, CostLine
from evaluator.selectors.money.costs import compute
from evaluator.services.money.cost_lines import (
    CostLineIsStale,
    ForeignCandidates,
    LineEdit,
    LineOfTheTable,
    add_cost_line,
    edit_cost_line,
    remove_cost_line,
    restore_cost_line,
    take_migration_effort,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation):
    evaluation.candidates.update(stage="short")
    return evaluation.candidates.get(name="Acme")


def edit(**changed) -> LineEdit:
    told = {
        "name": "Agency",
        "category": "consultants",
        "currency": "USD",
        "amount": Range.exactly(100),
    }
    return LineEdit(**told | changed)


@pytest.fixture
def add(evaluation, people, now):
    def added(form_key=None, **changed):
        return add_cost_line(
            evaluation=evaluation,
            edit=edit(**changed),
            actor=people["lead"],
            now=now,
            form_key=form_key,
        )

    return added


def total(evaluation, candidate) -> float:
    cost = compute(evaluation).costs[str(candidate.pk)]
    return float(cost.monthly.known.sum())


def test_a_monthly_line_for_all_counts_for_each(evaluation, acme, add):
    add()

    assert total(evaluation, acme) == pytest.approx(3600)


def test_a_line_for_one_leaves_the_others_alone(evaluation, acme, add):
    bolt = evaluation.candidates.get(name="Bolt")

    add(candidates=(acme,))

    assert total(evaluation, acme) == pytest.approx(3600)
    assert total(evaluation, bolt) == 0


def test_half_a_person_costs_half_a_year_a_year(evaluation, acme, add):
    add(
        category="people",
        amount=Range.exactly(80_000),
        share=Range.exactly("0.5"),
        role="Administrator",
    )

    assert total(evaluation, acme) == pytest.approx(3 * 40_000)


def test_a_line_counts_in_its_months_only(evaluation, acme, add):
    add(from_month=3, to_month=5)

    assert total(evaluation, acme) == pytest.approx(300)


def test_the_same_form_sent_twice_makes_one_line(add):  # R49
    key = uuid4()

    first, second = add(form_key=key), add(form_key=key)

    assert first.pk == second.pk
    assert CostLine.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": Range(Decimal(3), Decimal(2), Decimal(4))},
        {"from_month": 9, "to_month": 4},
        {"rhythm": "per_unit"},
        {"measure": "sms"},
        {"share": Range.exactly(-1)},
    ],
)
def test_what_cannot_be_computed_is_refused_and_not_written(acme, add, changed):
    with pytest.raises(InputInvalid):
        add(**changed)

    assert not CostLine.objects.exists()


def test_candidates_of_somebody_else_are_refused(evaluation, add):  # R12
    foreign = Candidate(evaluation_id=evaluation.pk + 1, name="Other")

    with pytest.raises(ForeignCandidates):
        add(candidates=(foreign,))


def test_a_stale_line_is_refused(add, people, now):  # R48
    line = add()
    edit_cost_line(
        line=line, edit=edit(name="One"), version=1, actor=people["lead"], now=now
    )

    with pytest.raises(CostLineIsStale):
        edit_cost_line(
            line=line, edit=edit(name="Two"), version=1, actor=people["lead"], now=now
        )

    assert CostLine.objects.get().name == "One"


def test_a_removed_line_costs_nothing_until_it_is_back(
    evaluation, acme, add, people, now
):
    line = add()

    remove_cost_line(line=line, actor=people["lead"], now=now)
    gone = total(evaluation, acme)
    restore_cost_line(line=line, actor=people["lead"], now=now)

    assert (gone, total(evaluation, acme)) == pytest.approx((0, 3600))


def test_a_figure_of_the_quick_table_is_changed_there(evaluation, people, now):
    line = CostLine.objects.create(
        evaluation=evaluation,
        key="quick.training",
        category="training",
        currency="USD",
    )

    with pytest.raises(LineOfTheTable):
        remove_cost_line(line=line, actor=people["lead"], now=now)


def test_effort_handed_over_again_replaces_the_figure(evaluation, acme, people, now):
    for hours in (10, 30):
        take_migration_effort(
            evaluation=evaluation,
            candidate=acme,
            hours=Decimal(hours),
            hourly_rate=Decimal(50),
            currency="USD",
            actor=people["lead"],
            now=now,
        )

    line = CostLine.objects.get()
    assert (line.category, line.likely) == ("migration", 1500)
    assert total(evaluation, acme) == pytest.approx(1500)


def test_the_audit_trail_tells_neither_name_nor_amount(add, django_db_reset_sequences):
    from workspace.models import Activity

    add(name="Secret agency", amount=Range.exactly(987_654))

    entry = Activity.objects.order_by("-pk").first()
    told = f"{entry.before} {entry.after}"
    assert "Secret" not in told
    assert "987" not in told  # R21
